package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Person;
import io.axpsync.cli.load.FileEvent.Times;
import io.axpsync.cli.load.part.Differences;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares an event of a file with the raw row that D365 holds for it. It reads both by itself: what our mappers believe
 * about either is the thing under test. What D365 has no place for is counted and is no difference.
 */
final class Comparison {

    private static final Map<String, String> SENSITIVITY =
            Map.of("PUBLIC", "Normal", "PRIVATE", "Privat", "CONFIDENTIAL", "Confidential");
    private static final Map<FileEvent.Busy, String> SHOW_AS = Map.of(
            FileEvent.Busy.FREE, "Free",
            FileEvent.Busy.TENTATIVE, "Tentative",
            FileEvent.Busy.BUSY, "Busy",
            FileEvent.Busy.OOF, "OutOfOffice");
    private final ZoneId zone;
    private final Differences found;
    private final boolean companion;

    /**
     * @param zone of the mailbox's owner: D365's whole days are midnights there
     * @param found takes what differs
     * @param companion whether D365 publishes attendees
     */
    Comparison(ZoneId zone, Differences found, boolean companion) {
        this.zone = zone;
        this.found = found;
        this.companion = companion;
    }

    /** @param people the rows of {@code AxpActivityAttendees} for it */
    void compare(FileEvent event, JsonNode row, List<JsonNode> people) {
        fields(event, row);
        people(event, people);
        counted(event);
    }

    private void fields(FileEvent event, JsonNode row) {
        String source = event.source();
        found.line(source, "summary", event.summary(), row.path("Purpose").asText());
        found.line(source, "location", event.location(), row.path("Location").asText());
        found.paragraphs(
                source,
                "description",
                event.description(),
                row.path("OutlookText").asText());
        when(event, row);
        same(event, "class", SENSITIVITY.get(event.classification()), row.path("Sensitivity"));
        same(event, "transp", SHOW_AS.get(event.busy()), row.path("ShowTimeAs"));
        same(event, "priority", priority(event.priority()), row.path("Priority"));
        same(event, "alarm", event.reminder().isPresent() ? "Yes" : "No", row.path("Reminder"));
        event.reminder().ifPresent(m -> same(event, "alarm minutes", m.toString(), row.path("ReminderMinutes")));
        found.categories(source, event.categories(), row);
    }

    /** What D365 has no place for. */
    void counted(FileEvent event) {
        found.controlCharacters(event.summary(), event.description(), event.location());
        event.zone().ifPresent(name -> found.count("timeZone"));
        event.others().forEach(name -> found.count(name.toLowerCase(Locale.ROOT)));
    }

    /** One occurrence of a series: what it says as the others do was counted with the series. */
    void occurrence(FileEvent event, JsonNode row) {
        Comparison alone = alone();
        alone.fields(event, row);
        alone.found
                .lines()
                .forEach(line ->
                        found.add(line + " (" + row.path("StartDateTime").asText() + ")"));
    }

    /** Whether the row says the same in every field. */
    boolean isSame(FileEvent event, JsonNode row) {
        Comparison alone = alone();
        alone.fields(event, row);
        return alone.found.lines().isEmpty();
    }

    private Comparison alone() {
        return new Comparison(zone, found.none(), companion);
    }

    /** An event that is nowhere, or more than once. */
    void missing(FileEvent event, String what) {
        found.add(event.source() + ": " + what);
    }

    private void when(FileEvent event, JsonNode row) {
        Instant start = Instant.parse(row.path("StartDateTime").asText());
        Instant end = Instant.parse(row.path("EndDateTime").asText());
        if (event.when() instanceof Dates dates) {
            same(event, "all day", "Yes", row.path("AllDay"));
            same(event, "dtstart", dates.start().atStartOfDay(zone).toInstant(), start);
            same(event, "dtend", dates.end().atStartOfDay(zone).toInstant(), end);
        } else if (event.when() instanceof Times times) {
            same(event, "all day", "No", row.path("AllDay"));
            same(event, "dtstart", times.start(), start);
            same(event, "dtend", times.end(), end);
        }
    }

    static String priority(int number) {
        return number == 0 || number == 5 ? "Normal" : number < 5 ? "High" : "Low";
    }

    private void people(FileEvent event, List<JsonNode> rows) {
        if (!event.isMeeting()) {
            same(event, "attendees", 0, rows.size());
        } else if (!companion) {
            found.count("attendees");
            event.organizer().ifPresent(o -> found.count("organizer"));
        } else {
            Map<String, String> wanted = new LinkedHashMap<>();
            event.attendees().forEach(p -> wanted.put(key(p.address()), type(p) + " " + answer(p)));
            event.organizer().ifPresent(o -> wanted.put(key(o.address()), "Required Organizer"));
            Map<String, String> there = new LinkedHashMap<>();
            rows.forEach(row -> there.put(
                    key(row.path("Email").asText()),
                    row.path("AttendeeType").asText() + " "
                            + row.path("ResponseStatus").asText()));
            same(event, "attendees", new TreeMap<>(wanted), new TreeMap<>(there));
        }
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    private static String type(Person person) {
        return capital(person.role());
    }

    private static String answer(Person person) {
        return capital(person.answer());
    }

    private static String capital(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    private void same(
            FileEvent event, String field, @org.jspecify.annotations.Nullable Object expected, Object actual) {
        found.same(event.source(), field, expected, actual);
    }
}
