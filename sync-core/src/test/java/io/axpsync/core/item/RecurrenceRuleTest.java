package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Either;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceRuleTest {

    private static final String VIENNA = "Europe/Vienna";

    /** Tuesday, 3 March 2026, 10:00 to 11:00 in Vienna. */
    private static final Value TUESDAY = period("2026-03-03T10:00", "2026-03-03T11:00", VIENNA);

    private static Value period(String from, String to, String zone) {
        return new Value.Period(instant(from, zone), instant(to, zone));
    }

    private static Instant instant(String local, String zone) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "freq=daily | FREQ=DAILY",
                "RRULE:FREQ=DAILY;INTERVAL=3 | FREQ=DAILY;INTERVAL=3",
                "FREQ=DAILY;INTERVAL=1;COUNT=5 | FREQ=DAILY;COUNT=5",
                "FREQ=DAILY;BYDAY=TU,MO,FR | FREQ=WEEKLY;BYDAY=MO,TU,FR",
                "FREQ=WEEKLY | FREQ=WEEKLY;BYDAY=TU",
                "FREQ=WEEKLY;WKST=SU;BYDAY=TU,SU | FREQ=WEEKLY;BYDAY=TU,SU",
                "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU | FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
                "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU | FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
                "FREQ=MONTHLY | FREQ=MONTHLY;BYMONTHDAY=3",
                "FREQ=MONTHLY;BYMONTHDAY=31 | FREQ=MONTHLY;BYMONTHDAY=31",
                "FREQ=MONTHLY;BYMONTHDAY=-1 | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
                "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1 | FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
                "FREQ=MONTHLY;BYDAY=1TU | FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1",
                "FREQ=MONTHLY;BYDAY=-1FR | FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1",
                "FREQ=MONTHLY;BYDAY=FR,MO,TU,WE,TH;BYSETPOS=-1 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "FREQ=MONTHLY;BYDAY=TU | FREQ=WEEKLY;BYDAY=TU",
                "FREQ=YEARLY | FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3",
                "FREQ=YEARLY;BYMONTH=4 | FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=3",
                "FREQ=YEARLY;BYMONTHDAY=3 | FREQ=MONTHLY;BYMONTHDAY=3",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29 | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1 | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
                "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=-1 | FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30",
                "FREQ=YEARLY;BYMONTH=3;BYDAY=1TU | FREQ=YEARLY;BYMONTH=3;BYDAY=TU;BYSETPOS=1",
                "FREQ=DAILY;UNTIL=20260310 | FREQ=DAILY;UNTIL=20260310",
                "FREQ=DAILY;UNTIL=20260310T090000Z | FREQ=DAILY;UNTIL=20260310",
                "FREQ=DAILY;UNTIL=20260310T085959Z | FREQ=DAILY;UNTIL=20260309",
                "FREQ=DAILY;UNTIL=20260309T230000Z | FREQ=DAILY;UNTIL=20260309",
                "FREQ=DAILY;UNTIL=20260310T095959 | FREQ=DAILY;UNTIL=20260309",
            })
    void isReadIntoOneNormalForm(String given, String normal) {
        assertThat(RecurrenceRule.parse(given, TUESDAY, VIENNA).map(RecurrenceRule::text))
                .isEqualTo(Either.right(normal));
        assertThat(RecurrenceRule.parse(normal, TUESDAY, VIENNA).map(RecurrenceRule::text))
                .as("again")
                .isEqualTo(Either.right(normal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "never",
                "FREQ=HOURLY",
                "FREQ=MINUTELY;COUNT=3",
                "FREQ=SECONDLY",
                "FREQ=DAILY;BYDAY=MO;INTERVAL=2",
                "FREQ=DAILY;BYMONTH=3",
                "FREQ=DAILY;BYHOUR=10,14",
                "FREQ=WEEKLY;BYMONTH=3",
                "FREQ=MONTHLY;BYMONTHDAY=3,17",
                "FREQ=MONTHLY;BYMONTHDAY=-2",
                "FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=13",
                "FREQ=MONTHLY;BYDAY=5TU",
                "FREQ=MONTHLY;BYDAY=-2TU",
                "FREQ=MONTHLY;BYDAY=1TU,3TU",
                "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1,3",
                "FREQ=MONTHLY;BYDAY=TU;INTERVAL=2",
                "FREQ=YEARLY;BYWEEKNO=10",
                "FREQ=YEARLY;BYYEARDAY=62",
                "FREQ=YEARLY;BYDAY=20MO",
                "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=3",
                "FREQ=YEARLY;BYMONTH=3;BYDAY=TU",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;COUNT=3;UNTIL=20260401",
            })
    void whatCannotBeHeldExactlyIsRefused(String rrule) {
        assertThat(RecurrenceRule.parse(rrule, TUESDAY, VIENNA).swap().map(Reason::code))
                .isEqualTo(Either.right("series-rule"));
    }

    @Test
    void anUnknownZoneIsRefused() {
        assertThat(RecurrenceRule.parse("FREQ=DAILY", TUESDAY, "Atlantis/Capital")
                        .swap()
                        .map(Reason::code))
                .isEqualTo(Either.right("series-zone"));
    }

    @Test
    void aSeriesWhoseFirstOccurrenceIsNoneIsRefused() {
        assertThat(Recurrence.normal(TUESDAY, "FREQ=WEEKLY;BYDAY=WE", VIENNA).isLeft())
                .isTrue();
        assertThat(Recurrence.normal(TUESDAY, "FREQ=DAILY;UNTIL=20260302", VIENNA)
                        .isLeft())
                .isTrue();
        assertThat(Recurrence.normal(TUESDAY, "FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=12", VIENNA)
                        .isLeft())
                .isTrue();
    }

    @Test
    void theFirstOccurrenceOnOrAfterADayIsFound() {
        RecurrenceRule rule = RecurrenceRule.parse("FREQ=WEEKLY;BYDAY=WE;COUNT=3", TUESDAY, VIENNA)
                .get();
        assertThat(rule.firstFrom(LocalDate.of(2026, 3, 3))).contains(LocalDate.of(2026, 3, 4));
    }

    @Test
    void readsTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            for (String language : new String[] {"tr-TR", "ar-SA", "th-TH", "fa-IR"}) {
                Locale.setDefault(Locale.forLanguageTag(language));
                assertThat(RecurrenceRule.parse("freq=daily;interval=3;until=20260310", TUESDAY, VIENNA)
                                .map(RecurrenceRule::text))
                        .as(language)
                        .isEqualTo(Either.right("FREQ=DAILY;INTERVAL=3;UNTIL=20260310"));
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
