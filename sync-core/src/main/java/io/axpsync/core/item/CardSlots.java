package io.axpsync.core.item;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Which place of a card each element of a set gets. Sets have no order, the places of a card have a meaning to its user:
 * what stays keeps its place, a new element takes the place of one that goes, and only then a free one. So a corrected
 * mobile number stays the mobile number.
 */
public final class CardSlots {

    private CardSlots() {}

    /**
     * @param slots all places of the field, in the order in which free ones are filled
     * @param there what stands in them now; an element that stands in two is taken out of both
     * @param wanted the whole set ({@link Value.Entries}), as an update holds it
     * @return the places that change: each with its new element, or none where it is blanked; elements for which no place
     *     is left are not in it
     */
    public static Map<String, Option<Value.Entry>> changes(
            Seq<String> slots, Map<String, Value.Entry> there, Value wanted) {
        Map<String, Value.Entry> target =
                wanted instanceof Value.Entries set ? LinkedHashMap.ofEntries(set.entries()) : LinkedHashMap.empty();
        Set<String> kept =
                there.values().map(Value.Entry::key).filter(target::containsKey).toSet();
        List<String> left = slots.filter(slot -> there.get(slot).exists(e -> !target.containsKey(e.key())))
                .toJavaList();
        List<Value.Entry> added = target.values()
                .filter(e -> !kept.contains(e.key()))
                .sortBy(e -> rank(slots, e))
                .toJavaList();
        Map<String, Option<Value.Entry>> changes = LinkedHashMap.empty();
        for (String slot : left) {
            changes = changes.put(slot, Option.none());
        }
        List<String> places = new ArrayList<>(left);
        List<String> free = slots.reject(there::containsKey).toJavaList();
        changes = filled(changes, added, places, true);
        changes = filled(changes, added, places, false);
        changes = filled(changes, added, free, true);
        return filled(changes, added, free, false);
    }

    /** Puts elements to places and takes both off their lists; first only those that know their place. */
    private static Map<String, Option<Value.Entry>> filled(
            Map<String, Option<Value.Entry>> changes, List<Value.Entry> added, List<String> places, boolean own) {
        Map<String, Option<Value.Entry>> filled = changes;
        for (Iterator<Value.Entry> open = added.iterator(); open.hasNext() && !places.isEmpty(); ) {
            Value.Entry entry = open.next();
            int at = own ? places.indexOf(slot(entry)) : 0;
            if (at >= 0) {
                filled = filled.put(places.remove(at), Option.some(entry));
                open.remove();
            }
        }
        return filled;
    }

    private static int rank(Seq<String> slots, Value.Entry entry) {
        int at = slots.indexOf(slot(entry));
        return at < 0 ? slots.size() : at;
    }

    /** Also of addresses: the label of each element begins with its slot. */
    private static String slot(Value.Entry entry) {
        int colon = entry.label().indexOf(':');
        return colon < 0 ? "" : entry.label().substring(0, colon);
    }
}
