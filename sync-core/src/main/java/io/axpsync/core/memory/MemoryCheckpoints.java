package io.axpsync.core.memory;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.Checkpoints;
import io.axpsync.core.port.LanePosition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class MemoryCheckpoints implements Checkpoints {

    private final Map<LaneId, LanePosition> positions = new ConcurrentHashMap<>();

    @Override
    public LanePosition of(LaneId lane) {
        return positions.getOrDefault(lane, LanePosition.START);
    }

    @Override
    public void save(LaneId lane, LanePosition position) {
        positions.put(lane, position);
    }
}
