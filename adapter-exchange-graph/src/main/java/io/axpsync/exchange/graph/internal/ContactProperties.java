package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Extended properties: what a contact of Graph's model lacks. They come only when a read expands them, and not at all in
 * the answer to a write. A number, truth value or time cannot be taken away, only set to what means nothing; a text can.
 */
final class ContactProperties {

    /** 0 normal, 1 personal, 2 private, 3 confidential. */
    static final String SENSITIVITY = "Integer 0x0036";
    /** Outlook's padlock: must agree with the sensitivity. */
    static final String PRIVATE = "Boolean {00062008-0000-0000-C000-000000000046} Id 0x8506";
    /** 0 not said, 1 female, 2 male. */
    static final String GENDER = "Short 0x3A4D";

    static final String ANNIVERSARY = "SystemTime 0x3A41";

    private static final String NAME = "singleValueExtendedProperties";
    private static final Pattern LEADING_ZEROS = Pattern.compile("0x0+(?=.)");

    private ContactProperties() {}

    static Option<String> read(JsonObject contact, String id) {
        return all(contact).get(key(id)).flatMap(p -> Json.text(p, "value"));
    }

    /** @param value none takes a text away */
    static void write(JsonObject body, String id, Option<String> value) {
        JsonObject property = new JsonObject();
        property.addProperty("id", id);
        property.add(
                "value",
                value.<com.google.gson.JsonElement>map(com.google.gson.JsonPrimitive::new)
                        .getOrElse(JsonNull.INSTANCE));
        if (!body.has(NAME)) {
            body.add(NAME, new JsonArray());
        }
        body.getAsJsonArray(NAME).add(property);
    }

    /** Gives the answer to a write the properties that stood there before, with those that were written. */
    static void complete(JsonObject answer, JsonObject before, JsonObject written) {
        JsonArray properties = new JsonArray();
        Map<String, JsonObject> now = all(before);
        for (JsonObject property : all(written).values()) {
            now = now.put(key(Json.text(property, "id").getOrElse("")), property);
        }
        now.values().filter(p -> Json.text(p, "value").isDefined()).forEach(properties::add);
        answer.add(NAME, properties);
    }

    private static Map<String, JsonObject> all(JsonObject contact) {
        return Json.objects(contact, NAME)
                .foldLeft(
                        LinkedHashMap.empty(),
                        (map, p) -> map.put(key(Json.text(p, "id").getOrElse("")), p));
    }

    /** Servers write {@code 0x36} for {@code 0x0036}, and in small letters. */
    private static String key(String id) {
        return LEADING_ZEROS.matcher(id.toLowerCase(Locale.ROOT)).replaceAll("0x");
    }
}
