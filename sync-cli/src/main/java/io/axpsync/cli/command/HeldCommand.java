package io.axpsync.cli.command;

import io.axpsync.cli.report.StateText;
import io.axpsync.cli.state.HeldDesk;
import io.axpsync.core.plan.Verb;
import io.axpsync.core.port.Held;
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

/** What guards hold, and a person's word to it. */
@Command(
        name = "held",
        description = "Shows what guards hold, and releases or rejects it. No server is asked.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync held list -c axpsync.yaml --lane 000101/APPOINTMENT",
            "  axpsync held show -c axpsync.yaml --show-subjects 2gJ0o-2kXw",
            "  axpsync held release -c axpsync.yaml --lane 000101/APPOINTMENT --verb delete --all",
            "  axpsync held reject -c axpsync.yaml 2gJ0o-2kXw"
        })
public final class HeldCommand implements Runnable {

    private static final String VERB = "Only what this verb is held for: ${COMPLETION-CANDIDATES}.";
    private static final String DIGESTS = "Beginnings of digests, as the list shows them.";

    @Spec
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public HeldCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    @Command(
            name = "list",
            description = "Lists what is held and what was rejected.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int list(
            @Mixin StateOptions options,
            @picocli.CommandLine.Option(names = "--verb", paramLabel = "VERB", description = VERB) @Nullable Verb verb,
            @Parameters(arity = "0..*", paramLabel = "DIGEST", description = DIGESTS) @Nullable List<String> digests) {
        return look(options, verb, digests, StateText::held);
    }

    @Command(
            name = "show",
            description = "Shows it in full, with its reasons.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int show(
            @Mixin StateOptions options,
            @picocli.CommandLine.Option(names = "--verb", paramLabel = "VERB", description = VERB) @Nullable Verb verb,
            @Parameters(arity = "0..*", paramLabel = "DIGEST", description = DIGESTS) @Nullable List<String> digests) {
        return look(options, verb, digests, (text, held) -> held.forEach(text::heldInFull));
    }

    @Command(
            name = "release",
            description = "Lets the next run apply it, as long as it is the same decision then.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int release(
            @Mixin StateOptions options,
            @picocli.CommandLine.Option(names = "--verb", paramLabel = "VERB", description = VERB) @Nullable Verb verb,
            @picocli.CommandLine.Option(names = "--all", description = "All of them, of the lanes and the verb given.")
                    boolean all,
            @Parameters(arity = "0..*", paramLabel = "DIGEST", description = DIGESTS) @Nullable List<String> digests) {
        return say(options, Held.Word.RELEASE, verb, all, digests);
    }

    @Command(
            name = "reject",
            description = "Leaves it alone until it changes; the guard no longer counts it.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int reject(
            @Mixin StateOptions options,
            @picocli.CommandLine.Option(names = "--verb", paramLabel = "VERB", description = VERB) @Nullable Verb verb,
            @picocli.CommandLine.Option(names = "--all", description = "All of them, of the lanes and the verb given.")
                    boolean all,
            @Parameters(arity = "0..*", paramLabel = "DIGEST", description = DIGESTS) @Nullable List<String> digests) {
        return say(options, Held.Word.REJECT, verb, all, digests);
    }

    private static int look(
            StateOptions options,
            @Nullable Verb verb,
            @Nullable List<String> digests,
            java.util.function.BiConsumer<StateText, Seq<Held>> print) {
        return options.work(state -> {
            Seq<Held> held = new HeldDesk(state).find(Option.of(verb), given(digests));
            int waiting = held.count(h -> h.word() == Held.Word.NONE);
            Exit exit = waiting > 0 ? Exit.HELD : Exit.OK;
            if (options.json) {
                options.print(options.json().held(options.document(exit).put("waiting", waiting), held));
            } else if (held.isEmpty()) {
                options.text().line("Nothing is held.");
            } else {
                print.accept(options.text(), held);
                options.text().line(waiting + " of " + held.size() + " wait for a word.");
            }
            return exit;
        });
    }

    private static int say(
            StateOptions options, Held.Word word, @Nullable Verb verb, boolean all, @Nullable List<String> digests) {
        if (all != given(digests).isEmpty()) {
            throw options.wrong(all ? "Either digests or --all, not both." : "Which? Name digests, or say --all.");
        }
        return options.work(state -> {
            HeldDesk desk = new HeldDesk(state);
            int said = desk.say(word, desk.find(Option.of(verb), given(digests)));
            int waiting = desk.waiting();
            Exit exit = waiting > 0 ? Exit.HELD : Exit.OK;
            if (options.json) {
                options.print(options.document(exit).put("changed", said).put("waiting", waiting));
            } else {
                options.text().line(told(word, said) + " Still waiting for a word: " + waiting + ".");
            }
            return exit;
        });
    }

    private static String told(Held.Word word, int count) {
        if (count == 0) {
            return "Nothing was " + (word == Held.Word.RELEASE ? "released." : "rejected.");
        }
        return word == Held.Word.RELEASE
                ? "Released: " + count + "; the next run applies what is still the same decision."
                : "Rejected: " + count + "; left alone until it changes.";
    }

    private static Seq<String> given(@Nullable List<String> digests) {
        return digests == null ? Vector.empty() : Vector.ofAll(digests);
    }
}
