package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.SentMail;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What people do in D365 and in Outlook, and what they see there. It goes past the front ends: no fault hits it. */
final class Users {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox sandbox;

    Users(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** An hour that begins at 08:00 UTC, so many days from today. */
    Instant day(int days) {
        return sandbox.clock()
                .instant()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(days).plusHours(8));
    }

    /** A marked activity of a worker in company {@code nord}; {@code more} are further properties and their values. */
    ObjectNode activity(String worker, String subject, int days, String... more) {
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("dataAreaId", "nord")
                .put("Category", "Appointment")
                .put("ResponsibleWorkerPersonnelNumber", worker)
                .put("Purpose", subject)
                .put("OutlookCategories", "D365")
                .put("StartDateTime", day(days).toString())
                .put("EndDateTime", day(days).plus(Duration.ofHours(1)).toString());
        return (ObjectNode) sandbox.d365().create("Activities", put(row, more));
    }

    /** Changes properties of an activity. */
    void edit(JsonNode activity, String... changes) {
        sandbox.d365().patch("Activities", keys(activity), put(JsonNodeFactory.instance.objectNode(), changes));
    }

    void delete(JsonNode activity) {
        sandbox.d365().delete("Activities", keys(activity));
    }

    /** Puts somebody on an activity's list, in the companion set. */
    void invite(JsonNode activity, String address, String type) {
        sandbox.d365()
                .create(
                        "AxpActivityAttendees",
                        keys(activity)
                                .put("Email", address)
                                .put("Name", address)
                                .put("AttendeeType", type));
    }

    void disinvite(JsonNode activity, String address) {
        sandbox.d365().delete("AxpActivityAttendees", keys(activity).put("Email", address));
    }

    static ObjectNode keys(JsonNode activity) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dataAreaId", activity.path("dataAreaId").asText())
                .put("ActivityNumber", activity.path("ActivityNumber").asText());
    }

    private static ObjectNode put(ObjectNode row, String... more) {
        for (int i = 0; i < more.length; i += 2) {
            row.put(more[i], more[i + 1]);
        }
        return row;
    }

    /** All rows of a set whose property has that value. */
    Seq<JsonNode> rows(String set, String property, String value) {
        return Vector.ofAll(sandbox.snapshot().path("d365").path(set))
                .filter(row -> row.path(property).asText().equals(value));
    }

    /** The activities with a subject. */
    Seq<JsonNode> activities(String subject) {
        return rows("Activities", "Purpose", subject);
    }

    /** A marked event of an hour; {@code more} are further members in JSON, may be empty. Attendees are mailed. */
    JsonNode event(String address, String subject, int days, String more) {
        return event(address, subject, days, more, "all");
    }

    /** An event as {@link #event(String, String, int, String)} makes it, of which nobody was told. */
    JsonNode quietEvent(String address, String subject, int days, String more) {
        return event(address, subject, days, more, "none");
    }

    private JsonNode event(String address, String subject, int days, String more, String notify) {
        return sent(call("POST", address, "/events", notify, """
                {"subject": "%s", "categories": ["D365"],
                 "start": {"dateTime": "%s", "timeZone": "UTC"}, "end": {"dateTime": "%s", "timeZone": "UTC"}%s}
                """.formatted(
                        subject,
                        local(day(days)),
                        local(day(days).plus(Duration.ofHours(1))),
                        more.isEmpty() ? "" : ", " + more)));
    }

    private static String local(Instant at) {
        return at.toString().replace("Z", "");
    }

    /** Changes an event as its owner in Outlook. */
    void change(String address, CalendarItem item, String changes) {
        sent(call("PATCH", address, path(item), "all", changes));
    }

    void remove(String address, CalendarItem item) {
        sent(call("DELETE", address, path(item), "all", ""));
    }

    /** Answers an invitation: {@code accept}, {@code tentativelyAccept} or {@code decline}. */
    void answer(String address, CalendarItem copy, String how) {
        sent(call("POST", address, path(copy) + "/" + how, "all", "{\"sendResponse\": true}"));
    }

    private static String path(CalendarItem item) {
        return "/events/" + item.identity().immutableId();
    }

    private Response call(String method, String address, String path, String notify, String body) {
        return sandbox.graph()
                .asUser()
                .handle(new Request(
                        "outlook",
                        method,
                        URI.create("http://localhost/v1.0/users/" + address + path),
                        new Headers(Map.of(
                                "Content-Type", List.of("application/json"), "X-Sandbox-Notify", List.of(notify))),
                        body.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode sent(Response response) {
        assertThat(response.status()).as(response.text()).isBetween(200, 299);
        try {
            return JSON.readTree(response.text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** What stands in somebody's calendar. */
    Seq<CalendarItem> calendar(String address) {
        Mailbox mailbox = sandbox.mailboxes().find(address).orElseThrow();
        return Vector.ofAll(mailbox.items(mailbox.folder(FolderKind.CALENDAR).id()));
    }

    /** What stands in somebody's calendar under a subject. */
    Seq<CalendarItem> events(String address, String subject) {
        return calendar(address).filter(i -> i.subject().equals(subject));
    }

    /** The one event of that subject. */
    CalendarItem event(String address, String subject) {
        Seq<CalendarItem> found = events(address, subject);
        assertThat(found).as(subject + " of " + address).hasSize(1);
        return found.head();
    }

    Seq<SentMail> mails() {
        return Vector.ofAll(sandbox.mailboxes().outbox().mails());
    }

    void forgetMails() {
        sandbox.mailboxes().outbox().clear();
    }
}
