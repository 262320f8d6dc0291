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
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.SentMail;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.net.URI;
import java.net.URLEncoder;
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

    /** Makes a row of any set. */
    ObjectNode make(String set, ObjectNode row) {
        return (ObjectNode) sandbox.d365().create(set, row);
    }

    void alter(JsonNode activity, ObjectNode changes) {
        sandbox.d365().patch("Activities", keys(activity), changes);
    }

    /** The activities of a worker, by start and subject. */
    Seq<JsonNode> activitiesOf(String worker) {
        return rows("Activities", "ResponsibleWorkerPersonnelNumber", worker)
                .sortBy(r ->
                        r.path("StartDateTime").asText() + r.path("Purpose").asText());
    }

    /** The one activity of a worker with that subject; {@code *} stands for whatever it is. */
    JsonNode activity(String worker, String subject) {
        Seq<JsonNode> found = activitiesOf(worker)
                .filter(r -> subject.equals("*") || r.path("Purpose").asText().equals(subject));
        Seq<JsonNode> one = found.size() > 1
                ? found.reject(r -> r.path("RecurrenceState").asText().equals("Exception"))
                : found;
        assertThat(one).as(subject + " of " + worker).hasSize(1);
        return one.head();
    }

    /** What belongs to an activity in a set of the companion. */
    Seq<JsonNode> parts(String set, JsonNode activity) {
        return rows(set, "ActivityNumber", activity.path("ActivityNumber").asText());
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

    /** A request as Outlook makes it. */
    JsonNode outlook(String method, String address, String path, String notify, String body) {
        return sent(call(method, address, path, notify, body));
    }

    /** Somebody's events with masters of series, by start and subject; times in UTC. */
    Seq<JsonNode> events(String address) {
        return Vector.ofAll(
                        outlook("GET", address, "/events?$top=999", "none", "").path("value"))
                .sortBy(e -> e.path("start").path("dateTime").asText()
                        + e.path("subject").asText());
    }

    /** What takes place of a series, February to August 2026. */
    private Seq<JsonNode> instances(String address, String master) {
        return Vector.ofAll(outlook(
                        "GET",
                        address,
                        "/events/" + master
                                + "/instances?startDateTime=2026-02-01T00:00:00Z&endDateTime=2026-09-01T00:00:00Z&$top=999",
                        "none",
                        "")
                .path("value"));
    }

    /** As it stands in a path; classic ids have slashes. */
    private static String id(JsonNode event) {
        return URLEncoder.encode(event.path("id").asText(), StandardCharsets.UTF_8);
    }

    /** The occurrence that was to begin on that day (UTC). */
    String occurrence(String address, String master, String day) {
        Seq<JsonNode> found = instances(address, master)
                .filter(o -> o.path("originalStart").asText().startsWith(day));
        assertThat(found).as("occurrences of " + day).hasSize(1);
        return id(found.head());
    }

    Seq<JsonNode> occurrences(String address, JsonNode master) {
        return instances(address, id(master));
    }

    /** The meeting goes over to another organiser in the copy of this mailbox, as a server's transfer does it: silently. */
    void organise(String address, String subject, String by) {
        Mailbox mailbox = sandbox.mailboxes().find(address).orElseThrow();
        mailbox.update(
                event(address, subject).identity().immutableId(),
                null,
                item -> item.with(b -> b.organizer(new Person(by, by)).isOrganizer(by.equals(address))),
                Notify.NONE);
    }

    /** The id of the one event of that subject; {@code *} stands for whatever it is. */
    String found(String address, String subject) {
        Seq<JsonNode> found = events(address)
                .filter(e -> subject.equals("*") || e.path("subject").asText().equals(subject));
        assertThat(found).as(subject + " of " + address).hasSize(1);
        return id(found.head());
    }

    private Response call(String method, String address, String path, String notify, String body) {
        return sandbox.graph()
                .asUser()
                .handle(new Request(
                        "outlook",
                        method,
                        URI.create("http://localhost/v1.0/users/" + address + path),
                        new Headers(Map.of(
                                "Content-Type",
                                List.of("application/json"),
                                "Prefer",
                                List.of("outlook.body-content-type=\"text\""),
                                "X-Sandbox-Notify",
                                List.of(notify))),
                        body.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode sent(Response response) {
        assertThat(response.status()).as(response.text()).isBetween(200, 299);
        try {
            return response.text().isEmpty() ? JSON.missingNode() : JSON.readTree(response.text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Somebody's tasks. */
    ScenarioTasks tasks(String address) {
        return new ScenarioTasks(sandbox.mailboxes().find(address).orElseThrow());
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
