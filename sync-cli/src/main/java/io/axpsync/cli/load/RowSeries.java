package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A series as D365's raw rows say it: the master's activity, its recurrence, and the rows of occurrences that are
 * different (docs/companion.md). Read here anew and expanded with ical4j, because our adapter's reading is under test.
 */
final class RowSeries {

    private static final List<String> DAYS = List.of("SU", "MO", "TU", "WE", "TH", "FR", "SA");

    private final JsonNode master;
    private final JsonNode pattern;
    private final boolean allDay;
    private final ZoneId owner;
    private final ZoneId zone;

    /**
     * @param pattern the row of {@code AxpActivityRecurrences}
     * @param owner the zone of the worker
     */
    RowSeries(JsonNode master, JsonNode pattern, ZoneId owner) {
        this.master = master;
        this.pattern = pattern;
        this.allDay = master.path("AllDay").asText().equals("Yes");
        this.owner = owner;
        String name = pattern.path("TimeZone").asText();
        // Several IANA zones share a Windows name; the owner's own is meant where it is one of them.
        boolean own = allDay
                || name.isEmpty()
                || Zones.windows(owner.getId()).filter(name::equals).isPresent();
        this.zone = own ? owner : Zones.of(name);
    }

    /**
     * What takes place, by original start on the clocks of the series; midnight of whole days.
     *
     * @param occurrences its rows of {@code AxpActivityOccurrences}
     * @param activities the activities of modified ones, by number
     * @param last the last day that is looked at
     */
    Map<LocalDateTime, JsonNode> occasions(
            List<JsonNode> occurrences, Map<String, JsonNode> activities, LocalDate last) {
        Map<LocalDateTime, JsonNode> occasions = new TreeMap<>();
        Expansion.dates(rule(), start(), allDay, zone, last).forEach(at -> occasions.put(at, at(at)));
        for (JsonNode occurrence : occurrences) {
            LocalDateTime original =
                    local(Instant.parse(occurrence.path("OriginalStartDateTime").asText()));
            Optional<JsonNode> activity = Optional.ofNullable(
                    activities.get(occurrence.path("ActivityNumber").asText()));
            if (occurrence.path("State").asText().equals("Cancelled") || activity.isEmpty()) {
                occasions.remove(original);
            } else {
                occasions.replace(original, withCategories(activity.get()));
            }
        }
        return occasions;
    }

    /** Categories, and with them the marker, are the series' alone. */
    private JsonNode withCategories(JsonNode activity) {
        ObjectNode row = activity.deepCopy();
        row.set("OutlookCategories", master.path("OutlookCategories"));
        return row;
    }

    private LocalDateTime start() {
        return local(Instant.parse(master.path("StartDateTime").asText()));
    }

    /** Days stand as midnights of the owner, or as 12:00 UTC. */
    private LocalDateTime local(Instant instant) {
        if (!allDay) {
            return LocalDateTime.ofInstant(instant, zone);
        }
        boolean noon = instant.toString().endsWith("T12:00:00Z");
        return LocalDateTime.ofInstant(instant, noon ? ZoneId.of("UTC") : owner)
                .toLocalDate()
                .atStartOfDay();
    }

    private JsonNode at(LocalDateTime original) {
        LocalDateTime end =
                LocalDateTime.ofInstant(Instant.parse(master.path("EndDateTime").asText()), zone);
        ObjectNode row = master.deepCopy();
        row.put("StartDateTime", original.atZone(zone).toInstant().toString());
        return row.put(
                "EndDateTime",
                original.plus(Duration.between(start(), end))
                        .atZone(zone)
                        .toInstant()
                        .toString());
    }

    private String rule() {
        String type = pattern.path("RecurrenceType").asText();
        String month = ";BYMONTH=" + pattern.path("MonthOfYearId").asInt();
        String first = pattern.path("FirstDayOfWeek").asText();
        return switch (type) {
                    case "Daily" -> "FREQ=DAILY";
                    case "Weekly" ->
                        "FREQ=WEEKLY;BYDAY=" + days() + ";WKST="
                                + (first.isEmpty() || first.equals("None")
                                        ? "MO"
                                        : first.substring(0, 2).toUpperCase(java.util.Locale.ROOT));
                    case "Monthly" -> "FREQ=MONTHLY" + day();
                    case "Yearly" -> "FREQ=YEARLY" + month + day();
                    case "MonthlyNth" -> "FREQ=MONTHLY;BYDAY=" + days() + position();
                    case "YearlyNth" -> "FREQ=YEARLY" + month + ";BYDAY=" + days() + position();
                    default -> throw new IllegalStateException("D365 has a recurrence of no known type: " + pattern);
                }
                + ";INTERVAL=" + pattern.path("Interval").asInt() + end();
    }

    /** In shorter months the last day. */
    private String day() {
        int day = pattern.path("DayofMonth").asInt();
        return day <= 28
                ? ";BYMONTHDAY=" + day
                : IntStream.rangeClosed(28, day)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",", ";BYMONTHDAY=", ";BYSETPOS=-1"));
    }

    private String days() {
        int mask = pattern.path("DaysOfWeek").asInt();
        return IntStream.range(0, 7)
                .filter(day -> (mask & 1 << day) != 0)
                .mapToObj(DAYS::get)
                .collect(Collectors.joining(","));
    }

    private String position() {
        int instance = pattern.path("Instance").asInt();
        return ";BYSETPOS=" + (instance == 5 ? -1 : instance);
    }

    private String end() {
        if (pattern.path("NoEndDate").asText().equals("Yes")) {
            return "";
        }
        int count = pattern.path("Occurrences").asInt();
        if (count > 0) {
            return ";COUNT=" + count;
        }
        Instant last = Instant.parse(pattern.path("PatternEndDateTime").asText());
        boolean noon = last.toString().endsWith("T12:00:00Z");
        LocalDate day =
                LocalDateTime.ofInstant(last, noon ? ZoneId.of("UTC") : zone).toLocalDate();
        return ";UNTIL=" + day.toString().replace("-", "");
    }
}
