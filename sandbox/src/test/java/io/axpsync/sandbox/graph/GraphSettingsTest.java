package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static io.axpsync.sandbox.graph.GraphRig.json;
import static io.axpsync.sandbox.graph.GraphRig.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.contract.ContractWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GraphSettingsTest {

    private static final String USER = "/users/" + ANNA;
    private static final String FENCE = "String {3f1a6c2e-0d4b-4a55-9f56-0a6c7a4b1d11} Name fence";

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aUserIsFoundByAddressAndByIdAndHasATimeZone() {
        JsonNode user = json(rig.get(USER));
        JsonNode settings = json(rig.get("/users/" + user.path("id").asText() + "/mailboxSettings"));

        assertThat(json(rig.get(USER + "?$select=displayName")).size()).isEqualTo(2);
        assertThat(user.path("mail").asText()).isEqualTo(ANNA);
        assertThat(settings.path("timeZone").asText()).isEqualTo(GraphRig.VIENNA);
        assertThat(json(rig.get(USER + "/mailboxSettings/timeZone"))
                        .path("value")
                        .asText())
                .isEqualTo(GraphRig.VIENNA);
    }

    @Test
    void aCalendarKeepsExtendedPropertiesAndShowsThemWhenAsked() {
        String body = "{\"singleValueExtendedProperties\": [{\"id\": \"" + FENCE + "\", \"value\": \"1;42\"}]}";
        String expand = GraphEventsTest.url("singleValueExtendedProperties($filter=id eq '" + FENCE + "')");
        JsonNode before = json(rig.get(USER + "/calendar"));

        assertThat(rig.send("PATCH", USER + "/calendar", body).statusCode()).isEqualTo(200);

        JsonNode after = json(rig.get(USER + "/calendars/" + rig.annasCalendar() + "?$expand=" + expand));
        assertThat(after.at("/singleValueExtendedProperties/0/value").asText()).isEqualTo("1;42");
        assertThat(after.path("changeKey")).isNotEqualTo(before.path("changeKey"));
        assertThat(json(rig.get(USER + "/calendar")).has("singleValueExtendedProperties"))
                .isFalse();
    }

    @Test
    void masterCategoriesAreUniqueByNameAndTheirNameStays() {
        String categories = USER + "/outlook/masterCategories";
        JsonNode made = json(rig.post(categories, "{\"displayName\": \"D365 Sync\", \"color\": \"preset9\"}"));
        String one = categories + "/" + made.path("id").asText();

        assertThat(rig.post(categories, "{\"displayName\": \"d365 sync\"}").statusCode())
                .isEqualTo(409);
        assertThat(rig.send("PATCH", one, "{\"displayName\": \"Other\"}").statusCode())
                .isEqualTo(400);
        assertThat(json(rig.send("PATCH", one, "{\"color\": \"preset1\"}"))
                        .path("color")
                        .asText())
                .isEqualTo("preset1");
        assertThat(value(rig.get(categories))).hasSize(1);
        assertThat(rig.send("DELETE", one, "").statusCode()).isEqualTo(204);
        assertThat(value(rig.get(categories))).isEmpty();
    }

    @Test
    void timeZonesComeInBothStandards() {
        assertThat(value(rig.get(USER + "/outlook/supportedTimeZones")).findValuesAsText("alias"))
                .contains("W. Europe Standard Time");
        assertThat(value(
                                rig.get(
                                        USER
                                                + "/outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')"))
                        .findValuesAsText("alias"))
                .contains("Europe/Vienna");
    }

    @Test
    void idsTranslateBetweenTheirForms() {
        ObjectNode event = rig.created("One", "2026-03-02T10", "");
        String immutable = event.path("id").asText();
        String classic = rig.anna.item(immutable).orElseThrow().identity().classicId();

        JsonNode result = value(rig.post(
                USER + "/translateExchangeIds",
                "{\"inputIds\": [\"" + classic + "\", \"nonsense\"], \"sourceIdType\": \"ewsId\","
                        + " \"targetIdType\": \"restImmutableEntryId\"}"));

        assertThat(result.path(0).path("targetId").asText()).isEqualTo(immutable);
        assertThat(result.path(1).path("errorDetails").path("code").asText()).isEqualTo("ErrorInvalidId");
    }

    @Test
    void mailFoldersAreThere() {
        assertThat(json(rig.get(USER + "/mailFolders/deleteditems"))
                        .path("displayName")
                        .asText())
                .isEqualTo("Deleted Items");
        assertThat(value(rig.get(USER + "/mailFolders"))).hasSize(6);
    }
}
