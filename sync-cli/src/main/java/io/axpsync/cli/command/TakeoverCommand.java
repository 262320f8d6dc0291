package io.axpsync.cli.command;

import io.axpsync.cli.report.Json;
import io.axpsync.cli.report.TakeoverReport;
import io.axpsync.cli.run.Roster;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.Takeover;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes this installation the one that writes, where another one, or a copy of this one, wrote last. */
@Command(
        name = "takeover",
        description = "Makes this installation the one that writes into mailboxes where another one, a copy of this"
                + " one, or one with another D365 wrote last. That one then writes there no more. Nothing is"
                + " synchronised; the next run compares in full and deletes nothing for what is missing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync takeover -c axpsync.yaml                             asks before it writes",
            "  axpsync takeover -c axpsync.yaml --lane 000101/APPOINTMENT --yes",
            "  axpsync takeover -c axpsync.yaml --from k3v9x2 --yes         its stamps count as ours, too"
        })
public final class TakeoverCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = "--from",
            paramLabel = "INSTALLATION",
            description = "An installation that no longer runs and whose stamps shall count as ours. Repeatable.")
    List<String> from = new ArrayList<>();

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    /** Asks whoever sits at the terminal and gives the answer, empty when the input ended; none = nobody sits there. */
    Optional<UnaryOperator<String>> person =
            Optional.ofNullable(System.console()).map(TakeoverCommand::at);

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public TakeoverCommand() {}

    @Override
    public Integer call() throws Exception {
        if (!yes && (common.json || person.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "Nobody can be asked here. Say --yes when the other installation is stopped.");
        }
        try (RunProgress progress = new RunProgress(true);
                Synchronisation synchronisation = Synchronisation.open(common.read(), progress)) {
            Either<PortFailure, Roster> roster = synchronisation.roster();
            if (roster.isLeft()) {
                return unreachable(roster.getLeft());
            }
            Seq<LaneSetup> lanes = synchronisation.lanes(roster.get(), common.filter());
            if (lanes.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "There is no such lane. See: axpsync check");
            }
            return take(synchronisation.takeover(), lanes);
        }
    }

    private int take(Takeover takeover, Seq<LaneSetup> lanes) {
        TakeoverReport report = new TakeoverReport(spec.commandLine().getOut());
        Seq<Takeover.Standing> before = takeover.look(lanes);
        Seq<LaneSetup> wanted = lanes.zip(before)
                .filter(t -> t._2.failure().isEmpty() && (t._2.against().isDefined() || !from.isEmpty()))
                .map(t -> t._1);
        if (!common.json) {
            report.text(before);
        }
        boolean go = wanted.nonEmpty() && (yes || agreed(wanted.size()));
        Seq<Takeover.Standing> after = go
                ? takeover.take(wanted, HashSet.ofAll(from))
                        .appendAll(before.filter(b -> b.failure().isDefined()))
                : before;
        Exit exit = Exit.of(after);
        if (common.json) {
            Json.print(spec.commandLine().getOut(), report.json(go, exit.code(), after));
        } else if (go) {
            say("Taken over:");
            report.text(after);
        } else {
            say(wanted.isEmpty() ? "Nothing to take over." : "Nothing was taken over.");
        }
        return exit.code();
    }

    private boolean agreed(int lanes) {
        String question =
                "Take over " + lanes + " lane(s)? Whoever wrote there last must be stopped for good. Write yes: ";
        return person.map(p -> p.apply(question)).filter("yes"::equals).isPresent();
    }

    private static UnaryOperator<String> at(Console console) {
        return question -> {
            @Nullable String answer = console.readLine("%s", question);
            return answer == null ? "" : answer;
        };
    }

    private int unreachable(PortFailure failure) {
        say("D365 could not be asked who is who: " + failure.reason());
        return Exit.SIDE.code();
    }

    private void say(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
