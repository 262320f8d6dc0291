package io.axpsync.cli.run;

import io.axpsync.core.item.Reason;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When to start nothing more: somebody asked us to stop, or the run has taken too long. What is under way is finished
 * and recorded, so that the next run has nothing to clean up.
 */
public final class Stop {

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean asked;
    private Option<Instant> deadline = Option.none();

    public Stop(Clock clock) {
        this.clock = clock;
    }

    /** Asks for an end, from any thread. */
    public void ask() {
        locked(() -> {
            asked = true;
            changed.signalAll();
        });
    }

    public boolean asked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /** A run begins; it may take so long. */
    void begin(Option<Duration> longest) {
        locked(() -> deadline = longest.map(d -> clock.instant().plus(d)));
    }

    /** Why nothing more is started; none while all is well. */
    Option<Reason> reason() {
        lock.lock();
        try {
            if (asked) {
                return Option.some(
                        Reason.of("stopped", "the run was stopped before this", "The next run goes on from here."));
            } else if (deadline.exists(d -> !clock.instant().isBefore(d))) {
                return Option.some(Reason.of(
                        "run-deadline",
                        "the run has reached its deadline before this",
                        "The next run goes on from here; timeouts.run sets the deadline."));
            }
            return Option.none();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits, unless it is time to stop.
     *
     * @return whether to go on
     */
    public boolean pause(Duration duration) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = duration.toNanos();
            while (!asked && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !asked;
        } finally {
            lock.unlock();
        }
    }

    /** An adapter's pause between two tries: cut short by a stop, and never beyond the deadline. */
    void pauseForServer(Duration duration) throws InterruptedException {
        Option<Instant> until;
        lock.lock();
        try {
            until = deadline;
        } finally {
            lock.unlock();
        }
        boolean tooLong = until.exists(d -> clock.instant().plus(duration).isAfter(d));
        if (tooLong || !pause(duration)) {
            throw new InterruptedException("stopped");
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
