package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The activities that were read in full last. A write names the version that was read just before; when it stands here,
 * the properties that items do not show (notes, status categories, child rows) need not be read again.
 */
final class Seen {

    private static final int MOST = 500;

    private final Map<ItemRef, Activity> newest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ItemRef, Activity> eldest) {
            return size() > MOST;
        }
    };

    void keep(Activity activity) {
        newest.remove(activity.ref());
        newest.put(activity.ref(), activity);
    }

    void drop(ItemRef ref) {
        newest.remove(ref);
    }

    Option<Activity> at(ItemRef ref, ItemVersion version) {
        return Option.of(newest.get(ref)).filter(a -> a.token().equals(version));
    }
}
