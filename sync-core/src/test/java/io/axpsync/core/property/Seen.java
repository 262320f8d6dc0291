package io.axpsync.core.property;

import io.axpsync.core.change.Change;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.FieldPolicy;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Counts in how many stories something occurred. */
final class Seen {

    private final Map<String, Integer> stories = new LinkedHashMap<>();
    private Set<String> now = new HashSet<>();
    private int tries;

    /**
     * What must occur. {@code ABSENT x ABSENT} cannot: a link without any item is never made; and a side is ABSENT only
     * while a create is under way.
     */
    static Seq<String> expected() {
        Seq<String> cells = Vector.of(Change.Sort.values())
                .flatMap(d -> Vector.of(Change.Sort.values()).map(e -> "cell " + d + " x " + e))
                .remove("cell ABSENT x ABSENT");
        return cells.appendAll(Vector.of(Troubles.values()).map(t -> "trouble " + t))
                .append("trouble UNREADABLE_ITEMS")
                .appendAll(Vector.of(LinkState.values()).map(s -> "link " + s))
                .appendAll(Vector.of(FieldPolicy.D365, FieldPolicy.EXCHANGE, FieldPolicy.NEWEST, FieldPolicy.ASK)
                        .map(p -> "conflict " + p))
                .append("held");
    }

    void saw(String what) {
        now.add(what);
    }

    void storyEnds() {
        now.forEach(what -> stories.merge(what, 1, Integer::sum));
        now = new HashSet<>();
        tries++;
    }

    int tries() {
        return tries;
    }

    double percent(String what) {
        return 100.0 * stories.getOrDefault(what, 0) / Math.max(1, tries);
    }
}
