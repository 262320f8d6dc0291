package io.axpsync.core.port;

import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a server that is out of order from being hammered, lane after lane. When {@value #THRESHOLD} requests in a row
 * have failed for a reason that every mailbox shares (nobody answers, a gateway's error, our account refused), each after
 * its own tries, nothing more is sent for a minute: what follows fails at once with the same reason. A new run begins
 * afresh. One for each side instance, for one thread at a time.
 *
 * @param <F> how the adapter says what went wrong
 */
public final class Circuit<F> {

    public static final int THRESHOLD = 3;

    private static final Duration REST = Duration.ofMinutes(1);

    private final Clock clock;
    private Option<F> last = Option.none();
    private int failures;
    private Instant until = Instant.EPOCH;

    public Circuit(Clock clock) {
        this.clock = clock;
    }

    /** Why nothing is sent now; none while requests may go. */
    public Option<F> open() {
        return clock.instant().isBefore(until) ? last : Option.none();
    }

    /** A request failed for good, and would have for any mailbox. */
    public void failed(F why) {
        last = Option.some(why);
        failures++;
        if (failures >= THRESHOLD) {
            until = clock.instant().plus(REST);
        }
    }

    /** The server answered, and knew us. */
    public void worked() {
        begin();
    }

    /** Forgets what was: a new run begins. */
    public void begin() {
        failures = 0;
        last = Option.none();
        until = Instant.EPOCH;
    }
}
