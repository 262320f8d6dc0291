package io.axpsync.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.axpsync.sandbox.http.Headers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A fault rule as JSON: {@code kind} in lower case with hyphens ({@code lost-answer}), and where wanted {@code frontEnd},
 * {@code method}, {@code path}, {@code operation}, {@code body}, {@code after}, {@code times}, {@code status},
 * {@code headers}, {@code answer}, {@code delay} (ISO 8601).
 */
public final class FaultJson {

    private static final Set<String> MEMBERS = Set.of(
            "kind",
            "frontEnd",
            "method",
            "path",
            "operation",
            "body",
            "after",
            "times",
            "status",
            "headers",
            "answer",
            "delay");

    private FaultJson() {}

    /** @throws IllegalArgumentException naming the member that is wrong */
    public static FaultRule read(JsonNode json) {
        json.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException("a fault has no member " + name + "; it has " + MEMBERS);
            }
        });
        Headers headers = Headers.EMPTY;
        for (Map.Entry<String, JsonNode> header : json.path("headers").properties()) {
            headers = headers.with(header.getKey(), header.getValue().asText());
        }
        Fault fault = new Fault(
                kind(json.path("kind").asText("")),
                json.path("status").asInt(503),
                headers,
                json.path("answer").asText(""),
                Duration.parse(json.path("delay").asText("PT0S")));
        return FaultRule.of(fault)
                .frontEnd(json.path("frontEnd").asText(""))
                .method(json.path("method").asText(""))
                .path(json.path("path").asText(""))
                .operation(json.path("operation").asText(""))
                .body(json.path("body").asText(""))
                .after(json.path("after").asInt(0))
                .times(json.path("times").asInt(1))
                .build();
    }

    private static Fault.Kind kind(String word) {
        return Arrays.stream(Fault.Kind.values())
                .filter(k -> word(k).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind must be one of "
                        + Arrays.stream(Fault.Kind.values())
                                .map(FaultJson::word)
                                .toList()));
    }

    private static String word(Fault.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static ObjectNode write(int id, FaultRule rule) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", id).put("kind", word(rule.fault().kind())).put("frontEnd", rule.frontEnd());
        node.put("method", rule.method()).put("path", rule.path()).put("operation", rule.operation());
        node.put("after", rule.after()).put("times", rule.times());
        return node;
    }
}
