package io.axpsync.core.item;

import io.vavr.collection.Seq;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The value of one field of one item, in the engine's own terms, whichever server it came from. {@link Nothing} is an
 * empty field: D365's {@code ""} and {@code 1900-01-01}, Graph's {@code null}, a missing EWS element.
 */
public sealed interface Value {

    Value NOTHING = new Nothing();

    /** An empty field. */
    record Nothing() implements Value {}

    /** Plain text. HTML is turned into text by the server or the adapter that reads it. */
    record Text(String text) implements Value {}

    /** One of a fixed set of names; each field that holds one lists its names in {@link Field}. */
    record Choice(String name) implements Value {

        /** The names that servers use, so that equal choices are mostly one object. */
        private static final Map<String, Choice> COMMON = Stream.of(
                        "FREE",
                        "TENTATIVE",
                        "BUSY",
                        "OUT_OF_OFFICE",
                        "WORKING_ELSEWHERE",
                        "NORMAL",
                        "PERSONAL",
                        "PRIVATE",
                        "CONFIDENTIAL",
                        "LOW",
                        "HIGH",
                        "YES",
                        "NO")
                .collect(Collectors.toUnmodifiableMap(name -> name, Choice::new));
    }

    /** A whole number; {@link Field} names the unit. */
    record Whole(long number) implements Value {}

    /** From an instant to an instant (RFC 5545 PERIOD), UTC. */
    record Period(Instant start, Instant end) implements Value {}

    /** Whole days, as dates and never instants; the end is exclusive (RFC 5545 DTEND of a VALUE=DATE). */
    record Days(LocalDate start, LocalDate end) implements Value {}

    /**
     * A series (RFC 5545 RRULE). When a series takes place is one value: pattern, time and end change as one.
     *
     * @param first the first occurrence: {@link Period}, or {@link Days} of an all-day series
     * @param rule the RRULE in normal form, see {@link RecurrenceRule}
     * @param zone the IANA zone in which the rule counts; empty for an all-day series, since dates have no zone
     */
    record Recurring(Value first, String rule, String zone) implements Value {

        public Recurring {
            if (!(first instanceof Period) && !(first instanceof Days)) {
                throw new IllegalArgumentException("the first occurrence of a series is a period or days: " + first);
            }
        }
    }

    /** A day in a calendar, never an instant: no zone may shift it (RFC 5545 VALUE=DATE). */
    record Date(LocalDate date) implements Value {}

    /** A point in time, UTC. */
    record Moment(Instant at) implements Value {}

    /** A set: key to entry. Keys are what makes two entries the same (an address, a category), in lower case. */
    final class Entries implements Value {

        private final SortedMap<String, Entry> entries;
        /** The entries in the order of their keys: what is compared with every other set. */
        private final Entry[] inOrder;

        private final int hash;

        public Entries(SortedMap<String, Entry> entries) {
            this.entries = entries;
            this.inOrder = entries.values().toJavaArray(Entry[]::new);
            this.hash = Arrays.hashCode(inOrder);
        }

        public SortedMap<String, Entry> entries() {
            return entries;
        }

        public static Entries of(Iterable<Entry> entries) {
            SortedMap<String, Entry> map = TreeMap.empty();
            for (Entry e : entries) {
                map = map.put(e.key(), e);
            }
            return new Entries(map);
        }

        public boolean isEmpty() {
            return inOrder.length == 0;
        }

        public Seq<Entry> values() {
            return Vector.of(inOrder);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entries e && hash == e.hash && Arrays.equals(inOrder, e.inOrder);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            return "Entries[entries=" + entries + "]";
        }
    }

    /**
     * One element of a set-valued field.
     *
     * @param key what makes it the same element, lower case
     * @param value what can change about it (an attendee's type, a response); empty when nothing can
     * @param label how a person wrote it (a display name, the category's own spelling); carried, never compared
     */
    record Entry(String key, String value, String label) {

        public Entry {
            key = key.strip().toLowerCase(Locale.ROOT);
        }
    }

    /** Text, or {@link Nothing} when there is none. */
    static Value text(String text) {
        return text.isEmpty() ? NOTHING : new Text(text);
    }

    static Value choice(String name) {
        Choice common = Choice.COMMON.get(name);
        return common == null ? new Choice(name) : common;
    }

    default boolean isNothing() {
        return this instanceof Nothing || (this instanceof Entries e && e.isEmpty());
    }
}
