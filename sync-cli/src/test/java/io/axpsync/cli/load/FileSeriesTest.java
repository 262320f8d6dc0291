package io.axpsync.cli.load;

import static io.axpsync.cli.load.Fixtures.leftOut;
import static io.axpsync.cli.load.Fixtures.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Series as their files say them: what takes place, and what Exchange is told. */
class FileSeriesTest {

    private static List<String> starts(FileSeries series, String last) {
        return series.occasions(LocalDate.parse(last)).stream()
                .map(o -> o.event().when() instanceof Dates dates
                        ? dates.start().toString()
                        : ((Times) o.event().when()).start().toString())
                .toList();
    }

    @Test
    void daysThatAreLeftOutAndMovedAndTheClocksOfTheZoneAreFollowed() {
        FileSeries weekly = series("series-1");
        assertThat(starts(weekly, "2030-12-31"))
                .hasSize(28)
                .startsWith("2030-01-07T08:00:00Z", "2030-01-10T09:00:00Z", "2030-01-21T08:00:00Z")
                .contains("2030-03-28T08:00:00Z", "2030-04-01T07:00:00Z", "2030-04-05T12:00:00Z");
        assertThat(weekly.end(Instant.EPOCH)).isEqualTo("2030-04-18");
    }

    @Test
    void anOverrideOfADayIsFoundByATimeOfThatDay() {
        FileSeries yearly = series("series-5");
        assertThat(yearly.occasions(LocalDate.of(2031, 12, 31)))
                .extracting(o -> o.event().summary())
                .containsExactly("Founding day", "Founding day with guests", "Founding day");
    }

    @Test
    void aZoneOfTheFileIsSaidByANameThatKeepsTheSameClocks() {
        assertThat(series("series-6").zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(starts(series("series-6"), "2031-01-01"))
                .startsWith("2030-03-18T07:30:00Z")
                .contains("2030-04-01T06:30:00Z")
                .endsWith("2030-04-15T06:30:00Z");
    }

    @Test
    void weeksBeginWhereTheRuleSaysThem() {
        assertThat(starts(series("series-10"), "2030-04-09"))
                .containsExactly(
                        "2030-03-03T22:00:00Z",
                        "2030-03-04T22:00:00Z",
                        "2030-03-17T22:00:00Z",
                        "2030-03-18T22:00:00Z",
                        "2030-03-31T22:00:00Z",
                        "2030-04-01T22:00:00Z");
    }

    @Test
    void whatExchangeCannotHoldIsLeftOutWithItsReason() {
        assertThat(leftOut("series.ics"))
                .containsExactly("series-rule", "series-rdate", "series-zone", "series-empty", "series-missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=DAILY;INTERVAL=3 | 'type\":\"daily' | 'interval\":3'",
                "FREQ=DAILY;BYDAY=MO,TU | 'type\":\"weekly' | '[\"monday\",\"tuesday\"]'",
                "FREQ=WEEKLY;WKST=SU | 'type\":\"weekly' | 'firstDayOfWeek\":\"sunday'",
                "FREQ=MONTHLY | 'type\":\"absoluteMonthly' | 'dayOfMonth\":7'",
                "FREQ=MONTHLY;BYMONTHDAY=-1 | 'type\":\"absoluteMonthly' | 'dayOfMonth\":31'",
                "FREQ=MONTHLY;BYDAY=1MO | 'type\":\"relativeMonthly' | 'index\":\"first'",
                "FREQ=YEARLY;BYDAY=MO,TU;BYSETPOS=-1;BYMONTH=1 | 'type\":\"relativeYearly' | 'index\":\"last'",
                "FREQ=YEARLY | 'type\":\"absoluteYearly' | 'month\":1'",
                "FREQ=DAILY;COUNT=3 | 'type\":\"numbered' | 'numberOfOccurrences\":3'",
                "FREQ=DAILY;UNTIL=20300110T075959Z | 'type\":\"endDate' | 'endDate\":\"2030-01-09'",
                "FREQ=DAILY;UNTIL=20300110T080000Z | 'type\":\"endDate' | 'endDate\":\"2030-01-10'"
            })
    void aRuleIsSaidAsGraphSaysIt(String rule, String type, String member) {
        assertThat(Recurrences.graph(rule, LocalDateTime.of(2030, 1, 7, 9, 0), false, ZoneId.of("Europe/Vienna"))
                        .toString())
                .contains(type, member);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=SECONDLY;COUNT=3",
                "FREQ=HOURLY;COUNT=3",
                "FREQ=YEARLY;BYWEEKNO=2",
                "FREQ=YEARLY;BYYEARDAY=100",
                "FREQ=MONTHLY;BYMONTHDAY=1,15",
                "FREQ=MONTHLY;BYDAY=MO",
                "FREQ=MONTHLY;BYDAY=5MO",
                "FREQ=MONTHLY;BYDAY=1MO,3MO",
                "FREQ=DAILY;BYHOUR=9,10",
                "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1",
                "FREQ=DAILY;INTERVAL=0"
            })
    void aRuleWithoutAPatternIsRefusedByItsField(String rule) {
        assertThatThrownBy(() ->
                        Recurrences.graph(rule, LocalDateTime.of(2030, 1, 7, 9, 0), false, ZoneId.of("Europe/Vienna")))
                .isInstanceOf(EventReading.Unusable.class)
                .hasMessageContaining("RRULE:" + rule)
                .hasMessageContaining("Choose");
    }
}
