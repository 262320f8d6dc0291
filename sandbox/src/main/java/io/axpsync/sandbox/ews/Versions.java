package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of items that clients have seen, by change key: {@code AutoResolve} asks what changed since the client's
 * version. Old ones are forgotten; an update from a forgotten version conflicts.
 */
final class Versions {

    private static final int MOST = 20_000;

    private final Map<String, CalendarItem> seen = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CalendarItem> eldest) {
            return size() > MOST;
        }
    });

    void seen(CalendarItem item) {
        seen.put(key(item.identity().immutableId(), item.identity().changeKey()), item);
    }

    Optional<CalendarItem> find(String immutableId, String changeKey) {
        return Optional.ofNullable(seen.get(key(immutableId, changeKey)));
    }

    private static String key(String immutableId, String changeKey) {
        return immutableId + ' ' + changeKey;
    }
}
