package io.axpsync.d365.odata.internal.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.d365.odata.Marking;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppointmentMappingTest {

    private static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private final ActivityMapping mapping = new ActivityMapping(new Features(true, true, true, true, true));
    private final Sight sight = new Sight(mapping, Marking.CATEGORY);

    private static Lane lane(String zone) {
        return Lane.builder()
                .id(LaneId.of("000101", Kind.APPOINTMENT))
                .kind(Kind.APPOINTMENT)
                .marker(new Category("D365"))
                .mailbox(Mailbox.builder()
                        .personnelNumber("000101")
                        .address("anna@fabrikon.example")
                        .company("nord")
                        .zone(ZoneId.of(zone))
                        .build())
                .build();
    }

    /** A row as D365 answers it: with its own empties. */
    private static Row row(Object... values) {
        Map<String, Object> row = LinkedHashMap.of(
                "dataAreaId", "nord",
                "ActivityNumber", "A-1",
                "Category", "Appointment",
                "ResponsibleWorkerPersonnelNumber", "000101",
                "StartDateTime", "2026-07-01T09:00:00Z",
                "EndDateTime", "2026-07-01T10:00:00Z",
                "ReminderDate", "1900-01-01T00:00:00Z");
        for (String empty : Vector.of("Purpose", "OutlookText", "Location", "OutlookCategories", "OutlookEntryId")) {
            row = row.put(empty, "");
        }
        for (int i = 0; i < values.length; i += 2) {
            row = row.put((String) values[i], values[i + 1]);
        }
        return new Row(EntitySet.ACTIVITIES, "W/\"JzEsMic=\"", row);
    }

    private static Activity activity(Row row) {
        return new Activity(row, Option.none(), Vector.empty());
    }

    private Observed seen(Row row) {
        return sight.full(activity(row), lane("Europe/Berlin"), WINDOW);
    }

    @Test
    void emptiesOfD365AreNothing() {
        Observed.Present present = (Observed.Present) seen(row("Reminder", "No", "AllDay", "No"));

        assertThat(present.item().get().values().keySet()).containsExactly(Field.PERIOD);
        assertThat(present.stamp()).isEmpty();
        assertThat(present.naturalKey()).isEmpty();
        assertThat(present.modified()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ShowTimeAs,WorkingElsewhere",
        "Sensitivity,Private",
        "Priority,Urgent",
        "AllDay,Maybe",
        "Reminder,1",
        "StartDateTime,tomorrow"
    })
    void whatIsNotKnownMakesTheItemUnreadableAndIsNamed(String property, String value) {
        assertThat(seen(row(property, value))).isInstanceOfSatisfying(Observed.Unreadable.class, u -> {
            assertThat(u.reason().code()).isEqualTo("unknown-value");
            assertThat(u.reason().text()).contains(property).contains(value);
        });
    }

    @ParameterizedTest
    @CsvSource({"Master,Yes", "Occurrence,No", "Exception,No", "NotRecurring,Yes", "SomethingNew,No"})
    void seriesAreParked(String state, String master) {
        assertThat(seen(row("RecurrenceState", state, "MasterAppointment", master, "OutlookCategories", "d365")))
                .isInstanceOfSatisfying(Observed.Unreadable.class, u -> {
                    assertThat(u.reason().code()).isEqualTo("series");
                    assertThat(u.marked()).isTrue();
                });
    }

    @Test
    void anAppointmentWithoutStartIsUnreadable() {
        assertThat(seen(row("StartDateTime", "1900-01-01T00:00:00Z")))
                .isInstanceOfSatisfying(
                        Observed.Unreadable.class,
                        u -> assertThat(u.reason().code()).isEqualTo("no-start"));
    }

    @Test
    void anEndThatIsEmptyOrTooEarlyIsTheStart() {
        Instant nine = Instant.parse("2026-07-01T09:00:00Z");
        for (String end : Vector.of("1900-01-01T00:00:00Z", "2026-07-01T08:00:00Z")) {
            assertThat(Periods.read(row("EndDateTime", end), ZoneId.of("UTC"))).isEqualTo(new Value.Period(nine, nine));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // as we write it: midnights of the zone
        "Europe/Berlin,2026-03-27T23:00:00Z,2026-03-29T22:00:00Z,2026-03-28,2026-03-30",
        // date values of D365: noon UTC
        "Europe/Berlin,2026-07-01T12:00:00Z,2026-07-03T12:00:00Z,2026-07-01,2026-07-03",
        "Europe/Berlin,2026-07-01T12:00:00Z,2026-07-01T12:00:00Z,2026-07-01,2026-07-02",
        // an end within the last day, or none
        "Europe/Berlin,2026-06-30T22:00:00Z,2026-07-01T21:59:59Z,2026-07-01,2026-07-02",
        "Europe/Berlin,2026-06-30T22:00:00Z,1900-01-01T00:00:00Z,2026-07-01,2026-07-02",
        // where noon UTC is midnight
        "Pacific/Auckland,2026-06-30T12:00:00Z,2026-07-01T12:00:00Z,2026-07-01,2026-07-02",
        "America/Los_Angeles,2026-07-01T07:00:00Z,2026-07-02T07:00:00Z,2026-07-01,2026-07-02"
    })
    void allDayIsDatesWhateverTheHoursSay(String zone, String start, String end, LocalDate first, LocalDate behind) {
        Row row = row("AllDay", "Yes", "StartDateTime", start, "EndDateTime", end);

        assertThat(Periods.read(row, ZoneId.of(zone))).isEqualTo(new Value.Days(first, behind));
    }

    @Test
    void whatIsWrittenIsReadTheSame() {
        Lane lane = lane("Asia/Tokyo");
        Map<Field, Value> values = LinkedHashMap.<Field, Value>of(Field.SUBJECT, Value.text("Visit"))
                .put(Field.BODY, Value.text("One\nTwo"))
                .put(Field.PERIOD, new Value.Days(LocalDate.parse("2026-07-01"), LocalDate.parse("2026-07-04")))
                .put(Field.LOCATION, Value.text("Here"))
                .put(Field.SHOW_AS, Value.choice("OUT_OF_OFFICE"))
                .put(Field.SENSITIVITY, Value.choice("PRIVATE"))
                .put(Field.IMPORTANCE, Value.choice("HIGH"))
                .put(Field.REMINDER, new Value.Whole(90));
        io.axpsync.core.item.Item item = io.axpsync.core.item.Item.of(Kind.APPOINTMENT, values);
        Map<String, Object> written = mapping.write(item, values.keySet().toVector(), lane);
        Row row = new Row(EntitySet.ACTIVITIES, "", written);

        assertThat(mapping.read(activity(row), lane)).isEqualTo(item);
        assertThat(row.text("ReminderDate")).isEqualTo("2026-06-30T13:30:00Z");
    }

    @Test
    void stockHoldsNothingOfMeetings() {
        assertThat(new ActivityMapping(Features.STOCK)
                        .holdings(Kind.APPOINTMENT)
                        .keySet())
                .doesNotContain(Field.ATTENDEES, Field.RESPONSES, Field.ORGANIZER, Field.RESPONSE_REQUESTED);
        assertThat(mapping.holdings(Kind.APPOINTMENT).keySet())
                .contains(Field.ATTENDEES)
                .doesNotContain(Field.TIME_ZONE);
    }

    private static Row attendee(String email, String type, String status, String leads) {
        return new Row(
                EntitySet.ATTENDEES,
                "",
                LinkedHashMap.of(
                        "Email",
                        email,
                        "AttendeeType",
                        type,
                        "ResponseStatus",
                        status,
                        "OrganizerActivityNumber",
                        leads));
    }

    @Test
    void whoOrganisesDecidesWhoseMeetingItIs() {
        Row bob = attendee("Bob@Outside.example", "Optional", "Accepted", "");
        Row self = attendee("Anna@fabrikon.example", "Required", "Organizer", "");
        Row other = attendee("eve@outside.example", "Required", "Organizer", "");
        Lane lane = lane("UTC");

        assertThat(People.role(new Activity(row(), Option.none(), Vector.of(bob, self)), lane))
                .isEqualTo(Observed.Role.OWNER);
        assertThat(People.role(new Activity(row(), Option.none(), Vector.of(bob, other)), lane))
                .isEqualTo(Observed.Role.ATTENDEE);
        Row led = attendee("bob@outside.example", "Required", "None", "A-9");
        assertThat(People.role(new Activity(row(), Option.none(), Vector.of(led)), lane))
                .isEqualTo(Observed.Role.ATTENDEE);
        assertThat(People.attendees(Vector.of(bob, self)))
                .isEqualTo(Value.Entries.of(Vector.of(new Value.Entry("bob@outside.example", "OPTIONAL", ""))));
        assertThat(People.responses(Vector.of(bob, self)))
                .isEqualTo(Value.Entries.of(Vector.of(new Value.Entry("bob@outside.example", "ACCEPTED", ""))));
        assertThat(People.organizer(Vector.of(self))).isEqualTo(Value.NOTHING);
    }
}
