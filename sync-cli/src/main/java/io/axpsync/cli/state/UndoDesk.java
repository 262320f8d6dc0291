package io.axpsync.cli.state;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.run.UndoScope;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/** Where a person says what to undo: looks it up in the state, before any server is asked. */
public final class UndoDesk {

    /** Items are found by how they end among the pairs of each lane and among this many of its newest entries. */
    private static final int NEWEST = 1000;

    private final OpenState state;

    public UndoDesk(OpenState state) {
        this.state = state;
    }

    /** @throws Unknown when the journal has nothing of the run */
    public UndoScope run(String run) {
        if (state.store().journal().ofRun(run).isEmpty()) {
            throw new Unknown("The journal has nothing of a run " + run
                    + "; `axpsync journal show` tells the runs of its entries.");
        }
        return new UndoScope.OfRun(run);
    }

    /** @throws Unknown when the name fits no item, or several */
    public UndoScope item(String name) {
        for (Side side : Side.values()) {
            ItemRef exact = new ItemRef(side, name);
            if (isKnown(exact)) {
                return new UndoScope.OfItem(exact);
            }
        }
        Seq<ItemRef> all = state.lanes()
                .flatMap(lane -> state.store()
                        .links()
                        .ofLane(lane)
                        .flatMap(UndoDesk::refs)
                        .appendAll(state.store().journal().newest(lane, NEWEST).flatMap(JournalEntry::ref)));
        Refs found = Refs.named(all, name);
        return all.find(found::contains)
                .map(UndoScope.OfItem::new)
                .getOrElseThrow(() ->
                        new Unknown("Neither the pairs nor the newest journal entries name an item " + name + "."));
    }

    private boolean isKnown(ItemRef ref) {
        return !state.store().links().ofItem(ref).isEmpty()
                || !state.store().journal().ofItem(ref).isEmpty();
    }

    private static Seq<ItemRef> refs(Link link) {
        return Vector.of(Side.values()).flatMap(link::ref);
    }
}
