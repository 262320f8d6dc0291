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

    /**
     * Says which row the claim led to.
     *
     * @throws IllegalStateException when the link does not hold the claim; nothing is changed then
     */
    void settle(Claim claim, LinkId link, ItemRef row);

    /** Gives an unsettled claim back; a settled one, and one that another link holds, is left alone. */
    void release(Claim claim, LinkId link);

    /**
     * @param row what the claim led to; none while the create is under way
     */
    record Taken(LinkId link, Option<ItemRef> row) {}
}
