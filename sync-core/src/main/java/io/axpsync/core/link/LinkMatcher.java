package io.axpsync.core.link;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pairs items: those that a link knows, and by rules those that have none yet. Each rule must be unique on both sides; what is not is disputed and no later rule
 * is tried for it.
 */
public final class LinkMatcher {

    private LinkMatcher() {}

    /** Each link with what was seen of its items. */
    public static Seq<Pairing> known(Iterable<Link> links, Function<ItemRef, @Nullable Observed> seen) {
        List<Pairing> pairings = new ArrayList<>();
        for (Link link : links) {
            pairings.add(new Pairing.Linked(link, of(link.d365(), seen), of(link.exchange(), seen)));
        }
        return Vector.ofAll(pairings);
    }

    private static Option<Observed> of(Option<ItemRef> ref, Function<ItemRef, @Nullable Observed> seen) {
        return ref.isEmpty() ? Option.none() : Option.of(seen.apply(ref.get()));
    }

    /**
     * @param d365 unlinked items of D365: the marked ones in full, others as candidates
     * @param exchange likewise
     * @return a {@code Matched} for each pair with at least one marked item, a {@code Disputed} for each marked item
     *     with several candidates, a {@code OneSided} for every other marked item
     */
    public static Seq<Pairing> match(Seq<Observed.Present> d365, Seq<Observed.Present> exchange) {
        return match(d365, exchange, Vector.empty());
    }

    /** @param linked what stands on either side and has a link: tells which addresses several persons share */
    public static Seq<Pairing> match(
            Seq<Observed.Present> d365, Seq<Observed.Present> exchange, Seq<Observed.Present> linked) {
        List<Pairing> found = new ArrayList<>();
        Set<ItemRef> done = new HashSet<>();
        for (Tuple2<MatchRule, Function<Observed.Present, Option<String>>> rule : RULES) {
            Map<String, List<Observed.Present>> left = byKey(rule._2, d365, done);
            Map<String, List<Observed.Present>> right = left.isEmpty() ? Map.of() : byKey(rule._2, exchange, done);
            left.forEach((key, l) -> {
                List<Observed.Present> r = right.getOrDefault(key, List.of());
                if (!r.isEmpty() && (anyMarked(l) || anyMarked(r))) {
                    pair(rule._1, Vector.ofAll(l), Vector.ofAll(r)).forEach(found::add);
                    l.forEach(o -> done.add(o.ref()));
                    r.forEach(o -> done.add(o.ref()));
                }
            });
        }
        if (d365.appendAll(exchange).exists(o -> o.contact().isDefined())) {
            contacts(d365, exchange, linked, found, done);
        }
        return Vector.ofAll(found)
                .appendAll(alone(Side.D365, d365, done))
                .appendAll(alone(Side.EXCHANGE, exchange, done));
    }

    /**
     * A contact of Exchange that is a person whom D365 and another card stand for already, or whom another card of this
     * run stands for, is disputed: a person is made once.
     *
     * @param linked contacts that have a link
     */
    public static Seq<Pairing> eachPersonOnce(Seq<Pairing> pairings, Seq<Observed.Present> linked) {
        Seq<Observed.Present> taken = linked.filter(o -> o.ref().side() == Side.D365);
        Seq<Pairing> result = Vector.empty();
        for (Pairing pairing : pairings) {
            if (pairing instanceof Pairing.OneSided one
                    && one.side() == Side.EXCHANGE
                    && one.item() instanceof Observed.Present card) {
                Option<Observed.Present> same = taken.find(o -> ContactMatcher.isOnePerson(o, card));
                result = result.append(
                        same.isEmpty()
                                ? pairing
                                : new Pairing.Disputed(Side.EXCHANGE, card, same.toVector(), MatchRule.EMAIL));
                taken = same.isEmpty() ? taken.append(card) : taken;
            } else {
                result = result.append(pairing);
            }
        }
        return result;
    }

    /** Whether two contacts are of one person: of one name, and of one company or e-mail address. */
    public static boolean isOnePerson(Observed.Present one, Observed.Present other) {
        return ContactMatcher.isOnePerson(one, other);
    }

    private static void contacts(
            Seq<Observed.Present> d365,
            Seq<Observed.Present> exchange,
            Seq<Observed.Present> linked,
            List<Pairing> found,
            Set<ItemRef> done) {
        ContactMatcher matcher = new ContactMatcher(d365.appendAll(exchange).appendAll(linked));
        for (MatchRule rule : ContactMatcher.RULES) {
            Seq<Observed.Present> left = d365.reject(o -> done.contains(o.ref()));
            Seq<Observed.Present> right = exchange.reject(o -> done.contains(o.ref()));
            matcher.groups(rule, left, right)
                    .filter(g -> g._1.appendAll(g._2).exists(Observed.Present::marked))
                    .forEach(g -> {
                        pair(rule, g._1, g._2).forEach(found::add);
                        g._1.appendAll(g._2).forEach(o -> done.add(o.ref()));
                    });
        }
    }

    private static boolean anyMarked(List<Observed.Present> items) {
        return items.stream().anyMatch(Observed.Present::marked);
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

    private static Map<String, List<Observed.Present>> byKey(
            Function<Observed.Present, Option<String>> key, Seq<Observed.Present> items, Set<ItemRef> done) {
        Map<String, List<Observed.Present>> map = new LinkedHashMap<>();
        for (Observed.Present item : items) {
            Option<String> k = done.contains(item.ref()) ? Option.none() : key.apply(item);
            if (k.isDefined()) {
                map.computeIfAbsent(k.get(), n -> new ArrayList<>()).add(item);
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
    public static Option<String> timeAndSubject(Observed.Present item) {
        String title = NormalForm.line(item.title()).toLowerCase(java.util.Locale.ROOT);
        return item.period().isNothing() || title.isEmpty()
                ? Option.none()
                : Option.some(time(item.period()) + " " + title);
    }

    /** Series are matched by when they take place, whatever their rules and zones are called. */
    private static String time(Value period) {
        return period instanceof Value.Recurring series
                ? Recurrence.expansion(series)
                : NormalForm.text(Field.PERIOD, period);
    }
}
