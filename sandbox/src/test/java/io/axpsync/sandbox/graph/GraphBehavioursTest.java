package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static io.axpsync.sandbox.graph.GraphRig.BEN;
import static io.axpsync.sandbox.graph.GraphRig.error;
import static io.axpsync.sandbox.graph.GraphRig.json;
import static io.axpsync.sandbox.graph.GraphRig.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.mailbox.SentMail;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Graph does that clients stumble over, each as it is switched. */
class GraphBehavioursTest {

    private static final String USER = "/users/" + ANNA;
    private static final String EVENTS = USER + "/events";
    private static final String MARCH = "?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z";

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aMoveChangesTheClassicIdAndNotTheImmutableOne() {
        ObjectNode event = rig.created("Moving", "2026-03-02T10", "");
        String immutable = event.path("id").asText();
        String classic = value(rig.get(EVENTS)).path(0).path("id").asText();
        String other = json(rig.post(USER + "/calendars", "{\"name\": \"Projects\"}"))
                .path("id")
                .asText();

        rig.anna.move(immutable, other);

        assertThat(immutable).hasSize(72);
        assertThat(classic).hasSize(140);
        assertThat(rig.get(EVENTS + "/" + classic).statusCode()).isEqualTo(404);
        JsonNode moved = json(rig.get(EVENTS + "/" + immutable));
        assertThat(moved.path("id").asText()).hasSize(140).isNotEqualTo(classic);
        assertThat(moved.path("iCalUId")).isEqualTo(event.path("iCalUId"));
    }

    @Test
    void aPreconditionFailsWithoutCauseAlsoOnAGetAndTheItemIsAsItWas() {
        ObjectNode event = rig.created("Steady", "2026-03-02T10", "");
        String path = EVENTS + "/" + event.path("id").asText();
        rig.graph.faults().preconditionFailures().set(2);

        HttpResponse<String> read = rig.get(path);
        assertThat(read.statusCode()).isEqualTo(412);
        assertThat(error(read).path("code").asText()).isEqualTo("ErrorIrresolvableConflict");
        assertThat(rig.send("PATCH", path, "{\"subject\": \"X\"}").statusCode()).isEqualTo(412);
        assertThat(json(rig.get(path)).path("changeKey")).isEqualTo(event.path("changeKey"));
    }

    @Test
    void bodiesAreRewrittenUnlessThatIsOff() {
        String html = "\"body\": {\"contentType\": \"html\", \"content\": \"<p>Hi</p>\"}";
        assertThat(rig.created("On", "2026-03-02T10", html).at("/body/content").asText())
                .contains("<html>")
                .contains("<p>Hi</p>");
        rig.boxes.behaviour().rewritesHtml().set(false);
        assertThat(rig.created("Off", "2026-03-02T11", html).at("/body/content").asText())
                .isEqualTo("<p>Hi</p>");
    }

    @Test
    void theChangeKeyMovesWithoutAFieldWhenSwitchedAndByADismissedReminder() {
        rig.boxes.behaviour().bumpsAfterWrite().set(true);
        ObjectNode event = rig.created("Bumped", "2026-03-02T10", "");
        String path = EVENTS + "/" + event.path("id").asText();
        JsonNode read = json(rig.get(path));
        assertThat(read.path("changeKey")).isNotEqualTo(event.path("changeKey"));
        assertThat(read.path("subject")).isEqualTo(event.path("subject"));

        rig.boxes.behaviour().bumpsAfterWrite().set(false);
        for (String action : new String[] {"dismissReminder", "snoozeReminder"}) {
            String before = json(rig.get(path)).path("changeKey").asText();
            String time = "{\"newReminderTime\": {\"dateTime\": \"2026-03-02T09:00:00\", \"timeZone\": \"UTC\"}}";
            assertThat(rig.post(path + "/" + action, action.startsWith("s") ? time : "")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(json(rig.get(path)).path("changeKey").asText()).isNotEqualTo(before);
        }
        assertThat(rig.bad("POST", path + "/snoozeReminder", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void ownFieldsMailWhenSwitched() {
        ObjectNode event = rig.created(
                "Planning", "2026-03-02T10", "\"attendees\": [{\"emailAddress\": {\"address\": \"" + BEN + "\"}}]");
        rig.boxes.outbox().clear();
        rig.boxes.behaviour().mailsOwnFields().set(true);
        rig.send("PATCH", EVENTS + "/" + event.path("id").asText(), "{\"categories\": [\"X\"]}");
        assertThat(rig.boxes.outbox().mails()).extracting(SentMail::kind).containsExactly(SentMail.Kind.UPDATE);
    }

    @Test
    void onlyChangedAttendeesAreMailed() {
        String ben = "{\"emailAddress\": {\"address\": \"" + BEN + "\"}}";
        String cara = "{\"emailAddress\": {\"address\": \"cara@fabrikam.example\"}}";
        ObjectNode event = rig.created("Planning", "2026-03-02T10", "\"attendees\": [" + ben + "]");
        rig.boxes.outbox().clear();

        String path = EVENTS + "/" + event.path("id").asText();
        rig.send("PATCH", path, "{\"attendees\": [" + ben + "," + cara + "]}");
        assertThat(rig.boxes.outbox().mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.to().get(0).address()).isEqualTo("cara@fabrikam.example"));
    }

    @Test
    void aForwardInvitesAndAnAttendeesForwardInvitesWithoutTheOrganiser() {
        ObjectNode event = rig.created("Planning", "2026-03-02T10", "");
        String path = EVENTS + "/" + event.path("id").asText() + "/forward";
        String to = "{\"toRecipients\": [{\"emailAddress\": {\"name\": \"Ben\", \"address\": \"%s\"}}]}";

        assertThat(rig.post(path, to.formatted(BEN)).statusCode()).isEqualTo(202);
        JsonNode copy = value(rig.get("/users/" + BEN + "/events")).path(0);
        assertThat(copy.path("subject").asText()).isEqualTo("Planning");
        String again = "/users/" + BEN + "/events/" + copy.path("id").asText() + "/forward";
        rig.boxes.outbox().clear();
        assertThat(rig.post(again, to.formatted("cara@fabrikam.example")).statusCode())
                .isEqualTo(202);
        assertThat(rig.boxes.outbox().mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.from().address()).isEqualTo(BEN));
        assertThat(rig.bad("POST", path, "{\"toRecipients\": []}").statusCode()).isEqualTo(400);
    }

    @Test
    void aProposalOfANewTimeIsTakenOnlyWhereItIsAllowed() {
        String proposal = """
                {"sendResponse": true, "proposedNewTime":
                  {"start": {"dateTime": "2026-03-02T12:00:00", "timeZone": "UTC"},
                   "end": {"dateTime": "2026-03-02T13:00:00", "timeZone": "UTC"}}}""";
        String ben = "\"attendees\": [{\"emailAddress\": {\"address\": \"" + BEN + "\"}}]";
        rig.created("Open", "2026-03-02T10", ben);
        rig.created("Fixed", "2026-03-02T11", ben + ", \"allowNewTimeProposals\": false");
        JsonNode copies = value(rig.get("/users/" + BEN + "/events"));
        String path = "/users/" + BEN + "/events/";

        String open = path + copies.path(0).path("id").asText();
        String fixed = path + copies.path(1).path("id").asText();
        assertThat(rig.post(open + "/tentativelyAccept", proposal).statusCode()).isEqualTo(202);
        assertThat(rig.bad("POST", fixed + "/decline", proposal).statusCode()).isEqualTo(400);
        assertThat(rig.get(fixed).statusCode()).isEqualTo(200);
    }

    @Test
    void anOccurrenceMayNotCrossItsNeighbour() {
        ObjectNode master = rig.created("Stand-up", "2026-03-02T10", "\"recurrence\": " + GraphEventsTest.daily(4));
        JsonNode second = value(rig.get(EVENTS + "/" + master.path("id").asText() + "/instances" + MARCH))
                .path(1);
        String path = EVENTS + "/" + second.path("id").asText();
        String later = """
                {"start": {"dateTime": "2026-03-0%d%s:00:00", "timeZone": "UTC"},
                 "end": {"dateTime": "2026-03-0%d%s:30:00", "timeZone": "UTC"}}""";

        HttpResponse<String> refused = rig.bad("PATCH", path, later.formatted(4, "T12", 4, "T12"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("code").asText()).isEqualTo("ErrorOccurrenceCrossingBoundary");
        assertThat(rig.send("PATCH", path, later.formatted(3, "T12", 3, "T12")).statusCode())
                .isEqualTo(200);
        assertThat(json(rig.get(path)).path("type").asText()).isEqualTo("exception");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type": "weekly", "interval": 1}                                  | {"type": "noEnd", "startDate": "2026-03-02"}
            {"type": "daily", "interval": 0}                                   | {"type": "noEnd", "startDate": "2026-03-02"}
            {"type": "absoluteMonthly", "interval": 1}                         | {"type": "noEnd", "startDate": "2026-03-02"}
            {"type": "absoluteYearly", "interval": 1, "dayOfMonth": 2}         | {"type": "noEnd", "startDate": "2026-03-02"}
            {"type": "daily", "interval": 1}                                   | {"type": "numbered", "startDate": "2026-03-02"}
            {"type": "daily", "interval": 1}                                   | {"type": "endDate", "startDate": "2026-03-02", "endDate": "2026-03-01"}
            {"type": "daily", "interval": 1}                                   | {"type": "noEnd", "startDate": "2026-03-01"}
            """)
    void aRecurrenceThatBreaksTheRulesIsRefused(String pattern, String range) {
        String recurrence = "\"recurrence\": {\"pattern\": " + pattern + ", \"range\": " + range + "}";
        HttpResponse<String> refused = rig.bad("POST", EVENTS, GraphRig.event("Off", "2026-03-02T10", recurrence));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("code").asText()).isEqualTo("ErrorPropertyValidationFailure");
        assertThat(value(rig.get(EVENTS))).isEmpty();
    }

    @Test
    void itemsMayHaveCategoriesThatTheListDoesNotHaveAndTheListChangesNoItem() {
        rig.created("Marked", "2026-03-02T10", "\"categories\": [\"Nowhere\"]");
        String list = USER + "/outlook/masterCategories";
        assertThat(value(rig.get(list))).isEmpty();
        String id = json(rig.post(list, "{\"displayName\": \"Nowhere\", \"color\": \"preset3\"}"))
                .path("id")
                .asText();
        rig.send("DELETE", list + "/" + id, "");
        assertThat(value(rig.get(EVENTS)).path(0).path("categories").path(0).asText())
                .isEqualTo("Nowhere");
        assertThat(rig.bad("POST", list, "{\"displayName\": \"Red\", \"color\": \"preset25\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void calendarsAreMadeListedAndRemovedAndTheDefaultOneStays() {
        String work = json(rig.post(USER + "/calendars", "{\"name\": \"Work\"}"))
                .path("id")
                .asText();
        String gone = json(rig.post(USER + "/calendars", "{\"name\": \"Gone\"}"))
                .path("id")
                .asText();
        rig.post(USER + "/calendars/" + work + "/events", GraphRig.event("Inside", "2026-03-02T10", ""));

        JsonNode page = json(rig.get(USER + "/calendars?$top=2&$count=true&$select=name"));
        assertThat(page.path("@odata.count").asInt()).isEqualTo(3);
        assertThat(page.path("value")).hasSize(2);
        assertThat(value(rig.get(page.path("@odata.nextLink").asText()))).hasSize(1);
        assertThat(value(rig.get(USER + "/calendars?$filter=" + GraphEventsTest.url("name eq 'Work'"))))
                .hasSize(1);

        assertThat(rig.send("DELETE", USER + "/calendars/" + work, "").statusCode())
                .isEqualTo(204);
        assertThat(rig.post(USER + "/calendars/" + gone + "/permanentDelete", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(rig.get(USER + "/calendars/" + work + "/events").statusCode())
                .isEqualTo(404);
        assertThat(value(rig.get(USER + "/calendars"))).hasSize(1);
        rig.created("Kept", "2026-03-02T10", "");
        assertThat(rig.bad("DELETE", USER + "/calendars/" + rig.annasCalendar(), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(value(rig.get(EVENTS))).hasSize(1);
        assertThat(rig.bad("POST", USER + "/calendars", "{\"title\": \"Work\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void eventsAreCountedAndDeletedForGood() {
        ObjectNode one = rig.created("One", "2026-03-02T10", "");
        rig.created("Two", "2026-03-02T11", "");
        assertThat(rig.get(EVENTS + "/$count").body()).isEqualTo("2");
        String path = EVENTS + "/" + one.path("id").asText();
        rig.boxes.behaviour().readsDeletedItems().set(true);
        rig.post(path + "/permanentDelete", "");
        assertThat(rig.get(path).statusCode()).isEqualTo(404);
        assertThat(value(rig.get(USER + "/mailFolders/deleteditems/messages"))).isEmpty();
    }

    @Test
    void deletedItemsAreStillReadWhenSwitched() {
        ObjectNode event = rig.created("Gone", "2026-03-02T10", "");
        String path = EVENTS + "/" + event.path("id").asText();
        rig.send("DELETE", path, "");
        assertThat(rig.get(path).statusCode()).isEqualTo(404);
        rig.boxes.behaviour().readsDeletedItems().set(true);
        assertThat(rig.get(path).statusCode()).isEqualTo(200);
        assertThat(value(rig.get(EVENTS))).isEmpty();
    }

    @Test
    void settingsAreWrittenInPartAndTheZoneIsTheMailboxes() {
        HttpResponse<String> written = rig.send(
                "PATCH",
                USER + "/mailboxSettings",
                "{\"timeZone\": \"Pacific Standard Time\", \"dateFormat\": \"dd.MM.yyyy\"}");
        assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
        JsonNode read = json(rig.get(USER + "/mailboxSettings"));
        assertThat(read.path("timeZone").asText()).isEqualTo("Pacific Standard Time");
        assertThat(read.path("dateFormat").asText()).isEqualTo("dd.MM.yyyy");
        assertThat(read.path("timeFormat").asText()).isEqualTo("HH:mm");
        assertThat(rig.anna.zone()).isEqualTo("Pacific Standard Time");
        assertThat(json(rig.get(USER + "/mailboxSettings/workingHours"))
                        .path("startTime")
                        .asText())
                .startsWith("08:00");
        assertThat(rig.bad("PATCH", USER + "/mailboxSettings", "{\"timeZone\": \"Mars\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(rig.bad("PATCH", USER + "/mailboxSettings", "{\"userPurpose\": \"room\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void usersAreListedFilteredAndPaged() {
        assertThat(value(rig.get("/users?$select=mail")).findValuesAsText("mail"))
                .containsExactly(ANNA, BEN);
        String ben = GraphEventsTest.url("mail eq '" + BEN + "'");
        assertThat(value(rig.get("/users?$filter=" + ben)).findValuesAsText("displayName"))
                .containsExactly("Ben Okafor");
        JsonNode first = json(rig.get("/users?$top=1"));
        assertThat(value(rig.get(first.path("@odata.nextLink").asText()))).hasSize(1);
        assertThat(rig.bad("GET", "/users?$select=shoeSize", "").statusCode()).isEqualTo(400);
    }

    @Test
    void idsTranslateInAllFiveFormsAThousandAtOnce() {
        ObjectNode event = rig.created("One", "2026-03-02T10", "");
        String id = event.path("id").asText();
        for (String form : new String[] {"entryId", "ewsId", "immutableEntryId", "restId"}) {
            String there = translated(id, "restImmutableEntryId", form);
            assertThat(translated(there, form, "restImmutableEntryId")).as(form).isEqualTo(id);
        }
        String many = IntStream.range(0, 1001).mapToObj(i -> "\"x" + i + "\"").collect(Collectors.joining(","));
        String body = "{\"inputIds\": [" + many + "], \"sourceIdType\": \"ewsId\", \"targetIdType\": \"restId\"}";
        assertThat(rig.bad("POST", USER + "/translateExchangeIds", body).statusCode())
                .isEqualTo(400);
        assertThat(rig.post(USER + "/translateExchangeIds", body.replace("\"x0\",", ""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void deltaSaysWhatLeftTheWindowGivesTimesAloneAndRefusesOptionsUnlessThatIsOff() {
        ObjectNode leaving = rig.created("Leaving", "2026-03-02T10", "");
        rig.created("Stand-up", "2026-03-02T11", "\"recurrence\": " + GraphEventsTest.daily(2));
        rig.graph.faults().sparseOccurrences().set(false);
        rig.graph.faults().removesOutOfWindow().set(false);
        rig.graph.faults().refusesDeltaOptions().set(false);

        String delta = USER + "/calendarView/delta" + MARCH;
        JsonNode round = json(rig.get(delta));
        assertThat(round.path("value").findValuesAsText("subject"))
                .containsExactly("Leaving", "Stand-up", "Stand-up", "Stand-up");
        rig.send("PATCH", EVENTS + "/" + leaving.path("id").asText(), """
                {"start": {"dateTime": "2026-06-01T10:00:00", "timeZone": "UTC"},
                 "end": {"dateTime": "2026-06-01T11:00:00", "timeZone": "UTC"}}""");
        assertThat(value(rig.get(round.path("@odata.deltaLink").asText()))).isEmpty();

        String text = delta + "&$search=x";
        assertThat(rig.graph
                        .handle(new Request("", "GET", URI.create(rig.base() + text), Headers.EMPTY, new byte[0]))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pagesAreRepeatedAndTurnedRoundWhenSwitched() {
        rig.created("A", "2026-03-02T10", "");
        rig.created("B", "2026-03-02T11", "");
        rig.graph.faults().repeatsItems().set(true);
        rig.graph.faults().reversesPages().set(true);
        assertThat(value(rig.get(USER + "/calendarView/delta" + MARCH)).findValuesAsText("subject"))
                .containsExactly("A", "B", "A");
    }

    @ParameterizedTest
    @CsvSource({"contactFolders, displayName", "mailFolders, displayName", "todo/lists, displayName"})
    void foldersAreFollowed(String collection, String name) {
        String path = USER + "/" + collection;
        JsonNode round = json(rig.get(path + "/delta"));
        assertThat(round.path("value")).isNotEmpty();
        String id =
                json(rig.post(path, "{\"" + name + "\": \"New\"}")).path("id").asText();

        JsonNode next = json(rig.get(round.path("@odata.deltaLink").asText()));
        assertThat(next.path("value").findValuesAsText(name)).containsExactly("New");
        rig.send("DELETE", path + "/" + id, "");
        JsonNode last = json(rig.get(next.path("@odata.deltaLink").asText()));
        assertThat(last.at("/value/0/@removed/reason").asText()).isEqualTo("deleted");
        assertThat(last.at("/value/0/id").asText()).isEqualTo(id);
        assertThat(last.path("value")).hasSize(1);
    }

    @Test
    void theManualNamesEachSwitch() throws IOException {
        String manual = Files.readString(Path.of("..", "docs", "sandbox.md"));
        assertThat(GraphSwitches.of(rig.graph))
                .isNotEmpty()
                .allSatisfy(s -> assertThat(manual).contains("`" + s.name() + "`"));
        assertThat(GraphSwitches.of(rig.boxes.behaviour()))
                .isNotEmpty()
                .allSatisfy(s -> assertThat(manual).contains("`" + s.name() + "`"));
    }

    private String translated(String id, String from, String to) {
        return value(rig.post(
                        USER + "/translateExchangeIds",
                        "{\"inputIds\": [\"" + id + "\"], \"sourceIdType\": \"" + from + "\", \"targetIdType\": \"" + to
                                + "\"}"))
                .path(0)
                .path("targetId")
                .asText();
    }
}
