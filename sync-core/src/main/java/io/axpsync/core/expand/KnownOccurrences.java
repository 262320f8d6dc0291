package io.axpsync.core.expand;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.port.Links;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the store knows of a lane's series and their occurrences. Read when first asked, for one call at a side. */
final class KnownOccurrences {

    private final Links links;
    private final Map<LaneId, Known> lanes = new HashMap<>();

    KnownOccurrences(Links links) {
        this.links = links;
    }

    /** @param linked everything on the Exchange side that a link names */
    private record Known(
            Map<ItemRef, TreeMap<String, Boolean>> occurrences, Set<ItemRef> wholes, Set<ItemRef> linked) {}

    /** The refs of the linked occurrences of a series, in order. */
    Seq<ItemRef> of(LaneId lane, ItemRef series) {
        return Vector.ofAll(keys(lane, series).keySet()).map(key -> new OccurrenceRef(series, key).ref());
    }

    /** Whether one of its occurrences is synchronised, or was and is not released. */
    boolean isExpanded(LaneId lane, ItemRef series) {
        return keys(lane, series).containsValue(true);
    }

    /** Whether the ref names the earliest of the linked occurrences, and none goes on as the single already. */
    boolean isHeir(LaneId lane, OccurrenceRef ref) {
        TreeMap<String, Boolean> keys = keys(lane, ref.series());
        return !keys.isEmpty() && keys.firstKey().equals(ref.key()) && !isLinked(lane, ref.series());
    }

    boolean isLinked(LaneId lane, ItemRef ref) {
        return known(lane).linked().contains(ref);
    }

    /** Whether the series itself was linked while D365 held series. */
    boolean isWhole(LaneId lane, ItemRef series) {
        return known(lane).wholes().contains(series);
    }

    private TreeMap<String, Boolean> keys(LaneId lane, ItemRef series) {
        return known(lane).occurrences().getOrDefault(series, new TreeMap<>());
    }

    private Known known(LaneId lane) {
        return lanes.computeIfAbsent(lane, id -> {
            Known known = new Known(new HashMap<>(), new HashSet<>(), new HashSet<>());
            for (Link link : links.ofLane(id)) {
                boolean alive = link.state() != LinkState.RELEASED;
                for (ItemRef ref : link.exchange()) {
                    known.linked().add(ref);
                    OccurrenceRef.of(ref)
                            .peek(one -> known.occurrences()
                                    .computeIfAbsent(one.series(), s -> new TreeMap<>())
                                    .put(one.key(), alive));
                    if (alive && link.exchangeBaseline().exists(KnownOccurrences::knowsSeries)) {
                        known.wholes().add(ref);
                    }
                }
            }
            return known;
        });
    }

    private static boolean knowsSeries(Baseline baseline) {
        return baseline.print(Field.EXCEPTIONS).isDefined();
    }
}
