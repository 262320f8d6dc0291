package io.axpsync.core.port;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.time.Instant;

/** Append-only and encrypted; a hash chain per lane over what is stored. */
public interface Journal {

    /** Appends in order; all or nothing; durable when it returns. */
    void append(Seq<JournalEntry> entries);

    /** The newest entries of a lane, oldest of them first. */
    Seq<JournalEntry> newest(LaneId lane, int limit);

    /** The entries of a run in order. */
    Seq<JournalEntry> ofRun(String run);

    /** The entries about a pair in order, of any run; also when the pair itself is forgotten. */
    Seq<JournalEntry> ofLink(LinkId link);

    /** The entries about an item in order, of any run; entries that retention has erased name no item any more. */
    Seq<JournalEntry> ofItem(ItemRef ref);

    /**
     * Erases what items said from the entries older than a time: see {@link JournalEntry#erase()}. Chains still hold.
     *
     * @param before UTC
     * @return how many entries were erased now
     */
    int erase(Instant before);

    /** What is wrong with the lane's chain: an entry that was changed, removed or put in; none when it holds. */
    Option<Reason> damage(LaneId lane);
}
