package io.axpsync.core.port;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.vavr.collection.Seq;
import java.time.Instant;

/**
 * An item that could not be synchronised yet. Observed again by its refs at each run, apart from the feed.
 *
 * @param items the item, or the candidates of a dispute
 * @param tries how often it has failed
 * @param next not tried before; UTC
 */
public record OpenCase(
        LaneId lane,
        Seq<ItemRef> items,
        State state,
        String title,
        Reason reason,
        int tries,
        Instant since,
        Instant next) {

    /** Why it is open. */
    public enum State {
        /** Tried again with growing pauses, five times, then a person's. */
        FAILING,
        /** Waits for a condition; no limit. */
        WAITING,
        /** Several candidates; a person decides, or an edit does. */
        DISPUTED
    }
}
