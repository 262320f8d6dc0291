package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.Stage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Kills a synchronising process at the worst moment: Exchange carries its create out, and before the answer is there the
 * process is gone.
 */
final class Crash {

    private static final Duration LATE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Crash() {}

    /** @param carriedOut whether Exchange has done what it was asked for */
    static void during(Stage stage, Process run, BooleanSupplier carriedOut) {
        try {
            await(() -> {
                NotSo.unless(run.isAlive(), "the run ended before it came to its first create");
                return stage.admin().faultsWaiting() == 0;
            });
            NotSo.unless(run.isAlive(), "the run was killed too late to show anything");
        } finally {
            run.destroyForcibly();
        }
        await(() -> !run.isAlive());
        await(carriedOut);
    }

    /** Lets the next create on Exchange be answered late, so that there is a moment to kill in. */
    static void prepare(Admin admin, Backend backend) {
        ObjectNode rule = Admin.object().put("kind", "slow").put("delay", LATE.toString());
        if (backend == Backend.GRAPH) {
            rule.put("frontEnd", "graph").put("path", "\\$batch").put("body", "\"method\"\\s*:\\s*\"POST\"");
        } else {
            rule.put("frontEnd", "ews").put("operation", "CreateItem");
        }
        admin.fault(rule);
    }

    private static void await(BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            NotSo.unless(System.nanoTime() < end, "waited " + PATIENCE.toSeconds() + " s in vain");
            try {
                TimeUnit.MILLISECONDS.sleep(40);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NotSo("interrupted");
            }
        }
    }
}
