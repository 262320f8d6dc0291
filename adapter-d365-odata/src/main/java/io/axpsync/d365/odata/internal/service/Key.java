package io.axpsync.d365.odata.internal.service;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/**
 * Names one row of a set whose key parts are texts or, by {@link #member}, enumeration members.
 *
 * @param parts in the order of the set's key properties
 */
public record Key(EntitySet set, Seq<String> parts) {

    public static Key of(EntitySet set, String... parts) {
        return new Key(set, Vector.of(parts));
    }
}
