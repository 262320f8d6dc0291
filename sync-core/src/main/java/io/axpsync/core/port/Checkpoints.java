package io.axpsync.core.port;

import io.axpsync.core.item.LaneId;

/** Where each lane stands. */
public interface Checkpoints {

    /** The lane's position; {@link LanePosition#START} when it never ran. */
    LanePosition of(LaneId lane);

    /** Replaces the lane's position; one transaction. */
    void save(LaneId lane, LanePosition position);
}
