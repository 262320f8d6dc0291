package io.axpsync.cli.command;

import io.axpsync.cli.run.Stop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM end a run cleanly: what is under way is finished and recorded, then the program ends. After a
 * minute it ends anyway; the next run finishes what was begun.
 */
final class Signals implements AutoCloseable {

    private static final long GRACE_SECONDS = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private Signals(Runnable stop) {
        this.hook = new Thread(
                () -> {
                    stop.run();
                    try {
                        done.await(GRACE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Signals stopping(Stop stop) {
        return new Signals(stop::ask);
    }

    static Signals running(Runnable stop) {
        return new Signals(stop);
    }

    /** The work is done. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending already, which is what the hook is for
        }
    }
}
