package io.axpsync.core.port;

import io.axpsync.core.item.LaneId;

/** Where a fence stands: on the folder of a lane, or in D365, which has one for the whole installation. */
public record FencePlace(String name) {

    public static final FencePlace D365 = new FencePlace("d365");

    public static FencePlace folder(LaneId lane) {
        return new FencePlace("folder " + lane.id());
    }
}
