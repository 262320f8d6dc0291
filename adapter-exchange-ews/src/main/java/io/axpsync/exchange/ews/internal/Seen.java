package io.axpsync.exchange.ews.internal;

import io.axpsync.exchange.ews.internal.wire.Part;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.item.Item;

/**
 * An item as an answer told it.
 *
 * @param parts what the library does not read: pattern and exceptions of a series
 * @param occurrences of a series in full, the modified ones by their ids
 */
record Seen(Item item, Seq<Part> parts, Map<String, Appointment> occurrences) {

    static Seen of(Item item) {
        return new Seen(item, Vector.empty(), LinkedHashMap.empty());
    }

    Seen with(Map<String, Appointment> read) {
        return new Seen(item, parts, read);
    }
}
