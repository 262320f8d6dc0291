package io.axpsync.cli.state;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.JournalEntry;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Where a person reads the journal. */
public final class JournalDesk {

    private final OpenState state;

    public JournalDesk(OpenState state) {
        this.state = state;
    }

    /**
     * The newest entries, oldest of them first.
     *
     * @param refs of items, or how they end; empty = all
     * @param limit how many entries at most; items are looked for among the newest that many of each lane
     * @throws Unknown when an item is not in there
     * @throws io.axpsync.core.port.StateUntrusted when an entry was changed outside the program
     */
    public Seq<JournalEntry> find(Option<String> run, Seq<String> refs, int limit) {
        Seq<LaneId> lanes = state.lanes();
        Seq<JournalEntry> all = Vector.empty();
        if (run.isDefined()) {
            all = state.store().journal().ofRun(run.get()).filter(e -> lanes.contains(e.lane()));
        } else {
            for (LaneId lane : lanes) {
                all = newest(
                        all.appendAll(state.store().journal().newest(lane, limit)),
                        refs.isEmpty() ? limit : Integer.MAX_VALUE);
            }
        }
        return refs.isEmpty() ? all.takeRight(limit) : of(all, refs).takeRight(limit);
    }

    /** Sorting is stable: what a lane wrote in one instant stays in its order. */
    private static Seq<JournalEntry> newest(Seq<JournalEntry> entries, int limit) {
        return entries.sortBy(JournalEntry::at).takeRight(limit);
    }

    private static Seq<JournalEntry> of(Seq<JournalEntry> all, Seq<String> names) {
        Seq<Refs> refs = names.map(name -> {
            Refs found = Refs.named(all.flatMap(JournalEntry::ref), name);
            if (found.isEmpty()) {
                throw new Unknown(
                        "None of these journal entries is about " + name + "; a larger --limit looks at more.");
            }
            return found;
        });
        return all.filter(e -> e.ref().exists(ref -> refs.exists(r -> r.contains(ref))));
    }

    /** Checks the chain of each lane. */
    public Seq<Verdict> verify() {
        return state.lanes()
                .map(lane -> new Verdict(lane, state.store().journal().damage(lane)));
    }

    /** Whether a lane's chain holds; none when it does. */
    public record Verdict(LaneId lane, Option<Reason> damage) {}
}
