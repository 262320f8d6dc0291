package io.axpsync.d365.odata.internal.appointment;

import static io.axpsync.core.item.Field.ATTACHMENTS;
import static io.axpsync.core.item.Field.ATTENDEES;
import static io.axpsync.core.item.Field.EXCEPTIONS;
import static io.axpsync.core.item.Field.LOCATION;
import static io.axpsync.core.item.Field.ORGANIZER;
import static io.axpsync.core.item.Field.PERIOD;
import static io.axpsync.core.item.Field.REMINDER;
import static io.axpsync.core.item.Field.RESPONSES;
import static io.axpsync.core.item.Field.RESPONSE_REQUESTED;
import static io.axpsync.core.item.Field.SHOW_AS;
import static io.axpsync.d365.odata.internal.appointment.FieldTable.choice;
import static io.axpsync.d365.odata.internal.appointment.FieldTable.line;
import static io.axpsync.d365.odata.internal.appointment.FieldTable.meetings;
import static io.axpsync.d365.odata.internal.appointment.FieldTable.text;

import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Literals;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Appointments and activities of category {@code Appointment}, both directions: one line for each field. Not held:
 * TIME_ZONE (D365 keeps UTC). Not carried: {@code Notes}, which never leaves D365.
 */
final class AppointmentMapping {

    /** Ten years; a reminder that is longer, or behind the start, is a mistake of some program. */
    private static final long MOST_MINUTES = 10L * 366 * 24 * 60;

    private static final FieldTable.Writing BY_CHILD_ROWS = (item, lane) -> LinkedHashMap.empty();

    private static final Seq<FieldTable.Line> TABLE = Vector.of(
            FieldTable.SUBJECT,
            FieldTable.BODY,
            line(PERIOD, (a, l) -> Periods.read(a.row(), l.mailbox().zone()), AppointmentMapping::period),
            text(LOCATION, "Location", Holding.upTo(FieldTable.LINE)),
            choice(SHOW_AS, "ShowTimeAs", Choices.SHOW_AS, HashMap.of("WORKING_ELSEWHERE", "BUSY"), "BUSY"),
            FieldTable.SENSITIVITY,
            FieldTable.IMPORTANCE,
            line(REMINDER, (a, l) -> reminder(a), AppointmentMapping::reminder),
            FieldTable.CATEGORIES,
            line(EXCEPTIONS, (a, l) -> Value.NOTHING, BY_CHILD_ROWS), // read with PERIOD, see SeriesReading
            line(ATTACHMENTS, (a, l) -> Copies.read(a.copies()), BY_CHILD_ROWS),
            meetings(ATTENDEES, (a, l) -> People.attendees(a.attendees()), BY_CHILD_ROWS),
            meetings(RESPONSES, (a, l) -> People.responses(a.attendees()), BY_CHILD_ROWS),
            meetings(ORGANIZER, (a, l) -> People.organizer(a.attendees()), BY_CHILD_ROWS),
            meetings(
                    RESPONSE_REQUESTED,
                    (a, l) -> responseRequested(a),
                    (item, l) -> LinkedHashMap.of(
                            "OutlookResponseRequested",
                            item.value(RESPONSE_REQUESTED).equals(Value.choice("YES")) ? "Yes" : "No")));

    /** The fields that are rows of their own. */
    static final Seq<Field> CHILDREN = Vector.of(ATTENDEES, RESPONSES, ORGANIZER);

    private AppointmentMapping() {}

    static FieldTable of(Features features) {
        return new FieldTable(
                Kind.APPOINTMENT,
                TABLE.filter(line -> (features.attendees() || !line.meetings())
                        && (features.series() || line.field() != EXCEPTIONS)
                        && (features.files() || line.field() != ATTACHMENTS)));
    }

    /** The fields whose properties must be written with these: a reminder's time hangs on the start. */
    static Seq<Field> together(Item item, Seq<Field> fields) {
        return fields.contains(PERIOD) && !item.value(REMINDER).isNothing() ? fields.append(REMINDER) : fields;
    }

    /** The row of a master is that of its first occurrence. */
    static Value first(Value period) {
        return period instanceof Value.Recurring series ? series.first() : period;
    }

    private static Map<String, Object> period(Item item, Lane lane) {
        Value period = first(item.value(PERIOD));
        Value.Period instants = Periods.instants(period, lane.mailbox().zone())
                .getOrElseThrow(() -> new IllegalArgumentException("an appointment needs a start and an end"));
        return LinkedHashMap.of(
                "AllDay", period instanceof Value.Days ? "Yes" : "No",
                "StartDateTime", Literals.time(instants.start()),
                "EndDateTime", Literals.time(instants.end()));
    }

    private static Value reminder(Activity activity) {
        return activity.row().yes("Reminder")
                ? new Value.Whole(activity.row().number("ReminderMinutes"))
                : Value.NOTHING;
    }

    private static Map<String, Object> reminder(Item item, Lane lane) {
        if (!(item.value(REMINDER) instanceof Value.Whole minutes)) {
            return LinkedHashMap.of("Reminder", "No", "ReminderMinutes", 0, "ReminderDate", Literals.time(Dates.EMPTY));
        }
        long before = Math.max(0, Math.min(minutes.number(), MOST_MINUTES));
        Instant at = Periods.instants(first(item.value(PERIOD)), lane.mailbox().zone())
                .map(p -> p.start().minus(before, ChronoUnit.MINUTES))
                .getOrElse(Dates.EMPTY);
        return LinkedHashMap.of(
                "Reminder", "Yes",
                "ReminderMinutes", Math.toIntExact(before),
                "ReminderDate", Literals.time(at));
    }

    private static Value responseRequested(Activity activity) {
        return People.attendees(activity.attendees()).isNothing()
                ? Value.NOTHING
                : Value.choice(activity.row().yes("OutlookResponseRequested") ? "YES" : "NO");
    }
}
