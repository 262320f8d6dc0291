package io.axpsync.core.port;

import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a server that is out of order from being hammered, lane after lane. Once requests for {@value #THRESHOLD}
 * different mailboxes in a row have failed, each after its own tries, for a reason that is not the mailbox's (nobody
 * answers, a gateway's error, our account refused), nothing more is sent: what follows fails at once with the same
 * reason. One mailbox alone never stops the others, however often it fails.
 *
 * <p>A new run begins afresh; within a run that takes long, the server is tried again after a minute. Mailboxes for
 * whose failures it was left alone in one run do not count in the next one: should only they be out of order, the others
 * get their turn then.
 *
 * <p>One for each side instance, for one thread at a time.
 *
 * @param <F> how the adapter says what went wrong
 */
public final class Circuit<F> {

    public static final int THRESHOLD = 3;

    private static final Duration REST = Duration.ofMinutes(1);

    private final Clock clock;
    private Set<String> failed = HashSet.empty();
    private Set<String> before = HashSet.empty();
    private int tries;
    private Option<F> last = Option.none();
    private Instant until = Instant.EPOCH;

    public Circuit(Clock clock) {
        this.clock = clock;
    }

    /** Why nothing is sent now; none while requests may go. */
    public Option<F> open() {
        return last.filter(why -> clock.instant().isBefore(until));
    }

    /**
     * A request failed for good, and would have for any mailbox.
     *
     * @param whom the mailboxes that it was for; where a server knows none, anything that tells requests apart
     * @param sent how often it was sent
     */
    public void failed(Seq<String> whom, int sent, F why) {
        failed = failed.addAll(whom.reject(before::contains));
        tries += sent;
        if (failed.size() >= THRESHOLD && tries >= THRESHOLD) {
            last = Option.some(why);
            until = clock.instant().plus(REST);
        }
    }

    /** The server answered, and knew us. */
    public void worked() {
        failed = HashSet.empty();
        tries = 0;
        last = Option.none();
    }

    /** A new run begins. */
    public void begin() {
        before = last.isDefined() ? failed : HashSet.empty();
        worked();
    }
}
