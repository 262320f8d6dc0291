package io.axpsync.core.item;

import java.time.Instant;

/** The stretch of time whose appointments are synchronised: from inclusive, to exclusive, UTC instants. */
public record Window(Instant from, Instant to) {

    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a window must end after it starts: " + from + " to " + to);
        }
    }

    /** Whether a stretch from {@code start} to {@code end} touches the window; an empty stretch counts as a point. */
    public boolean touches(Instant start, Instant end) {
        return start.isBefore(to) && (end.isAfter(from) || (start.equals(end) && !start.isBefore(from)));
    }
}
