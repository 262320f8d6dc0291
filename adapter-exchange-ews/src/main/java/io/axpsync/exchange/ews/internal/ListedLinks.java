package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Stamp;
import io.vavr.collection.Seq;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which of our links a folder carries, where it was listed in this run. Before an item is made, it is looked for by its
 * link, as an earlier try may have made it; in a folder of 50,000 contacts each such search goes through all of them. A
 * listing that did not show the link answers as well, as long as nobody tried to make the item since: that is us alone.
 */
final class ListedLinks {

    /** Links of all folders together; the oldest listing is forgotten first. */
    private static final int MOST = 200_000;

    private final Map<LaneId, Set<String>> links = new LinkedHashMap<>();

    /** A new run begins: another process may have had the lanes meanwhile. */
    void begin() {
        links.clear();
    }

    /** Takes a full listing. Of one that holds an item which could not be read, nothing is known. */
    void listed(Lane lane, Seq<Observed> items) {
        links.remove(lane.id());
        if (items.forAll(item ->
                !(item instanceof Observed.Unreadable u) || u.reason().code().equals(ContactReading.NO_CONTACT))) {
            Set<String> told = new HashSet<>();
            items.filter(Observed.Present.class::isInstance)
                    .flatMap(item -> ((Observed.Present) item).stamp())
                    .forEach(stamp -> told.add(Mapi.link(stamp)));
            links.put(lane.id(), told);
            int size = links.values().stream().mapToInt(Set::size).sum();
            for (Iterator<Set<String>> oldest = links.values().iterator(); size > MOST; ) {
                size -= oldest.next().size();
                oldest.remove();
            }
        }
    }

    /** Whether the folder is known not to carry the link. From now on it may: an item with it is about to be made. */
    boolean lacks(Lane lane, Stamp stamp) {
        Set<String> told = links.get(lane.id());
        return told != null && told.add(Mapi.link(stamp));
    }
}
