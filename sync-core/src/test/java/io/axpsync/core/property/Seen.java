package io.axpsync.core.property;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Counts in how many stories something occurred. */
final class Seen {

    private final Map<String, Integer> stories = new LinkedHashMap<>();
    private Set<String> now = new HashSet<>();
    private int tries;

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
