package io.axpsync.core.memory;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.House;
import io.axpsync.core.item.LaneId;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import java.time.Duration;
import java.util.Locale;
import org.immutables.value.Value;

/**
 * What goes wrong at a server in memory. A number says how often: 0 never, 1 always, n each n-th time; so a failing
 * test can be run again and fails the same way.
 */
@House
@Value.Immutable
public interface Hostility extends WithHostility {

    /** Nothing goes wrong. */
    Hostility NONE = builder().build();

    /** What versions are worth. */
    @Value.Default
    default Versions versions() {
        return Versions.HONEST;
    }

    /** How many changes before its checkpoint a feed delivers once more. */
    @Value.Default
    default int repeats() {
        return 0;
    }

    /** How many of the newest changes a feed does not tell yet. */
    @Value.Default
    default int delays() {
        return 0;
    }

    /** Lanes and items come in another order than things happened. */
    @Value.Default
    default boolean reordered() {
        return false;
    }

    /** A checkpoint is no longer understood. */
    @Value.Default
    default int expiredCheckpoints() {
        return 0;
    }

    /** A listing breaks off after some pages. */
    @Value.Default
    default int brokenListings() {
        return 0;
    }

    /** The content of a file is not handed over. */
    @Value.Default
    default int lostContents() {
        return 0;
    }

    /** A targeted read fails. */
    @Value.Default
    default int failingFetches() {
        return 0;
    }

    /** A search fails. */
    @Value.Default
    default int failingFinds() {
        return 0;
    }

    /** A write is turned away before it took effect, and says so. */
    @Value.Default
    default int throttledWrites() {
        return 0;
    }

    /** A write never arrived, and no answer came. */
    @Value.Default
    default int lostRequests() {
        return 0;
    }

    /** A write took effect, but its answer did not arrive. */
    @Value.Default
    default int lostAnswers() {
        return 0;
    }

    /**
     * A write is reported as done and had no effect. The answer shows all that was asked for, unless the side reads back
     * what it wrote.
     */
    @Value.Default
    default int emptySuccesses() {
        return 0;
    }

    /** A write of a series breaks off before its exceptions are written; those that it had went with the pattern. */
    @Value.Default
    default int brokenSeries() {
        return 0;
    }

    /** Every write is denied. */
    @Value.Default
    default boolean readOnly() {
        return false;
    }

    /** A write of an item whose title holds this text is rejected; empty rejects none. */
    @Value.Default
    default String rejectedTitle() {
        return "";
    }

    /** Lanes whose mailbox we may not even read any more. */
    @Value.Default
    default Set<LaneId> forbidden() {
        return HashSet.empty();
    }

    /** Lanes whose mailbox does not answer. */
    @Value.Default
    default Set<LaneId> unreachable() {
        return HashSet.empty();
    }

    /** What the server makes of a value that is written to it. */
    @Value.Default
    default Rewriting rewriting() {
        return (field, value) -> value;
    }

    /** How far the server's clock is ahead. */
    @Value.Default
    default Duration skew() {
        return Duration.ZERO;
    }

    /** How versions are told. */
    enum Versions {
        HONEST,
        /** Each reading shows another one, although nothing changed. */
        FLAPPING,
        /** Listings still show the version before the last change. */
        STALE,
        /** No version is told at all. */
        NULL,
        /** Three tokens in turn: an old one comes back for another state. */
        REUSED
    }

    /** Makes the value that a server keeps of the value that it is sent. */
    @FunctionalInterface
    interface Rewriting {
        io.axpsync.core.item.Value keep(Field field, io.axpsync.core.item.Value sent);

        /** Locations in capitals, texts without what stands beyond 60 characters. */
        Rewriting CARELESS = (field, value) -> {
            if (!(value instanceof io.axpsync.core.item.Value.Text t)) {
                return value;
            }
            String text = field == Field.LOCATION ? t.text().toUpperCase(Locale.ROOT) : t.text();
            int end = text.offsetByCodePoints(0, Math.min(60, text.codePointCount(0, text.length())));
            return io.axpsync.core.item.Value.text(text.substring(0, end));
        };
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Hostility}. */
    class Builder extends ImmutableHostility.Builder {}
}
