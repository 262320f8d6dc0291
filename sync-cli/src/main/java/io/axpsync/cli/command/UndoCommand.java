package io.axpsync.cli.command;

import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.report.Json;
import io.axpsync.cli.report.UndoJson;
import io.axpsync.cli.report.UndoText;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.cli.state.OpenState;
import io.axpsync.cli.state.UndoDesk;
import io.axpsync.cli.state.Unknown;
import io.axpsync.core.run.UndoScope;
import io.vavr.collection.Vector;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes back what a run did. */
@Command(
        name = "undo",
        description = "Takes back what a run wrote, from the journal: removes what it created, puts back what it"
                + " overwrote, makes again what it deleted. Mails stay sent; what somebody edited since stays too.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync undo -c axpsync.yaml --run 4f2c… --dry-run      what would be taken back, and what cannot",
            "  axpsync undo -c axpsync.yaml --run 4f2c…",
            "  axpsync undo -c axpsync.yaml --item usmf/ACT-000123     the newest run that wrote this item"
        })
public final class UndoCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @ArgGroup(multiplicity = "1")
    What what = new What();

    @Option(names = "--dry-run", description = "Show what would be taken back; write nothing.")
    boolean dryRun;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public UndoCommand() {}

    /** One of them. */
    static final class What {
        @Option(names = "--run", paramLabel = "ID", description = "All that this run wrote.")
        @Nullable String run;

        @Option(
                names = "--item",
                paramLabel = "REF",
                description =
                        "What the newest run that wrote this item did to it and its counterpart. The item's id, or"
                                + " how it ends. Given again, the run before that.")
        @Nullable String item;
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = common.read();
        UndoScope scope = scope(configuration);
        try (RunProgress progress = new RunProgress(common.json);
                Synchronisation synchronisation = Synchronisation.open(configuration, progress);
                Signals signals = Signals.stopping(synchronisation.stop())) {
            Synchronisation.Undone undone = synchronisation.undo(scope, common.filter(), !dryRun);
            progress.clear();
            Exit exit = Exit.of(undone);
            if (common.json) {
                Json.print(spec.commandLine().getOut(), new UndoJson(common.showSubjects).of(exit.code(), undone));
            } else {
                new UndoText(spec.commandLine().getOut(), common.showSubjects).print(undone);
            }
            return exit.code();
        }
    }

    private UndoScope scope(Configuration configuration) {
        try (OpenState state = OpenState.open(configuration, Vector.ofAll(common.lanes), Clock.systemUTC())) {
            UndoDesk desk = new UndoDesk(state);
            return what.run != null ? desk.run(what.run) : desk.item(String.valueOf(what.item));
        } catch (Unknown e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
