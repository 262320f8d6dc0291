package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.change.Observed.Role;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Locale;

/**
 * The rows of {@code AxpActivityAttendees}: one for each address, the organiser's among them. Three fields of an item
 * share them: who is invited, what they answered, and who organises.
 */
final class People {

    private static final String ORGANIZER = "Organizer";
    private static final String NONE = "None";

    private People() {}

    static Value attendees(Seq<Row> rows) {
        return entries(invited(rows), row -> type(row));
    }

    static Value responses(Seq<Row> rows) {
        return entries(
                invited(rows).filter(row -> !isUnanswered(row)),
                row -> Choices.RESPONSE.name("ResponseStatus", row.text("ResponseStatus")));
    }

    /** Only of meetings: without attendees there is nothing to organise. */
    static Value organizer(Seq<Row> rows) {
        return invited(rows).isEmpty() ? Value.NOTHING : entries(rows.filter(People::organizes), row -> "");
    }

    /** Somebody else's meeting: another organiser than the mailbox, or another activity leads. */
    static Role role(Activity activity, Lane lane) {
        boolean led = activity.attendees()
                .map(row -> row.text("OrganizerActivityNumber"))
                .exists(number -> !number.isEmpty()
                        && !number.equalsIgnoreCase(activity.row().text("ActivityNumber")));
        boolean organizedElsewhere = !invited(activity.attendees()).isEmpty()
                && activity.attendees()
                        .filter(People::organizes)
                        .exists(row -> !row.text("Email")
                                .equalsIgnoreCase(lane.mailbox().address()));
        return led || organizedElsewhere ? Role.ATTENDEE : Role.OWNER;
    }

    /** The rows that an item wants: address to properties. */
    static Map<String, Map<String, Object>> wanted(Item item) {
        Map<String, Map<String, Object>> rows = LinkedHashMap.empty();
        for (Value.Entry organizer : values(item.value(Field.ORGANIZER))) {
            rows = rows.put(organizer.key(), row(organizer.label(), "Required", ORGANIZER));
        }
        Map<String, String> responses = values(item.value(Field.RESPONSES))
                .toMap(e -> io.vavr.Tuple.of(e.key(), Choices.RESPONSE.member(e.value())));
        for (Value.Entry attendee : values(item.value(Field.ATTENDEES))) {
            String type = attendee.value().isEmpty() ? "REQUIRED" : attendee.value();
            rows = rows.put(
                    attendee.key(),
                    row(
                            attendee.label(),
                            Choices.ATTENDEE_TYPE.member(type),
                            responses.getOrElse(attendee.key(), NONE)));
        }
        return rows;
    }

    private static Map<String, Object> row(String name, String type, String response) {
        return LinkedHashMap.of("Name", name, "AttendeeType", type, "ResponseStatus", response);
    }

    /** Whether a row says already what is wanted; a name alone is no reason to write. */
    static boolean says(Row row, Map<String, Object> wanted) {
        return row.text("AttendeeType").equals(wanted.getOrElse("AttendeeType", ""))
                && (row.text("ResponseStatus").equals(wanted.getOrElse("ResponseStatus", NONE))
                        || (isUnanswered(row) && NONE.equals(wanted.getOrElse("ResponseStatus", NONE))));
    }

    private static Seq<Row> invited(Seq<Row> rows) {
        return rows.filter(row -> !organizes(row));
    }

    static boolean organizes(Row row) {
        return row.text("ResponseStatus").equals(ORGANIZER);
    }

    private static boolean isUnanswered(Row row) {
        return row.text("ResponseStatus").isEmpty()
                || row.text("ResponseStatus").equals(NONE);
    }

    private static String type(Row row) {
        return row.text("AttendeeType").isEmpty()
                ? "REQUIRED"
                : Choices.ATTENDEE_TYPE.name("AttendeeType", row.text("AttendeeType"));
    }

    private static Value entries(Seq<Row> rows, java.util.function.Function<Row, String> value) {
        Value.Entries entries = Value.Entries.of(rows.map(row ->
                new Value.Entry(row.text("Email").toLowerCase(Locale.ROOT), value.apply(row), row.text("Name"))));
        return entries.isEmpty() ? Value.NOTHING : entries;
    }

    private static Seq<Value.Entry> values(Value value) {
        return value instanceof Value.Entries e ? e.values() : Vector.empty();
    }
}
