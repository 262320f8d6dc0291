package io.axpsync.core.plan;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.vavr.collection.SortedMap;

/** The policies that overwrite nothing: what is empty is filled, what is lacking is added. They need no baseline. */
final class GentleMerge {

    private final Sides sides;
    private final SyncRules rules;

    GentleMerge(Sides sides, SyncRules rules) {
        this.sides = sides;
        this.rules = rules;
    }

    /** @param shown the Exchange value as D365 may hold it */
    Merge merge(Merge merge, Pair pair, Field field, Projection.Projected shown) {
        FieldPolicy policy = rules.policy(field);
        Value d365 = NormalForm.carried(field, pair.value(Side.D365, field));
        Value exchange = shown.value();
        if (policy == FieldPolicy.NEVER
                || shown.withheld().isDefined()
                || NormalForm.same(field, d365, exchange)
                || !d365.isNothing() && !pair.exchangeTakes(field, sides)) {
            return merge;
        } else if (d365.isNothing() || exchange.isNothing()) {
            return FieldMerge.flowWhereDifferent(merge, pair, field, d365.isNothing() ? exchange : d365, sides);
        } else if (policy == FieldPolicy.FILL_EMPTY) {
            return merge;
        } else if (field.isSet()) {
            return FieldMerge.flowWhereDifferent(merge, pair, field, union(d365, exchange), sides);
        }
        return field.shape() == Field.Shape.PARAGRAPHS ? appended(merge, pair, field, d365, exchange) : merge;
    }

    private static Value union(Value d365, Value exchange) {
        SortedMap<String, Value.Entry> all = SetMerge.entries(exchange);
        return new Value.Entries(
                SetMerge.entries(d365).foldLeft(all, (set, e) -> set.containsKey(e._1) ? set : set.put(e._1, e._2)));
    }

    /** The lines of D365, then those that only Exchange has. */
    private Merge appended(Merge merge, Pair pair, Field field, Value d365, Value exchange) {
        String mine = ((Value.Text) NormalForm.of(field, d365)).text();
        String theirs = ((Value.Text) NormalForm.of(field, exchange)).text();
        java.util.Set<String> known = mine.lines().collect(java.util.stream.Collectors.toSet());
        String lacking =
                theirs.lines().filter(line -> !known.contains(line)).collect(java.util.stream.Collectors.joining("\n"));
        Value both = Value.text(lacking.isEmpty() ? mine : mine + "\n" + lacking);
        int room = sides.d365().holding(field).flatMap(h -> h.maxLength()).getOrElse(Integer.MAX_VALUE);
        return mine.length() + lacking.length() + 1 > room
                ? merge.leave(field, TOO_LONG)
                : FieldMerge.flowWhereDifferent(merge, pair, field, both, sides);
    }

    private static final Reason TOO_LONG = Reason.of(
            "append-too-long",
            "what both sides say is longer than D365 can hold, so nothing was appended",
            "Shorten the text on one side.");
}
