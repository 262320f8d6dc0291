package io.axpsync.core.run;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Leases;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A run's leases of its lanes. They are renewed before each batch of writes, so that a run of any length keeps its
 * lanes; a run that lost one, because it slept for longer than a lease lasts, stops before its next write there.
 */
final class Tenure {

    private static final Duration LEASE = Duration.ofMinutes(30);

    private final Leases leases;
    private final String run;
    private final Clock clock;

    Tenure(Leases leases, String run, Clock clock) {
        this.leases = leases;
        this.run = run;
        this.clock = clock;
    }

    /** Takes the lane for this run; a lane that another run has fails. */
    boolean take(LaneWork lane) {
        return take(lane, "leased", "lane " + lane.id() + " is being synchronised by another process");
    }

    /** Renews the leases of lanes that this run has; one that it lost fails, and is left to its new holder. */
    void renew(Iterable<LaneWork> lanes) {
        Set<LaneWork> once = HashSet.ofAll(lanes);
        once.reject(l -> l.lost)
                .filter(l -> !take(l, "lease-lost", "lane " + l.id() + " was taken over by another process meanwhile"))
                .forEach(l -> l.lost = true);
    }

    void release(LaneWork lane) {
        leases.release(lane.id(), run);
    }

    private boolean take(LaneWork lane, String code, String text) {
        Instant now = clock.instant();
        if (leases.take(lane.id(), run, now, now.plus(LEASE))) {
            return true;
        }
        lane.fail(Reason.of(code, text, "It is left alone; the next run goes on with it."));
        return false;
    }
}
