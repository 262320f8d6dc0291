package io.axpsync.cli.command;

import io.axpsync.cli.report.StateJson;
import io.axpsync.cli.report.StateText;
import io.axpsync.cli.state.CaseDesk;
import io.axpsync.cli.state.OpenState;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Items that could not be synchronised yet. */
@Command(
        name = "cases",
        description = "Shows the items that could not be synchronised yet, and lets runs try them again."
                + " No server is asked.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync cases list -c axpsync.yaml",
            "  axpsync cases show -c axpsync.yaml --show-subjects usmf/ACT-000123",
            "  axpsync cases retry -c axpsync.yaml --lane 000101/APPOINTMENT"
        })
public final class CasesCommand implements Runnable {

    private static final String REFS = "Items: their ids, or how they end. Default: all.";

    @Spec
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public CasesCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    @Command(
            name = "list",
            description = "Lists the open cases.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int list(
            @Mixin StateOptions options,
            @Parameters(arity = "0..*", paramLabel = "REF", description = REFS) @Nullable List<String> refs) {
        return look(options, refs, (text, cases) -> text.cases(cases, Instant.now()));
    }

    @Command(
            name = "show",
            description = "Shows open cases in full, with reasons and remedies.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int show(
            @Mixin StateOptions options,
            @Parameters(arity = "0..*", paramLabel = "REF", description = REFS) @Nullable List<String> refs) {
        return look(options, refs, (text, cases) -> cases.forEach(c -> text.caseInFull(c, Instant.now())));
    }

    @Command(
            name = "retry",
            description = "Lets the next run try them again, as if they had never failed.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int retry(
            @Mixin StateOptions options,
            @Parameters(arity = "0..*", paramLabel = "REF", description = REFS) @Nullable List<String> refs) {
        return options.work(state -> {
            CaseDesk desk = new CaseDesk(state);
            Seq<OpenCase> cases = desk.find(given(refs));
            OpenState.Changed changed = desk.retry(cases);
            Exit exit = cases.isEmpty() ? Exit.OK : Exit.OPEN;
            if (options.json) {
                options.print(
                        StateJson.refused(options.document(exit).put("changed", changed.count()), changed.refused()));
            } else {
                options.text().refused(changed.refused());
                options.text()
                        .line(
                                cases.isEmpty()
                                        ? "No case is open."
                                        : "Due in the next run: " + changed.count() + " of " + cases.size() + ".");
            }
            return exit;
        });
    }

    private static int look(
            StateOptions options, @Nullable List<String> refs, BiConsumer<StateText, Seq<OpenCase>> print) {
        return options.work(state -> {
            Seq<OpenCase> cases = new CaseDesk(state).find(given(refs));
            Exit exit = cases.isEmpty() ? Exit.OK : Exit.OPEN;
            if (options.json) {
                options.print(options.json().cases(options.document(exit), cases));
            } else if (cases.isEmpty()) {
                options.text().line("No case is open.");
            } else {
                print.accept(options.text(), cases);
                options.text().line(cases.size() + " open.");
            }
            return exit;
        });
    }

    private static Seq<String> given(@Nullable List<String> refs) {
        return refs == null ? Vector.empty() : Vector.ofAll(refs);
    }
}
