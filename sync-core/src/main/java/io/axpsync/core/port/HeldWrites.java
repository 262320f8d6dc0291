package io.axpsync.core.port;

import io.axpsync.core.item.LaneId;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

/** What guards hold. A run and persons may be at it at once: no word is lost. */
public interface HeldWrites {

    /** In the order in which they were saved. */
    Seq<Held> ofLane(LaneId lane);

    /** Replaces all that the lane holds, words too; one transaction. */
    void replace(LaneId lane, Seq<Held> held);

    /**
     * Replaces all that the lane holds, as a run does at its end; one transaction. An operation whose word is not that
     * of {@code known} any more was spoken of meanwhile, and keeps the word that the store has.
     *
     * @param known what the run knew when it began
     */
    void replace(LaneId lane, Seq<Held> known, Seq<Held> held);

    /**
     * A person's word to what the lane holds; one transaction, at any time.
     *
     * @param digests of decisions; those that are not held are left out
     * @return what has another word now, with it, in the order in which they were saved
     */
    Seq<Held> say(LaneId lane, Set<String> digests, Held.Word word);
}
