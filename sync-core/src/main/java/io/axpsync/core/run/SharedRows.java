package io.axpsync.core.run;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.Write;
import io.vavr.collection.Seq;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A person of D365 may stand in many folders. What one lane writes to it, the other lanes that link it look at in the same
 * run: those whose turn is still to come as they are worked on, those that are done once more. Lanes are worked on in a
 * fixed order, so that the same edits come to the same end.
 */
final class SharedRows {

    /** How often lanes that are done are looked at again at most; each time only what was written since is looked at. */
    static final int ROUNDS = 3;

    private final Store store;
    /** By lane the rows that others wrote since it was worked on. */
    private final Map<LaneId, Set<ItemRef>> news = new HashMap<>();

    SharedRows(Store store) {
        this.store = store;
    }

    /** Keeps that the operation's lane changed what a row of a shared kind says. */
    static void wrote(Operation op, Side side, Write write, Outcome outcome) {
        boolean shared = side == Side.D365 && op.lane.lane().kind() == Kind.CONTACT;
        if (shared
                && write instanceof Write.Update update
                && !update.changes().isEmpty()
                && !(outcome instanceof Outcome.Refused)) {
            op.lane.wrote.add(update.ref());
        } else if (shared && write instanceof Write.Remove remove && outcome instanceof Outcome.Removed) {
            op.lane.wrote.add(remove.ref());
        }
    }

    /** Before lanes are worked on: they look at what others wrote. */
    void touch(Seq<LaneWork> pack) {
        for (LaneWork lane : pack) {
            Set<ItemRef> rows = news.remove(lane.id());
            if (rows != null) {
                rows.forEach(ref -> lane.linkOf(ref).forEach(link -> lane.touched.add(link.id())));
            }
        }
    }

    /** After they were: tells the others. */
    void note(Seq<LaneWork> pack) {
        for (LaneWork lane : pack) {
            for (ItemRef row : lane.wrote) {
                for (Link link : store.links().ofItem(row)) {
                    if (!link.lane().equals(lane.id())) {
                        news.computeIfAbsent(link.lane(), l -> new LinkedHashSet<>())
                                .add(row);
                    }
                }
            }
            lane.wrote.clear();
        }
    }

    boolean hasNewsFor(LaneWork lane) {
        return news.containsKey(lane.id());
    }
}
