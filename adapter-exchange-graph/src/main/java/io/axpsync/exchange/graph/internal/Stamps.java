package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.SingleValueLegacyExtendedProperty;
import io.axpsync.core.item.Stamp;
import io.axpsync.exchange.graph.internal.wire.GraphAddress;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.List;

/**
 * Our named properties. Two stand on an event: {@code AxpStamp} holds the whole stamp, the same as on EWS. Graph can search
 * extended properties for equality only, and a stamp is searched without its D365 row: so {@code AxpLink} holds just
 * installation and link.
 */
final class Stamps {

    private static final String SET = "String {6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51} Name ";
    private static final String STAMP = SET + "AxpStamp";
    private static final String LINK = SET + "AxpLink";

    /** Stands on calendars. */
    static final String FENCE = SET + "AxpFence";

    private Stamps() {}

    /** A property comes back only when it is asked for. */
    static String expand() {
        return expand(STAMP);
    }

    static String expand(String property) {
        return expand(Vector.of(property));
    }

    /** The stamp and more. */
    static String expandWith(Seq<String> properties) {
        return expand(properties.prepend(STAMP));
    }

    private static String expand(Seq<String> properties) {
        return "singleValueExtendedProperties($filter="
                + properties
                        .map(property -> "id eq " + GraphAddress.literal(property))
                        .mkString(" or ") + ")";
    }

    static String filter(Stamp stamp) {
        return "singleValueExtendedProperties/Any(ep: ep/id eq " + GraphAddress.literal(LINK) + " and ep/value eq "
                + GraphAddress.literal(link(stamp)) + ")";
    }

    static Option<Stamp> read(JsonObject event) {
        return Json.objects(event, "singleValueExtendedProperties")
                .find(p -> Json.text(p, "id").exists(STAMP::equalsIgnoreCase))
                .flatMap(p -> Json.text(p, "value"))
                .flatMap(Stamp::parse);
    }

    static void write(Event event, Stamp stamp) {
        event.setSingleValueExtendedProperties(List.of(property(STAMP, stamp.text()), property(LINK, link(stamp))));
    }

    /** Of items that are written without the SDK. */
    static void write(JsonObject body, Stamp stamp) {
        ContactProperties.write(body, STAMP, Option.some(stamp.text()));
        ContactProperties.write(body, LINK, Option.some(link(stamp)));
    }

    private static String link(Stamp stamp) {
        return stamp.installation() + ";" + stamp.link().id();
    }

    private static SingleValueLegacyExtendedProperty property(String id, String value) {
        SingleValueLegacyExtendedProperty property = new SingleValueLegacyExtendedProperty();
        property.setId(id);
        property.setValue(value);
        return property;
    }
}
