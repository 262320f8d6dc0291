package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.graph.models.Event;
import com.microsoft.kiota.serialization.KiotaJsonSerialization;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What a master says of its exceptions: {@code cancelledOccurrences} (ids that end in the date by the rule) and
 * {@code exceptionOccurrences} (events), both of which Graph gives only on a read of one master that asks for them.
 */
final class SeriesExceptions {

    private static final String CANCELLED = "cancelledOccurrences";
    private static final String CHANGED = "exceptionOccurrences";
    private static final int DATE = 10;

    private SeriesExceptions() {}

    /** Puts the answer to the second question to the first one's. */
    static void join(JsonObject master, JsonObject answer) {
        for (String name : new String[] {CANCELLED, CHANGED}) {
            master.add(name, answer.has(name) ? answer.get(name) : new JsonArray());
        }
    }

    /**
     * @param series the master, without its exceptions
     * @throws DateTimeException when an exception cannot be read
     */
    static Value read(JsonObject master, Item series, Lane lane) throws IOException {
        Recurrence rule =
                Recurrence.of((Value.Recurring) series.value(Field.PERIOD)).get();
        Map<String, Value.Entry> entries = LinkedHashMap.empty();
        for (String id : Json.texts(master, CANCELLED)) {
            for (Recurrence.Occurrence one : date(id).flatMap(rule::on)) {
                entries = entries.put(one.key(), RecurrenceOverride.CANCELLED.entry(one.key()));
            }
        }
        for (JsonObject exception : Json.objects(master, CHANGED)) {
            for (Recurrence.Occurrence one : occurrence(exception, rule)) {
                RecurrenceOverride override =
                        RecurrenceOverride.between(series, one.period(), item(exception, series, lane));
                if (!override.isNone()) {
                    entries = entries.put(one.key(), override.entry(one.key()));
                }
            }
        }
        return entries.isEmpty() ? Value.NOTHING : Value.Entries.of(entries.values());
    }

    /** The ids of the events that are exceptions, by the keys of their occurrences. */
    static Map<String, String> ids(JsonObject master, Value period) {
        Option<Recurrence> rule =
                period instanceof Value.Recurring series ? Recurrence.of(series).toOption() : Option.none();
        Map<String, String> ids = LinkedHashMap.empty();
        for (JsonObject exception : Json.objects(master, CHANGED)) {
            for (Recurrence.Occurrence one : rule.flatMap(r -> occurrence(exception, r))) {
                ids = ids.put(one.key(), Json.text(exception, "id").getOrElse(""));
            }
        }
        return ids.filterValues(id -> !id.isEmpty());
    }

    /** What is not carried of an exception counts as that of its series. */
    private static Item item(JsonObject exception, Item series, Lane lane) throws IOException {
        Event event = KiotaJsonSerialization.deserialize(exception.toString(), Event::createFromDiscriminatorValue);
        Item item = series;
        for (Field field : RecurrenceOverride.FIELDS) {
            Option<Value> value = field == Field.PERIOD
                    ? Option.some(EventTimes.read(event))
                    : EventMapping.of(field).reads().from(event, lane);
            item = item.with(field, value.getOrElse(series.value(field)));
        }
        return item;
    }

    private static Option<Recurrence.Occurrence> occurrence(JsonObject instance, Recurrence rule) {
        return Json.text(instance, "occurrenceId")
                .flatMap(SeriesExceptions::date)
                .flatMap(rule::on)
                .orElse(() -> Json.text(instance, "originalStart")
                        .flatMap(start -> at(
                                OffsetDateTime.parse(start).toInstant(),
                                Json.text(instance, "originalStartTimeZone").flatMap(Zones::find),
                                rule)));
    }

    /** Of days: the midnight of the zone in which the series was made. */
    private static Option<Recurrence.Occurrence> at(Instant original, Option<ZoneId> zone, Recurrence rule) {
        return rule.isAllDay()
                ? rule.on(LocalDate.ofInstant(original, zone.getOrElse(ZoneOffset.UTC)))
                : rule.at(original);
    }

    /** Whether an instance, as a list of them gives it, is that occurrence. */
    static boolean is(JsonObject instance, Recurrence rule, String key) {
        return occurrence(instance, rule).exists(one -> one.key().equals(key));
    }

    private static Option<LocalDate> date(String occurrenceId) {
        String date = occurrenceId.substring(Math.max(0, occurrenceId.length() - DATE));
        return date.matches("\\d{4}-\\d\\d-\\d\\d") ? Option.some(LocalDate.parse(date)) : Option.none();
    }
}
