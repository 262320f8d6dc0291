package io.axpsync.cli.state;

import io.axpsync.core.item.ItemRef;
import io.vavr.collection.Seq;

/** Items that a user named: by their whole id, or by how it ends, as reports show the long ids of Exchange. */
final class Refs {

    private static final int SHORTEST_END = 4;

    private final Seq<ItemRef> found;

    private Refs(Seq<ItemRef> found) {
        this.found = found;
    }

    /** @throws Unknown when the name fits several items */
    static Refs named(Seq<ItemRef> known, String name) {
        String end = name.startsWith("…") ? name.substring(1) : name;
        Seq<ItemRef> exact = known.filter(r -> r.id().equals(name)).distinct();
        if (!exact.isEmpty() || end.length() < SHORTEST_END) {
            return new Refs(exact);
        }
        Seq<ItemRef> found = known.filter(r -> r.id().endsWith(end)).distinct();
        if (found.size() > 1) {
            throw new Unknown(
                    name + " fits several items: " + found.map(ItemRef::id).mkString(", ") + ". Name more of it.");
        }
        return new Refs(found);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    boolean contains(ItemRef ref) {
        return found.contains(ref);
    }
}
