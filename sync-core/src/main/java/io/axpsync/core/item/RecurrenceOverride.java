package io.axpsync.core.item;

import io.vavr.Tuple;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What is different about one occurrence of a series: an element of {@link Field#EXCEPTIONS}, typed (RFC 5545 EXDATE,
 * or a component with RECURRENCE-ID).
 */
public sealed interface RecurrenceOverride {

    /** The fields in which an occurrence may differ from its series; what else differs is not carried. */
    Seq<Field> FIELDS = Vector.of(
            Field.SUBJECT,
            Field.BODY,
            Field.PERIOD,
            Field.LOCATION,
            Field.SHOW_AS,
            Field.SENSITIVITY,
            Field.IMPORTANCE,
            Field.REMINDER);

    /** It does not take place. */
    RecurrenceOverride CANCELLED = new Cancelled();

    /** It does not take place. */
    record Cancelled() implements RecurrenceOverride {}

    /**
     * It takes place otherwise.
     *
     * @param fields those that differ; {@link Value#NOTHING} = empty in this occurrence; PERIOD is {@link Value.Period}
     *     or {@link Value.Days}
     */
    record Changed(SortedMap<Field, Value> fields) implements RecurrenceOverride {}

    /** An occurrence that differs in these; a field that no occurrence can have of its own is a bug. */
    static RecurrenceOverride changed(Map<Field, Value> fields) {
        fields.forEach((field, value) -> {
            if (!FIELDS.contains(field) || value instanceof Value.Recurring || value instanceof Value.Entries) {
                throw new IllegalArgumentException("an occurrence has no " + field + " of its own like " + value);
            }
        });
        return new Changed(TreeMap.ofEntries(fields));
    }

    /**
     * An occurrence as it reads now, against its series; what is the same in normal form does not differ.
     *
     * @param period when the occurrence would take place by the rule
     */
    static RecurrenceOverride between(Item series, Value period, Item occurrence) {
        Map<Field, Value> fields = HashMap.empty();
        for (Field field : FIELDS) {
            Value expected = field == Field.PERIOD ? period : series.value(field);
            if (!NormalForm.same(field, expected, occurrence.value(field))) {
                fields = fields.put(field, occurrence.value(field));
            }
        }
        return changed(fields);
    }

    /** Whether nothing differs: no exception at all. */
    default boolean isNone() {
        return this instanceof Changed c && c.fields().isEmpty();
    }

    /** The occurrence as an item: the series with what differs. Nothing that only a series has is left. */
    default Item applied(Item series, Value period) {
        Item occurrence = series.with(Field.EXCEPTIONS, Value.NOTHING).with(Field.PERIOD, period);
        return this instanceof Changed c
                ? c.fields().foldLeft(occurrence, (item, one) -> item.with(one._1, one._2))
                : occurrence;
    }

    /**
     * The element of {@link Field#EXCEPTIONS}. Compared is the normal form; where that is less than what its user
     * wrote, the label carries it whole.
     */
    default Value.Entry entry(String originalStart) {
        String whole = print();
        String normal = normal().print();
        return new Value.Entry(originalStart, normal, whole.equals(normal) ? "" : whole);
    }

    /** What an element of {@link Field#EXCEPTIONS} says, as its user wrote it. */
    static RecurrenceOverride of(Value.Entry entry) {
        return parse(entry.label().isEmpty() ? entry.value() : entry.label());
    }

    private RecurrenceOverride normal() {
        return this instanceof Changed c
                ? changed(c.fields().map((field, value) -> Tuple.of(field, NormalForm.of(field, value))))
                : this;
    }

    /** The canonical text; {@link #parse} is its exact inverse. */
    default String print() {
        return this instanceof Changed c
                ? c.fields()
                        .map(one -> one._1.name() + "=" + print(one._2))
                        .prepend("changed")
                        .mkString("\n")
                : "cancelled";
    }

    private static String print(Value value) {
        if (value instanceof Value.Text t) {
            return "t" + t.text().replace("\\", "\\\\").replace("\n", "\\n");
        } else if (value instanceof Value.Choice c) {
            return "c" + c.name();
        } else if (value instanceof Value.Whole w) {
            return "w" + w.number();
        } else if (value instanceof Value.Period p) {
            return "p" + p.start() + "/" + p.end();
        } else if (value instanceof Value.Days d) {
            return "d" + d.start() + "/" + d.end();
        }
        return "-";
    }

    /** Reads what {@link #print} wrote; anything else is a bug or a broken store. */
    static RecurrenceOverride parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines[0].equals("cancelled") && lines.length == 1) {
            return CANCELLED;
        } else if (!lines[0].equals("changed")) {
            throw new IllegalArgumentException("no exception of a series: " + lines[0]);
        }
        return changed(Vector.of(lines).tail().toMap(line -> {
            int equals = line.indexOf('=');
            return Tuple.of(Field.valueOf(line.substring(0, equals)), value(line.substring(equals + 1)));
        }));
    }

    private static Value value(String text) {
        String rest = text.substring(1);
        int slash = rest.indexOf('/');
        return switch (text.charAt(0)) {
            case 't' -> new Value.Text(unescaped(rest));
            case 'c' -> new Value.Choice(rest);
            case 'w' -> new Value.Whole(Long.parseLong(rest));
            case 'p' ->
                new Value.Period(Instant.parse(rest.substring(0, slash)), Instant.parse(rest.substring(slash + 1)));
            case 'd' ->
                new Value.Days(LocalDate.parse(rest.substring(0, slash)), LocalDate.parse(rest.substring(slash + 1)));
            case '-' -> Value.NOTHING;
            default -> throw new IllegalArgumentException("no value of an exception of a series: " + text);
        };
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
