package io.axpsync.core.port;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.link.Claim;
import io.vavr.control.Option;

/** Who creates a D365 row that several lanes could create. Atomic across processes that share a store. */
public interface Claims {

    /**
     * Takes the claim for a link, or tells who has it.
     *
     * @return the claim as it stands: ours when {@link Taken#link()} is the link asked for
     */
    Taken take(Claim claim, LinkId link);

    /** Says which row the unsettled claims of a link led to; nothing happens when it holds none. */
    void settle(LinkId link, ItemRef row);

    /** Gives all unsettled claims of a link back; settled ones stay. */
    void release(LinkId link);

    /** Makes a claim free that led to a row which is gone, or is something else by now; nothing happens otherwise. */
    void free(Claim claim, ItemRef row);

    /**
     * @param row what the claim led to; none while the create is under way
     */
    record Taken(LinkId link, Option<ItemRef> row) {}
}
