package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Map;

/** The newest recollections, so that a write right after a read needs no read of its own. */
final class Recollections {

    private static final int CAPACITY = 10_000;

    private final Map<ItemRef, Recollection> newest = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ItemRef, Recollection> eldest) {
            return size() > CAPACITY;
        }
    };

    void keep(ItemRef ref, Recollection recollection) {
        newest.put(ref, recollection);
    }

    /** None unless it is of that version. */
    Option<Recollection> of(ItemRef ref, ItemVersion version) {
        return Option.of(newest.get(ref)).filter(r -> r.version().equals(version));
    }
}
