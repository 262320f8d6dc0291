package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static io.axpsync.sandbox.graph.GraphRig.error;
import static io.axpsync.sandbox.graph.GraphRig.json;
import static io.axpsync.sandbox.graph.GraphRig.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphDeltaTest {

    private static final String IMMUTABLE = "IdType=\"ImmutableId\"";
    private static final String MARCH = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z";
    private static final String DELTA = "/users/" + ANNA + "/calendarView/delta()?" + MARCH;

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);
    private String deltaLink = "";

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theFirstRoundIsTheWholeWindowAndTheNextIsWhatChanged() {
        rig.created("In", "2026-03-02T10", "");
        rig.created("Out", "2026-05-02T10", "");
        ObjectNode edited = rig.created("Edited", "2026-03-03T10", "");
        ObjectNode deleted = rig.created("Deleted", "2026-03-04T10", "");

        assertThat(subjects(round(DELTA))).containsExactly("In", "Edited", "Deleted");
        assertThat(round(deltaLink)).isEmpty();

        patch(edited, "{\"subject\": \"Edited again\"}");
        rig.send("DELETE", "/users/" + ANNA + "/events/" + deleted.path("id").asText(), "");
        rig.created("New", "2026-03-05T10", "");

        List<JsonNode> changes = round(deltaLink);
        assertThat(subjects(changes)).containsExactly("Edited again", "", "New");
        assertThat(changes.get(1).at("/@removed/reason").asText()).isEqualTo("deleted");
        assertThat(changes.get(1).path("id")).isEqualTo(deleted.path("id"));
        assertThat(round(deltaLink)).isEmpty();
    }

    @Test
    void anEventThatLeavesTheWindowIsRemovedAndOneThatNeverWasInItIsNotMentioned() {
        ObjectNode leaving = rig.created("Leaving", "2026-03-02T10", "");
        ObjectNode far = rig.created("Far", "2026-05-02T10", "");
        round(DELTA);

        patch(leaving, times("2026-06-01"));
        patch(far, times("2026-06-02"));
        List<JsonNode> changes = round(deltaLink);

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).path("id")).isEqualTo(leaving.path("id"));
        assertThat(changes.get(0).has("@removed")).isTrue();
        patch(far, times("2026-03-20"));
        assertThat(subjects(round(deltaLink))).containsExactly("Far");
    }

    @Test
    void losingACategoryIsAnOrdinaryUpdate() {
        ObjectNode marked = rig.created("Marked", "2026-03-02T10", "\"categories\": [\"D365 Sync\"]");
        round(DELTA);
        patch(marked, "{\"categories\": []}");

        List<JsonNode> changes = round(deltaLink);
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).path("categories")).isEmpty();
    }

    @Test
    void pagesAreAsLargeAsPreferredAndRoundsMayHaveEmptyOnes() {
        for (int i = 0; i < 7; i++) {
            rig.created("E" + i, "2026-03-02T1" + i, "");
        }
        HttpResponse<String> page = rig.get(DELTA, "Prefer", "odata.maxpagesize=3");
        assertThat(value(page)).hasSize(3);
        assertThat(json(page).has("@odata.nextLink")).isTrue();

        rig.graph.faults().emptyPages().set(2);
        rig.graph.faults().repeatsItems().set(true);
        assertThat(subjects(round(DELTA, "odata.maxpagesize=3"))).hasSize(10).contains("E0", "E6");
    }

    @Test
    void occurrencesComeSparselyOnThePageOfTheirMaster() {
        ObjectNode master = rig.created("Stand-up", "2026-03-02T10", "\"recurrence\": " + GraphEventsTest.daily(3));

        List<JsonNode> all = new ArrayList<>();
        value(rig.get(DELTA, "Prefer", IMMUTABLE + ", odata.maxpagesize=1")).forEach(all::add);

        assertThat(all).hasSize(4);
        assertThat(all.get(0).path("type").asText()).isEqualTo("seriesMaster");
        assertThat(all.get(1).path("seriesMasterId")).isEqualTo(master.path("id"));
        assertThat(all.get(1).has("subject")).isFalse();
        assertThat(all.get(3).at("/start/dateTime").asText()).isEqualTo("2026-03-04T09:00:00.0000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$select=subject", "$filter=isAllDay", "$expand=instances", "$orderby=subject", "$search=x"})
    void queryOptionsAreRefused(String option) {
        HttpResponse<String> refused = rig.bad("GET", DELTA + "&" + option, "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("code").asText()).isEqualTo("ErrorInvalidUrlQuery");
    }

    @Test
    void theWindowIsRequiredAndFiveYearsAtMost() {
        String delta = "/users/" + ANNA + "/calendarView/delta";
        assertThat(rig.bad("GET", delta, "").statusCode()).isEqualTo(400);
        assertThat(rig.get(delta + "?startDateTime=2020-01-01T00:00:00Z&endDateTime=2026-01-01T00:00:00Z")
                        .statusCode())
                .isEqualTo(400);
        assertThat(rig.get(delta + "?$deltatoken=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void anExpiredTokenIsGoneAndItsLocationStartsAgain() {
        rig.created("Kept", "2026-03-02T10", "");
        round(DELTA);
        rig.boxes.behaviour().expireTokens();

        HttpResponse<String> gone = rig.get(deltaLink);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(error(gone).path("code").asText()).isEqualTo("resyncRequired");
        assertThat(subjects(round(gone.headers().firstValue("Location").orElseThrow())))
                .containsExactly("Kept");

        rig.graph.faults().expiryIsGone().set(false);
        rig.boxes.behaviour().expireTokens();
        assertThat(error(rig.get(deltaLink)).path("code").asText()).isEqualTo("syncStateNotFound");
    }

    @Test
    void anotherCalendarHasAFeedOfItsOwnAndAMoveIsADeletionAndACreation() {
        ObjectNode moving = rig.created("Moving", "2026-03-02T10", "");
        String id = json(rig.post("/users/" + ANNA + "/calendars", "{\"name\": \"Projects\"}"))
                .path("id")
                .asText();
        round(DELTA);
        rig.anna.move(moving.path("id").asText(), id);

        assertThat(round(deltaLink)).singleElement().matches(e -> e.has("@removed"));
        assertThat(subjects(round("/users/" + ANNA + "/calendars/" + id + "/calendarView/delta?" + MARCH)))
                .containsExactly("Moving");
    }

    private List<JsonNode> round(String from, String... preferences) {
        String prefer = preferences.length == 0 ? IMMUTABLE : IMMUTABLE + ", " + preferences[0];
        List<JsonNode> all = new ArrayList<>();
        String link = from;
        while (!link.isEmpty()) {
            HttpResponse<String> page = rig.get(link, "Prefer", prefer);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            value(page).forEach(all::add);
            deltaLink = json(page).path("@odata.deltaLink").asText("");
            link = json(page).path("@odata.nextLink").asText("");
        }
        return all;
    }

    private void patch(JsonNode event, String body) {
        HttpResponse<String> response = rig.send(
                "PATCH", "/users/" + ANNA + "/events/" + event.path("id").asText(), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static String times(String day) {
        return """
                {"start": {"dateTime": "%sT10:00:00", "timeZone": "UTC"},
                 "end": {"dateTime": "%sT11:00:00", "timeZone": "UTC"}}""".formatted(day, day);
    }

    private static List<String> subjects(List<JsonNode> events) {
        return events.stream().map(e -> e.path("subject").asText()).toList();
    }
}
