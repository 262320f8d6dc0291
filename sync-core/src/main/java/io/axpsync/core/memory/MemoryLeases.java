package io.axpsync.core.memory;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.Leases;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

final class MemoryLeases implements Leases {

    private final Map<LaneId, Lease> leases = new HashMap<>();

    @Override
    public synchronized boolean take(LaneId lane, String holder, Instant now, Instant until) {
        Lease lease =
                leases.merge(lane, new Lease(holder, until), (old, ours) -> old.yieldsTo(holder, now) ? ours : old);
        return lease.holder().equals(holder);
    }

    @Override
    public synchronized void release(LaneId lane, String holder) {
        leases.computeIfPresent(lane, (id, lease) -> lease.holder().equals(holder) ? null : lease);
    }

    private record Lease(String holder, Instant until) {
        boolean yieldsTo(String other, Instant now) {
            return holder.equals(other) || !until.isAfter(now);
        }
    }
}
