package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.ImmutableTaskItem;
import io.axpsync.sandbox.mailbox.Importance;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.Recurrence;
import io.axpsync.sandbox.mailbox.Recurrence.Pattern;
import io.axpsync.sandbox.mailbox.Recurrence.PatternType;
import io.axpsync.sandbox.mailbox.Recurrence.Range;
import io.axpsync.sandbox.mailbox.Recurrence.RangeType;
import io.axpsync.sandbox.mailbox.Recurrence.WeekIndex;
import io.axpsync.sandbox.mailbox.TaskItem;
import io.axpsync.sandbox.mailbox.TaskStatus;
import io.axpsync.sandbox.mailbox.Words;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What people do with the tasks of a mailbox, and what they see there, whichever client they use. */
record ScenarioTasks(Mailbox mailbox) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TYPES = "http://schemas.microsoft.com/exchange/services/2006/types";

    /** A step {@code outlook} of a scenario about tasks, spelled out. */
    void act(JsonNode what, String marker) {
        if (what.has("create")) {
            ObjectNode task = (ObjectNode) what.path("create");
            if (!task.has("categories")) {
                task.putArray("categories").add(marker);
            }
            mailbox.others()
                    .create(folder().id(), "Task", edited(TaskItem.builder().build(), task));
        } else if (what.has("edit")) {
            String id = found(what.path("edit").asText()).identity().immutableId();
            mailbox.others().update(id, null, kept -> edited((TaskItem) kept, what.path("change")));
        } else if (what.has("delete")) {
            String id = found(what.path("delete").asText()).identity().immutableId();
            mailbox.others().delete(id, null, Deletion.TO_DELETED_ITEMS);
        } else {
            throw new IllegalArgumentException("nobody does that with a task: " + what);
        }
    }

    private Folder folder() {
        return mailbox.folder(FolderKind.TASKS);
    }

    private Seq<OtherItem> tasks() {
        return Vector.ofAll(mailbox.others().in(folder().id()));
    }

    private OtherItem found(String subject) {
        Seq<OtherItem> found = tasks().filter(t ->
                subject.equals("*") || ((TaskItem) t.content()).subject().equals(subject));
        assertThat(found).as(subject).hasSize(1);
        return found.head();
    }

    private ZoneId zone() {
        return ZoneId.of(mailbox.zone());
    }

    private TaskItem edited(TaskItem before, JsonNode change) {
        return before.with(task -> change.properties().forEach(f -> member(task, f.getKey(), f.getValue())));
    }

    private void member(ImmutableTaskItem.Builder task, String name, JsonNode value) {
        String text = value.asText();
        switch (name) {
            case "subject" -> task.subject(text);
            case "body" -> task.body(new Body(BodyType.TEXT, text));
            case "status" -> task.status(Words.parse(TaskStatus.class, text).orElseThrow());
            case "percent" -> task.percent(value.intValue());
            case "importance" ->
                task.importance(Words.parse(Importance.class, text).orElseThrow());
            case "start" -> task.start(day(value));
            case "due" -> task.due(day(value));
            case "reminder" -> {
                task.reminderOn(!value.isNull());
                task.reminder(ScenarioWords.time(value).toJavaOptional());
            }
            case "categories" ->
                task.categories(Vector.ofAll(value).map(JsonNode::asText).asJava());
            case "sensitivity", "totalWork", "actualWork", "mileage", "billingInformation" -> {
                String element = Character.toUpperCase(name.charAt(0)) + name.substring(1);
                task.putElements(
                        element, "<t:" + element + " xmlns:t=\"" + TYPES + "\">" + text + "</t:" + element + ">");
            }
            case "weeklyFrom" -> task.recurrence(weekly(LocalDate.parse(text)));
            default -> throw new IllegalArgumentException("a task has no " + name);
        }
    }

    private static Recurrence weekly(LocalDate day) {
        return new Recurrence(
                new Pattern(
                        PatternType.WEEKLY,
                        1,
                        0,
                        0,
                        List.of(day.getDayOfWeek()),
                        java.time.DayOfWeek.MONDAY,
                        WeekIndex.FIRST),
                new Range(RangeType.NO_END, day, null, 0, null));
    }

    private Optional<Instant> day(JsonNode value) {
        return value.isNull()
                ? Optional.empty()
                : Optional.of(
                        LocalDate.parse(value.asText()).atStartOfDay(zone()).toInstant());
    }

    /** All of them by due date and subject, with days as the mailbox's owner sees them. */
    Seq<JsonNode> all() {
        return tasks().map(t -> (JsonNode) json((TaskItem) t.content()))
                .sortBy(t -> t.path("due").asText() + t.path("subject").asText());
    }

    private ObjectNode json(TaskItem task) {
        ObjectNode json = JSON.objectNode()
                .put("subject", task.subject())
                .put("body", task.body().content())
                .put("status", Words.of(task.status()))
                .put("percent", task.percent())
                .put("importance", Words.of(task.importance()))
                .put("start", seen(task.start()))
                .put("due", seen(task.due()))
                .put("completed", seen(task.completed()))
                .put(
                        "reminder",
                        task.reminder()
                                .filter(at -> task.reminderOn())
                                .map(Instant::toString)
                                .orElse("none"))
                .put("recurs", task.recurrence().isPresent());
        task.categories().forEach(json.putArray("categories")::add);
        task.elements()
                .forEach((name, xml) -> json.put(
                        Character.toLowerCase(name.charAt(0)) + name.substring(1), xml.replaceAll("<[^>]*>", "")));
        return json;
    }

    private String seen(Optional<Instant> day) {
        return day.map(at -> at.atZone(zone()).toLocalDate().toString()).orElse("none");
    }
}
