package io.axpsync.core.plan;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Pairing;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** What is special about series: exceptions go with the pattern, and not every side has series at all. */
final class SeriesMerge {

    private static final Reason NO_SERIES = Reason.of(
            "series",
            "is a series, and one of the two sides keeps no series",
            "on D365 the companion entities AxpActivityRecurrences and AxpActivityOccurrences are needed");

    private SeriesMerge() {}

    /** Exceptions are written for dates that are occurrences once the merge is carried out, and for no others. */
    static Merge settled(Merge merge, Pair pair, Sides sides) {
        Merge settled = merge;
        for (Side side : Side.values()) {
            boolean concerned =
                    merge.to(side).containsKey(Field.PERIOD) || merge.to(side).containsKey(Field.EXCEPTIONS);
            if (concerned && sides.of(side).writes(Field.EXCEPTIONS)) {
                Value there = pair.value(side, Field.EXCEPTIONS);
                Value period = merge.to(side).getOrElse(Field.PERIOD, pair.value(side, Field.PERIOD));
                Value wanted = merge.to(side).getOrElse(Field.EXCEPTIONS, there);
                Value left = RecurrenceSet.within(period, wanted);
                if (!NormalForm.same(Field.EXCEPTIONS, left, wanted)) {
                    settled = NormalForm.same(Field.EXCEPTIONS, left, there)
                            ? settled.without(side, Field.EXCEPTIONS)
                            : settled.flow(side, Field.EXCEPTIONS, left);
                }
            }
        }
        return settled;
    }

    /** The pairing as it can be decided about: where a side keeps no series, a series counts as unreadable. */
    static Pairing readable(Pairing pairing, Sides sides) {
        if (sides.d365().series() && sides.exchange().series()) {
            return pairing;
        } else if (pairing instanceof Pairing.Linked l) {
            return new Pairing.Linked(
                    l.link(), l.d365().map(SeriesMerge::readable), l.exchange().map(SeriesMerge::readable));
        } else if (pairing instanceof Pairing.OneSided one) {
            return new Pairing.OneSided(one.side(), readable(one.item()));
        }
        return pairing;
    }

    private static Observed readable(Observed observed) {
        return observed instanceof Observed.Present p && isSeries(p)
                ? new Observed.Unreadable(p.ref(), p.version(), p.marked(), Planner.title(p), NO_SERIES)
                : observed;
    }

    /** Why two items that have no link yet do not become a pair, if they do not. */
    static Option<Decision> parked(Pairing.Matched matched, Sides sides) {
        boolean held = sides.d365().series() && sides.exchange().series();
        return !held && (isSeries(matched.d365()) || isSeries(matched.exchange()))
                ? Option.some(Planner.park(
                        Decision.Parking.WAITING,
                        Vector.of(matched.d365().ref(), matched.exchange().ref()),
                        Planner.title(matched.exchange()),
                        NO_SERIES))
                : Option.none();
    }

    private static boolean isSeries(Observed.Present item) {
        return item.period() instanceof Value.Recurring
                || item.item().exists(i -> i.value(Field.PERIOD) instanceof Value.Recurring);
    }
}
