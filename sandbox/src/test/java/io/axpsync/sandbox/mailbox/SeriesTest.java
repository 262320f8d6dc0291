package io.axpsync.sandbox.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.sandbox.SandboxClock;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-05-01T00:00:00Z");

    private final Mailboxes boxes = new Mailboxes(new SandboxClock(Clock.systemUTC()));
    private final Mailbox anna = boxes.add("anna@contoso.example", "Anna", "Europe/Vienna");
    private final String calendar = anna.folder(FolderKind.CALENDAR).id();

    @Test
    void aWeeklySeriesKeepsItsLocalTimeOverTheClockChange() {
        CalendarItem master = anna.create(calendar, series(), Notify.NONE);

        assertThat(anna.view(calendar, FROM, TO))
                .hasSize(6)
                .allSatisfy(o -> assertThat(o.type()).isEqualTo(EventType.OCCURRENCE))
                .extracting(o -> o.start().instant().toString())
                .startsWith("2026-03-23T09:00:00Z", "2026-03-25T09:00:00Z", "2026-03-30T08:00:00Z");
        assertThat(master.type()).isEqualTo(EventType.SERIES_MASTER);
    }

    @Test
    void anEditedOccurrenceIsAnExceptionAndADeletedOneIsACancelledDate() {
        CalendarItem master = anna.create(calendar, series(), Notify.NONE);
        List<CalendarItem> all = anna.view(calendar, FROM, TO);

        CalendarItem changed = anna.update(
                all.get(1).identity().immutableId(), null, i -> i.with(b -> b.subject("Special")), Notify.NONE);
        anna.delete(all.get(2).identity().classicId(), null, Deletion.TO_DELETED_ITEMS, Notify.NONE, "");

        assertThat(changed.type()).isEqualTo(EventType.EXCEPTION);
        CalendarItem now = anna.item(master.identity().immutableId()).orElseThrow();
        assertThat(now.cancelledDates()).containsExactly(LocalDate.parse("2026-03-30"));
        assertThat(now.identity().changeKey()).isNotEqualTo(master.identity().changeKey());
        assertThat(anna.exceptions(now.identity().immutableId())).hasSize(1);
        assertThat(anna.view(calendar, FROM, TO))
                .hasSize(5)
                .extracting(CalendarItem::subject)
                .contains("Special");
        assertThat(anna.item(all.get(2).identity().immutableId())).isEmpty();
    }

    @Test
    void anOccurrenceMayNotBeMovedToTheDayOfItsNeighbour() {
        anna.create(calendar, series(), Notify.NONE);
        CalendarItem second = anna.view(calendar, FROM, TO).get(1);

        assertThat(moved(second, 1).start().local()).isEqualTo(LocalDateTime.parse("2026-03-26T10:00"));
        assertThatThrownBy(() -> moved(second, 5))
                .isInstanceOfSatisfying(
                        MailboxFault.class, f -> assertThat(f.code()).isEqualTo("ErrorOccurrenceCrossingBoundary"));
        assertThatThrownBy(() -> moved(second, -3)).isInstanceOf(MailboxFault.class);
    }

    @Test
    void anUpdateOfASeriesMailsOnceMoreForEachException() {
        CalendarItem master = anna.create(
                calendar,
                series().with(b -> b.addAttendees(new Attendee(
                        new Person("Guest", "guest@fabrikam.example"), AttendeeType.REQUIRED, Reply.NONE))),
                Notify.NONE);
        moved(anna.view(calendar, FROM, TO).get(1), 1);

        anna.update(master.identity().immutableId(), null, i -> i.with(b -> b.subject("Sit-down")), Notify.AS_NEEDED);

        assertThat(boxes.outbox().mails())
                .extracting(SentMail::kind)
                .containsExactly(SentMail.Kind.UPDATE, SentMail.Kind.UPDATE);
    }

    @Test
    void relativePatternsFallOnTheDaysThatTheyName() {
        CalendarItem lastFriday = CalendarItem.builder()
                .start(ZonedTime.of(LocalDateTime.parse("2026-01-30T09:00"), "UTC"))
                .end(ZonedTime.of(LocalDateTime.parse("2026-01-30T10:00"), "UTC"))
                .recurrence(new Recurrence(
                        new Recurrence.Pattern(
                                Recurrence.PatternType.RELATIVE_MONTHLY,
                                1,
                                0,
                                0,
                                List.of(DayOfWeek.FRIDAY),
                                DayOfWeek.SUNDAY,
                                Recurrence.WeekIndex.LAST),
                        new Recurrence.Range(
                                Recurrence.RangeType.END_DATE,
                                LocalDate.parse("2026-01-30"),
                                LocalDate.parse("2026-04-24"),
                                0,
                                null)))
                .build();

        assertThat(Occurrences.all(lastFriday, TO))
                .extracting(LocalDate::toString)
                .containsExactly("2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24");
    }

    private CalendarItem moved(CalendarItem occurrence, int days) {
        return anna.update(
                occurrence.identity().immutableId(),
                null,
                i -> i.with(b -> b.start(later(i.start(), days)).end(later(i.end(), days))),
                Notify.NONE);
    }

    private static ZonedTime later(ZonedTime time, int days) {
        return ZonedTime.of(time.local().plusDays(days), time.zone());
    }

    @Test
    void globalObjectIdsOfOwnAndForeignUidsCarryTheDateOfAnOccurrence() {
        String foreign = "4711-abc@example.org";
        byte[] clean = GlobalObjectId.clean(foreign);
        byte[] dated = GlobalObjectId.ofOccurrence(foreign, LocalDate.parse("2026-03-30"));

        assertThat(GlobalObjectId.uid(dated)).isEqualTo(foreign);
        assertThat(dated).isNotEqualTo(clean);
        assertThat(new byte[] {dated[16], dated[17], dated[18], dated[19]}).containsExactly(7, (byte) 0xEA, 3, 30);
        String own = anna.create(calendar, series(), Notify.NONE).uid();
        assertThat(GlobalObjectId.uid(GlobalObjectId.clean(own))).isEqualTo(own).hasSize(112);
    }

    @Test
    void zonesAreKnownByBothNames() {
        assertThat(Zones.of("FLE Standard Time")).isEqualTo(Zones.of("Europe/Kiev"));
        assertThat(Zones.windows("Europe/Kyiv")).contains("FLE Standard Time");
        assertThat(Zones.iana("W. Europe Standard Time")).contains("Europe/Berlin");
        assertThat(Zones.find("Middle-earth Standard Time")).isEmpty();
        assertThat(Zones.allWindows()).hasSizeGreaterThan(100).contains("UTC", "Tokyo Standard Time");
    }

    @Test
    void propertyKeysAreReadInAllThreeForms() {
        for (String id : List.of(
                "String {00020329-0000-0000-c000-000000000046} Name Keywords x",
                "Integer {00062008-0000-0000-c000-000000000046} Id 0x8506",
                "SystemTime 0x3a41",
                "StringArray {00020329-0000-0000-c000-000000000046} Name Keywords")) {
            assertThat(PropertyKey.parse(id))
                    .get()
                    .extracting(PropertyKey::graphId)
                    .isEqualTo(id);
        }
        assertThat(PropertyKey.parse("Text {00020329-0000-0000-c000-000000000046} Name x"))
                .isEmpty();
    }

    @Test
    void theClassicIdOfAnyOccurrenceSurvivesTheAlphabetOfRest() {
        String master = ItemIds.classic(ItemIds.immutable("anna", 1), "folder", 1);
        for (LocalDate date = LocalDate.parse("2026-01-01"); date.getYear() == 2026; date = date.plusDays(1)) {
            String id = ItemIds.ofOccurrence(master, date);
            assertThat(id).as("of " + date).doesNotContain("-", "_");
            assertThat(ItemIds.date(id)).isEqualTo(date);
        }
    }

    private static CalendarItem series() {
        return CalendarItem.builder()
                .subject("Stand-up")
                .start(ZonedTime.of(LocalDateTime.parse("2026-03-23T10:00"), "Europe/Vienna"))
                .end(ZonedTime.of(LocalDateTime.parse("2026-03-23T10:15"), "Europe/Vienna"))
                .recurrence(new Recurrence(
                        new Recurrence.Pattern(
                                Recurrence.PatternType.WEEKLY,
                                1,
                                0,
                                0,
                                List.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY),
                                DayOfWeek.MONDAY,
                                Recurrence.WeekIndex.FIRST),
                        new Recurrence.Range(
                                Recurrence.RangeType.NUMBERED, LocalDate.parse("2026-03-23"), null, 6, null)))
                .build();
    }
}
