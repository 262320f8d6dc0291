package io.axpsync.core.memory;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Journal;
import io.axpsync.core.port.JournalEntry;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;

final class MemoryJournal implements Journal {

    private Vector<JournalEntry> entries = Vector.empty();

    @Override
    public synchronized void append(Seq<JournalEntry> more) {
        entries = entries.appendAll(more);
    }

    @Override
    public synchronized Seq<JournalEntry> newest(LaneId lane, int limit) {
        return entries.filter(entry -> entry.lane().equals(lane)).takeRight(limit);
    }

    @Override
    public synchronized Seq<JournalEntry> ofRun(String run) {
        return entries.filter(entry -> entry.run().equals(run));
    }

    @Override
    public synchronized Seq<JournalEntry> ofLink(LinkId link) {
        return entries.filter(entry -> entry.link().contains(link));
    }

    @Override
    public synchronized Seq<JournalEntry> ofItem(ItemRef ref) {
        return entries.filter(entry -> entry.ref().contains(ref));
    }

    @Override
    public synchronized int erase(Instant before) {
        int due = entries.count(entry -> isDue(entry, before));
        entries = entries.map(entry -> isDue(entry, before) ? entry.erase() : entry);
        return due;
    }

    private static boolean isDue(JournalEntry entry, Instant before) {
        return !entry.erased() && entry.at().isBefore(before);
    }

    /** None: nobody but this class can reach the entries. */
    @Override
    public Option<Reason> damage(LaneId lane) {
        return Option.none();
    }
}
