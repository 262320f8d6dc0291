package io.axpsync.core.port;

import io.axpsync.core.item.LaneId;
import io.vavr.collection.Seq;

/** Append-only and encrypted; a hash chain per lane over what is stored. */
public interface Journal {

    /** Appends in order; all or nothing; durable when it returns. */
    void append(Seq<JournalEntry> entries);

    /** The newest entries of a lane, oldest of them first. */
    Seq<JournalEntry> newest(LaneId lane, int limit);

    /** The entries of a run in order. */
    Seq<JournalEntry> ofRun(String run);
}
