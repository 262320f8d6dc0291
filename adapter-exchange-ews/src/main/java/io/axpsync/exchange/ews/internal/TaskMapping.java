package io.axpsync.exchange.ews.internal;

import static io.axpsync.core.item.Capabilities.Holding.READ_ONLY;
import static io.axpsync.core.item.Capabilities.Holding.READ_WRITE;
import static io.axpsync.core.item.Capabilities.Holding.upTo;

import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.enumeration.property.BodyType;
import microsoft.exchange.webservices.data.core.enumeration.property.Importance;
import microsoft.exchange.webservices.data.core.enumeration.property.Sensitivity;
import microsoft.exchange.webservices.data.core.enumeration.service.TaskStatus;
import microsoft.exchange.webservices.data.core.service.item.Task;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.core.service.schema.TaskSchema;
import microsoft.exchange.webservices.data.property.complex.MessageBody;
import microsoft.exchange.webservices.data.property.definition.PropertyDefinition;

/**
 * What a {@code t:Task} and a task carry for each other, both directions: one line for each field. When a task was
 * completed the server itself says.
 */
record TaskMapping(Field field, Holding holding, Reads reads, Writes writes) {

    private static final int LINE = 255;

    private static final Map<Sensitivity, String> SENSITIVITY = HashMap.of(
            Sensitivity.Normal, "NORMAL",
            Sensitivity.Personal, "PERSONAL",
            Sensitivity.Private, "PRIVATE",
            Sensitivity.Confidential, "CONFIDENTIAL");
    private static final Map<Importance, String> IMPORTANCE =
            HashMap.of(Importance.Low, "LOW", Importance.Normal, "NORMAL", Importance.High, "HIGH");
    private static final Map<TaskStatus, String> STATUS = HashMap.of(
            TaskStatus.NotStarted, "NOT_STARTED",
            TaskStatus.InProgress, "IN_PROGRESS",
            TaskStatus.Completed, "COMPLETED",
            TaskStatus.WaitingOnOthers, "WAITING",
            TaskStatus.Deferred, "DEFERRED");

    /** The lines in catalogue order. */
    static final Seq<TaskMapping> TABLE = Vector.of(
            line(
                    Field.SUBJECT,
                    upTo(LINE),
                    (t, l) -> some(text(t, TaskSchema.Subject)),
                    (s, t, l, v) -> t.setSubject(text(v))),
            line(
                    Field.BODY,
                    READ_WRITE,
                    (t, l) -> some(body(t)),
                    (s, t, l, v) -> t.setBody(new MessageBody(BodyType.Text, text(v)))),
            line(
                    Field.SENSITIVITY,
                    READ_WRITE,
                    (t, l) -> choice(SENSITIVITY, t, TaskSchema.Sensitivity, Sensitivity.class),
                    (s, t, l, v) -> t.setSensitivity(member(SENSITIVITY, v, Sensitivity.Normal))),
            line(
                    Field.IMPORTANCE,
                    READ_WRITE,
                    (t, l) -> choice(IMPORTANCE, t, TaskSchema.Importance, Importance.class),
                    (s, t, l, v) -> t.setImportance(member(IMPORTANCE, v, Importance.Normal))),
            // Needs the list that is there: TaskDrafts writes it.
            line(
                    Field.CATEGORIES,
                    READ_WRITE,
                    (t, l) -> some(Categories.users(Facts.categories(t), l)),
                    (s, t, l, v) -> {}),
            line(
                    Field.START_DATE,
                    READ_WRITE,
                    (t, l) -> some(TaskDays.start(t, l.mailbox().zone())),
                    (s, t, l, v) -> TaskDays.writeStart(s, t, v, l.mailbox().zone())),
            line(
                    Field.DUE_DATE,
                    READ_WRITE,
                    (t, l) -> some(TaskDays.due(t, l.mailbox().zone())),
                    (s, t, l, v) -> TaskDays.writeDue(s, t, v, l.mailbox().zone())),
            line(Field.REMINDER_AT, READ_WRITE, (t, l) -> some(reminder(t)), (s, t, l, v) -> reminder(s, t, v)),
            line(
                    Field.STATUS,
                    READ_WRITE,
                    (t, l) -> choice(STATUS, t, TaskSchema.Status, TaskStatus.class),
                    (s, t, l, v) -> t.setStatus(member(STATUS, v, TaskStatus.NotStarted))),
            line(
                    Field.PERCENT_COMPLETE,
                    READ_WRITE,
                    (t, l) -> Facts.of(t, TaskSchema.PercentComplete, Double.class)
                            .map(percent -> new Value.Whole(percent.longValue())),
                    (s, t, l, v) -> t.setPercentComplete(v instanceof Value.Whole w ? (double) w.number() : 0.0)),
            line(
                    Field.COMPLETED_DATE,
                    READ_ONLY,
                    (t, l) -> some(TaskDays.completed(t, l.mailbox().zone())),
                    (s, t, l, v) -> {}),
            line(
                    Field.TOTAL_WORK,
                    READ_WRITE,
                    (t, l) -> some(minutes(t, TaskSchema.TotalWork)),
                    (s, t, l, v) -> t.setTotalWork(minutes(v))),
            line(
                    Field.ACTUAL_WORK,
                    READ_WRITE,
                    (t, l) -> some(minutes(t, TaskSchema.ActualWork)),
                    (s, t, l, v) -> t.setActualWork(minutes(v))),
            line(
                    Field.BILLING,
                    upTo(LINE),
                    (t, l) -> some(text(t, TaskSchema.BillingInformation)),
                    (s, t, l, v) -> t.setBillingInformation(v.isNothing() ? null : text(v))),
            line(
                    Field.MILEAGE,
                    upTo(LINE),
                    (t, l) -> some(text(t, TaskSchema.Mileage)),
                    (s, t, l, v) -> t.setMileage(v.isNothing() ? null : text(v))));

    /** How each field is held, for the capabilities. */
    static Map<Field, Holding> holdings() {
        return TABLE.foldLeft(LinkedHashMap.empty(), (map, line) -> map.put(line.field(), line.holding()));
    }

    static TaskMapping of(Field field) {
        return TABLE.find(line -> line.field() == field)
                .getOrElseThrow(() -> new IllegalArgumentException("a task has no " + field));
    }

    /** From an item; none = the answer did not tell it, or in words that we do not know: it is not carried. */
    @FunctionalInterface
    interface Reads {
        Option<Value> from(Task item, Lane lane);
    }

    /** Onto an item of which nothing is loaded; {@link Value#NOTHING} blanks. */
    @FunctionalInterface
    interface Writes {
        void onto(MailboxService service, Task item, Lane lane, Value value) throws Exception;
    }

    private static TaskMapping line(Field field, Holding holding, Reads reads, Writes writes) {
        return new TaskMapping(field, holding, reads, writes);
    }

    private static Option<Value> some(Value value) {
        return Option.some(value);
    }

    private static Value text(Task item, PropertyDefinition property) {
        return Value.text(Facts.text(item, property));
    }

    private static String text(Value value) {
        return value instanceof Value.Text t ? t.text() : "";
    }

    private static <E> Option<Value> choice(
            Map<E, String> names, Task item, PropertyDefinition property, Class<E> type) {
        return Facts.of(item, property, type).flatMap(names::get).map(Value::choice);
    }

    private static <E> E member(Map<E, String> names, Value value, E otherwise) {
        return names.find(t -> value instanceof Value.Choice c && c.name().equals(t._2))
                .map(t -> t._1)
                .getOrElse(otherwise);
    }

    private static Value body(Task item) {
        return Facts.of(item, ItemSchema.Body, MessageBody.class)
                .map(body -> Blanks.shown(body.toString()))
                .map(Value::text)
                .getOrElse(Value.NOTHING);
    }

    private static Value reminder(Task item) {
        return Facts.flag(item, ItemSchema.IsReminderSet)
                ? Facts.instant(item, ItemSchema.ReminderDueBy)
                        .<Value>map(Value.Moment::new)
                        .getOrElse(Value.NOTHING)
                : Value.NOTHING;
    }

    private static void reminder(MailboxService service, Task item, Value value) throws Exception {
        item.setIsReminderSet(value instanceof Value.Moment);
        if (value instanceof Value.Moment moment) {
            item.setReminderDueBy(service.time(moment.at()));
        }
    }

    /** Exchange tells no work as none or as nought. */
    private static Value minutes(Task item, PropertyDefinition property) {
        return Facts.of(item, property, Integer.class)
                .filter(minutes -> minutes != 0)
                .<Value>map(Value.Whole::new)
                .getOrElse(Value.NOTHING);
    }

    private static int minutes(Value value) {
        return value instanceof Value.Whole whole ? (int) Math.max(0, Math.min(Integer.MAX_VALUE, whole.number())) : 0;
    }
}
