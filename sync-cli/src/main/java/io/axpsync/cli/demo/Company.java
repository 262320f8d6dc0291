package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.Snapshot;
import io.axpsync.cli.demo.stage.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the people of the sample company do and see, each in their own program. */
final class Company {

    static final String ANNA = "anna.bergmann@fabrikon.example";
    static final String LUKAS = "lukas.petersen@fabrikon.example";
    static final String KATARZYNA = "katarzyna.wisniewska@fabrikon.example";
    static final String ANNAS_NUMBER = "000101";
    static final String LUKAS_NUMBER = "000102";
    static final String KATARZYNAS_NUMBER = "000103";

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Stage stage;
    private final Admin admin;

    Company(Stage stage) {
        this.stage = stage;
        this.admin = stage.admin();
    }

    /** All employees: mailbox to personnel number. */
    Map<String, String> employees(Snapshot snapshot) {
        Map<String, String> numbers = new LinkedHashMap<>();
        for (String address : snapshot.mailboxes()) {
            snapshot.rows("Workers").stream()
                    .filter(w -> w.path("PrimaryContactEmail").asText().equalsIgnoreCase(address))
                    .forEach(w -> numbers.put(address, w.path("PersonnelNumber").asText()));
        }
        return numbers;
    }

    /** The event of that subject in a calendar. */
    static JsonNode event(Snapshot snapshot, String mailbox, String subject) {
        List<JsonNode> found = snapshot.events(mailbox).stream()
                .filter(item -> item.path("subject").asText().equals(subject))
                .toList();
        NotSo.unless(
                found.size() == 1, mailbox + " has " + found.size() + " events “" + subject + "” in Outlook, not one");
        return found.get(0);
    }

    /** The appointment of that subject in D365. */
    static JsonNode activity(Snapshot snapshot, String personnelNumber, String subject) {
        List<JsonNode> found = snapshot.activities(personnelNumber).stream()
                .filter(row -> row.path("Purpose").asText().equals(subject))
                .toList();
        NotSo.unless(
                found.size() == 1,
                "worker " + personnelNumber + " has " + found.size() + " activities “" + subject
                        + "” in D365, not one");
        return found.get(0);
    }

    void inOutlook(String mailbox, String subject, ObjectNode changes) {
        admin.editEvent(
                mailbox, event(admin.snapshot(), mailbox, subject).path("id").asText(), changes);
    }

    void inD365(String personnelNumber, String subject, ObjectNode changes) {
        admin.editRow("Activities", key(activity(admin.snapshot(), personnelNumber, subject)), changes);
    }

    /** A new marked activity of tomorrow, Berlin time. */
    JsonNode newActivity(String personnelNumber, String subject, int hour) {
        ObjectNode row = Admin.object()
                .put("dataAreaId", "nord")
                .put("Category", "Appointment")
                .put("Purpose", subject)
                .put("ResponsibleWorkerPersonnelNumber", personnelNumber)
                .put("OutlookCategories", "D365")
                .put("OutlookResponseRequested", "Yes")
                .put("ShowTimeAs", "Busy")
                .put("StartDateTime", tomorrow(hour).toString())
                .put("EndDateTime", tomorrow(hour + 1).toString());
        return admin.createRow("Activities", row);
    }

    /** A new marked event of tomorrow with one guest, who is invited at once. */
    void newMeeting(String mailbox, String subject, int hour, String guestName, String guest) {
        newMeeting(mailbox, subject, hour, Map.of(guest, guestName));
    }

    /** As above, with many guests: name by address. */
    void newMeeting(String mailbox, String subject, int hour, Map<String, String> guests) {
        ObjectNode event = event(subject, 1, hour);
        ArrayNode attendees = event.putArray("attendees");
        guests.forEach((address, name) -> attendees
                .addObject()
                .put("type", "required")
                .putObject("emailAddress")
                .put("name", name)
                .put("address", address));
        admin.createEvent(mailbox, event);
    }

    /** A new marked event of its owner alone, so many days from now. */
    void newAppointment(String mailbox, String subject, int days, int hour) {
        admin.createEvent(mailbox, event(subject, days, hour));
    }

    private ObjectNode event(String subject, int days, int hour) {
        ObjectNode event = Admin.object().put("subject", subject);
        event.putArray("categories").add("D365");
        event.putObject("start").put("dateTime", local(days, hour)).put("timeZone", BERLIN.getId());
        event.putObject("end").put("dateTime", local(days, hour + 1)).put("timeZone", BERLIN.getId());
        return event;
    }

    /** Somebody is added to an activity in D365's form. */
    void invite(JsonNode activity, String name, String address) {
        admin.createRow(
                "AxpActivityAttendees",
                key(activity).put("Email", address).put("Name", name).put("AttendeeType", "Required"));
    }

    /** Somebody accepts an invitation in Outlook; the organiser gets his answer by mail. */
    void accept(String mailbox, String subject) {
        admin.acceptEvent(
                mailbox, event(admin.snapshot(), mailbox, subject).path("id").asText());
    }

    static ObjectNode key(JsonNode row) {
        return Admin.object()
                .put("dataAreaId", row.path("dataAreaId").asText())
                .put("ActivityNumber", row.path("ActivityNumber").asText());
    }

    private Instant tomorrow(int hour) {
        return day().atTime(hour, 0).atZone(BERLIN).toInstant();
    }

    private String local(int days, int hour) {
        return day().plusDays(days - 1L) + String.format(Locale.ROOT, "T%02d:00:00", hour);
    }

    private LocalDate day() {
        return stage.clock().instant().atZone(BERLIN).toLocalDate().plusDays(1);
    }
}
