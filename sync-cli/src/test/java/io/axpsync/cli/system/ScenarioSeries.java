package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.d365.D365Service;
import io.vavr.collection.Seq;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a user of D365 does to one occurrence: with the companion it gets an activity and a row that names it, as D365's
 * forms make them; stock D365 has an activity for each anyway.
 */
record ScenarioSeries(D365Service d365, Users users, String worker, boolean companion) {

    private static final String OCCURRENCES = "AxpActivityOccurrences";

    /** Changes the recurrence itself. */
    void pattern(String subject, ObjectNode changes) {
        d365.patch("AxpActivityRecurrences", Users.keys(users.activity(worker, subject)), changes);
    }

    /** @param original when it was to begin by the pattern */
    void edit(String subject, Instant original, ObjectNode changes) {
        if (!companion) {
            users.alter(single(subject, original), changes);
            return;
        }
        JsonNode master = users.activity(worker, subject);
        Seq<JsonNode> rows = rows(master, original);
        if (rows.isEmpty()) {
            ObjectNode activity = exception(master, original);
            activity.setAll(changes);
            String number =
                    users.make("Activities", activity).path("ActivityNumber").asText();
            users.make(OCCURRENCES, row(master, original, "Modified", number));
        } else {
            users.alter(of(rows.head(), master), changes);
        }
    }

    void delete(String subject, Instant original) {
        if (!companion) {
            users.delete(single(subject, original));
            return;
        }
        JsonNode master = users.activity(worker, subject);
        Seq<JsonNode> rows = rows(master, original);
        if (rows.isEmpty()) {
            users.make(OCCURRENCES, row(master, original, "Cancelled", ""));
        } else {
            users.delete(of(rows.head(), master));
        }
    }

    private JsonNode single(String subject, Instant start) {
        Seq<JsonNode> found = users.activitiesOf(worker)
                .filter(r -> r.path("Purpose").asText().equals(subject)
                        && Instant.parse(r.path("StartDateTime").asText()).equals(start));
        assertThat(found).as(subject + " at " + start).hasSize(1);
        return found.head();
    }

    private Seq<JsonNode> rows(JsonNode master, Instant original) {
        return users.rows(
                        OCCURRENCES,
                        "MasterActivityNumber",
                        master.path("ActivityNumber").asText())
                .filter(r ->
                        Instant.parse(r.path("OriginalStartDateTime").asText()).equals(original));
    }

    /** The keys of the activity that an occurrence's row names. */
    private static JsonNode of(JsonNode row, JsonNode master) {
        return Users.keys(master)
                .put("ActivityNumber", row.path("ActivityNumber").asText());
    }

    private static ObjectNode row(JsonNode master, Instant original, String state, String number) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dataAreaId", master.path("dataAreaId").asText())
                .put("MasterActivityNumber", master.path("ActivityNumber").asText())
                .put("OriginalStartDateTime", original.toString())
                .put("State", state)
                .put("ActivityNumber", number);
    }

    private static ObjectNode exception(JsonNode master, Instant original) {
        Duration lasts = Duration.between(
                Instant.parse(master.path("StartDateTime").asText()),
                Instant.parse(master.path("EndDateTime").asText()));
        ObjectNode activity = master.deepCopy();
        activity.remove(List.of("ActivityNumber", "OutlookEntryId", "OutlookSharedObjectId"));
        return activity.put("RecurrenceState", "Exception")
                .put("MasterAppointment", "No")
                .put("StartDateTime", original.toString())
                .put("EndDateTime", original.plus(lasts).toString());
    }
}
