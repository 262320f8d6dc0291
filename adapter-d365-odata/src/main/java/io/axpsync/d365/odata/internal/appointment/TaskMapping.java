package io.axpsync.d365.odata.internal.appointment;

import static io.axpsync.core.item.Field.ACTUAL_WORK;
import static io.axpsync.core.item.Field.BILLING;
import static io.axpsync.core.item.Field.COMPLETED_DATE;
import static io.axpsync.core.item.Field.DUE_DATE;
import static io.axpsync.core.item.Field.MILEAGE;
import static io.axpsync.core.item.Field.PERCENT_COMPLETE;
import static io.axpsync.core.item.Field.REMINDER_AT;
import static io.axpsync.core.item.Field.START_DATE;
import static io.axpsync.core.item.Field.STATUS;
import static io.axpsync.core.item.Field.TOTAL_WORK;
import static io.axpsync.d365.odata.internal.appointment.FieldTable.choice;
import static io.axpsync.d365.odata.internal.appointment.FieldTable.line;
import static io.axpsync.d365.odata.internal.appointment.FieldTable.text;

import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Tasks and activities of category {@code Task}, both directions. Start and due date stand in {@code StartDateTime} and
 * {@code EndDateTime}, the completion date in {@code DateAndTimeClosed}; work is in hours there, in minutes here.
 */
final class TaskMapping {

    private static final BigDecimal MINUTES = BigDecimal.valueOf(60);
    /** D365 shows work with two digits behind the point; four keep the minutes apart. */
    private static final int DIGITS = 4;

    private static final FieldTable TABLE = new FieldTable(
            Kind.TASK,
            Vector.of(
                    FieldTable.SUBJECT,
                    FieldTable.BODY,
                    line(
                            START_DATE,
                            (a, l) -> date(a, l, "StartDateTime"),
                            (i, l) -> date(i, l, START_DATE, "StartDateTime")),
                    line(DUE_DATE, (a, l) -> due(a.row(), l), (i, l) -> date(i, l, DUE_DATE, "EndDateTime")),
                    line(REMINDER_AT, (a, l) -> reminder(a.row()), (i, l) -> reminder(i)),
                    choice(STATUS, "ActivityStatus", Choices.STATUS, HashMap.empty(), "NOT_STARTED"),
                    line(
                            PERCENT_COMPLETE,
                            (a, l) -> new Value.Whole(decimal(a.row(), "CompletedPercentage")
                                    .setScale(0, RoundingMode.HALF_UP)
                                    .longValueExact()),
                            (i, l) -> LinkedHashMap.of("CompletedPercentage", whole(i, PERCENT_COMPLETE))),
                    line(COMPLETED_DATE, (a, l) -> completed(a.row(), l), TaskMapping::completed),
                    work(TOTAL_WORK, "TotalWork"),
                    work(ACTUAL_WORK, "ActualWork"),
                    text(BILLING, "BillingInformation", Holding.READ_WRITE),
                    text(MILEAGE, "Mileage", Holding.READ_WRITE),
                    FieldTable.IMPORTANCE,
                    FieldTable.SENSITIVITY,
                    FieldTable.CATEGORIES));

    private TaskMapping() {}

    static FieldTable table() {
        return TABLE;
    }

    /** The fields whose properties must be written with these: completing closes the activity, re-opening opens it. */
    static Vector<Field> together(io.vavr.collection.Seq<Field> fields) {
        return fields.contains(STATUS)
                ? fields.append(COMPLETED_DATE).distinct().toVector()
                : fields.toVector();
    }

    /** What a task is matched by beside its subject; nothing when it has no due date. */
    static Value due(Row row, Lane lane) {
        return Dates.read(row, "EndDateTime", lane.mailbox().zone());
    }

    private static Value date(Activity activity, Lane lane, String property) {
        return Dates.read(activity.row(), property, lane.mailbox().zone());
    }

    private static Map<String, Object> date(Item item, Lane lane, Field field, String property) {
        return LinkedHashMap.of(
                property,
                Literals.time(Dates.written(item.value(field), lane.mailbox().zone())));
    }

    private static Value completed(Row row, Lane lane) {
        return row.text("ActivityStatus").equals("Completed")
                ? Dates.read(row, "DateAndTimeClosed", lane.mailbox().zone())
                : Value.NOTHING;
    }

    /** Without a date D365 puts its own; an open task must not keep an old one. */
    private static Map<String, Object> completed(Item item, Lane lane) {
        if (!item.value(STATUS).equals(Value.choice("COMPLETED"))) {
            return LinkedHashMap.of("Closed", "No", "DateAndTimeClosed", Literals.time(Dates.EMPTY));
        }
        Map<String, Object> closed = LinkedHashMap.of("Closed", "Yes");
        return item.value(COMPLETED_DATE).isNothing()
                ? closed
                : closed.put(
                        "DateAndTimeClosed",
                        Literals.time(Dates.written(
                                item.value(COMPLETED_DATE), lane.mailbox().zone())));
    }

    private static Value reminder(Row row) {
        return row.yes("Reminder")
                ? row.time("ReminderDate").<Value>map(Value.Moment::new).getOrElse(Value.NOTHING)
                : Value.NOTHING;
    }

    private static Map<String, Object> reminder(Item item) {
        return item.value(REMINDER_AT) instanceof Value.Moment moment
                ? LinkedHashMap.of("Reminder", "Yes", "ReminderMinutes", 0, "ReminderDate", Literals.time(moment.at()))
                : LinkedHashMap.of("Reminder", "No", "ReminderMinutes", 0, "ReminderDate", Literals.time(Dates.EMPTY));
    }

    private static FieldTable.Line work(Field field, String property) {
        return line(
                field,
                (activity, lane) -> {
                    long minutes = decimal(activity.row(), property)
                            .multiply(MINUTES)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact();
                    return minutes == 0 ? Value.NOTHING : new Value.Whole(minutes);
                },
                (item, lane) -> LinkedHashMap.of(
                        property,
                        BigDecimal.valueOf(whole(item, field)).divide(MINUTES, DIGITS, RoundingMode.HALF_UP)));
    }

    private static long whole(Item item, Field field) {
        return item.value(field) instanceof Value.Whole w ? w.number() : 0;
    }

    private static BigDecimal decimal(Row row, String property) {
        String text = row.text(property);
        try {
            return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Row.UnknownValue(property, text);
        }
    }
}
