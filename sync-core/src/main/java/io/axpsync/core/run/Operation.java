package io.axpsync.core.run;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.EnumMap;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** One decision on its way through the phases. */
final class Operation {

    final LaneWork lane;
    final Decision decision;
    /** The link as it was when the run began to write; outcomes are added to this one. */
    final Link before;
    /** What became of the writes, per side. */
    final EnumMap<Side, Outcome> outcomes = new EnumMap<>(Side.class);

    /** The fields that were written, per side. */
    final EnumMap<Side, Set<Field>> wrote = new EnumMap<>(Side.class);

    /** The versions that the writes replaced, per side, as the server says. */
    final EnumMap<Side, Seq<ItemVersion>> replaced = new EnumMap<>(Side.class);

    /** Where the last write was proven by a read of its own, although its answer was not one. */
    final EnumSet<Side> proven = EnumSet.noneOf(Side.class);

    /** Fields that a server said it had written, and did not. */
    final EnumMap<Side, Set<Field>> unheeded = new EnumMap<>(Side.class);

    @Nullable Reason problem;

    /** Whether somebody else makes the same at this moment. */
    boolean turnedAway;

    Operation(LaneWork lane, Decision decision, Link before) {
        this.lane = lane;
        this.decision = decision;
        this.before = before;
    }

    Option<Outcome.Written> written(Side side) {
        return outcomes.get(side) instanceof Outcome.Written w ? Option.some(w) : Option.none();
    }

    /**
     * Remembers what a write that took effect has written.
     *
     * @param proven by a read of its own: what is met later is what users made of it
     */
    void nowWrote(Side side, Write write, boolean proven) {
        Set<Field> fields = HashSet.ofAll(Field.of(lane.lane().kind()));
        if (write instanceof Write.Update u) {
            fields = u.changes().keySet();
        } else if (write instanceof Write.Create c && side == Side.EXCHANGE) {
            fields = c.item().values().keySet();
        }
        wrote.merge(side, isRepeated() ? HashSet.empty() : fields, Set::addAll);
        ItemVersion before = write instanceof Write.Update u ? u.expected() : Baseline.MADE;
        if (proven) {
            replaced.remove(side);
        } else if (write instanceof Write.Create || !before.token().isEmpty()) {
            replaced.merge(side, Vector.of(before), Seq::appendAll);
        }
    }

    /** Whether it makes what an earlier run may have made: then the answer shows what users made of that meanwhile. */
    private boolean isRepeated() {
        return decision instanceof Decision.Create c && c.link().exists(l -> l.state() == LinkState.PENDING);
    }

    Seq<ItemVersion> replaced(Side side) {
        Seq<ItemVersion> all = replaced.getOrDefault(side, Vector.empty());
        boolean halfDone = Rearranging.isDue(decision, side)
                && outcomes.containsKey(side)
                && (written(side).isEmpty() || unheeded(side).contains(Field.EXCEPTIONS));
        return halfDone ? all.append(Baseline.REARRANGED) : all;
    }

    /** Whether we wrote the field on the side. */
    boolean wrote(Side side, Field field) {
        return wrote.getOrDefault(side, HashSet.empty()).contains(field);
    }

    Set<Field> unheeded(Side side) {
        return unheeded.getOrDefault(side, HashSet.empty());
    }

    /** The newest ref of the item on a side. */
    Option<ItemRef> ref(Side side) {
        return written(side).map(w -> w.readBack().ref()).orElse(before.ref(side));
    }

    boolean inTrouble() {
        return problem != null;
    }
}
