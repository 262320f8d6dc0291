package io.axpsync.core.link;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.ItemRef;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Recognises contacts: by e-mail address, then by name and company. An address that several persons of a side have never
 * matches alone, only with the name.
 */
final class ContactMatcher {

    /** The rules in their order; each gives groups of contacts that may be the same. */
    static final Seq<MatchRule> RULES = Vector.of(MatchRule.EMAIL, MatchRule.NAME_AND_COMPANY);

    private final Set<String> shared;

    /** @param seen everything that is known to stand on either side, linked or not */
    ContactMatcher(Seq<Observed.Present> seen) {
        this.shared = HashSet.ofAll(seen.flatMap(
                        o -> keys(o).addresses().map(a -> Tuple.of(o.ref().side(), a, o.ref())))
                .distinct()
                .groupBy(t -> Tuple.of(t._1, t._2))
                .filterValues(owners -> owners.size() > 1)
                .keySet()
                .map(Tuple2::_2));
    }

    /** Groups of contacts of both sides that the rule takes for the same. */
    Seq<Tuple2<Seq<Observed.Present>, Seq<Observed.Present>>> groups(
            MatchRule rule, Seq<Observed.Present> d365, Seq<Observed.Present> exchange) {
        Function<ContactKeys, Iterable<String>> index =
                rule == MatchRule.EMAIL ? ContactKeys::addresses : k -> Vector.of(k.name());
        Map<String, List<Observed.Present>> byKey = new HashMap<>();
        exchange.forEach(o -> index.apply(keys(o))
                .forEach(key ->
                        byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(o)));
        Map<ItemRef, java.util.Set<Observed.Present>> edges = new HashMap<>();
        BiPredicate<ContactKeys, ContactKeys> same =
                rule == MatchRule.EMAIL ? this::isSameByAddress : ContactKeys::hasNameAndCompanyOf;
        for (Observed.Present left : d365) {
            for (String key : index.apply(keys(left))) {
                for (Observed.Present right : byKey.getOrDefault(key, List.of())) {
                    if (same.test(keys(left), keys(right))) {
                        edges.computeIfAbsent(left.ref(), r -> new LinkedHashSet<>())
                                .add(right);
                        edges.computeIfAbsent(right.ref(), r -> new LinkedHashSet<>())
                                .add(left);
                    }
                }
            }
        }
        return components(d365, edges);
    }

    private boolean isSameByAddress(ContactKeys one, ContactKeys other) {
        Set<String> common = one.addresses().intersect(other.addresses());
        return common.exists(address -> !shared.contains(address)) || !common.isEmpty() && one.isNamedAs(other);
    }

    private static Seq<Tuple2<Seq<Observed.Present>, Seq<Observed.Present>>> components(
            Seq<Observed.Present> d365, Map<ItemRef, java.util.Set<Observed.Present>> edges) {
        List<Tuple2<Seq<Observed.Present>, Seq<Observed.Present>>> groups = new ArrayList<>();
        java.util.Set<Observed.Present> seen = new LinkedHashSet<>();
        for (Observed.Present start : d365.filter(o -> edges.containsKey(o.ref()))) {
            java.util.Set<Observed.Present> group = new LinkedHashSet<>();
            Deque<Observed.Present> open = new ArrayDeque<>(List.of(start));
            while (!open.isEmpty()) {
                Observed.Present next = open.pop();
                if (seen.add(next)) {
                    group.add(next);
                    open.addAll(edges.getOrDefault(next.ref(), java.util.Set.of()));
                }
            }
            if (!group.isEmpty()) {
                groups.add(Vector.ofAll(group)
                        .partition(o -> o.ref().side() == start.ref().side())
                        .map(l -> l, r -> r));
            }
        }
        return Vector.ofAll(groups);
    }

    /** Whether two contacts are of one person, also where both stand on one side: of one name, and reached alike. */
    static boolean isOnePerson(Observed.Present one, Observed.Present other) {
        ContactKeys a = keys(one);
        ContactKeys b = keys(other);
        return a.hasNameAndCompanyOf(b) || a.sharesAddress(b) && a.name().equals(b.name());
    }

    static ContactKeys keys(Observed.Present contact) {
        return contact.contact().getOrElse(NONE);
    }

    private static final ContactKeys NONE =
            new ContactKeys(HashSet.empty(), "", io.axpsync.core.item.CompanyName.of(""));
}
