package io.axpsync.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Graph's JSON batch: the envelope, and every part as a message of its own (exchange.md A4). */
final class GraphBatch {

    private final Contract parts;

    GraphBatch(Contract parts) {
        this.parts = parts;
    }

    static boolean is(Request request) {
        return request.path().endsWith("/$batch");
    }

    void request(Request request, Findings findings) {
        findings.must(request.method().equals("POST"), "$batch is called by POST");
        findings.must(Json.isJson(request.headers()), "the body is not sent as application/json");
        Optional<JsonNode> json = Json.read(request.text(), findings);
        if (json.isEmpty()) {
            return;
        }
        JsonNode list = json.get().path("requests");
        findings.must(list.isArray() && !list.isEmpty(), "$batch needs a non-empty array requests");
        findings.must(list.size() <= 20, "$batch holds " + list.size() + " parts, more than 20");
        findings.must(json.get().size() == 1, "$batch knows no member beside requests");
        Map<String, Request> inner = new LinkedHashMap<>();
        for (JsonNode part : list) {
            String id = part.path("id").asText("");
            findings.must(part.path("id").isTextual() && !id.isEmpty(), "a part has no id");
            findings.must(inner.put(id, part(request, part)) == null, "the part id " + id + " stands twice");
            findings.must(part.path("url").asText("").startsWith("/"), "the url of part " + id + " is not relative");
            findings.must(
                    part.path("body").isMissingNode()
                            || inner.getOrDefault(id, request)
                                    .headers()
                                    .first("Content-Type")
                                    .isPresent(),
                    "part " + id + " has a body and no Content-Type header");
            part.path("dependsOn")
                    .forEach(on -> findings.must(
                            inner.containsKey(on.asText()), "part " + id + " depends on the unknown part " + on));
        }
        inner.values().forEach(part -> {
            if (part.headers().first(ContractWatch.DELIBERATE).isPresent()) {
                findings.deliberatelyBad();
            } else {
                parts.request(part, findings.on("request", part.method(), "$batch:" + part.uri()));
            }
        });
    }

    void answer(Request request, Response response, Findings findings) {
        findings.must(response.status() == 200, "$batch answers with status " + response.status());
        Optional<JsonNode> json = Json.read(response.text(), findings);
        Optional<JsonNode> asked = Json.read(request.text(), new Findings("graph"));
        if (json.isEmpty() || asked.isEmpty()) {
            return;
        }
        Map<String, Request> open = new HashMap<>();
        asked.get().path("requests").forEach(part -> open.put(part.path("id").asText(""), part(request, part)));
        for (JsonNode part : json.get().path("responses")) {
            String id = part.path("id").asText("");
            Request to = open.remove(id);
            if (to == null) {
                findings.on("answer", "POST", "$batch").wrong("an answer to the unknown part '" + id + "'");
                continue;
            }
            findings.on("answer", to.method(), "$batch:" + to.uri());
            Response inner = response(part);
            if (inner.headers().first(ContractWatch.FAULT).isPresent()) {
                findings.faultedAnswer();
            } else {
                parts.answer(to, inner, findings);
            }
        }
        findings.must(open.isEmpty(), "parts without an answer: " + open.keySet());
    }

    private static Request part(Request outer, JsonNode part) {
        String url = part.path("url").asText("");
        return new Request(
                outer.connection(),
                part.path("method").asText(""),
                URI.create(
                        outer.uri().resolve("/v1.0" + url.replace(" ", "%20")).toString()),
                headers(part),
                bytes(part));
    }

    private static Response response(JsonNode part) {
        return new Response(part.path("status").asInt(), headers(part), bytes(part));
    }

    private static byte[] bytes(JsonNode part) {
        JsonNode body = part.path("body");
        return body.isMissingNode() || body.isNull()
                ? new byte[0]
                : body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Headers headers(JsonNode part) {
        Map<String, List<String>> fields = new TreeMap<>();
        part.path("headers")
                .properties()
                .forEach(h -> fields.put(h.getKey(), List.of(h.getValue().asText())));
        return new Headers(fields);
    }
}
