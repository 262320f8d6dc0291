package io.axpsync.d365.odata.internal.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceRule;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules and the columns of a recurrence: what Outlook's numbers mean, and that nothing is lost on the way there and back. */
class SeriesColumnsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Value.Recurring series(String rule, LocalDate first, String zone) {
        Instant start = first.atTime(9, 0).atZone(ZoneId.of(zone)).toInstant();
        return new Value.Recurring(new Value.Period(start, start.plus(Duration.ofHours(1))), rule, zone);
    }

    private static Row row(Map<String, Object> columns) {
        return new Row(EntitySet.RECURRENCES, "", columns);
    }

    private static Row row(Object... columns) {
        Map<String, Object> row = HashMap.of("Interval", 1, "NoEndDate", "Yes");
        for (int i = 0; i < columns.length; i += 2) {
            row = row.put((String) columns[i], columns[i + 1]);
        }
        return row(row);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=DAILY                                | 2026-03-04 | Daily      | 0 | 0   | 0  | 0",
                "FREQ=WEEKLY;BYDAY=SU                      | 2026-03-08 | Weekly     | 0 | 1   | 0  | 0",
                "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR          | 2026-03-04 | Weekly     | 0 | 62  | 0  | 0",
                "FREQ=WEEKLY;BYDAY=SA                      | 2026-03-07 | Weekly     | 0 | 64  | 0  | 0",
                "FREQ=MONTHLY;BYMONTHDAY=4                 | 2026-03-04 | Monthly    | 0 | 0   | 4  | 0",
                "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1 | 2026-03-30 | Monthly | 0 | 0   | 30 | 0",
                "FREQ=MONTHLY;BYMONTHDAY=-1                | 2026-03-31 | Monthly    | 0 | 0   | 31 | 0",
                "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=1          | 2026-03-04 | MonthlyNth | 1 | 8   | 0  | 0",
                "FREQ=MONTHLY;BYDAY=-1FR                   | 2026-03-27 | MonthlyNth | 5 | 32  | 0  | 0",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=2 | 2026-03-02 | MonthlyNth | 2 | 127 | 0 | 0",
                "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=4        | 2026-03-04 | Yearly     | 0 | 0   | 4  | 3",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1 | 2028-02-29 | Yearly | 0 | 0 | 29 | 2",
                "FREQ=YEARLY;BYMONTH=11;BYDAY=TH;BYSETPOS=4 | 2026-11-26 | YearlyNth | 4 | 16  | 0  | 11"
            })
    void eachKindOfPatternStandsInItsColumns(
            String rule, LocalDate first, String type, int instance, int days, int dayOfMonth, int month) {
        Value.Recurring series = series(rule, first, "Europe/Berlin");
        Map<String, Object> columns = SeriesColumns.write(series, BERLIN).get();

        assertThat(columns.get("RecurrenceType").get()).isEqualTo(type);
        assertThat(columns.get("Instance").get()).isEqualTo(instance);
        assertThat(columns.get("DaysOfWeek").get()).isEqualTo(days);
        assertThat(columns.get("DayofMonth").get()).isEqualTo(dayOfMonth);
        assertThat(columns.get("MonthOfYearId").get()).isEqualTo(month);
        assertSame(series, columns);
    }

    private static void assertSame(Value.Recurring series, Map<String, Object> columns) {
        Recurrence recurrence = Recurrence.of(series).get();
        ZoneId zone = SeriesZones.find((String) columns.get("TimeZone").get(), ZoneId.of("Pacific/Auckland"))
                .get();
        RecurrenceRule read = SeriesColumns.read(row(columns), zone).get();
        Value back = new Value.Recurring(series.first(), read.text(), recurrence.isAllDay() ? "" : zone.getId());
        assertThat(NormalForm.same(Field.PERIOD, series, back))
                .as("%s is written as %s and read as %s", series, columns, back)
                .isTrue();
    }

    /** 2,000 rules in all zones that the program knows, with ends on all sorts of days. */
    @Test
    void whateverIsWrittenTakesPlaceAtTheSameTimesWhenItIsRead() {
        Vector<String> zones = Vector.ofAll(ZoneId.getAvailableZoneIds())
                .filter(z -> z.contains("/") && !z.startsWith("Etc/"))
                .sorted();
        Random random = new Random(365);
        int written = 0;
        for (int i = 0; i < 2_000; i++) {
            LocalDate first = LocalDate.of(2015, 1, 1).plusDays(random.nextInt(8_000));
            Value.Recurring series = series(rule(random, first), first, zones.get(random.nextInt(zones.size())));
            if (Recurrence.of(series).isRight()) { // in a gap of the zone some first days are none by their rule
                assertSame(series, SeriesColumns.write(series, BERLIN).get());
                written++;
            }
        }
        assertThat(written).isGreaterThan(1_900);
    }

    private static String rule(Random random, LocalDate first) {
        String day = first.getDayOfWeek().name().substring(0, 2);
        int week = (first.getDayOfMonth() - 1) / 7 + 1;
        String nth = ";BYDAY=" + day + ";BYSETPOS=" + (week > 4 ? -1 : week);
        String ofMonth = first.getDayOfMonth() <= 28
                ? ";BYMONTHDAY=" + first.getDayOfMonth()
                : ";BYMONTHDAY=" + Vector.rangeClosed(28, first.getDayOfMonth()).mkString(",") + ";BYSETPOS=-1";
        String ofYear = first.getMonthValue() == 2 && first.getDayOfMonth() == 29
                ? ";BYMONTHDAY=28,29;BYSETPOS=-1"
                : ";BYMONTHDAY=" + first.getDayOfMonth();
        String month = ";BYMONTH=" + first.getMonthValue();
        String other = DayOfWeek.of(1 + random.nextInt(7)).name().substring(0, 2);
        String[] rules = {
            "FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=" + day + (other.equals(day) ? "" : "," + other) + ";WKST=" + other,
            "FREQ=MONTHLY" + ofMonth,
            "FREQ=MONTHLY" + nth,
            "FREQ=YEARLY" + month + ofYear,
            "FREQ=YEARLY" + month + nth
        };
        String[] ends = {
            "",
            ";COUNT=" + (1 + random.nextInt(60)),
            ";UNTIL=" + DateTimeFormatter.BASIC_ISO_DATE.format(first.plusDays(random.nextInt(1_500)))
        };
        return rules[random.nextInt(rules.length)] + ";INTERVAL=" + (1 + random.nextInt(4))
                + ends[random.nextInt(ends.length)];
    }

    @Test
    void anAllDaySeriesHasNoZone() {
        LocalDate first = LocalDate.of(2026, 3, 4);
        Value.Recurring fair =
                new Value.Recurring(new Value.Days(first, first.plusDays(2)), "FREQ=YEARLY;UNTIL=20290304", "");
        Map<String, Object> columns =
                SeriesColumns.write(fair, ZoneId.of("Pacific/Auckland")).get();

        assertThat(columns.get("TimeZone").get()).isEqualTo("");
        assertSame(fair, columns);
    }

    /** Where noon in UTC is midnight, the last day is told from the next one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Pacific/Auckland", "Pacific/Fiji", "Pacific/Kiritimati", "Etc/GMT+12", "Pacific/Pago_Pago"})
    void theLastDayIsTheSameAtTheEdgesOfTheWorld(String zone) {
        Value.Recurring series = series("FREQ=DAILY;UNTIL=20260701", LocalDate.of(2026, 3, 4), zone);
        assertSame(series, SeriesColumns.write(series, BERLIN).get());
    }

    @ParameterizedTest
    @CsvSource({
        "Daily,Interval,0",
        "Daily,Interval,-1",
        "Daily,Interval,1000",
        "Daily,Interval,9999999999",
        "Weekly,DaysOfWeek,0",
        "Weekly,DaysOfWeek,128",
        "Weekly,DaysOfWeek,-1",
        "Weekly,FirstDayOfWeek,Caturday",
        "Monthly,DayofMonth,0",
        "Monthly,DayofMonth,32",
        "MonthlyNth,Instance,0",
        "MonthlyNth,Instance,6",
        "MonthlyNth,DaysOfWeek,0",
        "Yearly,MonthOfYearId,0",
        "Yearly,MonthOfYearId,13",
        "YearlyNth,Instance,-1",
        "Hourly,Interval,1",
        "'',Interval,1",
        "Daily,NoEndDate,Perhaps",
        "Daily,NoEndDate,No"
    })
    void whatMeansNothingIsToldWithColumnAndValue(String type, String column, String value) {
        Row row = row(
                "RecurrenceType",
                type,
                "DaysOfWeek",
                2,
                "DayofMonth",
                1,
                "MonthOfYearId",
                1,
                "Instance",
                1,
                column,
                value);
        assertThat(SeriesColumns.read(row, BERLIN).getLeft()).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("series-pattern");
            assertThat(reason.remedy()).isNotEmpty();
            assertThat(reason.text()).contains(type.isEmpty() || type.equals("Hourly") ? "RecurrenceType" : column);
        });
    }

    @Test
    void nothingThatStandsInTheColumnsThrowsOrTakesLong() {
        Random random = new Random(366);
        String[] types = {"Daily", "Weekly", "Monthly", "MonthlyNth", "Yearly", "YearlyNth", "", "Never"};
        int[] numbers = {
            Integer.MIN_VALUE, -1, 0, 1, 2, 5, 6, 12, 29, 31, 32, 62, 127, 128, 999, 1000, Integer.MAX_VALUE
        };
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            Map<String, Object> row = HashMap.of(
                    "RecurrenceType", types[random.nextInt(types.length)],
                    "NoEndDate", random.nextBoolean() ? "Yes" : "No",
                    "PatternEndDateTime", random.nextBoolean() ? "9999-12-31T23:59:59Z" : "1900-01-01T00:00:00Z",
                    "FirstDayOfWeek", random.nextBoolean() ? "None" : "Saturday");
            for (String column :
                    Vector.of("Interval", "Instance", "DaysOfWeek", "DayofMonth", "MonthOfYearId", "Occurrences")) {
                row = row.put(column, numbers[random.nextInt(numbers.length)]);
            }
            read += SeriesColumns.read(row(row), BERLIN)
                    .map(rule -> rule.firstFrom(LocalDate.of(2026, 3, 4)).isDefined() ? 1 : 0)
                    .getOrElse(0);
        }
        assertThat(read).isPositive();
    }
}
