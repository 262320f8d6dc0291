package io.axpsync.cli.command;

import io.axpsync.cli.report.StateJson;
import io.axpsync.cli.report.StateText;
import io.axpsync.cli.state.CaseDesk;
import io.axpsync.cli.state.OpenState;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.run.Resolution;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Items that could not be synchronised yet. */
@Command(
        name = "cases",
        description =
                "Shows the items that could not be synchronised yet, and lets runs try them again, or a person decide."
                        + " No server is asked.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync cases list -c axpsync.yaml",
            "  axpsync cases show -c axpsync.yaml --show-subjects usmf/ACT-000123",
            "  axpsync cases retry -c axpsync.yaml --lane 000101/APPOINTMENT",
            "  axpsync cases resolve -c axpsync.yaml usmf/ACT-000123 --take d365"
        })
public final class CasesCommand implements Runnable {

    private static final String FIELDS =
            "Take only this field, such as SUBJECT. Repeatable. Default: all that are in conflict.";
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
        return look(options, refs, (text, desk, cases) -> text.cases(cases, Instant.now()));
    }

    @Command(
            name = "show",
            description = "Shows open cases in full, with reasons and remedies.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int show(
            @Mixin StateOptions options,
            @Parameters(arity = "0..*", paramLabel = "REF", description = REFS) @Nullable List<String> refs) {
        return look(
                options,
                refs,
                (text, desk, cases) -> cases.forEach(c -> text.caseInFull(c, desk.conflicts(c), Instant.now())));
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

    @Command(
            name = "resolve",
            description = "Answers a disputed case; the next run plans, guards and applies what follows from it.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int resolve(
            @Mixin StateOptions options,
            @ArgGroup(multiplicity = "1") Answer answer,
            @Option(names = "--field", paramLabel = "FIELD", description = FIELDS) @Nullable List<Field> fields,
            @Parameters(arity = "1", paramLabel = "REF", description = "The item: its id, or how it ends.")
                    String ref) {
        if (fields != null && answer.take == null) {
            throw options.wrong("--field says what to --take.");
        }
        return options.work(state -> {
            CaseDesk desk = new CaseDesk(state);
            OpenCase open = desk.one(ref);
            OpenState.Changed changed = desk.resolve(open, answer.on(desk, open, fields));
            Exit exit = changed.refused().exists(r -> !r.code().equals("leased")) ? Exit.USAGE : Exit.OPEN;
            if (options.json) {
                options.print(
                        StateJson.refused(options.document(exit).put("changed", changed.count()), changed.refused()));
            } else {
                options.text().refused(changed.refused());
                options.text()
                        .line(changed.count() > 0 ? "Resolved; the next run does the rest." : "Nothing was changed.");
            }
            return exit;
        });
    }

    /** What a person says: one of these. */
    static final class Answer {

        @Option(
                names = "--with",
                paramLabel = "REF",
                description = "A dispute: it is the same thing as this candidate.")
        @Nullable String with;

        @Option(names = "--none", description = "A dispute: it is none of the candidates, and gets a counterpart.")
        boolean none;

        @Option(
                names = "--take",
                paramLabel = "SIDE",
                description = "A conflict: this side's values stand. ${COMPLETION-CANDIDATES}.")
        @Nullable Side take;

        Function<Resolution, Either<Reason, ?>> on(CaseDesk desk, OpenCase open, @Nullable List<Field> fields) {
            if (take != null) {
                Side side = take;
                return r -> r.take(open, side, HashSet.ofAll(fields == null ? List.of() : fields));
            } else if (with != null) {
                ItemRef candidate = desk.candidate(open, with);
                return r -> r.pair(open, candidate);
            }
            return r -> r.separate(open);
        }
    }

    /** How cases are printed. */
    @FunctionalInterface
    private interface Print {
        void print(StateText text, CaseDesk desk, Seq<OpenCase> cases);
    }

    private static int look(StateOptions options, @Nullable List<String> refs, Print print) {
        return options.work(state -> {
            CaseDesk desk = new CaseDesk(state);
            Seq<OpenCase> cases = desk.find(given(refs));
            Exit exit = cases.isEmpty() ? Exit.OK : Exit.OPEN;
            if (options.json) {
                options.print(options.json().cases(options.document(exit), cases, desk::conflicts));
            } else if (cases.isEmpty()) {
                options.text().line("No case is open.");
            } else {
                print.print(options.text(), desk, cases);
                options.text().line(cases.size() + " open.");
            }
            return exit;
        });
    }

    private static Seq<String> given(@Nullable List<String> refs) {
        return refs == null ? Vector.empty() : Vector.ofAll(refs);
    }
}
