package io.axpsync.cli.command;

import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows on a terminal how far a run is; elsewhere nothing. What went wrong stands in the report. */
final class RunProgress implements RunListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunProgress.class);

    private final boolean bar;
    private @Nullable ProgressBar shown;

    /** @param quiet never a bar, whatever standard error is */
    RunProgress(boolean quiet) {
        this.bar = !quiet && System.console() != null;
    }

    @Override
    public void on(RunEvent event) {
        LOG.debug("{}", event);
        if (event instanceof RunEvent.RunStarted started && bar) {
            // each lane is observed on two sides and planned
            shown = new ProgressBarBuilder()
                    .setTaskName("lanes")
                    .setInitialMax(3L * started.lanes())
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .build();
        } else if (event instanceof RunEvent.LaneObserved || event instanceof RunEvent.LanePlanned) {
            step();
        } else if (event instanceof RunEvent.RunFinished) {
            clear();
        }
    }

    private void step() {
        if (shown != null) {
            shown.step();
        }
    }

    /** Takes it off the screen. */
    void clear() {
        if (shown != null) {
            shown.close();
            shown = null;
        }
    }

    @Override
    public void close() {
        clear();
    }
}
