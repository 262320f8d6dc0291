package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.ImmutableTaskItem;
import io.axpsync.sandbox.mailbox.Importance;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import io.axpsync.sandbox.mailbox.TaskDays;
import io.axpsync.sandbox.mailbox.TaskItem;
import io.axpsync.sandbox.mailbox.TaskStatus;
import io.axpsync.sandbox.mailbox.Words;
import io.axpsync.sandbox.mailbox.ZonedTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** The mailbox's task as a {@code todoTask}, both ways. Its days are midnights of UTC, whatever named them. */
final class TaskJson {

    private TaskJson() {}

    static ObjectNode write(TaskItem task, ItemIdentity identity, ZoneId mailbox) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("title", task.subject())
                .put("importance", Words.of(task.importance()))
                .put("status", Words.of(task.status()))
                .put("isReminderOn", task.reminderOn())
                .put("hasAttachments", false)
                .put("createdDateTime", Values.instant(identity.created()))
                .put("lastModifiedDateTime", Values.instant(identity.modified()))
                .put("bodyLastModifiedDateTime", Values.instant(identity.modified()));
        ArrayNode categories = node.putArray("categories");
        task.categories().forEach(categories::add);
        node.putObject("body")
                .put("contentType", task.body().type() == BodyType.HTML ? "html" : "text")
                .put("content", task.body().content());
        day(node, "startDateTime", task.start(), mailbox);
        day(node, "dueDateTime", task.due(), mailbox);
        day(node, "completedDateTime", task.completed(), mailbox);
        task.reminder()
                .ifPresent(at -> node.set("reminderDateTime", Values.time(ZonedTime.at(at, "UTC"), "UTC", false)));
        task.recurrence()
                .filter(r -> !task.regenerating())
                .ifPresent(r -> node.set(
                        "recurrence",
                        RecurrenceJson.write(
                                r, ZonedTime.of(r.range().startDate().atStartOfDay(), "UTC"))));
        return node;
    }

    private static void day(ObjectNode node, String name, Optional<Instant> day, ZoneId mailbox) {
        day.ifPresent(at -> node.set(
                name, Values.time(ZonedTime.of(TaskDays.of(at, mailbox).atStartOfDay(), "UTC"), "UTC", false)));
    }

    /** The task with what a body sets; null takes away. The server says when it was completed. */
    static TaskItem edited(TaskItem before, ObjectNode body, ZoneId mailbox) {
        return before.with(task -> body.properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "title" -> task.subject(Values.textOrEmpty(value));
                case "importance" -> task.importance(Values.word(Importance.class, value));
                case "status" -> task.status(Values.word(TaskStatus.class, value));
                case "isReminderOn" -> task.reminderOn(Values.bool(value));
                case "categories" -> task.categories(Values.texts(value));
                case "body" -> task.body(body(value));
                case "startDateTime" -> task.start(day(value, mailbox));
                case "dueDateTime" -> task.due(day(value, mailbox));
                case "reminderDateTime" -> {
                    Optional<Instant> at = value.isNull()
                            ? Optional.empty()
                            : Optional.of(Values.time(value).instant());
                    task.reminder(at);
                }
                case "recurrence" -> recurrence(task, value);
                default -> {
                    // computed, or kept elsewhere
                }
            }
        }));
    }

    private static void recurrence(ImmutableTaskItem.Builder task, JsonNode value) {
        task.regenerating(false);
        if (value.isNull()) {
            task.recurrence(Optional.empty());
        } else {
            task.recurrence(RecurrenceJson.read(value));
        }
    }

    private static Body body(JsonNode value) {
        if (value.isNull()) {
            return Body.EMPTY;
        }
        ObjectNode body = Values.object(value, "itemBody", Set.of("contentType", "content"));
        boolean html = body.path("contentType").asText("text").equalsIgnoreCase("html");
        return new Body(html ? BodyType.HTML : BodyType.TEXT, Values.textOrEmpty(body.path("content")));
    }

    /** To Do looks at the date only. */
    private static Optional<Instant> day(JsonNode value, ZoneId mailbox) {
        return value.isNull()
                ? Optional.empty()
                : Optional.of(Values.time(value)
                        .local()
                        .toLocalDate()
                        .atStartOfDay(mailbox)
                        .toInstant());
    }
}
