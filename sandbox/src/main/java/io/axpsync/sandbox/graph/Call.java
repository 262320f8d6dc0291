package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One request to Graph, taken apart.
 *
 * @param base scheme and authority as the client addressed them, and the version: links are built on it
 * @param segments of the path after the version, decoded
 * @param query names as written, values decoded
 */
record Call(
        Request request,
        String method,
        String base,
        List<String> segments,
        Map<String, String> query,
        Preferences prefer) {

    /** Strict: a name twice in one object is an error, as Graph's reader has it. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Call of(Request request) {
        String base = request.uri().getScheme() + "://" + request.uri().getRawAuthority() + "/v1.0";
        List<String> segments = new ArrayList<>();
        for (String segment : request.path().split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment.replace("+", "%2B")));
            }
        }
        if (segments.isEmpty() || !segments.get(0).equals("v1.0")) {
            throw GraphError.badRequest("BadRequest", "Invalid version: only v1.0 is served here.");
        }
        return new Call(
                request,
                request.method(),
                base,
                List.copyOf(segments.subList(1, segments.size())),
                query(request.uri().getRawQuery()),
                Preferences.of(request.headers()));
    }

    /** The same call with its first segments replaced. */
    Call below(String first, String second, int replaced) {
        List<String> path = new ArrayList<>(List.of(first, second));
        path.addAll(segments.subList(replaced, segments.size()));
        return new Call(request, method, base, List.copyOf(path), query, prefer);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(query.get(name));
    }

    boolean is(String someMethod) {
        return method.equals(someMethod);
    }

    void allow(String... methods) {
        if (!List.of(methods).contains(method)) {
            throw GraphError.method(method);
        }
    }

    /** The body, which must be a JSON object; an action may go without. */
    ObjectNode body() {
        if (request.body().length == 0) {
            return JSON.createObjectNode();
        }
        String type = request.headers().first("Content-Type").orElse("");
        if (!type.startsWith("application/json")) {
            throw new GraphError(415, "UnsupportedMediaType", "A JSON body needs the content type application/json.");
        }
        return object(request.text());
    }

    static ObjectNode object(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw GraphError.badRequest("BadRequest", "Unable to read JSON request payload: an object is expected.");
        } catch (JsonProcessingException bad) {
            throw GraphError.badRequest(
                    "BadRequest",
                    "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of"
                            + " valid JSON format.");
        }
    }

    /** The version that If-Match names: the change key, or empty for none or any. */
    Optional<String> ifMatch() {
        return request.headers()
                .first("If-Match")
                .filter(tag -> !tag.equals("*"))
                .map(tag -> tag.replaceFirst("^W/", "").replaceAll("^\"|\"$", ""));
    }

    /** The names in {@code $select}; empty = everything. */
    Set<String> selected() {
        return option("$select").stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** This request's address without query, as the client wrote it. */
    String address() {
        String address = request.uri().toString();
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (query.put(name, value) != null) {
                throw GraphError.badRequest("BadRequest", "Query option '" + name + "' was specified more than once.");
            }
        }
        return query;
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException bad) {
            throw GraphError.badRequest("BadRequest", "The request address is not well encoded.");
        }
    }
}
