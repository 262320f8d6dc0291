package io.axpsync.core.memory;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.HeldWrites;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class MemoryHeldWrites implements HeldWrites {

    private final Map<LaneId, Seq<Held>> held = new ConcurrentHashMap<>();

    @Override
    public Seq<Held> ofLane(LaneId lane) {
        return held.getOrDefault(lane, Vector.empty());
    }

    @Override
    public void replace(LaneId lane, Seq<Held> now) {
        held.put(lane, now.toVector());
    }
}
