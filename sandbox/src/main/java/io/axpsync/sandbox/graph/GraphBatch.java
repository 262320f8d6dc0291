package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON batching: up to twenty requests, either without order or one after the other. Each part succeeds or fails on its
 * own; what depends on a failed part answers 424. The parts of the answer come in no particular order.
 */
final class GraphBatch {

    private static final int MOST = 20;
    private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "PUT", "DELETE");

    private final Handler parts;
    private final GraphFaults faults;

    GraphBatch(Handler parts, GraphFaults faults) {
        this.parts = parts;
        this.faults = faults;
    }

    Response answer(Call call) {
        call.allow("POST");
        ObjectNode root = call.body();
        List<ObjectNode> requests = new ArrayList<>();
        for (JsonNode node : Values.array(root.path("requests"))) {
            if (!(node instanceof ObjectNode object)) {
                throw invalid("Each request of a batch is an object.");
            }
            requests.add(object);
        }
        check(requests);
        Map<String, Integer> places = places(requests);
        List<ObjectNode> answers = new ArrayList<>();
        places.forEach(faults.inFlight()::enter);
        try {
            Map<String, Integer> statuses = new LinkedHashMap<>();
            for (ObjectNode part : requests) {
                ObjectNode answer = part(call, part, statuses);
                statuses.put(answer.path("id").asText(), answer.path("status").asInt());
                answers.add(answer);
            }
        } finally {
            places.forEach(faults.inFlight()::leave);
        }
        if (!faults.batchInOrder().get()) {
            Collections.reverse(answers);
        }
        ObjectNode body = Call.JSON.createObjectNode();
        ArrayNode responses = body.putArray("responses");
        responses.addAll(answers);
        return Response.text(200, "application/json", body.toString());
    }

    /** The places that parts take beside the one that is being answered. */
    private static Map<String, Integer> places(List<ObjectNode> requests) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (ObjectNode part : requests) {
            String[] path = part.path("url").asText().replaceFirst("^/", "").split("[/?]");
            if (path.length > 1
                    && path[0].equals("users")
                    && part.path("dependsOn").isEmpty()) {
                places.merge(Call.decode(path[1]).toLowerCase(Locale.ROOT), 1, Integer::sum);
            }
        }
        places.replaceAll((user, parts) -> Math.min(InFlight.MOST, parts) - 1);
        return places;
    }

    private static void check(List<ObjectNode> requests) {
        if (requests.isEmpty() || requests.size() > MOST) {
            throw invalid("Number of batch request steps must be between 1 and " + MOST + ".");
        }
        Map<String, ObjectNode> byId = new LinkedHashMap<>();
        String previous = null;
        int dependent = 0;
        for (ObjectNode part : requests) {
            String id = part.path("id").asText("");
            if (id.isEmpty() || byId.put(id, part) != null) {
                throw invalid("Each request of a batch needs an id of its own.");
            }
            if (!METHODS.contains(part.path("method").asText().toUpperCase(Locale.ROOT))) {
                throw invalid("Invalid batch request method.");
            }
            if (!part.path("url").isTextual()) {
                throw invalid("Each request of a batch needs a url.");
            }
            if (part.hasNonNull("dependsOn") && !part.path("dependsOn").isEmpty()) {
                dependent++;
                List<String> on = Values.texts(part.path("dependsOn"));
                if (previous == null || !on.equals(List.of(previous))) {
                    throw invalid("Invalid dependsOn: parts run all in parallel, or each after the one before it.");
                }
            }
            previous = id;
        }
        if (dependent != 0 && dependent != requests.size() - 1) {
            throw invalid("Invalid dependsOn: parts run all in parallel, or each after the one before it.");
        }
    }

    private ObjectNode part(Call call, ObjectNode part, Map<String, Integer> statuses) {
        ObjectNode answer =
                Call.JSON.createObjectNode().put("id", part.path("id").asText());
        for (JsonNode on : part.path("dependsOn")) {
            if (statuses.getOrDefault(on.asText(), 0) >= 400) {
                answer.put("status", 424);
                answer.putObject("headers").put("Content-Type", "application/json");
                answer.putObject("body")
                        .putObject("error")
                        .put("code", "FailedDependency")
                        .put("message", "A request that this one depends on has failed.");
                return answer;
            }
        }
        Response response = send(call, part);
        answer.put("status", response.status());
        ObjectNode headers = answer.putObject("headers");
        response.headers().fields().forEach((name, values) -> headers.put(name, String.join(",", values)));
        if (response.body().length > 0) {
            if (response.headers().first("Content-Type").orElse("").contains("json")) {
                answer.set("body", Call.object(response.text()));
            } else {
                answer.put("body", Base64.getEncoder().encodeToString(response.body()));
            }
        }
        return answer;
    }

    private Response send(Call call, ObjectNode part) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        part.path("headers")
                .properties()
                .forEach(e -> fields.put(e.getKey(), List.of(e.getValue().asText())));
        fields.keySet().removeIf(GraphService.USER::equalsIgnoreCase);
        call.request()
                .headers()
                .first(GraphService.USER)
                .ifPresent(user -> fields.put(GraphService.USER, List.of(user)));
        Headers headers = new Headers(fields);
        JsonNode body = part.get("body");
        if (body != null && !body.isNull() && headers.first("Content-Type").isEmpty()) {
            return new GraphError(
                            400,
                            "BadRequest",
                            "Write request id : " + part.path("id").asText()
                                    + " does not contain Content-Type header or body.")
                    .response("", "", java.time.Instant.EPOCH);
        }
        String method = part.path("method").asText().toUpperCase(Locale.ROOT);
        String url = part.path("url").asText();
        return parts.handle(new Request(call.request().connection(), method, address(call, url), headers, bytes(body)));
    }

    /** Parts are addressed from the version on, with or without the slash. */
    private static URI address(Call call, String url) {
        try {
            return URI.create(call.base() + (url.startsWith("/") ? "" : "/") + url);
        } catch (IllegalArgumentException bad) {
            throw invalid("The url of a part is not well formed.");
        }
    }

    private static byte[] bytes(@Nullable JsonNode body) {
        return body == null || body.isNull() ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static GraphError invalid(String message) {
        return GraphError.badRequest("BadRequest", message);
    }
}
