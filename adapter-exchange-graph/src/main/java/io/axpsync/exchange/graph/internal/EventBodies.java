package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import com.microsoft.graph.models.Event;
import com.microsoft.kiota.serialization.KiotaJsonSerialization;
import io.axpsync.core.item.Capabilities.Access;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Bodies of writes. Each is made of a fresh model with nothing in it but what is written: a model of the SDK that is
 * serialised a second time is empty, and one that was read would send back what we did not understand.
 */
final class EventBodies {

    private EventBodies() {}

    static JsonObject create(Write.Create create) {
        Event event = new Event();
        for (EventMapping line : EventMapping.TABLE) {
            Value value = create.item().value(line.field());
            // Exchange puts a reminder on what says nothing about it.
            if (!value.isNothing() || line.field() == Field.REMINDER) {
                line.writes().onto(event, value);
            }
        }
        EventTimes.write(
                event,
                create.item().value(Field.PERIOD),
                Zones.name(create.lane().mailbox().zone()));
        Seq<String> names = Categories.after(
                Vector.empty(),
                create.lane(),
                Option.some(create.item().value(Field.CATEGORIES)),
                Option.some(create.marked()));
        if (!names.isEmpty()) {
            event.setCategories(names.asJava());
        }
        Stamps.write(event, create.stamp());
        event.setTransactionId(create.link().id());
        return json(event);
    }

    /** Only what changes; empty when nothing does. */
    static JsonObject update(Write.Update update, Recollection before) {
        Event event = new Event();
        update.changes().forEach((field, value) -> {
            EventMapping line = EventMapping.of(field);
            boolean writable = line.holding().access() == Access.READ_WRITE;
            if (writable
                    && !update.withheld().contains(field)
                    && !before.withheld().contains(field)) {
                line.writes().onto(event, value);
                if (field == Field.PERIOD) {
                    EventTimes.write(event, value, before.zone(update.lane()));
                }
            }
        });
        Seq<String> names = Categories.after(
                before.categories(), update.lane(), update.changes().get(Field.CATEGORIES), update.marked());
        if (!names.equals(before.categories())) {
            event.setCategories(names.asJava());
        }
        update.stamp().filter(stamp -> !before.stamp().contains(stamp)).forEach(stamp -> Stamps.write(event, stamp));
        JsonObject body = json(event);
        boolean wasSeries = update.before().value(Field.PERIOD) instanceof Value.Recurring;
        if (wasSeries && update.changes().get(Field.PERIOD).exists(then -> !(then instanceof Value.Recurring))) {
            SeriesPattern.end(body);
        }
        return body;
    }

    /** One occurrence: what differs from the series, and what did and does not any more. */
    static JsonObject occurrence(Map<Field, Value> values, Set<Field> withheld, String zone) {
        Event event = new Event();
        values.forEach((field, value) -> {
            if (!withheld.contains(field)) {
                EventMapping.of(field).writes().onto(event, value);
                if (field == Field.PERIOD) {
                    EventTimes.write(event, value, zone);
                }
            }
        });
        return json(event);
    }

    /** The pattern alone. */
    static JsonObject pattern(Value.Recurring series, String zone) {
        Event event = new Event();
        EventTimes.write(event, series, zone);
        return json(event);
    }

    /** Whether there is anything in it beside annotations. */
    static boolean changesSomething(JsonObject body) {
        return body.keySet().stream().anyMatch(name -> !name.startsWith("@"));
    }

    private static JsonObject json(Event event) {
        try {
            JsonObject json = Json.parse(KiotaJsonSerialization.serializeAsString(event))
                    .getOrElseThrow(() -> new IllegalStateException("the SDK wrote no JSON object"));
            json.remove("@odata.type");
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
