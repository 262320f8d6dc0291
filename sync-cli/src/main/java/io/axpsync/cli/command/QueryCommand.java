package io.axpsync.cli.command;

import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.report.Json;
import io.axpsync.cli.report.SelectionText;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.item.Reason;
import io.axpsync.d365.odata.D365Selection;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whom a query selects. */
@Command(
        name = "query",
        description = "Prints whom a query of the configuration selects now. Writes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {"  axpsync query west", "  axpsync query west --explain", "  axpsync query west --json"})
public final class QueryCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "A name below queries in the configuration.")
    String name = "";

    @Option(
            names = "--explain",
            description = "Also prints the condition, what D365 was asked, and what was finished on our side.")
    boolean explain;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public QueryCommand() {}

    @Override
    public Integer call() throws Exception {
        Configuration configuration = common.read();
        if (!configuration.queries().containsKey(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no query " + name + "; "
                            + (configuration.queries().isEmpty()
                                    ? "the configuration has none (queries: …)."
                                    : "use one of "
                                            + configuration.queries().keySet().mkString(", ") + "."));
        }
        try (RunProgress progress = new RunProgress(common.json);
                Synchronisation synchronisation = Synchronisation.open(configuration, progress)) {
            var answer = synchronisation.selection(name);
            progress.close();
            return answer.fold(
                    failure -> failed(failure.reason()),
                    selection -> print(
                            configuration.queries().get(name).get().condition().toString(), selection));
        }
    }

    private int print(String condition, D365Selection selection) {
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            Json.print(out, SelectionText.json(name, condition, selection, explain));
        } else {
            SelectionText.print(out, name, condition, selection, explain);
        }
        return Exit.OK.code();
    }

    private int failed(Reason reason) {
        if (common.json) {
            Json.print(spec.commandLine().getOut(), SelectionText.failure(Exit.SIDE.code(), name, reason));
        } else {
            SelectionText.failure(spec.commandLine().getOut(), reason);
        }
        return Exit.SIDE.code();
    }
}
