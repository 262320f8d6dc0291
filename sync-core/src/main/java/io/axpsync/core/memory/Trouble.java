package io.axpsync.core.memory;

import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Counts the occasions and says which of them go wrong. */
final class Trouble {

    private final Hostility hostility;
    private final Random random = new Random(42);
    private Map<String, Integer> occasions = HashMap.empty();
    private long readings;

    Trouble(Hostility hostility) {
        this.hostility = hostility;
    }

    Hostility hostility() {
        return hostility;
    }

    /** Whether this occasion is one of each {@code every}. */
    boolean strikes(String occasion, int every) {
        if (every == 0) {
            return false;
        }
        int count = occasions.getOrElse(occasion, 0) + 1;
        occasions = occasions.put(occasion, count);
        return count % every == 0;
    }

    /** The version token that a reading shows. */
    String version(Row row, boolean listing) {
        return switch (hostility.versions()) {
            case HONEST -> "v" + row.changed();
            case FLAPPING -> "v" + row.changed() + "~" + readings++;
            case STALE -> "v" + (listing && row.changedBefore() > 0 ? row.changedBefore() : row.changed());
            case NULL -> "";
            case REUSED -> "r" + row.changed() % 3;
        };
    }

    /** Whether a version that a writer expects is the newest, as the server sees it. */
    boolean isNewest(Row row, String expected) {
        return switch (hostility.versions()) {
            case NULL -> true;
            case REUSED -> expected.equals("r" + row.changed() % 3);
            default -> expected.equals("v" + row.changed()) || expected.startsWith("v" + row.changed() + "~");
        };
    }

    <T> Seq<T> order(Seq<T> seq) {
        if (!hostility.reordered()) {
            return seq;
        }
        List<T> shuffled = seq.toJavaList();
        Collections.shuffle(shuffled, random);
        return Vector.ofAll(shuffled);
    }

    static PortFailure unavailable(Lane lane, String what) {
        return new PortFailure.Unavailable(reason("unavailable", lane, what + " broke off", "try again later"));
    }

    static PortFailure throttled(Lane lane) {
        return new PortFailure.Throttled(
                reason("throttled", lane, "too many requests", "try again later"), Duration.ofSeconds(1));
    }

    static PortFailure missing(Lane lane, String what) {
        return new PortFailure.Missing(reason("missing", lane, "there is no " + what, "check the address"));
    }

    static PortFailure rejected(Lane lane, String why) {
        return new PortFailure.Rejected(reason("rejected", lane, why, "change the item"));
    }

    static Reason reason(String code, Lane lane, String text, String remedy) {
        return Reason.of(code, lane.id() + ": " + text, remedy);
    }
}
