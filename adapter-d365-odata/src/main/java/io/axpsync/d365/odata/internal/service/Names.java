package io.axpsync.d365.odata.internal.service;

import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/** Our names of sets and properties to those of the environment. A name that we do not use is a configuration error. */
public final class Names {

    private static final Set<String> KNOWN = HashSet.ofAll(Vector.of(EntitySet.values())
            .flatMap(s -> s.properties().map(p -> s.defaultName() + "." + p).prepend(s.defaultName())));
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    private final Map<String, String> renamed;

    public Names(Map<String, String> renamed) {
        Set<String> unknown = renamed.keySet().diff(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "names of D365 that are not used: " + unknown.toSortedSet().mkString(", "));
        }
        renamed.values().filter(n -> !n.matches(NAME)).forEach(n -> {
            throw new IllegalArgumentException("no name of an OData set or property: '" + n + "'");
        });
        this.renamed = renamed;
    }

    public String of(EntitySet set) {
        return renamed.getOrElse(set.defaultName(), set.defaultName());
    }

    public String of(EntitySet set, String property) {
        if (!set.properties().contains(property)) {
            throw new IllegalArgumentException(set.defaultName() + " is not known to have " + property);
        }
        return renamed.getOrElse(set.defaultName() + "." + property, property);
    }
}
