package io.axpsync.core.port;

import io.axpsync.core.item.LaneId;
import io.vavr.collection.Seq;

/** What guards hold. */
public interface HeldWrites {

    /** In the order in which they were saved. */
    Seq<Held> ofLane(LaneId lane);

    /** Replaces all that the lane holds; one transaction. */
    void replace(LaneId lane, Seq<Held> held);
}
