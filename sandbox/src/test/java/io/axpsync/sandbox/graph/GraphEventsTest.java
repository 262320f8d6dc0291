package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static io.axpsync.sandbox.graph.GraphRig.BEN;
import static io.axpsync.sandbox.graph.GraphRig.error;
import static io.axpsync.sandbox.graph.GraphRig.event;
import static io.axpsync.sandbox.graph.GraphRig.json;
import static io.axpsync.sandbox.graph.GraphRig.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.SentMail;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphEventsTest {

    private static final String STAMP = "String {3f1a6c2e-0d4b-4a55-9f56-0a6c7a4b1d11} Name stamp";
    private static final String EVENTS = "/users/" + ANNA + "/events";
    private static final String WITH_BEN =
            "\"attendees\": [{\"type\": \"optional\", \"emailAddress\": {\"name\": \"Ben\", \"address\": \"" + BEN
                    + "\"}}]";

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aCreatedEventIsReadBackWithServerFieldsAndInTheZoneAskedFor() {
        ObjectNode created = rig.created(
                "Größe \\\"A\\\" 会议",
                "2026-03-02T10",
                "\"body\": {\"contentType\": \"html\", \"content\": \"<p>Hi</p>\"}");
        HttpResponse<String> inUtc = rig.get(EVENTS + "/" + created.path("id").asText());
        HttpResponse<String> inTokyo = rig.get(
                EVENTS + "/" + created.path("id").asText(),
                "Prefer",
                "outlook.timezone=\"Tokyo Standard Time\", outlook.body-content-type=\"text\"");

        JsonNode event = json(inUtc);
        assertThat(event.path("subject").asText()).isEqualTo("Größe \"A\" 会议");
        assertThat(event.at("/start/dateTime").asText()).isEqualTo("2026-03-02T09:00:00.0000000");
        assertThat(event.at("/start/timeZone").asText()).isEqualTo("UTC");
        assertThat(event.path("originalStartTimeZone").asText()).isEqualTo(GraphRig.VIENNA);
        assertThat(event.path("@odata.etag").asText())
                .isEqualTo("W/\"" + event.path("changeKey").asText() + "\"");
        assertThat(event.at("/body/content").asText()).startsWith("<html>").contains("<p>Hi</p>");
        assertThat(event.path("id").asText()).hasSize(140);
        assertThat(created.path("id").asText()).hasSize(72);
        assertThat(inUtc.headers().firstValue("request-id")).isPresent();
        assertThat(json(inTokyo).at("/start/dateTime").asText()).isEqualTo("2026-03-02T18:00:00.0000000");
        assertThat(json(inTokyo).at("/body/content").asText()).isEqualTo("Hi");
        assertThat(inTokyo.headers().firstValue("Preference-Applied").orElse(""))
                .contains("outlook.timezone");
    }

    @Test
    void aStaleEtagIsRefusedAndACurrentOneIsNot() {
        ObjectNode created = rig.created("One", "2026-03-02T10", "");
        String path = EVENTS + "/" + created.path("id").asText();
        String etag = created.path("@odata.etag").asText();

        HttpResponse<String> first = rig.send("PATCH", path, "{\"subject\": \"Two\"}", "If-Match", etag);
        HttpResponse<String> second = rig.send("PATCH", path, "{\"subject\": \"Three\"}", "If-Match", etag);
        HttpResponse<String> delete = rig.send("DELETE", path, "", "If-Match", etag);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(json(first).path("@odata.etag").asText()).isNotEqualTo(etag);
        assertThat(second.statusCode()).isEqualTo(412);
        assertThat(error(second).path("code").asText()).isEqualTo("ErrorIrresolvableConflict");
        assertThat(delete.statusCode()).isEqualTo(412);
        assertThat(json(rig.get(path)).path("subject").asText()).isEqualTo("Two");
    }

    @Test
    void aDeletedEventIsNotFound() {
        ObjectNode created = rig.created("Gone", "2026-03-02T10", "");
        String path = EVENTS + "/" + created.path("id").asText();

        assertThat(rig.send("DELETE", path, "").statusCode()).isEqualTo(204);
        HttpResponse<String> read = rig.get(path, "client-request-id", "c-1");

        assertThat(read.statusCode()).isEqualTo(404);
        assertThat(error(read).path("code").asText()).isEqualTo("ErrorItemNotFound");
        assertThat(error(read).at("/innerError/client-request-id").asText()).isEqualTo("c-1");
        assertThat(rig.get(EVENTS + "/abc").statusCode()).isEqualTo(400);
    }

    @Test
    void aTransactionIdIsAnsweredWithTheFirstEvent() {
        String body = event("Once", "2026-03-02T10", "\"transactionId\": \"t-1\"");
        JsonNode first = json(rig.post(EVENTS, body));
        JsonNode again = json(rig.post(EVENTS, body));

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(value(rig.get(EVENTS))).hasSize(1);
        HttpResponse<String> later =
                rig.bad("PATCH", EVENTS + "/" + first.path("id").asText(), "{\"transactionId\": \"t-2\"}");
        assertThat(error(later).path("code").asText()).isEqualTo("ErrorInvalidRequest");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "colour": "red"                                                     | RequestBodyRead
            "showAs": "sleeping"                                                | RequestBodyRead
            "isReminderOn": "yes"                                               | RequestBodyRead
            "reminderMinutesBeforeStart": "15"                                  | RequestBodyRead
            "categories": "Sync"                                                | RequestBodyRead
            "start": {"dateTime": "2026-03-02T10:00:00Z", "timeZone": "UTC"}    | RequestBodyRead
            "start": {"dateTime": "2026-03-02T10:00:00", "timeZone": "Mars"}    | TimeZoneNotSupportedException
            "end": {"dateTime": "2026-03-01T10:00:00", "timeZone": "UTC"}       | ErrorCalendarEndDateIsEarlierThanStartDate
            "isAllDay": true                                                    | ErrorInvalidRequest
            "attendees": [{"emailAddress": {"address": "nobody"}}]              | ErrorInvalidRecipients
            "location": {"name": "Room 1"}                                      | RequestBodyRead
            "singleValueExtendedProperties": [{"id": "Text 1", "value": "x"}]   | ErrorInvalidProperty
            "singleValueExtendedProperties": [{"id": "Integer 0x1234", "value": null}] | ErrorInvalidProperty
            "subject": "twice", "subject": "twice"                              | BadRequest
            """)
    void whatGraphRefusesIsRefusedAndNothingIsWritten(String property, String code) {
        ObjectNode created = rig.created("Kept", "2026-03-02T10", "");
        String path = EVENTS + "/" + created.path("id").asText();

        HttpResponse<String> refused = rig.bad("PATCH", path, "{" + property + "}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("code").asText()).isEqualTo(code);
        assertThat(json(rig.get(path)).path("changeKey")).isEqualTo(created.path("changeKey"));
    }

    @Test
    void anAllDayEventIsFloatingDatesInTheZoneOfTheAnswer() {
        HttpResponse<String> created = rig.post(EVENTS, """
                {"subject": "Holiday", "isAllDay": true,
                 "start": {"dateTime": "2026-03-05T00:00:00", "timeZone": "Europe/Vienna"},
                 "end": {"dateTime": "2026-03-06T00:00:00", "timeZone": "Europe/Vienna"}}""");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).at("/start/dateTime").asText()).isEqualTo("2026-03-05T00:00:00.0000000");
        assertThat(json(created).at("/end/dateTime").asText()).isEqualTo("2026-03-06T00:00:00.0000000");
    }

    @Test
    void eventsAreFoundByCategoryAndByExtendedPropertyWhichComesOnlyWhenExpanded() {
        rig.created("Plain", "2026-03-02T10", "");
        rig.created(
                "Marked",
                "2026-03-02T11",
                "\"categories\": [\"D365 Sync\"], \"singleValueExtendedProperties\": [{\"id\": \"" + STAMP
                        + "\", \"value\": \"axp1;o'neil\"}]");

        String byStamp =
                "singleValueExtendedProperties/Any(ep: ep/id eq '" + STAMP + "' and ep/value eq 'axp1;o''neil')";
        String expand = "singleValueExtendedProperties($filter=id eq '" + STAMP + "')";
        HttpResponse<String> byCategory = rig.get(EVENTS + "?$filter=" + url("categories/any(a:a eq 'D365 Sync')"));
        HttpResponse<String> byProperty =
                rig.get(EVENTS + "?$filter=" + url(byStamp) + "&$expand=" + url(expand) + "&$select=subject");

        assertThat(value(byCategory)).hasSize(1);
        assertThat(byCategory.body()).doesNotContain("singleValueExtendedProperties");
        JsonNode found = value(byProperty).path(0);
        assertThat(found.path("subject").asText()).isEqualTo("Marked");
        assertThat(found.at("/singleValueExtendedProperties/0/value").asText()).isEqualTo("axp1;o'neil");
        assertThat(found.has("start")).isFalse();
        assertThat(rig.get(EVENTS + "?$filter=" + url("body/content eq 'x'")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void listsArePagedByLinksThatKeepTheOptions() {
        for (int i = 0; i < 5; i++) {
            rig.created("E" + i, "2026-03-02T1" + i, "");
        }
        HttpResponse<String> first =
                rig.get(EVENTS + "?$top=2&$count=true&$orderby=" + url("start/dateTime desc") + "&$select=subject");
        HttpResponse<String> second =
                rig.get(json(first).path("@odata.nextLink").asText());
        HttpResponse<String> third =
                rig.get(json(second).path("@odata.nextLink").asText());

        assertThat(value(first).findValuesAsText("subject")).containsExactly("E4", "E3");
        assertThat(json(first).path("@odata.count").asInt()).isEqualTo(5);
        assertThat(value(second).findValuesAsText("subject")).containsExactly("E2", "E1");
        assertThat(value(third).findValuesAsText("subject")).containsExactly("E0");
        assertThat(json(third).has("@odata.nextLink")).isFalse();
    }

    @Test
    void creatingWithAttendeesMailsThemAndAnAnswerComesBack() {
        ObjectNode created = rig.created("Planning", "2026-03-02T10", WITH_BEN);
        JsonNode copy = value(rig.get("/users/" + BEN + "/events")).path(0);
        assertThat(copy.path("isOrganizer").asBoolean()).isFalse();
        assertThat(copy.path("showAs").asText()).isEqualTo("tentative");
        assertThat(copy.at("/responseStatus/response").asText()).isEqualTo("notResponded");
        assertThat(copy.path("iCalUId")).isEqualTo(created.path("iCalUId"));

        String accept = "/users/" + BEN + "/events/" + copy.path("id").asText() + "/accept";
        assertThat(rig.post(accept, "{\"comment\": \"yes\", \"sendResponse\": true}")
                        .statusCode())
                .isEqualTo(202);

        JsonNode mine = json(rig.get(EVENTS + "/" + created.path("id").asText()));
        assertThat(mine.at("/attendees/0/status/response").asText()).isEqualTo("accepted");
        assertThat(mine.path("changeKey")).isNotEqualTo(created.path("changeKey"));
        assertThat(rig.boxes.outbox().mails())
                .extracting(SentMail::kind)
                .containsExactly(SentMail.Kind.INVITATION, SentMail.Kind.RESPONSE);
    }

    @Test
    void onlyWhatAttendeesSeeMailsThem() {
        ObjectNode created = rig.created("Planning", "2026-03-02T10", WITH_BEN);
        String path = EVENTS + "/" + created.path("id").asText();
        rig.boxes.outbox().clear();

        rig.send("PATCH", path, "{\"categories\": [\"D365 Sync\"], \"showAs\": \"free\"}");
        assertThat(rig.boxes.outbox().mails()).isEmpty();
        rig.send("PATCH", path, "{\"subject\": \"Planning II\"}");
        assertThat(rig.boxes.outbox().mails()).extracting(SentMail::kind).containsExactly(SentMail.Kind.UPDATE);
        rig.post(path + "/cancel", "{\"comment\": \"sorry\"}");

        assertThat(rig.boxes.outbox().mails().get(1).comment()).isEqualTo("sorry");
        assertThat(value(rig.get("/users/" + BEN + "/events"))
                        .path(0)
                        .path("isCancelled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theJoinBlockOfAnOnlineMeetingIsLostWithTheBody() {
        ObjectNode created = rig.created("Call", "2026-03-02T10", "\"isOnlineMeeting\": true");
        assertThat(created.at("/onlineMeeting/joinUrl").asText()).startsWith("https://");
        assertThat(created.at("/body/content").asText())
                .contains(created.at("/onlineMeeting/joinUrl").asText());

        String path = EVENTS + "/" + created.path("id").asText();
        rig.send("PATCH", path, "{\"body\": {\"contentType\": \"html\", \"content\": \"new\"}}");

        assertThat(json(rig.get(path)).path("onlineMeeting").isNull()).isTrue();
        assertThat(json(rig.get(path)).path("isOnlineMeeting").asBoolean()).isTrue();
    }

    @Test
    void aSeriesListsItsInstancesExceptionsAndCancelledOccurrences() {
        ObjectNode master = rig.created("Stand-up", "2026-03-02T10", "\"recurrence\": " + daily(4));
        String path = EVENTS + "/" + master.path("id").asText();
        String window = "?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z";
        var instances = value(rig.get(path + "/instances" + window, "Prefer", "IdType=\"ImmutableId\""));
        assertThat(instances).hasSize(4);

        rig.send("PATCH", EVENTS + "/" + instances.path(1).path("id").asText(), "{\"subject\": \"Special\"}");
        rig.send("DELETE", EVENTS + "/" + instances.path(2).path("id").asText(), "");

        HttpResponse<String> read = rig.get(
                path + "?$select=subject,cancelledOccurrences,exceptionOccurrences&$expand=exceptionOccurrences");
        assertThat(master.path("type").asText()).isEqualTo("seriesMaster");
        assertThat(json(read).path("cancelledOccurrences")).hasSize(1);
        assertThat(json(read).at("/exceptionOccurrences/0/subject").asText()).isEqualTo("Special");
        assertThat(value(rig.get("/users/" + ANNA + "/calendarView" + window)).findValuesAsText("type"))
                .containsExactly("occurrence", "exception", "occurrence");
    }

    @Test
    void aSeriesMustBeginWhereItsRangeBegins() {
        String late = daily(4).replace("2026-03-02", "2026-03-03");
        HttpResponse<String> refused = rig.post(EVENTS, event("Off", "2026-03-02T10", "\"recurrence\": " + late));

        assertThat(error(refused).path("code").asText()).isEqualTo("ErrorPropertyValidationFailure");
    }

    @Test
    void aMailboxThatIsUnknownOrOutOfScopeSaysSo() {
        rig.boxes.behaviour().denied().add(BEN);

        assertThat(error(rig.get("/users/nobody@contoso.example/events"))
                        .path("code")
                        .asText())
                .isEqualTo("ErrorInvalidUser");
        assertThat(error(rig.get("/users/nobody@contoso.example")).path("code").asText())
                .isEqualTo("Request_ResourceNotFound");
        HttpResponse<String> denied = rig.get("/users/" + BEN + "/events");
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(error(denied).path("code").asText()).isEqualTo("ErrorAccessDenied");
    }

    static String daily(int times) {
        return """
                {"pattern": {"type": "daily", "interval": 1},
                 "range": {"type": "numbered", "startDate": "2026-03-02", "numberOfOccurrences": %d}}""".formatted(times);
    }

    static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
