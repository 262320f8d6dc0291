package io.axpsync.cli.load;

import static io.axpsync.cli.load.Fixtures.event;
import static io.axpsync.cli.load.Fixtures.leftOut;
import static io.axpsync.cli.load.Fixtures.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.cli.load.FileEvent.Busy;
import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Person;
import io.axpsync.cli.load.FileEvent.Times;
import io.axpsync.cli.load.part.FolderFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files say, as the library reads it. */
class CalendarFilesTest {

    private static Times times(String start, String end) {
        return new Times(Instant.parse(start), Instant.parse(end));
    }

    @Test
    void textsComeUnescapedAndOtherwiseAsTheyStand() {
        assertThat(event("plain-1").summary()).isEqualTo("Offer:  second draft");
        assertThat(event("plain-1").description()).isEqualTo("Agenda\n\n  1. price, delivery\n  2. date");
        assertThat(event("plain-1").location()).isEqualTo("Room 4");
        assertThat(event("plain-1").categories()).containsExactly("Sales", "Red");
        assertThat(event("plain-1").priority()).isEqualTo(1);
        assertThat(event("plain-1").reminder()).contains(20);
    }

    @Test
    void timesOfAZoneAreInstantsAndTheZoneIsKnown() {
        assertThat(event("plain-1").when()).isEqualTo(times("2030-03-14T08:00:00Z", "2030-03-14T09:30:00Z"));
        assertThat(event("plain-1").zone()).contains("Europe/Vienna");
    }

    @Test
    void aZoneThatTheFileDefinesItselfIsFollowed() {
        assertThat(event("plain-7").when()).isEqualTo(times("2030-06-01T03:30:00Z", "2030-06-01T04:30:00Z"));
        assertThat(event("plain-7").busy()).isEqualTo(Busy.OOF);
    }

    @Test
    void floatingTimesAreMeantInTheMailboxesZone() {
        assertThat(event("plain-5").when()).isEqualTo(times("2030-05-02T06:00:00Z", "2030-05-02T07:00:00Z"));
        assertThat(event("plain-5").zone()).isEmpty();
    }

    @Test
    void datesStayDatesAndADateWithoutAnEndIsOneDay() {
        assertThat(event("plain-2").when()).isEqualTo(new Dates(LocalDate.of(2030, 4, 1), LocalDate.of(2030, 4, 4)));
        assertThat(event("plain-3").when()).isEqualTo(new Dates(LocalDate.of(2030, 4, 5), LocalDate.of(2030, 4, 6)));
    }

    @Test
    void eightDigitsAreADateWhateverStandsBesideThem() {
        byte[] file = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=US/Pacific:20350101\r\n"
                        + "DTEND;TZID=US/Pacific:20350102\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(new CalendarFiles(Fixtures.BERLIN).read("bare.ics", file))
                .singleElement()
                .extracting(entry -> ((Entry.Single) entry).event().when())
                .isEqualTo(new Dates(LocalDate.of(2035, 1, 1), LocalDate.of(2035, 1, 2)));
    }

    @Test
    void aDurationStandsForTheEndAndATimeWithoutEitherIsAMoment() {
        assertThat(event("plain-4").when()).isEqualTo(times("2030-05-01T12:00:00Z", "2030-05-01T12:45:00Z"));
        assertThat(event("plain-6").when()).isEqualTo(times("1997-06-11T19:00:00Z", "1997-06-11T19:00:00Z"));
    }

    @Test
    void classAndFreeBusyFollowTheStandard() {
        assertThat(event("plain-4").classification()).isEqualTo("PRIVATE");
        assertThat(event("plain-5").classification()).isEqualTo("CONFIDENTIAL");
        assertThat(event("plain-1").classification()).isEqualTo("PUBLIC");
        assertThat(event("plain-2").busy()).isEqualTo(Busy.FREE);
        assertThat(event("plain-6").busy()).isEqualTo(Busy.TENTATIVE);
        assertThat(event("plain-1").busy()).isEqualTo(Busy.BUSY);
    }

    @Test
    void whatHasNoPlaceInAnAppointmentIsNamed() {
        assertThat(event("plain-2").others()).containsExactly("URL");
        assertThat(event("plain-1").others()).isEmpty();
    }

    @Test
    void peopleAreKnownByTheirAddresses() {
        assertThat(event("plain-9").organizer())
                .contains(new Person("gesche.albers@albers-hafen.example", "Gesche Albers", "REQUIRED", "NONE"));
        assertThat(event("plain-9").attendees())
                .containsExactly(
                        new Person("Anna.Bergmann@fabrikon.example", "Anna", "REQUIRED", "ACCEPTED"),
                        new Person(
                                "lukas.petersen@fabrikon.example",
                                "lukas.petersen@fabrikon.example",
                                "OPTIONAL",
                                "NONE"),
                        new Person("pier@albers-hafen.example", "pier@albers-hafen.example", "RESOURCE", "NONE"));
    }

    @Test
    void anEventWithoutAUidIsAnEvent() {
        assertThat(event("").summary()).isEqualTo("Without a UID");
    }

    @Test
    void brokenEventsAreLeftOutWithTheirReasonAndTakeNothingWithThem() {
        assertThat(leftOut("nasty.ics")).containsExactlyInAnyOrder("unreadable-event", "no-start", "ends-before-start");
        assertThat(event("nasty-9").summary()).isEqualTo("In the hour that comes twice");
        assertThat(leftOut("empty.ics")).containsExactly("no-calendar");
    }

    @Test
    void messagesAboutEventsAreNoEventsAndTheNewestInvitationIsOne() {
        assertThat(leftOut("messages.ics")).containsExactly("superseded", "scheduling-message");
        assertThat(event("message-1").summary()).isEqualTo("Please come, later");
        assertThat(event("message-2").summary()).isEqualTo("Published");
    }

    @Test
    void anOverrideWithoutItsSeriesIsLeftOut() {
        assertThat(series("series-1").overrides()).hasSize(2);
        assertThat(leftOut("series.ics")).containsOnlyOnce("series-missing");
    }

    @Test
    void aFileThatIsNotUtf8IsReadAllTheSame() {
        assertThat(event("latin-1").summary()).isEqualTo("Größe prüfen");
    }

    @Test
    void aFolderWithoutCalendarsIsRefused(@TempDir Path empty) {
        assertThatThrownBy(() -> FolderFiles.of(empty)).hasMessageContaining("no .ics, .vcf or .eml file");
        assertThatThrownBy(() -> FolderFiles.of(empty.resolve("nowhere"))).hasMessageContaining("no folder");
    }
}
