package io.axpsync.exchange.graph.internal.wire;

import com.google.gson.JsonObject;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.Locale;

/**
 * One part of a {@code $batch}.
 *
 * @param url relative to the version, percent-encoded: {@code /users/…}
 */
public record Part(String method, String url, Map<String, String> headers, Option<JsonObject> body) {

    /**
     * Ids that survive moves, bodies as text, times in UTC. One header line: a batch part is JSON, where a name cannot
     * stand twice.
     */
    private static final String PREFER =
            "IdType=\"ImmutableId\", outlook.body-content-type=\"text\", outlook.timezone=\"UTC\"";

    public static Part get(String url) {
        return new Part("GET", url, LinkedHashMap.of("Prefer", PREFER), Option.none());
    }

    /** A page of a feed; links do not carry preferences, so each page asks for them again. */
    public static Part page(String url, int size) {
        return get(url).with("Prefer", PREFER + ", odata.maxpagesize=" + size);
    }

    public static Part post(String url, JsonObject body) {
        return new Part("POST", url, json(), Option.some(body));
    }

    public static Part patch(String url, JsonObject body) {
        return new Part("PATCH", url, json(), Option.some(body));
    }

    public static Part delete(String url) {
        return new Part("DELETE", url, LinkedHashMap.of("Prefer", PREFER), Option.none());
    }

    public Part with(String header, String value) {
        return new Part(method, url, headers.put(header, value), body);
    }

    /** Which mailbox it is for: the second step of its path, or the path where there is none. */
    String mailbox() {
        String[] steps = url.split("/", 4);
        return (steps.length > 2 ? steps[2] : url).toLowerCase(Locale.ROOT);
    }

    boolean reads() {
        return method.equals("GET");
    }

    private static Map<String, String> json() {
        return LinkedHashMap.of("Prefer", PREFER, "Content-Type", "application/json");
    }

    JsonObject json(String id) {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("method", method);
        json.addProperty("url", url);
        JsonObject fields = new JsonObject();
        headers.forEach((name, value) -> fields.addProperty(name, value));
        json.add("headers", fields);
        body.forEach(b -> json.add("body", b));
        return json;
    }
}
