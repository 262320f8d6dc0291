package io.axpsync.exchange.graph.internal;

import io.axpsync.core.item.Window;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;

/** Cuts a window into strips that a calendar view of Graph may have. */
final class Strips {

    /** A little less than what is refused. */
    private static final Duration LONGEST = Duration.ofDays(1800);

    /** An event without length that lies on the edge of two views is in neither; so they overlap. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private Strips() {}

    /** In order, each with a minute of the next; one strip where that is enough. */
    static Seq<Window> of(Window window) {
        Seq<Window> strips = Vector.empty();
        Instant from = window.from();
        while (Duration.between(from, window.to()).compareTo(LONGEST) > 0) {
            Instant edge = from.plus(LONGEST);
            strips = strips.append(new Window(from, edge.plus(OVERLAP)));
            from = edge;
        }
        return strips.append(new Window(from, window.to()));
    }
}
