package io.axpsync.core.run;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Merge;
import io.axpsync.core.plan.Pair;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Series are written in several steps, the pattern first and the exceptions after it, and servers drop the exceptions
 * with the old pattern. What a series says after a run that ended in between is no edit of a user: this is remembered
 * before the first step.
 */
final class Rearranging {

    private Rearranging() {}

    /** The link as it stands while the write is under way; none when it is written in one step. */
    static Option<Link> marked(Operation op) {
        Link now = Option.of(op.lane.links.get(op.before.id())).getOrElse(op.before);
        Link marked = now;
        for (Side side : Side.values()) {
            if (!op.outcomes.containsKey(side) && isDue(op.decision, side)) {
                for (Baseline b : marked.baseline(side)) {
                    marked = marked.withBaseline(
                            side,
                            b.written(
                                    b.replaced().contains(Baseline.REARRANGED)
                                            ? b.replaced()
                                            : b.replaced().append(Baseline.REARRANGED)));
                }
            }
        }
        return marked == now ? Option.none() : Option.some(marked);
    }

    /** Whether the decision writes a series with exceptions to that side. */
    static boolean isDue(Decision decision, Side side) {
        if (decision instanceof Decision.Update u) {
            return isDue(u.pair(), u.merge(), side);
        }
        return decision instanceof Decision.Adopt a && isDue(a.pair(), a.merge(), side);
    }

    private static boolean isDue(Pair pair, Merge merge, Side side) {
        Map<Field, Value> changes = merge.to(side);
        Item item = pair.item(side);
        boolean touches = changes.keySet()
                .exists(f -> f == Field.PERIOD || f == Field.EXCEPTIONS || RecurrenceOverride.FIELDS.contains(f));
        return touches
                && Vector.of(item.value(Field.PERIOD), changes.getOrElse(Field.PERIOD, Value.NOTHING))
                        .exists(Value.Recurring.class::isInstance)
                && Vector.of(item.value(Field.EXCEPTIONS), changes.getOrElse(Field.EXCEPTIONS, Value.NOTHING))
                        .exists(v -> !v.isNothing());
    }
}
