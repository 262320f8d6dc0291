package io.axpsync.core.port;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Append-only and encrypted; a hash chain per lane over what is stored. */
public interface Journal {

    /** Appends in order; all or nothing; durable when it returns. */
    void append(Seq<JournalEntry> entries);

    /** The newest entries of a lane, oldest of them first. */
    Seq<JournalEntry> newest(LaneId lane, int limit);

    /** The entries of a run in order. */
    Seq<JournalEntry> ofRun(String run);

    /** What is wrong with the lane's chain: an entry that was changed, removed or put in; none when it holds. */
    Option<Reason> damage(LaneId lane);
}
