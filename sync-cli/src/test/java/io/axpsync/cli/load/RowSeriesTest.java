package io.axpsync.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge's own reading of the companion's rows (docs/companion.md), expanded. */
class RowSeriesTest {

    private static ObjectNode master(String start, String end, String allDay) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("StartDateTime", start)
                .put("EndDateTime", end)
                .put("AllDay", allDay)
                .put("OutlookCategories", "D365");
    }

    private static ObjectNode pattern(String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("RecurrenceType", type)
                .put("Interval", 1)
                .put("NoEndDate", "Yes")
                .put("TimeZone", "W. Europe Standard Time");
    }

    private static List<String> starts(JsonNode master, JsonNode pattern, String last) {
        return new RowSeries(master, pattern, Fixtures.BERLIN)
                .occasions(List.of(), Map.of(), LocalDate.parse(last)).values().stream()
                        .map(row -> row.path("StartDateTime").asText())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Daily       | 0  | 0 | 0  | 0 | 2030-01-31 2030-02-01 2030-02-02",
                "Weekly      | 18 | 0 | 0  | 0 | 2030-01-31 2030-02-04 2030-02-07",
                "Monthly     | 0  | 0 | 31 | 0 | 2030-01-31 2030-02-28 2030-03-31",
                "Yearly      | 0  | 0 | 31 | 1 | 2030-01-31 2031-01-31 2032-01-31",
                "MonthlyNth  | 16 | 5 | 0  | 0 | 2030-01-31 2030-02-28 2030-03-28",
                "MonthlyNth  | 62 | 5 | 0  | 0 | 2030-01-31 2030-02-28 2030-03-29",
                "YearlyNth   | 16 | 5 | 0  | 1 | 2030-01-31 2031-01-30 2032-01-29"
            })
    void eachTypeOfRecurrenceIsExpandedAsOutlookDoes(
            String type, int days, int instance, int day, int month, String expected) {
        ObjectNode pattern = pattern(type.strip())
                .put("DaysOfWeek", days)
                .put("Instance", instance)
                .put("DayofMonth", day)
                .put("MonthOfYearId", month);
        assertThat(starts(master("2030-01-31T09:00:00Z", "2030-01-31T10:00:00Z", "No"), pattern, "2032-12-31"))
                .extracting(start -> start.substring(0, 10))
                .startsWith(expected.strip().split(" "));
    }

    @Test
    void theClocksOfTheZoneAreFollowedOverTheChange() {
        assertThat(starts(master("2030-03-30T09:00:00Z", "2030-03-30T10:00:00Z", "No"), pattern("Daily"), "2030-03-31"))
                .containsExactly("2030-03-30T09:00:00Z", "2030-03-31T08:00:00Z");
        assertThat(starts(
                        master("2030-03-30T09:00:00Z", "2030-03-30T10:00:00Z", "No"),
                        pattern("Daily").put("TimeZone", "AUS Eastern Standard Time"),
                        "2030-03-31"))
                .containsExactly("2030-03-30T09:00:00Z", "2030-03-31T09:00:00Z");
    }

    @Test
    void anIntervalCountsWeeksFromTheirFirstDay() {
        ObjectNode pattern = pattern("Weekly").put("DaysOfWeek", 1 + 2).put("Interval", 2);
        ObjectNode master = master("2030-01-07T09:00:00Z", "2030-01-07T10:00:00Z", "No");
        assertThat(starts(master, pattern.put("FirstDayOfWeek", "Monday"), "2030-01-22"))
                .containsExactly("2030-01-07T09:00:00Z", "2030-01-13T09:00:00Z", "2030-01-21T09:00:00Z");
        assertThat(starts(master, pattern.put("FirstDayOfWeek", "Sunday"), "2030-01-22"))
                .containsExactly("2030-01-07T09:00:00Z", "2030-01-20T09:00:00Z", "2030-01-21T09:00:00Z");
    }

    @Test
    void itEndsByCountOrByItsLastDay() {
        ObjectNode master = master("2030-01-07T09:00:00Z", "2030-01-07T10:00:00Z", "No");
        ObjectNode pattern = pattern("Daily").put("NoEndDate", "No").put("Occurrences", 2);
        assertThat(starts(master, pattern, "2031-01-01")).hasSize(2);
        pattern.put("Occurrences", 0).put("PatternEndDateTime", "2030-01-09T12:00:00Z");
        assertThat(starts(master, pattern, "2031-01-01")).hasSize(3);
    }

    @Test
    void cancelledOccurrencesAreGoneAndModifiedOnesAreTheirOwnActivity() {
        JsonNode master = master("2030-03-29T23:00:00Z", "2030-03-30T23:00:00Z", "Yes");
        ObjectNode cancelled = JsonNodeFactory.instance
                .objectNode()
                .put("OriginalStartDateTime", "2030-03-30T23:00:00Z")
                .put("State", "Cancelled");
        ObjectNode modified = JsonNodeFactory.instance
                .objectNode()
                .put("OriginalStartDateTime", "2030-04-01T12:00:00Z")
                .put("State", "Modified")
                .put("ActivityNumber", "A7");
        ObjectNode activity = master("2030-04-01T09:00:00Z", "2030-04-01T10:00:00Z", "No");
        assertThat(new RowSeries(master, pattern("Daily"), Fixtures.BERLIN)
                        .occasions(List.of(cancelled, modified), Map.of("A7", activity), LocalDate.parse("2030-04-02"))
                        .values())
                .extracting(row -> row.path("StartDateTime").asText())
                .containsExactly("2030-03-29T23:00:00Z", "2030-04-01T09:00:00Z", "2030-04-01T22:00:00Z");
    }
}
