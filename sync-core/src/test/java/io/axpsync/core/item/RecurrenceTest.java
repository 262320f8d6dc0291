package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.Seq;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class RecurrenceTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    private static Value.Recurring series(String from, String to, String rule, String zone) {
        Value first = new Value.Period(
                LocalDateTime.parse(from).atZone(ZoneId.of(zone)).toInstant(),
                LocalDateTime.parse(to).atZone(ZoneId.of(zone)).toInstant());
        return new Value.Recurring(first, rule, zone);
    }

    private static Value.Recurring vienna(String rule) {
        return series("2026-03-03T10:00", "2026-03-03T11:00", rule, "Europe/Vienna");
    }

    private static Recurrence of(Value.Recurring series) {
        return Recurrence.of(series).get();
    }

    private static Seq<String> starts(Recurrence recurrence, int most) {
        return recurrence
                .occurrences()
                .take(most)
                .map(one -> ((Value.Period) one.period()).start().toString())
                .toVector();
    }

    private static Window window(String from, String to) {
        return new Window(Instant.parse(from), Instant.parse(to));
    }

    @Test
    void keepsTheLocalTimeOverADaylightSavingChange() {
        assertThat(starts(of(series("2026-03-28T10:00", "2026-03-28T11:00", "FREQ=DAILY;COUNT=2", "Europe/Vienna")), 9))
                .containsExactly("2026-03-28T09:00:00Z", "2026-03-29T08:00:00Z");
    }

    @Test
    void startsLaterInAGapAndFirstInAnOverlap() {
        assertThat(starts(of(series("2026-03-28T02:30", "2026-03-28T03:00", "FREQ=DAILY;COUNT=3", "Europe/Vienna")), 9))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
        assertThat(starts(of(series("2026-10-24T02:30", "2026-10-24T03:00", "FREQ=DAILY;COUNT=3", "Europe/Vienna")), 9))
                .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void anOccurrenceInAGapKeepsTheKeyThatTheRuleGivesIt() {
        Recurrence night = of(series("2026-03-28T02:30", "2026-03-28T03:00", "FREQ=DAILY;COUNT=3", "Europe/Vienna"));
        Recurrence.Occurrence inTheGap =
                night.at(Instant.parse("2026-03-29T01:30:00Z")).get();
        assertThat(inTheGap.key()).isEqualTo("2026-03-29t02:30");
        assertThat(night.at(inTheGap.key())).contains(inTheGap);
        assertThat(inTheGap.index()).isEqualTo(2);
    }

    @Test
    void anAllDaySeriesIsOfDates() {
        Recurrence days = of(new Value.Recurring(
                new Value.Days(LocalDate.of(2026, 3, 3), LocalDate.of(2026, 3, 5)), "FREQ=WEEKLY;COUNT=2", ""));
        assertThat(days.occurrences().toVector())
                .containsExactly(
                        new Recurrence.Occurrence(
                                1,
                                LocalDate.of(2026, 3, 3),
                                new Value.Days(LocalDate.of(2026, 3, 3), LocalDate.of(2026, 3, 5)),
                                "2026-03-03"),
                        new Recurrence.Occurrence(
                                2,
                                LocalDate.of(2026, 3, 10),
                                new Value.Days(LocalDate.of(2026, 3, 10), LocalDate.of(2026, 3, 12)),
                                "2026-03-10"));
        assertThat(days.at("2026-03-10").map(Recurrence.Occurrence::index)).contains(2);
        assertThat(days.at("2026-03-11")).isEmpty();
    }

    @Test
    void theThirtyFirstIsSkippedOrTheLastDay() {
        Value.Recurring skipped =
                series("2026-01-31T10:00", "2026-01-31T11:00", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "Europe/Vienna");
        Value.Recurring lastDay =
                series("2026-01-31T10:00", "2026-01-31T11:00", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "Europe/Vienna");
        assertThat(of(skipped).occurrences().map(Recurrence.Occurrence::date).toVector())
                .containsExactly(LocalDate.of(2026, 1, 31), LocalDate.of(2026, 3, 31), LocalDate.of(2026, 5, 31));
        assertThat(of(lastDay).occurrences().map(Recurrence.Occurrence::date).toVector())
                .containsExactly(LocalDate.of(2026, 1, 31), LocalDate.of(2026, 2, 28), LocalDate.of(2026, 3, 31));
        assertThat(Recurrence.same(skipped, lastDay)).isFalse();
    }

    @Test
    void seriesAreTheSameWhenTheirOccurrencesAre() {
        assertSame(vienna("FREQ=DAILY"), vienna("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"), true);
        assertSame(vienna("FREQ=DAILY;COUNT=5"), vienna("FREQ=DAILY;UNTIL=20260307"), true);
        assertSame(vienna("FREQ=WEEKLY;COUNT=5"), vienna("FREQ=WEEKLY;UNTIL=20260401"), true);
        assertSame(vienna("FREQ=DAILY;COUNT=5"), vienna("FREQ=DAILY;COUNT=6"), false);
        assertSame(vienna("FREQ=DAILY;COUNT=5"), vienna("FREQ=DAILY"), false);
        assertSame(vienna("FREQ=MONTHLY;INTERVAL=12"), vienna("FREQ=YEARLY"), true);
        assertSame(
                vienna("FREQ=DAILY"),
                series("2026-03-03T10:00", "2026-03-03T11:00", "FREQ=DAILY", "Europe/Berlin"),
                true);
        assertSame(
                vienna("FREQ=DAILY"),
                series("2026-03-03T11:00", "2026-03-03T12:00", "FREQ=DAILY", "Africa/Cairo"),
                false);
        assertSame(vienna("FREQ=DAILY"), vienna("FREQ=HOURLY"), false);
    }

    private static void assertSame(Value.Recurring one, Value.Recurring other, boolean same) {
        assertThat(Recurrence.same(one, other)).as("%s and %s", one, other).isEqualTo(same);
        assertThat(NormalForm.same(Field.PERIOD, other, one)).isEqualTo(same);
    }

    @Test
    void theWindowIsTouchedByOccurrencesOnly() {
        Recurrence mondays =
                of(series("2001-01-01T22:00", "2001-01-02T06:00", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "Europe/Vienna"));
        assertThat(mondays.touches(window("2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z"), VIENNA))
                .isTrue();
        assertThat(mondays.touches(window("2026-03-03T00:00:00Z", "2026-03-04T00:00:00Z"), VIENNA))
                .as("the night that began on Monday")
                .isTrue();
        assertThat(mondays.touches(window("2026-03-03T05:00:00Z", "2026-04-05T00:00:00Z"), VIENNA))
                .isFalse();
        assertThat(mondays.touches(window("1999-03-03T05:00:00Z", "2000-04-05T00:00:00Z"), VIENNA))
                .isFalse();
        assertThat(mondays.expand(window("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"), VIENNA, 2)
                        .map(Recurrence.Occurrence::date))
                .containsExactly(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 2, 2));
    }

    @Test
    void theLastOneIsKnownOfASeriesThatEnds() {
        assertThat(of(vienna("FREQ=WEEKLY;UNTIL=20260401")).last().map(Recurrence.Occurrence::date))
                .contains(LocalDate.of(2026, 3, 31));
        assertThat(of(vienna("FREQ=DAILY;COUNT=3")).last().map(Recurrence.Occurrence::index))
                .contains(3);
        assertThat(of(vienna("FREQ=DAILY")).last()).isEmpty();
        assertThat(of(vienna("FREQ=DAILY;COUNT=1000000")).last()).isEmpty();
        assertThat(of(vienna("FREQ=WEEKLY")).nextAfter(LocalDate.of(2026, 3, 3)).map(Recurrence.Occurrence::date))
                .contains(LocalDate.of(2026, 3, 10));
    }
}
