package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Stamp;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;

/**
 * What a write must know of an event beyond the item: what was read just before of its category list, its zone, its
 * stamp. Holds no long texts, and counts only as long as the version is the same.
 *
 * @param zone as Graph named it; may be unknown to us
 * @param exceptions of a series, the ids of the events that are exceptions, by the keys of their occurrences
 * @param resource of a task, the id of the linked resource that holds the stamp
 * @param card of a contact, as JSON, what it says but its notes: what stands in which place
 */
record Recollection(
        ItemVersion version,
        Seq<String> categories,
        String zone,
        Option<Stamp> stamp,
        Set<Field> withheld,
        Observed.Role role,
        Map<String, String> exceptions,
        Option<String> resource,
        Option<String> card) {

    static Recollection of(JsonObject raw, Observed.Present present) {
        return new Recollection(
                present.version(),
                Json.texts(raw, "categories"),
                Json.text(raw, "originalStartTimeZone").getOrElse(""),
                present.stamp(),
                present.withheld().keySet(),
                present.role(),
                SeriesExceptions.ids(raw, present.period()),
                TaskStamps.resource(raw),
                Option.when(present.item().exists(i -> i.kind() == Kind.CONTACT), () -> ContactReading.card(raw)));
    }

    /** The item's own zone where it has one that can be written, else the mailbox's. */
    String zone(Lane lane) {
        if (zone.startsWith("tzone://")) {
            return Zones.find(zone).isDefined()
                    ? "UTC"
                    : Zones.name(lane.mailbox().zone());
        }
        return Zones.find(zone).isDefined() ? zone : Zones.name(lane.mailbox().zone());
    }
}
