package io.axpsync.d365.odata.internal.service;

import io.vavr.collection.Map;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * One row as it was read, under our names of its properties.
 *
 * @param etag as the server sent it; empty when it sent none
 */
public record Row(EntitySet set, String etag, Map<String, Object> values) {

    private static final LocalDate EMPTY = LocalDate.of(1900, 1, 1);

    /** Text; D365 answers an empty text as {@code ""}, a missing property is the same. */
    public String text(String property) {
        return values.get(property).map(String::valueOf).getOrElse("");
    }

    /** A time; none when it is empty, which D365 writes as a time of 1900-01-01. */
    public Option<Instant> time(String property) {
        return Option.of(text(property))
                .filter(t -> !t.isEmpty())
                .map(t -> Try.of(() -> OffsetDateTime.parse(t).toInstant())
                        .getOrElseThrow(() -> new UnknownValue(property, t)))
                .filter(t -> !t.atOffset(ZoneOffset.UTC).toLocalDate().equals(EMPTY));
    }

    public long number(String property) {
        String text = text(property);
        return text.isEmpty()
                ? 0
                : Try.of(() -> Long.parseLong(text)).getOrElseThrow(() -> new UnknownValue(property, text));
    }

    /** {@code NoYes}. */
    public boolean yes(String property) {
        String text = text(property);
        if (!text.equals("Yes") && !text.equals("No") && !text.isEmpty()) {
            throw new UnknownValue(property, text);
        }
        return text.equals("Yes");
    }

    /** The key, in the order of the set's key properties. */
    public Key key() {
        return new Key(set, set.keys().map(this::text));
    }

    /** A value that we do not know: an enumeration member of a newer version, say. The row cannot be mapped. */
    public static final class UnknownValue extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final String text;

        public UnknownValue(String property, String value) {
            super(property, null, false, false);
            text = property + " is '" + (value.length() > 60 ? value.substring(0, 60) + "…" : value)
                    + "', which this version does not know";
        }

        /** Names property and value. */
        public String text() {
            return text;
        }
    }
}
