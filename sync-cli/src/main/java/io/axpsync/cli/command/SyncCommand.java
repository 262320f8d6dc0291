package io.axpsync.cli.command;

import io.axpsync.cli.config.Durations;
import io.axpsync.cli.report.Json;
import io.axpsync.cli.report.ResultJson;
import io.axpsync.cli.report.ResultText;
import io.axpsync.cli.run.Stop;
import io.axpsync.cli.run.Synchronisation;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Synchronises, once or again and again. */
@Command(
        name = "sync",
        description = "Synchronises all mailboxes once, or again and again.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync sync -c axpsync.yaml",
            "  axpsync sync -c axpsync.yaml --every 5m     until stopped by Ctrl-C or SIGTERM",
            "  */5 * * * * axpsync sync -c /etc/axpsync.yaml     (a crontab line)"
        })
public final class SyncCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = Every.class,
            description = "Go on: a run begins so long after the last one began, or at once if that took longer."
                    + " For example 5m. With --json, one object on a line for each run.")
    @Nullable Duration every;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public SyncCommand() {}

    @Override
    public Integer call() throws Exception {
        try (RunProgress progress = new RunProgress(common.json);
                Synchronisation synchronisation = Synchronisation.open(common.read(), progress);
                Signals signals = Signals.stopping(synchronisation.stop())) {
            Exit exit = once(synchronisation, progress);
            while (every != null && rest(synchronisation.stop())) {
                exit = once(synchronisation, progress);
            }
            return exit.code();
        }
    }

    private long begun;

    private boolean hasBegun;

    /** Whether a run has been started, so that something may have been written. */
    boolean hasBegun() {
        return hasBegun;
    }

    private boolean rest(Stop stop) {
        Duration passed = Duration.ofNanos(System.nanoTime() - begun);
        Duration left = every == null ? Duration.ZERO : every.minus(passed);
        try {
            return stop.pause(left.isNegative() ? Duration.ZERO : left);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private Exit once(Synchronisation synchronisation, RunProgress progress) {
        begun = System.nanoTime();
        hasBegun = true;
        Synchronisation.Result result = synchronisation.sync(common.filter());
        progress.clear();
        Exit exit = Exit.of(result);
        if (common.json) {
            Json.print(
                    spec.commandLine().getOut(),
                    new ResultJson(common.showSubjects).of("sync", exit.code(), result),
                    every != null);
        } else {
            new ResultText(spec.commandLine().getOut(), common.showSubjects).sync(result);
        }
        return exit;
    }

    /** Reads {@code 5m}. */
    static final class Every implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                return Durations.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
