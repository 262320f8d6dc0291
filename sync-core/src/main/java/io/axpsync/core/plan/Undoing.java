package io.axpsync.core.plan;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Takes back what an earlier run wrote. Guarded, applied and journaled like any other decision. */
public sealed interface Undoing extends Decision {

    /** The run that this takes something back of. */
    String run();

    /** The side that is written. */
    Side on();

    @Override
    default int operations() {
        return 1;
    }

    /**
     * Writes old values where they were overwritten. That counts as an edit of the side: the baselines stay, and the next
     * run carries it to the other side by the normal rules.
     *
     * @param values what the fields shall say again; {@link Value#NOTHING} blanks
     * @param mark whether the item gets the marker again that the run took off
     */
    record Revert(
            Option<Link> link,
            Observed.Present target,
            Map<Field, Value> values,
            boolean mark,
            Mail mail,
            String run,
            Reason reason)
            implements Undoing {
        @Override
        public Side on() {
            return target.ref().side();
        }

        @Override
        public Seq<ItemRef> items() {
            return Vector.of(target.ref());
        }

        @Override
        public String title() {
            return Planner.title(target);
        }

        @Override
        public Seq<Verb> verbs() {
            return values.exists(v -> v._2.isNothing()) ? Vector.of(Verb.UPDATE, Verb.BLANK) : Vector.of(Verb.UPDATE);
        }
    }

    /** Removes what the run made, and releases the pair: it comes back only when its marker is set anew. */
    record Retract(Option<Link> link, Observed.Present target, Mail mail, String run, Reason reason)
            implements Undoing {
        @Override
        public Side on() {
            return target.ref().side();
        }

        @Override
        public Seq<ItemRef> items() {
            return Vector.of(target.ref());
        }

        @Override
        public String title() {
            return Planner.title(target);
        }

        @Override
        public Seq<Verb> verbs() {
            return Vector.of(Verb.DELETE);
        }
    }

    /**
     * Makes again what the run deleted, under its old link and without attendees, so that nobody is mailed. The next run
     * carries it to the other side.
     *
     * @param link the old link, PENDING and without an item on this side
     * @param was how the item was called before; it gets a new name
     */
    record Recreate(Option<Link> link, ItemRef was, Item item, String run, Reason reason) implements Undoing {
        @Override
        public Side on() {
            return was.side();
        }

        @Override
        public Seq<ItemRef> items() {
            return Vector.of(was);
        }

        @Override
        public String title() {
            return item.title();
        }

        @Override
        public Seq<Verb> verbs() {
            return Vector.of(Verb.CREATE);
        }
    }
}
