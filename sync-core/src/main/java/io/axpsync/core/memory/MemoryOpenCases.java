package io.axpsync.core.memory;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.OpenCases;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class MemoryOpenCases implements OpenCases {

    private final Map<LaneId, Seq<OpenCase>> cases = new ConcurrentHashMap<>();

    @Override
    public Seq<OpenCase> ofLane(LaneId lane) {
        return cases.getOrDefault(lane, Vector.empty());
    }

    @Override
    public void replace(LaneId lane, Seq<OpenCase> now) {
        cases.put(lane, now.toVector());
    }
}
