package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.Vector;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import net.fortuna.ical4j.model.Recur;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Our expansion against ical4j, which reads RFC 5545 independently of us: dates by its rules, and instants by its way
 * through a zone's changes, whatever zone and language the program runs in.
 */
class RecurrenceOracleTest {

    private static final TimeZone ZONE = TimeZone.getDefault();
    private static final Locale LOCALE = Locale.getDefault();

    /** Both hemispheres, half and quarter hours, rules that changed, a day that a country skipped, none at all. */
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Vienna",
            "Europe/London",
            "Europe/Lisbon",
            "Europe/Dublin",
            "Europe/Kyiv",
            "Europe/Moscow",
            "Europe/Istanbul",
            "Europe/Athens",
            "Europe/Helsinki",
            "Europe/Chisinau",
            "Africa/Casablanca",
            "Africa/Cairo",
            "Africa/Johannesburg",
            "Africa/Lagos",
            "Africa/El_Aaiun",
            "Asia/Tehran",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Asia/Tokyo",
            "Asia/Shanghai",
            "Asia/Gaza",
            "Asia/Beirut",
            "Asia/Jerusalem",
            "Asia/Amman",
            "Asia/Almaty",
            "Asia/Pyongyang",
            "Asia/Yangon",
            "Australia/Sydney",
            "Australia/Adelaide",
            "Australia/Lord_Howe",
            "Australia/Eucla",
            "Australia/Brisbane",
            "Pacific/Auckland",
            "Pacific/Chatham",
            "Pacific/Apia",
            "Pacific/Fiji",
            "Pacific/Easter",
            "Pacific/Kiritimati",
            "America/Nuuk",
            "America/St_Johns",
            "America/New_York",
            "America/Los_Angeles",
            "America/Phoenix",
            "America/Sao_Paulo",
            "America/Santiago",
            "America/Asuncion",
            "America/Havana",
            "America/Caracas",
            "America/Mexico_City",
            "Antarctica/Troll");

    private static final List<String> HOMES =
            List.of("UTC", "Europe/Vienna", "America/Los_Angeles", "Pacific/Auckland");
    private static final List<String> LANGUAGES = List.of("en-US", "de-AT", "ar-SA", "th-TH");

    /** A series that begins with an occurrence. */
    record Series(String rule, LocalDate first, LocalTime time, String zone) {
        Recurrence recurrence() {
            ZonedDateTime start = start();
            return Recurrence.of(new Value.Recurring(
                            new Value.Period(
                                    start.toInstant(), start.toInstant().plus(Duration.ofMinutes(30))),
                            rule,
                            zone))
                    .getOrElseThrow(why -> new AssertionError(this + ": " + why));
        }

        ZonedDateTime start() {
            return first.atTime(time).atZone(ZoneId.of(zone));
        }
    }

    @AfterContainer
    static void backHome() {
        TimeZone.setDefault(ZONE);
        Locale.setDefault(LOCALE);
    }

    @Property
    void theDaysAreThoseThatAnIndependentReaderFinds(
            @ForAll("series") Series series, @ForAll("homes") String home, @ForAll("languages") String language) {
        TimeZone.setDefault(TimeZone.getTimeZone(home));
        Locale.setDefault(Locale.forLanguageTag(language));
        LocalDate end = series.first().plusYears(9);
        List<LocalDate> expected = new Recur<LocalDate>(series.rule()).getDates(series.first(), series.first(), end);

        assertThat(series.recurrence()
                        .occurrences()
                        .map(Recurrence.Occurrence::date)
                        .takeWhile(date -> date.isBefore(end))
                        .toJavaList())
                .as("%s", series)
                .isEqualTo(Vector.ofAll(expected).filter(end::isAfter).toJavaList());
    }

    @Property
    void eachStartsAtTheLocalTimeOfItsZone(
            @ForAll("series") Series series, @ForAll("homes") String home, @ForAll("languages") String language) {
        TimeZone.setDefault(TimeZone.getTimeZone(home));
        Locale.setDefault(Locale.forLanguageTag(language));
        ZoneId zone = ZoneId.of(series.zone());
        LocalTime time = series.start().toLocalTime();
        List<LocalDate> dates = new Recur<LocalDate>(series.rule())
                .getDates(series.first(), series.first(), series.first().plusYears(2));

        assertThat(series.recurrence()
                        .occurrences()
                        .takeWhile(one -> one.date().isBefore(series.first().plusYears(2)))
                        .map(one -> ((Value.Period) one.period()).start())
                        .toJavaList())
                .as("%s", series)
                .isEqualTo(Vector.ofAll(dates)
                        .filter(series.first().plusYears(2)::isAfter)
                        .map(date -> ZonedDateTime.ofLocal(LocalDateTime.of(date, time), zone, null)
                                .toInstant())
                        .toJavaList());
    }

    @Property(tries = 300)
    void eachOccurrenceIsFoundByItsKeyItsDayAndItsStart(@ForAll("series") Series series) {
        Recurrence recurrence = series.recurrence();
        for (Recurrence.Occurrence one : recurrence.occurrences().take(20)) {
            assertThat(recurrence.at(one.key())).contains(one);
            assertThat(recurrence.on(one.date())).contains(one);
            assertThat(recurrence.at(((Value.Period) one.period()).start()).map(Recurrence.Occurrence::period))
                    .contains(one.period());
        }
    }

    @Property(tries = 300)
    void theWindowIsTouchedWhenAnOccurrenceIsInIt(
            @ForAll("series") Series series, @ForAll("homes") String home, @ForAll("offsets") int offset) {
        ZoneId mailbox = ZoneId.of(home);
        Window window = new Window(
                series.start().toInstant().plus(Duration.ofDays(offset)),
                series.start().toInstant().plus(Duration.ofDays(offset + 9)));
        Recurrence recurrence = series.recurrence();

        assertThat(recurrence.touches(window, mailbox))
                .as("%s in %s", series, window)
                .isEqualTo(!recurrence.expand(window, mailbox, 1).isEmpty());
    }

    @Property(tries = 300)
    void aRuleReadAgainIsTheSameSeries(@ForAll("series") Series series) {
        Value.Recurring normal = series.recurrence().value();
        Value.Recurring given = new Value.Recurring(normal.first(), series.rule(), normal.zone());
        assertThat(Recurrence.same(normal, given)).isTrue();
        assertThat(Recurrence.of(normal).get().value()).isEqualTo(normal);
        assertThat(Recurrence.expansion(normal)).isEqualTo(Recurrence.expansion(given));
    }

    @Provide
    Arbitrary<Integer> offsets() {
        return Arbitraries.integers().between(-20, 900);
    }

    @Provide
    Arbitrary<String> homes() {
        return Arbitraries.of(HOMES);
    }

    @Provide
    Arbitrary<String> languages() {
        return Arbitraries.of(LANGUAGES);
    }

    @Provide
    Arbitrary<Series> series() {
        Arbitrary<LocalDate> from = Arbitraries.integers()
                .between(0, 8000)
                .map(days -> LocalDate.of(2008, 1, 1).plusDays(days));
        Arbitrary<LocalTime> time = Arbitraries.of(
                LocalTime.MIDNIGHT,
                LocalTime.of(0, 30),
                LocalTime.of(1, 30),
                LocalTime.of(2, 0),
                LocalTime.of(2, 30),
                LocalTime.of(3, 15),
                LocalTime.of(9, 0),
                LocalTime.of(17, 45),
                LocalTime.of(23, 30));
        return Combinators.combine(rules(), ends(), from, time, Arbitraries.of(ZONES))
                .as(RecurrenceOracleTest::aligned)
                .filter(series -> !series.rule().isEmpty());
    }

    /** The series from the first day on that is one by the rule; none where the first start lies in a gap. */
    private static Series aligned(String pattern, String end, LocalDate from, LocalTime time, String zone) {
        ZonedDateTime some = from.atTime(time).atZone(ZoneId.of(zone));
        Value first = new Value.Period(some.toInstant(), some.toInstant());
        return RecurrenceRule.parse(pattern, first, zone)
                .toOption()
                .flatMap(rule -> rule.firstFrom(from))
                .filter(date -> date.isBefore(from.plusYears(9)))
                .map(date -> new Series(pattern + end.replace("{}", day(date.plusDays(400))), date, time, zone))
                .filter(series -> series.start().toLocalTime().equals(time))
                .getOrElse(() -> new Series("", from, time, zone));
    }

    private static String day(LocalDate date) {
        return java.time.format.DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }

    private static Arbitrary<String> ends() {
        return Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.just(";UNTIL={}"),
                Arbitraries.integers().between(1, 60).map(n -> ";COUNT=" + n));
    }

    private static Arbitrary<String> rules() {
        Arbitrary<String> interval = Arbitraries.integers().between(1, 4).map(n -> ";INTERVAL=" + n);
        Arbitrary<String> day = Arbitraries.of(DayOfWeek.values()).map(RecurrenceRule::name);
        Arbitrary<String> days = day.set().ofMinSize(1).map(set -> String.join(",", set));
        Arbitrary<String> position = Arbitraries.of("1", "2", "3", "4", "-1");
        Arbitrary<String> monthDay = Arbitraries.of("1", "15", "28", "29", "30", "31", "-1", "28,29,30;BYSETPOS=-1");
        Arbitrary<Integer> month = Arbitraries.integers().between(1, 12);
        return Arbitraries.oneOf(
                interval.map(i -> "FREQ=DAILY" + i),
                Combinators.combine(interval, days, day)
                        .as((i, d, w) -> "FREQ=WEEKLY" + i + ";BYDAY=" + d + ";WKST=" + w),
                Combinators.combine(interval, monthDay).as((i, d) -> "FREQ=MONTHLY" + i + ";BYMONTHDAY=" + d),
                Combinators.combine(interval, position, day).as((i, p, d) -> "FREQ=MONTHLY" + i + ";BYDAY=" + p + d),
                Combinators.combine(interval, position, days)
                        .as((i, p, d) -> "FREQ=MONTHLY" + i + ";BYDAY=" + d + ";BYSETPOS=" + p),
                Combinators.combine(interval, month, monthDay)
                        .as((i, m, d) -> "FREQ=YEARLY" + i + ";BYMONTH=" + m + ";BYMONTHDAY=" + d),
                Combinators.combine(interval, month, position, day)
                        .as((i, m, p, d) -> "FREQ=YEARLY" + i + ";BYMONTH=" + m + ";BYDAY=" + p + d),
                Combinators.combine(month, position, days)
                        .as((m, p, d) -> "FREQ=YEARLY;BYMONTH=" + m + ";BYDAY=" + d + ";BYSETPOS=" + p));
    }
}
