package io.axpsync.core.port;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.vavr.collection.Seq;
import java.time.Instant;

/**
 * An operation that a guard holds until a person decides.
 *
 * @param digest of the decision; the same decision planned again has the same digest
 * @param items what it is about
 * @param since UTC
 */
public record Held(
        LaneId lane,
        String digest,
        String verb,
        Seq<ItemRef> items,
        String title,
        Reason reason,
        Instant since,
        Word word) {

    /** What the person said. */
    public enum Word {
        NONE,
        RELEASE,
        REJECT
    }
}
