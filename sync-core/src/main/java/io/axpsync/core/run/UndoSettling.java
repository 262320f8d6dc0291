package io.axpsync.core.run;

import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.Undoing;
import io.axpsync.core.port.Outcome;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;

/** What the store remembers of an undo. Baselines stay as they are: what was put back counts as an edit. */
final class UndoSettling {

    private UndoSettling() {}

    static void settle(Operation op, Undoing undoing, Instant now, List<Link> save, List<LinkId> gone) {
        Side side = undoing.on();
        Link bare = without(op.before, side);
        boolean alone = bare.ref(side.other()).isEmpty();
        if (undoing instanceof Undoing.Retract && op.outcomes.get(side) instanceof Outcome.Removed) {
            if (alone) {
                gone.add(bare.id());
                op.lane.forget(op.before);
            } else {
                boolean again = op.lane.lane().kind() == Kind.MESSAGE; // marked anew, it is imported anew
                keep(op, bare.withMarkerSeen(!again).in(LinkState.RELEASED, now), save);
            }
        } else if (undoing instanceof Undoing.Recreate) {
            op.written(side)
                    .forEach(w -> keep(op, bare.withRef(side, w.readBack().ref()), save));
            if (op.outcomes.get(side) instanceof Outcome.Refused && alone) {
                gone.add(bare.id());
            }
        }
    }

    private static void keep(Operation op, Link link, List<Link> save) {
        save.add(link);
        op.lane.remember(link);
    }

    private static Link without(Link link, Side side) {
        return side == Side.D365
                ? link.withD365(Option.none()).withD365Baseline(Option.none())
                : link.withExchange(Option.none()).withExchangeBaseline(Option.none());
    }
}
