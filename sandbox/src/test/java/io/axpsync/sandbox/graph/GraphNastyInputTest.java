package io.axpsync.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.fuzz.Mutations;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a client sends is answered in Graph's words: no exception, no 500. */
class GraphNastyInputTest {

    private static final String USER = "/users/" + GraphRig.ANNA;
    private static final int EACH = 60;

    private final GraphRig rig = new GraphRig((frontEnd, request, response) -> {});

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void spoiltBodiesAreRefusedOrTaken() {
        String event = rig.created("Target", "2026-03-02T10", "").path("id").asText();
        String ben = "\"attendees\": [{\"type\": \"required\", \"emailAddress\": {\"name\": \"B\", \"address\": \""
                + GraphRig.BEN + "\"}}], \"location\": {\"displayName\": \"Room\", \"address\": {\"city\": \"Graz\"}}";
        String stamp = "\"singleValueExtendedProperties\": [{\"id\": \"Integer {6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51}"
                + " Name X\", \"value\": \"7\"}]";
        Map<String, List<String>> bodies = Map.ofEntries(
                Map.entry(
                        "POST " + USER + "/events",
                        List.of(
                                GraphRig.event("A", "2026-03-02T10", ben + ", " + stamp),
                                GraphRig.event("S", "2026-03-02T10", "\"recurrence\": " + GraphEventsTest.daily(3)))),
                Map.entry(
                        "PATCH " + USER + "/events/" + event,
                        List.of("{" + ben + ", \"body\": {\"contentType\": \"html\", \"content\": \"<p>x</p>\"}}")),
                Map.entry(
                        "POST " + USER + "/events/" + event + "/forward",
                        List.of("{\"toRecipients\": [{\"emailAddress\": {\"address\": \"x@y.example\"}}]}")),
                Map.entry(
                        "POST " + USER + "/events/" + event + "/snoozeReminder",
                        List.of(
                                "{\"newReminderTime\": {\"dateTime\": \"2026-03-02T09:00:00\", \"timeZone\": \"UTC\"}}")),
                Map.entry(
                        "POST " + USER + "/events/" + event + "/attachments",
                        List.of(
                                "{\"@odata.type\": \"#microsoft.graph.fileAttachment\", \"name\": \"a\", \"contentType\":"
                                        + " \"text/plain\", \"contentBytes\": \"AAAA\", \"isInline\": true}")),
                Map.entry("POST " + USER + "/calendars", List.of("{\"name\": \"N\", " + stamp + "}")),
                Map.entry(
                        "PATCH " + USER + "/mailboxSettings",
                        List.of("{\"timeZone\": \"UTC\", \"workingHours\": {\"startTime\": \"09:00:00\","
                                + " \"daysOfWeek\": [\"monday\"]}}")),
                Map.entry(
                        "POST " + USER + "/contacts",
                        List.of("{\"givenName\": \"O\", \"birthday\": \"1970-01-01T00:00:00Z\", " + stamp + "}")),
                Map.entry(
                        "POST " + USER + "/messages", List.of("{\"subject\": \"S\", \"body\": {\"content\": \"c\"}}")),
                Map.entry(
                        "POST " + USER + "/outlook/masterCategories",
                        List.of("{\"displayName\": \"C\", \"color\": \"preset1\"}")),
                Map.entry(
                        "POST " + USER + "/translateExchangeIds",
                        List.of("{\"inputIds\": [\"" + event
                                + "\"], \"sourceIdType\": \"entryId\", \"targetIdType\": \"restId\"}")),
                Map.entry(
                        "POST /subscriptions",
                        List.of("{\"changeType\": \"created\", \"resource\": \"" + USER
                                + "/events\", \"notificationUrl\": \"http://127.0.0.1:1/x\","
                                + " \"expirationDateTime\": \"2026-03-03T08:00:00Z\"}")),
                Map.entry(
                        "POST /$batch",
                        List.of("{\"requests\": [{\"id\": \"1\", \"method\": \"GET\", \"url\": \"" + USER
                                + "/events\", \"headers\": {\"Prefer\": \"IdType=x\"}, \"body\": {}}]}")));
        List<String> failed = new ArrayList<>();
        bodies.forEach((call, samples) -> {
            String[] words = call.split(" ");
            for (String sample : samples) {
                for (int seed = 0; seed < EACH; seed++) {
                    byte[] body = new Mutations(seed).of(sample.getBytes(StandardCharsets.UTF_8));
                    failed.addAll(failure(words[0], words[1], body));
                }
            }
        });
        assertThat(failed).isEmpty();
    }

    @Test
    void spoiltQueriesAreRefusedOrTaken() {
        rig.created("One", "2026-03-02T10", "");
        List<String> queries = List.of(
                "/events?$filter=start/dateTime ge '2026-03-01T00:00:00Z' and (not categories/any(a:a eq 'X'))",
                "/events?$filter=singleValueExtendedProperties/Any(ep: ep/id eq 'String 0x1000' and ep/value eq 'x')",
                "/events?$expand=singleValueExtendedProperties($filter=id eq 'String 0x1000'),attachments",
                "/events?$orderby=start/dateTime desc",
                "/events?$skip=5",
                "/contacts?$filter=startswith(displayName,'a') or createdDateTime lt 2026-01-01T00:00:00Z",
                "/contacts?$select=displayName,givenName",
                "/calendarView?endDateTime=2026-03-09T00:00:00Z&startDateTime=2026-03-01T00:00:00Z",
                "/calendarView/delta?$deltatoken=MXxhYmN8MjAyNi0wMy0wMVQwMDowMDowMFp8MjAyNi0wNC0wMVQwMDowMDowMFp8N3wx",
                "/contactFolders/delta?$deltatoken="
                        + new DeltaToken(
                                        "contactFolder " + GraphRig.ANNA,
                                        java.time.Instant.EPOCH,
                                        java.time.Instant.EPOCH,
                                        -5,
                                        1)
                                .text());
        List<String> failed = new ArrayList<>();
        for (String query : queries) {
            int equals = query.contains("&") ? query.lastIndexOf('=') : query.indexOf('=');
            String value = query.substring(equals + 1);
            for (int seed = 0; seed < EACH; seed++) {
                String spoilt = seed == 0
                        ? value
                        : new String(
                                new Mutations(seed).of(value.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
                String path = USER + query.substring(0, equals + 1);
                failed.addAll(failure("GET", path + GraphEventsTest.url(spoilt), new byte[0]));
            }
        }
        failed.addAll(failure("GET", USER + "/events?$filter=" + "(".repeat(20_000), new byte[0]));
        failed.addAll(failure("GET", USER + "/events?$filter=" + "not%20".repeat(20_000), new byte[0]));
        failed.addAll(
                failure("GET", USER + "/events?$filter=subject%20eq%20'" + "''".repeat(20_000) + "'", new byte[0]));
        assertThat(failed).isEmpty();
    }

    private List<String> failure(String method, String path, byte[] body) {
        String what = method + " " + path.substring(0, Math.min(200, path.length())) + " "
                + new String(body, StandardCharsets.UTF_8).substring(0, Math.min(300, body.length / 4));
        try {
            Headers headers = body.length == 0 ? Headers.EMPTY : Headers.EMPTY.with("Content-Type", "application/json");
            Response response = rig.graph.handle(new Request("", method, URI.create(rig.base() + path), headers, body));
            return response.status() < 500 ? List.of() : List.of(response.status() + " to " + what);
        } catch (RuntimeException | StackOverflowError thrown) {
            StackTraceElement[] trace = thrown.getStackTrace();
            return List.of(thrown + " at " + (trace.length == 0 ? "" : trace[0]) + " to " + what);
        }
    }
}
