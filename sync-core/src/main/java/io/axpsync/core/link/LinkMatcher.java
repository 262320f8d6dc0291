package io.axpsync.core.link;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.function.Function;

/**
 * Pairs items that have no link yet. Each rule must be unique on both sides; what is not is disputed and no later rule
 * is tried for it.
 */
public final class LinkMatcher {

    private LinkMatcher() {}

    /**
     * @param d365 unlinked items of D365: the marked ones in full, others as candidates
     * @param exchange likewise
     * @return a {@code Matched} for each pair with at least one marked item, a {@code Disputed} for each marked item
     *     with several candidates, a {@code OneSided} for every other marked item
     */
    public static Seq<Pairing> match(Seq<Observed.Present> d365, Seq<Observed.Present> exchange) {
        Seq<Pairing> found = Vector.empty();
        Set<ItemRef> done = HashSet.empty();
        for (Tuple2<MatchRule, Function<Observed.Present, Option<String>>> rule : RULES) {
            Set<ItemRef> settled = done;
            Map<String, Seq<Observed.Present>> left = byKey(rule._2, d365.reject(o -> settled.contains(o.ref())));
            Map<String, Seq<Observed.Present>> right = byKey(rule._2, exchange.reject(o -> settled.contains(o.ref())));
            for (String key : left.keySet().filter(right::containsKey)) {
                Seq<Observed.Present> l = left.get(key).get();
                Seq<Observed.Present> r = right.get(key).get();
                if (l.appendAll(r).exists(Observed.Present::marked)) {
                    found = found.appendAll(pair(rule._1, l, r));
                    done = done.addAll(l.appendAll(r).map(Observed.Present::ref));
                }
            }
        }
        return found.appendAll(alone(Side.D365, d365, done)).appendAll(alone(Side.EXCHANGE, exchange, done));
    }

    private static final Seq<Tuple2<MatchRule, Function<Observed.Present, Option<String>>>> RULES = Vector.of(
            Tuple.of(MatchRule.STAMP, LinkMatcher::stampKey),
            Tuple.of(MatchRule.STAMP, LinkMatcher::rowKey),
            Tuple.of(MatchRule.NATURAL_KEY, Observed.Present::naturalKey),
            Tuple.of(MatchRule.PERIOD_AND_SUBJECT, LinkMatcher::timeAndSubject));

    private static Seq<Pairing> pair(MatchRule rule, Seq<Observed.Present> left, Seq<Observed.Present> right) {
        if (left.size() == 1 && right.size() == 1) {
            return Vector.of(new Pairing.Matched(left.head(), right.head(), rule));
        }
        Seq<Pairing> disputed = left.filter(Observed.Present::marked)
                .map(item -> (Pairing) new Pairing.Disputed(Side.D365, item, right, rule));
        return disputed.appendAll(right.filter(Observed.Present::marked)
                .map(item -> new Pairing.Disputed(Side.EXCHANGE, item, left, rule)));
    }

    private static Seq<Pairing> alone(Side side, Seq<Observed.Present> items, Set<ItemRef> done) {
        return items.filter(o -> o.marked() && !done.contains(o.ref())).map(o -> new Pairing.OneSided(side, o));
    }

    private static Map<String, Seq<Observed.Present>> byKey(
            Function<Observed.Present, Option<String>> key, Seq<Observed.Present> items) {
        Map<String, Seq<Observed.Present>> map = LinkedHashMap.empty();
        for (Observed.Present item : items) {
            for (String k : key.apply(item)) {
                map = map.put(k, map.getOrElse(k, Vector.empty()).append(item));
            }
        }
        return map;
    }

    private static Option<String> stampKey(Observed.Present item) {
        return item.stamp().map(s -> s.bare().text());
    }

    private static Option<String> rowKey(Observed.Present item) {
        return item.ref().side() == Side.D365
                ? Option.some(item.ref().id())
                : item.stamp().flatMap(s -> s.d365()).map(ItemRef::id);
    }

    /** Nothing for items without a subject: a time alone is no natural key. */
    private static Option<String> timeAndSubject(Observed.Present item) {
        String title = NormalForm.line(item.title()).toLowerCase(java.util.Locale.ROOT);
        return item.period().isNothing() || title.isEmpty()
                ? Option.none()
                : Option.some(NormalForm.text(io.axpsync.core.item.Field.PERIOD, item.period()) + " " + title);
    }
}
