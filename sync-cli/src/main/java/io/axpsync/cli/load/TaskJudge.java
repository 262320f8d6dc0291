package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.load.part.Differences;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts tasks of files into Outlook as a user imports them, and compares them with D365's raw rows. A row belongs to the
 * task that it differs least from and that has the same subject; each belongs to one.
 */
final class TaskJudge {

    private static final int NONE_IN_D365 = 1900;

    private final ZoneId zone;
    private final Differences found;
    private final List<JsonNode> rows;

    /**
     * @param zone of the mailbox's owner
     * @param rows those of category Task that belong to the owner
     */
    TaskJudge(ZoneId zone, Differences found, List<JsonNode> rows) {
        this.zone = zone;
        this.found = found;
        this.rows = new ArrayList<>(rows);
    }

    /** A Graph {@code todoTask} with the marker. To Do knows neither per cent nor who may see it. */
    static ObjectNode graph(FileTask task, String marker) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("title", task.summary());
        json.putObject("body").put("contentType", "text").put("content", task.description());
        json.put("status", task.status());
        json.put("importance", Comparison.priority(task.priority()).toLowerCase(Locale.ROOT));
        task.start().ifPresent(day -> day(json, "startDateTime", day));
        task.due().ifPresent(day -> day(json, "dueDateTime", day));
        task.reminder().ifPresent(at -> {
            json.put("isReminderOn", true);
            String utc = at.toString();
            json.putObject("reminderDateTime")
                    .put("dateTime", utc.substring(0, utc.length() - 1))
                    .put("timeZone", "UTC");
        });
        ArrayNode categories = json.putArray("categories").add(marker);
        task.categories().stream().filter(c -> !c.equalsIgnoreCase(marker)).forEach(categories::add);
        return json;
    }

    private static void day(ObjectNode json, String member, LocalDate day) {
        json.putObject(member).put("dateTime", day + "T00:00:00").put("timeZone", "UTC");
    }

    /** @return whether D365 has it */
    boolean compare(FileTask task) {
        Optional<JsonNode> best = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (JsonNode row : rows) {
            Differences alone = found.none();
            alone.line(
                    task.source(),
                    "summary",
                    task.summary(),
                    row.path("Purpose").asText());
            if (alone.lines().isEmpty()) {
                fields(alone, task, row);
                if (alone.lines().size() < least) {
                    best = Optional.of(row);
                    least = alone.lines().size();
                }
            }
        }
        best.ifPresent(row -> {
            rows.remove(row);
            found.line(
                    task.source(),
                    "summary",
                    task.summary(),
                    row.path("Purpose").asText());
            fields(found, task, row);
            counted(task);
        });
        return best.isPresent();
    }

    /** Rows that no task of the files explains. */
    List<JsonNode> unclaimed() {
        return rows;
    }

    private void fields(Differences into, FileTask task, JsonNode row) {
        String source = task.source();
        into.paragraphs(
                source,
                "description",
                task.description(),
                row.path("OutlookText").asText());
        into.same(source, "priority", Comparison.priority(task.priority()), row.path("Priority"));
        into.same(source, "dtstart", said(task.start()), day(row, "StartDateTime"));
        into.same(source, "due", said(task.due()), day(row, "EndDateTime"));
        into.same(source, "status", capital(task.status()), row.path("ActivityStatus"));
        boolean completed = task.percent() == 100;
        into.same(
                source,
                "percent-complete",
                completed,
                row.path("CompletedPercentage").asInt() == 100);
        into.same(source, "alarm", task.reminder().isPresent() ? "Yes" : "No", row.path("Reminder"));
        task.reminder()
                .ifPresent(at -> into.same(
                        source,
                        "alarm time",
                        at,
                        Instant.parse(row.path("ReminderDate").asText())));
        into.categories(source, task.categories(), row);
    }

    private void counted(FileTask task) {
        found.controlCharacters(task.summary(), task.description());
        task.others().forEach(name -> found.count("task " + name.toLowerCase(Locale.ROOT)));
        if (task.percent() % 100 != 0) {
            found.count("task percent-complete");
        }
        if (!task.classification().equals("PUBLIC")) {
            found.count("task class");
        }
    }

    private static String said(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("none");
    }

    private String day(JsonNode row, String member) {
        LocalDate day = Instant.parse(row.path(member).asText()).atZone(zone).toLocalDate();
        return day.getYear() == NONE_IN_D365 ? "none" : day.toString();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
