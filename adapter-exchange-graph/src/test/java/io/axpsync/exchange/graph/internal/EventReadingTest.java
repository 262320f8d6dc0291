package io.axpsync.exchange.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.HashSet;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReadingTest {

    private static final Lane LANE = Lane.builder()
            .id(LaneId.of("1", Kind.APPOINTMENT))
            .kind(Kind.APPOINTMENT)
            .marker(new Category("D365"))
            .statusCategories(HashSet.of(new Category("D365 waiting")))
            .mailbox(Mailbox.builder()
                    .personnelNumber("1")
                    .address("anna@contoso.example")
                    .company("usmf")
                    .zone(ZoneId.of("Europe/Berlin"))
                    .build())
            .build();
    private static final Window YEAR =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

    private static final String BASE = """
                {"id": "x", "@odata.etag": "W/\\"key1\\"", "changeKey": "key1", "subject": "Visit", "type": "singleInstance",
                 "iCalUId": "UID-1", "isOrganizer": true, "showAs": "busy", "sensitivity": "normal",
                 "importance": "normal", "isReminderOn": false, "reminderMinutesBeforeStart": 15, "isAllDay": false,
                 "categories": ["d365", "Red", "D365 waiting"], "body": {"contentType": "text", "content": "Text"},
                 "start": {"dateTime": "2026-06-01T09:00:00.0000000", "timeZone": "UTC"},
                 "end": {"dateTime": "2026-06-01T10:00:00.0000000", "timeZone": "UTC"},
                 "originalStartTimeZone": "W. Europe Standard Time"}""";

    private static JsonObject event(String more) {
        JsonObject event = JsonParser.parseString(BASE).getAsJsonObject();
        JsonParser.parseString("{" + more + "}")
                .getAsJsonObject()
                .entrySet()
                .forEach(e -> event.add(e.getKey(), e.getValue()));
        return event;
    }

    private static Observed read(String more) {
        return EventReading.full(event(more), ItemRef.exchange("x"), LANE, YEAR, Option.none());
    }

    private static Observed.Present present(String more) {
        return (Observed.Present) read(more);
    }

    private static Value value(Field field, String more) {
        return present(more).item().get().value(field);
    }

    @Test
    void markerAndStatusCategoriesAreNoneOfTheUsers() {
        assertThat(present("").marked()).isTrue();
        assertThat(value(Field.CATEGORIES, ""))
                .isEqualTo(Value.Entries.of(java.util.List.of(new Value.Entry("red", "", "Red"))));
    }

    @Test
    void anUnknownMemberIsWithheldAndNotGuessed() {
        Observed.Present read = present("\"showAs\": \"inTheMetaverse\", \"sensitivity\": \"cosmic\"");
        assertThat(read.item().get().value(Field.SHOW_AS)).isEqualTo(Value.NOTHING);
        assertThat(read.withheld().get(Field.SHOW_AS)).contains(Withheld.PROTECTED);
        assertThat(read.withheld().get(Field.SENSITIVITY)).contains(Withheld.PROTECTED);
        assertThat(read.withheld().get(Field.IMPORTANCE)).isEmpty();
    }

    @Test
    void theMemberUnknownIsWithheldToo() {
        assertThat(present("\"showAs\": \"unknown\"").withheld().get(Field.SHOW_AS))
                .contains(Withheld.PROTECTED);
    }

    @Test
    void theBodyOfAnOnlineMeetingIsWithheld() {
        Observed.Present read = present("\"isOnlineMeeting\": true");
        assertThat(read.withheld().get(Field.BODY)).contains(Withheld.PROTECTED);
        assertThat(read.item().get().value(Field.BODY)).isEqualTo(Value.NOTHING);
    }

    @Test
    void hiddenAttendeesAreWithheldOnACopy() {
        Observed.Present read =
                present("\"hideAttendees\": true, \"isOrganizer\": false, \"attendees\": [{\"type\": \"required\","
                        + " \"emailAddress\": {\"address\": \"a@x.example\"}}]");
        assertThat(read.withheld().get(Field.ATTENDEES)).contains(Withheld.PROTECTED);
        assertThat(read.role()).isEqualTo(Observed.Role.ATTENDEE);
    }

    @Test
    void anAttendeeWithoutAnSmtpAddressMakesTheListUnwritable() {
        assertThat(present("\"attendees\": [{\"type\": \"required\", \"emailAddress\": {\"name\": \"Somebody\"}}]")
                        .withheld()
                        .get(Field.ATTENDEES))
                .contains(Withheld.PROTECTED);
    }

    @Test
    void theOrganizerIsNoAttendee() {
        Observed.Present read =
                present("\"organizer\": {\"emailAddress\": {\"name\": \"Eve\", \"address\": \"EVE@x.example\"}},"
                        + " \"responseRequested\": true, \"attendees\": ["
                        + "{\"type\": \"required\", \"emailAddress\": {\"address\": \"eve@x.example\"}},"
                        + "{\"type\": \"optional\", \"status\": {\"response\": \"tentativelyAccepted\"},"
                        + " \"emailAddress\": {\"name\": \"Bob\", \"address\": \"Bob@X.example\"}}]");
        assertThat(read.item().get().value(Field.ATTENDEES))
                .isEqualTo(Value.Entries.of(java.util.List.of(new Value.Entry("bob@x.example", "OPTIONAL", "Bob"))));
        assertThat(read.item().get().value(Field.RESPONSES))
                .isEqualTo(Value.Entries.of(java.util.List.of(new Value.Entry("bob@x.example", "TENTATIVE", ""))));
        assertThat(read.item().get().value(Field.ORGANIZER))
                .isEqualTo(Value.Entries.of(java.util.List.of(new Value.Entry("eve@x.example", "", "Eve"))));
        assertThat(read.item().get().value(Field.RESPONSE_REQUESTED)).isEqualTo(Value.choice("YES"));
    }

    @Test
    void anAppointmentWithoutAttendeesHasNoOrganizerAndAsksForNoResponse() {
        Observed.Present read = present("\"responseRequested\": true, \"organizer\": {\"emailAddress\":"
                + " {\"address\": \"anna@contoso.example\"}}, \"attendees\": []");
        assertThat(read.item().get().value(Field.ORGANIZER)).isEqualTo(Value.NOTHING);
        assertThat(read.item().get().value(Field.RESPONSE_REQUESTED)).isEqualTo(Value.NOTHING);
    }

    @Test
    void allDayEventsAreTheDatesThatAreWritten() {
        assertThat(value(
                        Field.PERIOD,
                        "\"isAllDay\": true, " + times("2026-03-28T00:00:00", "2026-03-30T00:00:00", "UTC")))
                .isEqualTo(new Value.Days(LocalDate.of(2026, 3, 28), LocalDate.of(2026, 3, 30)));
    }

    @Test
    void allDayEventsInAnotherZoneAreDaysOfTheZoneInWhichTheyWereMade() {
        assertThat(value(
                        Field.PERIOD,
                        "\"isAllDay\": true, " + times("2026-06-01T22:00:00", "2026-06-02T22:00:00", "UTC")))
                .isEqualTo(new Value.Days(LocalDate.of(2026, 6, 2), LocalDate.of(2026, 6, 3)));
    }

    @Test
    void timesAreReadInWindowsAndIanaZonesAndWithMoreFractionDigits() {
        Value nine = new Value.Period(Instant.parse("2026-06-01T07:00:00Z"), Instant.parse("2026-06-01T08:00:00Z"));
        assertThat(value(Field.PERIOD, times("2026-06-01T09:00:00", "2026-06-01T10:00:00", "W. Europe Standard Time")))
                .isEqualTo(nine);
        assertThat(value(
                        Field.PERIOD, times("2026-06-01T09:00:00.000000000", "2026-06-01T10:00:00.0", "Europe/Berlin")))
                .isEqualTo(nine);
    }

    @Test
    void whatHasNoStartIsUnreadableAndNamed() {
        assertThat(read("\"start\": null")).isInstanceOfSatisfying(Observed.Unreadable.class, u -> {
            assertThat(u.title()).isEqualTo("Visit");
            assertThat(u.marked()).isTrue();
            assertThat(u.version().token()).isEqualTo("key1");
        });
    }

    @Test
    void anUnknownZoneIsUnreadable() {
        assertThat(read(times("2026-06-01T09:00:00", "2026-06-01T10:00:00", "Nowhere Standard Time")))
                .isInstanceOfSatisfying(
                        Observed.Unreadable.class,
                        u -> assertThat(u.reason().text()).contains("Nowhere Standard Time"));
    }

    private static final String WEEKLY = """
            "type": "seriesMaster", "recurrence": {
              "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"], "firstDayOfWeek": "monday"},
              "range": {"type": "%s", "startDate": "2026-06-01", "endDate": "%s", "numberOfOccurrences": 4,
                        "recurrenceTimeZone": "%s"}}""";

    @Test
    void aSeriesTakesPlaceAsItsPatternSays() {
        assertThat(value(Field.PERIOD, WEEKLY.formatted("numbered", "0001-01-01", "W. Europe Standard Time")))
                .isEqualTo(
                        new Value.Recurring(value(Field.PERIOD, ""), "FREQ=WEEKLY;BYDAY=MO;COUNT=4", "Europe/Berlin"));
        assertThat(value(Field.PERIOD, WEEKLY.formatted("endDate", "2026-06-22", "Europe/Vienna")))
                .isEqualTo(new Value.Recurring(
                        value(Field.PERIOD, ""), "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260622", "Europe/Vienna"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\": \"seriesMaster\"",
                "\"type\": \"seriesMaster\", \"recurrence\": {\"pattern\": {\"type\": \"weekly\"}, \"range\": {\"type\": \"noEnd\"}}",
                "\"type\": \"seriesMaster\", \"recurrence\": {\"pattern\": {\"type\": \"hourly\"}, \"range\": {\"type\": \"noEnd\"}}",
                "\"type\": \"seriesMaster\", \"recurrence\": {\"pattern\": {\"type\": \"absoluteYearly\", \"month\": 13, \"dayOfMonth\": 1}, \"range\": {\"type\": \"noEnd\"}}",
                "\"type\": \"seriesMaster\", \"recurrence\": {\"pattern\": {\"type\": \"daily\", \"interval\": 1}, \"range\": {\"type\": \"noEnd\", \"recurrenceTimeZone\": \"tzone://Microsoft/Custom\"}}"
            })
    void aSeriesWhosePatternCannotBeReadIsParkedWithItsMarker(String series) {
        assertThat(read(series)).isInstanceOfSatisfying(Observed.Unreadable.class, u -> {
            assertThat(u.reason().text()).contains("Visit");
            assertThat(u.marked()).isTrue();
        });
    }

    @Test
    void anOccurrenceIsNoItemOfItsOwn() {
        assertThat(read("\"type\": \"occurrence\", \"seriesMasterId\": \"m\""))
                .isInstanceOfSatisfying(
                        Observed.Unreadable.class,
                        u -> assertThat(u.reason().code()).isEqualTo("occurrence"));
    }

    @Test
    void htmlThatComesAllTheSameIsMadeText() {
        assertThat(
                        value(
                                Field.BODY,
                                "\"body\": {\"contentType\": \"html\", \"content\":"
                                        + " \"<html><head><style>p{}</style></head><body><p>One &amp; two</p><p>three<br>four</p></body></html>\"}"))
                .isInstanceOfSatisfying(
                        Value.Text.class,
                        t -> assertThat(io.axpsync.core.item.NormalForm.paragraphs(t.text()))
                                .isEqualTo("One & two\nthree\nfour"));
    }

    @Test
    void theNaturalKeyIsTheHashOfTheUid() {
        assertThat(present("").naturalKey().get())
                .isEqualTo(EventReading.uidKey("UID-1"))
                .matches("uid:[0-9a-f]{64}");
    }

    @Test
    void theVersionIsTheChangeKeyAlsoWhereOnlyTheEtagTellsIt() {
        assertThat(present("\"changeKey\": null").version().token()).isEqualTo("key1");
    }

    private static String times(String start, String end, String zone) {
        return "\"start\": {\"dateTime\": \"%s\", \"timeZone\": \"%s\"}, \"end\": {\"dateTime\": \"%s\", \"timeZone\": \"%s\"}"
                .formatted(start, zone, end, zone);
    }
}
