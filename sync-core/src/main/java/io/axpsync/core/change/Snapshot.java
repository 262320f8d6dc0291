package io.axpsync.core.change;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Side;
import io.vavr.collection.Seq;

/**
 * A side's observations of one lane.
 *
 * @param items each item at most once, the newest observation of it; order means nothing
 * @param next where the feed stands after this snapshot; saved only when all of it was recorded
 */
public record Snapshot(LaneId lane, Side side, Seq<Observed> items, Completeness completeness, Checkpoint next) {

    public boolean isFull() {
        return completeness instanceof Completeness.Full;
    }
}
