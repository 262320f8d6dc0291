package io.axpsync.core.run;

import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.HashMap;
import java.util.Map;

/** Looks up in the journal what an undo is about. */
final class Deeds {

    private final Store store;
    private final Map<LinkId, Seq<JournalEntry>> known = new HashMap<>();

    Deeds(Store store) {
        this.store = store;
    }

    Seq<Deed> of(UndoScope scope) {
        if (scope instanceof UndoScope.OfRun one) {
            return Deed.of(store.journal().ofRun(one.run()));
        }
        UndoScope.OfItem of = (UndoScope.OfItem) scope;
        return store.journal()
                .ofItem(of.item())
                .flatMap(JournalEntry::link)
                .appendAll(store.links().ofItem(of.item()).map(l -> l.id()))
                .distinct()
                .flatMap(this::newest);
    }

    /** What the newest run did that is not undone yet; an undo is not taken back this way, only by its own run's id. */
    private Seq<Deed> newest(LinkId link) {
        Seq<JournalEntry> entries = entries(link);
        Seq<Deed> all = Deed.of(entries.filter(e -> e.undoes().isEmpty()));
        return all.map(d -> d.place().run())
                .distinct()
                .reverse()
                .find(run -> Vector.of(Side.values()).forAll(side -> !isUndone(link, run, side)))
                .map(run -> all.filter(d -> d.place().run().equals(run)))
                .getOrElse(Vector.empty());
    }

    boolean isUndone(Deed deed) {
        return isUndone(deed.place().link(), deed.place().run(), deed.place().side());
    }

    /** An undo that was itself undone does not count. */
    private boolean isUndone(LinkId link, String run, Side side) {
        return entries(link)
                .exists(e -> e.undoes().contains(run)
                        && e.side().contains(side)
                        && e.phase() == JournalEntry.Phase.DONE
                        && !isUndone(link, e.run(), side));
    }

    private Seq<JournalEntry> entries(LinkId link) {
        return known.computeIfAbsent(link, id -> store.journal().ofLink(id));
    }
}
