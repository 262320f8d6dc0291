package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Person;
import io.axpsync.cli.load.FileEvent.Times;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares an event of a file with the raw row that D365 holds for it. It reads both by itself: what our mappers believe
 * about either is the thing under test. What D365 has no place for is counted and is no difference.
 */
final class Comparison {

    /** Ends a text that was cut because D365 holds no more of it. */
    private static final String CUT_MARK = "[…]";

    private static final int LINE = 255;
    private static final Map<String, String> SENSITIVITY =
            Map.of("PUBLIC", "Normal", "PRIVATE", "Privat", "CONFIDENTIAL", "Confidential");
    private static final Map<FileEvent.Busy, String> SHOW_AS = Map.of(
            FileEvent.Busy.FREE, "Free",
            FileEvent.Busy.TENTATIVE, "Tentative",
            FileEvent.Busy.BUSY, "Busy",
            FileEvent.Busy.OOF, "OutOfOffice");
    private static final Pattern NO_XML = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    private final ZoneId zone;
    private final String marker;
    private final boolean companion;
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> notCarried = new TreeMap<>();

    /**
     * @param zone of the mailbox's owner: D365's whole days are midnights there
     * @param companion whether D365 publishes attendees
     */
    Comparison(ZoneId zone, String marker, boolean companion) {
        this.zone = zone;
        this.marker = marker;
        this.companion = companion;
    }

    /** One line for each field that says something else. */
    List<String> differences() {
        return differences;
    }

    /** How many events had content in a field that D365 cannot hold, by field. */
    Map<String, Integer> notCarried() {
        return notCarried;
    }

    /** @param people the rows of {@code AxpActivityAttendees} for it */
    void compare(FileEvent event, JsonNode row, List<JsonNode> people) {
        fields(event, row);
        people(event, people);
        counted(event);
    }

    private void fields(FileEvent event, JsonNode row) {
        line(event, "summary", event.summary(), row.path("Purpose").asText());
        line(event, "location", event.location(), row.path("Location").asText());
        text(
                event,
                "description",
                paragraphs(event.description()),
                paragraphs(row.path("OutlookText").asText()));
        when(event, row);
        same(event, "class", SENSITIVITY.get(event.classification()), row.path("Sensitivity"));
        same(event, "transp", SHOW_AS.get(event.busy()), row.path("ShowTimeAs"));
        same(event, "priority", priority(event.priority()), row.path("Priority"));
        same(event, "alarm", event.reminder().isPresent() ? "Yes" : "No", row.path("Reminder"));
        event.reminder().ifPresent(m -> same(event, "alarm minutes", m.toString(), row.path("ReminderMinutes")));
        categories(event, row);
    }

    /** What D365 has no place for. */
    void counted(FileEvent event) {
        if (Stream.of(event.summary(), event.description(), event.location())
                .anyMatch(t -> NO_XML.matcher(t).find())) {
            count("controlCharacters");
        }
        event.zone().ifPresent(name -> count("timeZone"));
        event.others().forEach(name -> count(name.toLowerCase(Locale.ROOT)));
    }

    /** One occurrence of a series: what it says as the others do was counted with the series. */
    void occurrence(FileEvent event, JsonNode row) {
        Comparison alone = new Comparison(zone, marker, companion);
        alone.fields(event, row);
        alone.differences.forEach(
                line -> differences.add(line + " (" + row.path("StartDateTime").asText() + ")"));
    }

    /** Whether the row says the same in every field. */
    boolean isSame(FileEvent event, JsonNode row) {
        Comparison alone = new Comparison(zone, marker, companion);
        alone.fields(event, row);
        return alone.differences.isEmpty();
    }

    /** An event that is nowhere, or more than once. */
    void missing(FileEvent event, String what) {
        differences.add(event.source() + ": " + what);
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

    private static String priority(int number) {
        return number == 0 || number == 5 ? "Normal" : number < 5 ? "High" : "Low";
    }

    /** Texts of one line: a line end is a blank. */
    private void line(FileEvent event, String field, String expected, String actual) {
        text(event, field, paragraphs(expected).replace('\n', ' '), paragraphs(actual));
    }

    private void text(FileEvent event, String field, String expected, String actual) {
        if (expected.equals(actual)) {
            return;
        }
        boolean tooLong = expected.length() > LINE && actual.length() <= LINE;
        boolean cut = tooLong
                && actual.endsWith(CUT_MARK)
                && actual.length() > LINE - 20
                && folded(expected).startsWith(folded(actual.substring(0, actual.length() - CUT_MARK.length())));
        if (cut || (tooLong && folded(expected).equals(actual))) {
            count(field + "BeyondLength");
        } else {
            differ(event, field, expected, actual);
        }
    }

    /** Before a text is cut, its superfluous blanks go. */
    private static String folded(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Line ends as LF, no blanks at the ends of lines and of the text, no characters that XML cannot carry. */
    private static String paragraphs(String text) {
        return NO_XML.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll("")
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** The marker and the event's own categories; those that the text of 255 cannot hold may be missing. */
    private void categories(FileEvent event, JsonNode row) {
        Set<String> there = Stream.of(row.path("OutlookCategories").asText().split("[;,]"))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = event.categories().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        wanted.add(marker.toLowerCase(Locale.ROOT));
        boolean full = String.join(";", wanted).length() > LINE;
        if (full && wanted.containsAll(there) && there.contains(marker.toLowerCase(Locale.ROOT))) {
            count("categoriesBeyondLength");
        } else {
            same(event, "categories", wanted, there);
        }
    }

    private void people(FileEvent event, List<JsonNode> rows) {
        if (!event.isMeeting()) {
            same(event, "attendees", 0, rows.size());
        } else if (!companion) {
            count("attendees");
            event.organizer().ifPresent(o -> count("organizer"));
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
        String there = actual instanceof JsonNode node ? node.asText() : actual.toString();
        String wanted = String.valueOf(expected);
        if (!wanted.equals(there)) {
            differ(event, field, wanted, there);
        }
    }

    private void differ(FileEvent event, String field, String expected, String actual) {
        differences.add(event.source() + ": " + field + ": the file says “" + brief(expected) + "”, D365 says “"
                + brief(actual) + "”");
    }

    private static String brief(String text) {
        String line = text.replace("\n", "\\n");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    private void count(String field) {
        notCarried.merge(field, 1, Integer::sum);
    }
}
