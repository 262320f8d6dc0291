package io.axpsync.core.memory;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.HeldWrites;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

final class MemoryHeldWrites implements HeldWrites {

    private Map<LaneId, Seq<Held>> held = HashMap.empty();

    @Override
    public synchronized Seq<Held> ofLane(LaneId lane) {
        return held.getOrElse(lane, Vector.empty());
    }

    @Override
    public synchronized void replace(LaneId lane, Seq<Held> now) {
        held = held.put(lane, now.toVector());
    }

    @Override
    public synchronized void replace(LaneId lane, Seq<Held> known, Seq<Held> now) {
        replace(lane, Held.withNewWords(ofLane(lane), known, now));
    }

    @Override
    public synchronized Seq<Held> say(LaneId lane, Set<String> digests, Held.Word word) {
        Seq<Held> before = ofLane(lane);
        Seq<Held> meant = before.filter(h -> digests.contains(h.digest()) && h.word() != word);
        replace(lane, before.map(h -> meant.contains(h) ? h.with(word) : h));
        return meant.map(h -> h.with(word));
    }
}
