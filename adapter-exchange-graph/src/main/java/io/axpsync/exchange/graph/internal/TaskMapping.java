package io.axpsync.exchange.graph.internal;

import static io.axpsync.core.item.Capabilities.Holding.READ_ONLY;
import static io.axpsync.core.item.Capabilities.Holding.READ_WRITE;
import static io.axpsync.core.item.Capabilities.Holding.upTo;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.jsoup.Jsoup;

/**
 * What a {@code todoTask} and a task carry for each other, both directions: one line for each field. To Do has no per
 * cent, sensitivity, work or costs. When a task was completed the server itself says.
 */
record TaskMapping(Field field, Holding holding, Reads reads, Writes writes) {

    private static final int LINE = 255;

    private static final Map<String, String> STATUS = HashMap.of(
            "notStarted", "NOT_STARTED",
            "inProgress", "IN_PROGRESS",
            "completed", "COMPLETED",
            "waitingOnOthers", "WAITING",
            "deferred", "DEFERRED");
    private static final Map<String, String> IMPORTANCE = HashMap.of("low", "LOW", "normal", "NORMAL", "high", "HIGH");

    /** The lines in catalogue order. */
    static final Seq<TaskMapping> TABLE = Vector.of(
            new TaskMapping(
                    Field.SUBJECT,
                    upTo(LINE),
                    (task, lane) -> some(Value.text(Json.text(task, "title").getOrElse(""))),
                    (task, value) -> task.addProperty("title", Texts.write(value))),
            new TaskMapping(Field.BODY, READ_WRITE, (task, lane) -> some(body(task)), TaskMapping::body),
            choice(Field.IMPORTANCE, "importance", IMPORTANCE, "normal"),
            // Needs the list that is there: TaskBodies writes it.
            new TaskMapping(
                    Field.CATEGORIES,
                    READ_WRITE,
                    (task, lane) -> some(Categories.users(Json.texts(task, "categories"), lane)),
                    (task, value) -> {}),
            date(Field.START_DATE, "startDateTime", READ_WRITE),
            date(Field.DUE_DATE, "dueDateTime", READ_WRITE),
            new TaskMapping(Field.REMINDER_AT, READ_WRITE, (task, lane) -> some(reminder(task)), TaskMapping::reminder),
            choice(Field.STATUS, "status", STATUS, "notStarted"),
            date(Field.COMPLETED_DATE, "completedDateTime", READ_ONLY));

    /** How each field is held, for the capabilities. */
    static Map<Field, Holding> holdings() {
        return TABLE.foldLeft(LinkedHashMap.empty(), (map, line) -> map.put(line.field(), line.holding()));
    }

    static TaskMapping of(Field field) {
        return TABLE.find(line -> line.field() == field)
                .getOrElseThrow(() -> new IllegalArgumentException("a todoTask has no " + field));
    }

    /** From a task; none = it says it in words that we do not know, and is not carried. */
    @FunctionalInterface
    interface Reads {
        Option<Value> from(JsonObject task, Lane lane);
    }

    /** Into the body of a write; {@link Value#NOTHING} blanks. */
    @FunctionalInterface
    interface Writes {
        void onto(JsonObject task, Value value);
    }

    private static Option<Value> some(Value value) {
        return Option.some(value);
    }

    private static TaskMapping choice(Field field, String property, Map<String, String> names, String otherwise) {
        return new TaskMapping(
                field,
                READ_WRITE,
                (task, lane) -> Json.text(task, property).flatMap(names::get).map(Value::choice),
                (task, value) -> task.addProperty(
                        property,
                        names.find(t -> value instanceof Value.Choice c
                                        && c.name().equals(t._2))
                                .map(t -> t._1)
                                .getOrElse(otherwise)));
    }

    private static TaskMapping date(Field field, String property, Holding holding) {
        return new TaskMapping(
                field,
                holding,
                (task, lane) ->
                        some(TaskTimes.date(task, property, lane.mailbox().zone())),
                (task, value) -> task.add(property, TaskTimes.written(value)));
    }

    private static Value body(JsonObject task) {
        return Json.object(task, "body")
                .map(body -> {
                    String content = Json.text(body, "content").getOrElse("");
                    boolean html = Json.text(body, "contentType").exists("html"::equalsIgnoreCase);
                    return Value.text(html ? Jsoup.parse(content).wholeText() : content);
                })
                .getOrElse(Value.NOTHING);
    }

    private static void body(JsonObject task, Value value) {
        JsonObject body = new JsonObject();
        body.addProperty("contentType", "text");
        body.addProperty("content", Texts.write(value));
        task.add("body", body);
    }

    private static Value reminder(JsonObject task) {
        return Json.bool(task, "isReminderOn").contains(true)
                ? TaskTimes.instant(task, "reminderDateTime")
                : Value.NOTHING;
    }

    private static void reminder(JsonObject task, Value value) {
        task.addProperty("isReminderOn", value instanceof Value.Moment);
        task.add("reminderDateTime", value instanceof Value.Moment ? TaskTimes.written(value) : JsonNull.INSTANCE);
    }
}
