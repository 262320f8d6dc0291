package io.axpsync.d365.odata.internal.appointment;

import static io.axpsync.core.item.Field.ATTENDEES;
import static io.axpsync.core.item.Field.BODY;
import static io.axpsync.core.item.Field.CATEGORIES;
import static io.axpsync.core.item.Field.IMPORTANCE;
import static io.axpsync.core.item.Field.LOCATION;
import static io.axpsync.core.item.Field.ORGANIZER;
import static io.axpsync.core.item.Field.PERIOD;
import static io.axpsync.core.item.Field.REMINDER;
import static io.axpsync.core.item.Field.RESPONSES;
import static io.axpsync.core.item.Field.RESPONSE_REQUESTED;
import static io.axpsync.core.item.Field.SENSITIVITY;
import static io.axpsync.core.item.Field.SHOW_AS;
import static io.axpsync.core.item.Field.SUBJECT;

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

    private static final Instant EMPTY_TIME = Instant.parse("1900-01-01T00:00:00Z");
    /** {@code smmActivityLocation} and the subject's data type hold so much. */
    private static final int LINE = 255;

    /** Ten years; a reminder that is longer, or behind the start, is a mistake of some program. */
    private static final long MOST_MINUTES = 10L * 366 * 24 * 60;

    private interface Reading {
        Value read(Activity activity, Lane lane);
    }

    private interface Writing {
        Map<String, Object> write(Item item, Lane lane);
    }

    private record Line(Field field, Holding holding, boolean meetings, Reading reading, Writing writing) {}

    private static final Writing BY_CHILD_ROWS = (item, lane) -> LinkedHashMap.empty();
    private static final Writing BY_MARKING = (item, lane) -> LinkedHashMap.empty();

    private static final Seq<Line> TABLE = Vector.of(
            text(SUBJECT, "Purpose", Holding.upTo(LINE)),
            text(BODY, "OutlookText", Holding.READ_WRITE),
            line(PERIOD, (a, l) -> Periods.read(a.row(), l.mailbox().zone()), AppointmentMapping::period),
            text(LOCATION, "Location", Holding.upTo(LINE)),
            choice(SHOW_AS, "ShowTimeAs", Choices.SHOW_AS, HashMap.of("WORKING_ELSEWHERE", "BUSY"), "BUSY"),
            choice(SENSITIVITY, "Sensitivity", Choices.SENSITIVITY, HashMap.empty(), "NORMAL"),
            choice(IMPORTANCE, "Priority", Choices.IMPORTANCE, HashMap.empty(), "NORMAL"),
            line(REMINDER, (a, l) -> reminder(a), AppointmentMapping::reminder),
            line(CATEGORIES, (a, l) -> CategoryText.users(a.row().text("OutlookCategories"), l), BY_MARKING),
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

    private final Seq<Line> lines;

    AppointmentMapping(Features features) {
        lines = TABLE.filter(line -> features.attendees() || !line.meetings());
    }

    Map<Field, Holding> holdings() {
        return lines.foldLeft(
                LinkedHashMap.<Field, Holding>empty(), (map, line) -> map.put(line.field(), line.holding()));
    }

    /** @throws io.axpsync.d365.odata.internal.service.Row.UnknownValue when it holds something that we do not know */
    Item read(Activity activity, Lane lane) {
        return Item.of(
                Kind.APPOINTMENT,
                lines.foldLeft(
                        LinkedHashMap.<Field, Value>empty(),
                        (map, line) -> map.put(line.field(), line.reading().read(activity, lane))));
    }

    /**
     * The properties of the activity's own row for these fields of an item; categories and child rows are written
     * apart.
     */
    Map<String, Object> write(Item item, Seq<Field> fields, Lane lane) {
        // The reminder's time hangs on the start, and its row is only right with both.
        Seq<Field> asked =
                fields.contains(PERIOD) && !item.value(REMINDER).isNothing() ? fields.append(REMINDER) : fields;
        Map<String, Object> row = LinkedHashMap.empty();
        for (Line line : lines.filter(l -> asked.contains(l.field()))) {
            row = row.merge(line.writing().write(item, lane));
        }
        return row;
    }

    /** The first text that is too long to be held; servers differ in whether they refuse or cut it. */
    Seq<String> tooLong(Map<Field, Value> values) {
        return values.toVector()
                .filter(v -> v._2 instanceof Value.Text t
                        && lines.exists(line -> line.field() == v._1
                                && line.holding()
                                        .maxLength()
                                        .exists(max -> t.text().length() > max)))
                .map(v -> v._1.name());
    }

    private static Line line(Field field, Reading reading, Writing writing) {
        return new Line(field, Holding.READ_WRITE, false, reading, writing);
    }

    private static Line meetings(Field field, Reading reading, Writing writing) {
        return new Line(field, Holding.READ_WRITE, true, reading, writing);
    }

    private static Line text(Field field, String property, Holding holding) {
        return new Line(
                field,
                holding,
                false,
                (activity, lane) -> Value.text(activity.row().text(property)),
                (item, lane) -> LinkedHashMap.of(property, item.value(field) instanceof Value.Text t ? t.text() : ""));
    }

    private static Line choice(
            Field field, String property, Choices choices, Map<String, String> fallbacks, String whenNothing) {
        return new Line(
                field,
                fallbacks.isEmpty() ? Holding.READ_WRITE : Holding.lacking(fallbacks),
                false,
                (activity, lane) -> choices.read(activity.row(), property),
                (item, lane) -> {
                    String name = item.value(field) instanceof Value.Choice c ? c.name() : whenNothing;
                    return LinkedHashMap.of(property, choices.member(fallbacks.getOrElse(name, name)));
                });
    }

    private static Map<String, Object> period(Item item, Lane lane) {
        Value period = item.value(PERIOD);
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
            return LinkedHashMap.of("Reminder", "No", "ReminderMinutes", 0, "ReminderDate", Literals.time(EMPTY_TIME));
        }
        long before = Math.max(0, Math.min(minutes.number(), MOST_MINUTES));
        Instant at = Periods.instants(item.value(PERIOD), lane.mailbox().zone())
                .map(p -> p.start().minus(before, ChronoUnit.MINUTES))
                .getOrElse(EMPTY_TIME);
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
