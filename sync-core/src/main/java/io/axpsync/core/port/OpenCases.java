package io.axpsync.core.port;

import io.axpsync.core.item.LaneId;
import io.vavr.collection.Seq;

/** The open cases. */
public interface OpenCases {

    /** In the order in which they were saved. */
    Seq<OpenCase> ofLane(LaneId lane);

    /** Replaces all of the lane; one transaction. */
    void replace(LaneId lane, Seq<OpenCase> cases);
}
