package io.axpsync.cli.demo;

import static io.axpsync.cli.demo.Company.ANNA;
import static io.axpsync.cli.demo.Company.ANNAS_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.Snapshot;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Value;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** Anna's tasks in D365 and in Outlook. She works through the servers themselves, and their raw state is checked. */
final class TaskDay {

    private static final String OFFER = "Offer for Albers";
    private static final String STAND = "Book the stand";
    private static final String BOOKED = "Book the stand in Husum";

    private final Stage stage;
    private final Admin admin;
    private final Office office;

    TaskDay(Stage stage, Office office) {
        this.stage = stage;
        this.admin = stage.admin();
        this.office = office;
    }

    /** One is created in D365 and completed in Outlook, another created in Outlook and planned anew in D365. */
    String bothWays() {
        admin.createRow(
                "Activities",
                days(2, 4)
                        .put("dataAreaId", "nord")
                        .put("Category", "Task")
                        .put("Purpose", OFFER)
                        .put("ResponsibleWorkerPersonnelNumber", ANNAS_NUMBER)
                        .put("OutlookCategories", "D365"));
        ObjectNode stand = due(5).put("title", STAND);
        stand.putArray("categories").add("D365");
        admin.createTask(ANNA, stand);
        office.sync();
        Snapshot now = admin.snapshot();
        NotSo.unlessEqual("the due date in Outlook", day(4).toString(), SameTasks.day(item(now, OFFER), "due"));
        NotSo.unlessEqual("the due date in D365", day(5).toString(), SameTasks.day(row(now, STAND), "EndDateTime"));
        office.check();
        inOutlook(OFFER, Admin.object().put("status", "completed"));
        inD365(STAND, days(6, 8));
        office.sync();
        now = admin.snapshot();
        JsonNode done = row(now, OFFER);
        NotSo.unlessEqual(
                "the status in D365", "Completed", done.path("ActivityStatus").asText());
        NotSo.unlessEqual(
                "the per cent in D365", 100, done.path("CompletedPercentage").asInt());
        NotSo.unlessEqual("the due date in Outlook", day(8).toString(), SameTasks.day(item(now, STAND), "due"));
        office.check();
        return "Anna's task of D365 is completed in Outlook; one of Outlook is planned anew in D365: both sides follow.";
    }

    /** Different fields on both sides, then the due date on both sides; at last one is deleted. */
    String editedAndDeleted() {
        inOutlook(STAND, Admin.object().put("importance", "high"));
        inD365(STAND, Admin.object().put("Purpose", BOOKED));
        office.sync();
        Snapshot now = admin.snapshot();
        NotSo.unlessEqual(
                "the priority", "High", row(now, BOOKED).path("Priority").asText());
        NotSo.unlessEqual(
                "the importance", "high", item(now, BOOKED).path("importance").asText());
        office.check();
        inD365(BOOKED, days(6, 9));
        admin.advance(Duration.ofMinutes(1));
        inOutlook(BOOKED, due(10));
        office.sync();
        now = admin.snapshot();
        NotSo.unlessEqual("the due date in D365", day(10).toString(), SameTasks.day(row(now, BOOKED), "EndDateTime"));
        NotSo.unlessEqual("the due date in Outlook", day(10).toString(), SameTasks.day(item(now, BOOKED), "due"));
        boolean kept = office.journal(LaneId.of(ANNAS_NUMBER, Kind.TASK))
                .exists(entry -> entry.before().get(Field.DUE_DATE).contains(new Value.Date(day(9))));
        NotSo.unless(kept, "the journal does not hold the overwritten due date " + day(9));
        office.check();
        admin.deleteTask(ANNA, item(now, OFFER).path("id").asText());
        office.sync();
        now = admin.snapshot();
        NotSo.unless(rows(now, OFFER).isEmpty(), "the task that Anna deleted in Outlook is still in D365");
        row(now, BOOKED);
        office.check();
        return "Edits of different fields survive; of two due dates the later edit wins; a deleted one goes, no other.";
    }

    private void inOutlook(String subject, ObjectNode changes) {
        admin.editTask(ANNA, item(admin.snapshot(), subject).path("id").asText(), changes);
    }

    private void inD365(String subject, ObjectNode changes) {
        admin.editRow("Activities", Company.key(row(admin.snapshot(), subject)), changes);
    }

    private static JsonNode row(Snapshot now, String subject) {
        List<JsonNode> found = rows(now, subject);
        NotSo.unless(found.size() == 1, "D365 has " + found.size() + " tasks “" + subject + "” of Anna, not one");
        return found.get(0);
    }

    private static List<JsonNode> rows(Snapshot now, String subject) {
        return now.taskRows(ANNAS_NUMBER).stream()
                .filter(row -> row.path("Purpose").asText().equals(subject))
                .toList();
    }

    private static JsonNode item(Snapshot now, String subject) {
        List<JsonNode> found = now.tasks(ANNA).stream()
                .filter(item -> item.path("subject").asText().equals(subject))
                .toList();
        NotSo.unless(found.size() == 1, "Outlook has " + found.size() + " tasks “" + subject + "” of Anna, not one");
        return found.get(0);
    }

    /** D365's form writes a day as the midnight of its user. */
    private ObjectNode days(int start, int due) {
        return Admin.object().put("StartDateTime", midnight(start)).put("EndDateTime", midnight(due));
    }

    private String midnight(int days) {
        return day(days).atStartOfDay(SameTasks.BERLIN).toInstant().toString();
    }

    private ObjectNode due(int days) {
        ObjectNode task = Admin.object();
        task.putObject("dueDateTime").put("dateTime", day(days) + "T00:00:00").put("timeZone", "UTC");
        return task;
    }

    private LocalDate day(int days) {
        return stage.clock().instant().atZone(SameTasks.BERLIN).toLocalDate().plusDays(days);
    }
}
