package io.axpsync.cli.command;

import io.axpsync.cli.state.JournalDesk;
import io.axpsync.core.port.JournalEntry;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What was decided and done, and what was there before. */
@Command(
        name = "journal",
        description = "Shows what was decided and done, with what was overwritten, and checks that nobody changed the"
                + " record. No server is asked.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync journal list -c axpsync.yaml --lane 000101/APPOINTMENT --limit 20",
            "  axpsync journal show -c axpsync.yaml --show-subjects usmf/ACT-000123",
            "  axpsync journal verify -c axpsync.yaml"
        })
public final class JournalCommand implements Runnable {

    private static final String RUN = "Only this run.";
    private static final String LIMIT = "How many of the newest entries. Default: ${DEFAULT-VALUE}.";
    private static final String REFS = "Items: their ids, or how they end. Default: all.";

    @Spec
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public JournalCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    @Command(
            name = "list",
            description = "Lists the newest entries, the oldest of them first.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int list(
            @Mixin StateOptions options,
            @picocli.CommandLine.Option(names = "--run", paramLabel = "ID", description = RUN) @Nullable String run,
            @picocli.CommandLine.Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = LIMIT)
                    int limit,
            @Parameters(arity = "0..*", paramLabel = "REF", description = REFS) @Nullable List<String> refs) {
        return look(options, run, limit, refs, false);
    }

    @Command(
            name = "show",
            description = "Shows the newest entries in full: fields, and their values before and after.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int show(
            @Mixin StateOptions options,
            @picocli.CommandLine.Option(names = "--run", paramLabel = "ID", description = RUN) @Nullable String run,
            @picocli.CommandLine.Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = LIMIT)
                    int limit,
            @Parameters(arity = "0..*", paramLabel = "REF", description = REFS) @Nullable List<String> refs) {
        return look(options, run, limit, refs, true);
    }

    @Command(
            name = "verify",
            description = "Checks that no entry was changed, removed or put in; ends with 5 when one was.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int verify(@Mixin StateOptions options) {
        return options.work(state -> {
            Seq<JournalDesk.Verdict> verdicts = new JournalDesk(state).verify();
            int damaged = verdicts.count(v -> v.damage().isDefined());
            Exit exit = damaged > 0 ? Exit.STATE : Exit.OK;
            if (options.json) {
                options.print(options.json().verdicts(options.document(exit).put("damaged", damaged), verdicts));
            } else {
                options.text().verdicts(verdicts);
                options.text()
                        .line(
                                verdicts.isEmpty()
                                        ? "The journal is empty."
                                        : damaged + " of " + verdicts.size() + " lanes damaged.");
            }
            return exit;
        });
    }

    private static int look(
            StateOptions options, @Nullable String run, int limit, @Nullable List<String> refs, boolean full) {
        if (limit < 1) {
            throw options.wrong("--limit must be at least 1.");
        }
        return options.work(state -> {
            Seq<String> items = refs == null ? Vector.empty() : Vector.ofAll(refs);
            Seq<JournalEntry> entries = new JournalDesk(state).find(Option.of(run), items, limit);
            if (options.json) {
                options.print(options.json().journal(options.document(Exit.OK), entries, full));
            } else if (entries.isEmpty()) {
                options.text()
                        .line(run == null ? "The journal is empty." : "The journal has nothing of a run " + run + ".");
            } else if (full) {
                entries.forEach(options.text()::journalInFull);
            } else {
                options.text().journal(entries);
            }
            return Exit.OK;
        });
    }
}
