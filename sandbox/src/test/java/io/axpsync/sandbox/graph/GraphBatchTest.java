package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static io.axpsync.sandbox.graph.GraphRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GraphBatchTest {

    private static final String EVENTS = "/users/" + ANNA + "/events";

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void partsSucceedAndFailOnTheirOwnAndComeInNoOrder() {
        HttpResponse<String> response = batch(part("1", "POST", EVENTS, GraphRig.event("One", "2026-03-02T10", ""), "")
                + ","
                + part("2", "GET", EVENTS + "/" + "x".repeat(72), "", ""));

        JsonNode parts = parts(response);
        assertThat(parts.path("1").path("status").asInt()).isEqualTo(201);
        assertThat(parts.path("1").at("/body/subject").asText()).isEqualTo("One");
        assertThat(parts.path("2").path("status").asInt()).isEqualTo(404);
        assertThat(parts.path("2").at("/body/error/code").asText()).isEqualTo("ErrorItemNotFound");
        assertThat(json(response).at("/responses/0/id").asText()).isEqualTo("2");
    }

    @Test
    void whatDependsOnAFailureIsNotDone() {
        JsonNode parts = parts(batch(part("1", "GET", EVENTS + "/" + "x".repeat(72), "", "")
                + ","
                + part("2", "POST", EVENTS, GraphRig.event("Never", "2026-03-02T10", ""), "1")
                + ","
                + part("3", "GET", EVENTS, "", "2")));

        assertThat(parts.path("2").path("status").asInt()).isEqualTo(424);
        assertThat(parts.path("3").path("status").asInt()).isEqualTo(424);
        assertThat(rig.anna.items(rig.annasCalendar())).isEmpty();
    }

    @Test
    void aThrottledPartSaysWhenToComeBack() {
        rig.graph.faults().throttles().set(1);
        rig.graph.faults().retryAfterSeconds().set(7);
        JsonNode parts = parts(batch(part("1", "GET", EVENTS, "", "") + "," + part("2", "GET", EVENTS, "", "")));

        assertThat(parts.path("1").path("status").asInt()).isEqualTo(429);
        assertThat(parts.path("1").at("/headers/Retry-After").asText()).isEqualTo("7");
        assertThat(parts.path("2").path("status").asInt()).isEqualTo(200);
    }

    @Test
    void aBatchTakesFourPlacesOfAMailboxAndMoreAreThrottledWhenTheLimitIsOn() {
        String reads = IntStream.range(0, 6)
                .mapToObj(i -> part("" + i, "GET", EVENTS, "", ""))
                .collect(Collectors.joining(","));
        rig.graph.faults().limitsConcurrency().set(true);

        assertThat(parts(batch(reads)).findValuesAsText("status")).containsOnly("200");
        assertThat(rig.graph.faults().peakInFlight(ANNA)).isEqualTo(4);

        rig.graph.faults().inFlight().enter(ANNA, 2);
        assertThat(parts(batch(reads)).findValuesAsText("status")).containsOnly("429");
        rig.graph.faults().inFlight().leave(ANNA, 2);
    }

    @Test
    void aLostAnswerLeavesTheWriteDone() {
        rig.graph.faults().lostAnswers().set(1);
        HttpResponse<String> response = rig.post(EVENTS, GraphRig.event("Done", "2026-03-02T10", ""));

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(rig.anna.items(rig.annasCalendar())).hasSize(1);
    }

    @Test
    void tooManyPartsDoubleIdsAndMixedOrdersAreRefused() {
        String many = IntStream.range(0, 21)
                .mapToObj(i -> part("" + i, "GET", EVENTS, "", ""))
                .collect(Collectors.joining(","));
        String get = part("1", "GET", EVENTS, "", "");
        String mixed = get + "," + part("2", "GET", EVENTS, "", "1") + "," + part("3", "GET", EVENTS, "", "");

        assertThat(badBatch(many).statusCode()).isEqualTo(400);
        assertThat(badBatch(get + "," + get).statusCode()).isEqualTo(400);
        assertThat(badBatch(mixed).statusCode()).isEqualTo(400);
        assertThat(badBatch("{\"id\": \"1\", \"id\": \"2\", \"method\": \"GET\", \"url\": \"" + EVENTS + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBodyWithoutContentTypeIsRefusedInItsPart() {
        String part = part("1", "POST", EVENTS, GraphRig.event("No", "2026-03-02T10", ""), "")
                .replace("\"Content-Type\": \"application/json\"", "\"Accept\": \"*/*\"");

        assertThat(parts(badBatch(part)).path("1").path("status").asInt()).isEqualTo(400);
    }

    private HttpResponse<String> batch(String parts) {
        return rig.post("/$batch", "{\"requests\": [" + parts + "]}");
    }

    private HttpResponse<String> badBatch(String parts) {
        return rig.bad("POST", "/$batch", "{\"requests\": [" + parts + "]}");
    }

    private static JsonNode parts(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        ObjectNode parts = Call.JSON.createObjectNode();
        json(response)
                .path("responses")
                .forEach(part -> parts.set(part.path("id").asText(), part));
        return parts;
    }

    private static String part(String id, String method, String url, String body, String dependsOn) {
        return "{\"id\": \"" + id + "\", \"method\": \"" + method + "\", \"url\": \"" + url + "\""
                + (dependsOn.isEmpty() ? "" : ", \"dependsOn\": [\"" + dependsOn + "\"]")
                + (body.isEmpty() ? "" : ", \"headers\": {\"Content-Type\": \"application/json\"}, \"body\": " + body)
                + "}";
    }
}
