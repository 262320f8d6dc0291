package io.axpsync.sandbox.ews;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A property of calendar items as the schema has it.
 *
 * @param uri its path, such as {@code calendar:Start}
 * @param since the first schema version that knows it
 * @param in where it shows
 * @param emit its element; empty when this item has none
 */
record Property(String uri, Version since, Set<In> in, Function<ItemView, Optional<Xml>> emit) {

    /** Where a property shows. */
    enum In {
        /** In the base shape Default. */
        DEFAULT,
        /** In the base shape AllProperties. */
        ALL,
        /** In FindItem and SyncFolderItems; the others are for GetItem. */
        FIND
    }

    static Property of(String uri, Version since, Set<In> in, Function<ItemView, Optional<Xml>> emit) {
        return new Property(uri, since, in, emit);
    }

    static final Set<In> EVERYWHERE = Set.copyOf(EnumSet.allOf(In.class));
    static final Set<In> WIDE = Set.of(In.ALL, In.FIND);
    static final Set<In> READ = Set.of(In.DEFAULT, In.ALL);
    static final Set<In> READ_WIDE = Set.of(In.ALL);
    static final Set<In> NAMED = Set.of(In.FIND);

    /** The local name of its element. */
    String element() {
        return uri.substring(uri.indexOf(':') + 1);
    }
}
