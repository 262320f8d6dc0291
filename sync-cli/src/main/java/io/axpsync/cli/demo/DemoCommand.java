package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.cli.load.Load;
import io.axpsync.cli.load.LoadReport;
import io.axpsync.sandbox.http.Traffic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows and checks the whole product on this machine, without a tenant. */
@Command(
        name = "demo",
        description = {
            "A working day in a sample company, over real HTTP, checked step by step.",
            "With --scenario disaster: what the user sees when listings are empty, permissions are lost, and so on.",
            "With --load: your own calendars and contacts instead, compared with what D365 then holds."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:all of it holds", " 1:something does not hold; it is named", " 2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync demo",
            "  axpsync demo --exchange ews --d365 stock",
            "  axpsync demo --scenario disaster",
            "  axpsync demo --load ~/calendars --json"
        })
public final class DemoCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(
            names = "--exchange",
            paramLabel = "BACKEND",
            defaultValue = "GRAPH",
            description = "How Exchange is reached: graph, ews. Default: graph.")
    Backend backend = Backend.GRAPH;

    @Option(
            names = "--d365",
            paramLabel = "PROFILE",
            defaultValue = "COMPANION",
            description = "D365 with the companion model or stock: companion, stock. Default: companion.")
    D365Kind d365 = D365Kind.COMPANION;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "DAY",
            description = "What is shown: day, disaster. Default: day.")
    Scenario scenario = Scenario.DAY;

    @Option(
            names = "--load",
            paramLabel = "DIR",
            description = "Put the .ics, .vcf and .eml files of this folder into a mailbox and synchronise them.")
    @Nullable Path load;

    @Option(names = "--json", description = "One JSON object on standard output; the story goes to standard error.")
    boolean json;

    @Option(names = "--inject", hidden = true, converter = InjectConverter.class)
    @Nullable Inject inject;

    /** What can be shown. */
    enum Scenario {
        DAY,
        DISASTER
    }

    private final Traffic traffic;

    public DemoCommand() {
        this((frontEnd, request, response) -> {});
    }

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    DemoCommand(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public Integer call() {
        try (Stage stage = Stage.open(backend, d365, traffic)) {
            if (inject != null) {
                inject.into(stage.admin(), backend);
            }
            if (load != null) {
                return files(stage, load);
            }
            return scenario == Scenario.DAY ? day(stage) : disaster(stage);
        }
    }

    private PrintWriter story() {
        return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    private int day(Stage stage) {
        Narrator narrator = narrator();
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        boolean holds = true;
        try (WorkingDay day = new WorkingDay(stage, backend, d365, narrator)) {
            try {
                day.run();
            } catch (NotSo e) {
                holds = false;
                result.put("failed", e.getMessage());
                narrator.say("The demonstration failed in this step.");
            }
            result.put("mails", day.mails());
        }
        return end(result, narrator, holds);
    }

    private int disaster(Stage stage) {
        if (!(spec.root().userObject() instanceof Program program)) {
            throw new ParameterException(spec.commandLine(), "--scenario disaster needs the whole program");
        }
        Narrator narrator = narrator();
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        boolean holds = true;
        Disaster disaster = new Disaster(stage, backend, d365, narrator, program, inject);
        try {
            disaster.run();
        } catch (NotSo e) {
            holds = false;
            result.put("failed", e.getMessage());
            narrator.say("The demonstration failed in this step.");
        }
        result.put("mails", disaster.mails()).put("scenario", "disaster");
        return end(result, narrator, holds);
    }

    private Narrator narrator() {
        Narrator narrator = new Narrator(story());
        narrator.say("Fabrikon, twelve employees: D365 (" + word(d365) + ") and Exchange (" + word(backend)
                + ") run on this machine, on free ports.");
        return narrator;
    }

    private int end(ObjectNode result, Narrator narrator, boolean holds) {
        result.put("ok", holds).put("exchange", word(backend)).put("d365", word(d365));
        result.set("steps", narrator.steps());
        return end(result, holds);
    }

    private int files(Stage stage, Path folder) {
        LoadReport report;
        try {
            report = new Load(stage, d365).run(folder);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--load: " + e.getMessage(), e);
        }
        PrintWriter story = story();
        story.println(folder + " through Exchange (" + word(backend) + ") into D365 (" + word(d365) + ")");
        report.lines().forEach(line -> story.println("  " + line));
        story.println(report.holds() ? "All of it holds." : "The demonstration failed: see the lines above.");
        story.flush();
        return end(report.json(), report.holds());
    }

    private int end(ObjectNode result, boolean holds) {
        if (json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(result);
            out.flush();
        }
        return holds ? 0 : 1;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** {@code empty-success} and the like. */
    static final class InjectConverter implements picocli.CommandLine.ITypeConverter<Inject> {
        @Override
        public Inject convert(String value) {
            return Inject.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
