package io.axpsync.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A calendar before the library reads it: its events and tasks as text, each line looked at once. The library descends as deep as
 * components are nested and keeps an object for each line, so that limits must stand before it.
 *
 * @param frame everything but these, without the calendar's end
 * @param entries events and tasks, each from its BEGIN to its END
 */
record CalendarText(String frame, List<String> entries) {

    /** RFC 5545 nests three deep: VCALENDAR, VEVENT, VALARM. */
    static final int DEEPEST = 20;

    static final int MOST_LINES = 500_000;

    static final int MOST_ZONES = 100;

    /** The library makes a list of all changes of a zone's clocks, so that they must be few in a year. */
    private static final Pattern YEARLY =
            Pattern.compile("RRULE:(?:(?:FREQ=YEARLY|INTERVAL=\\d{1,4}|COUNT=\\d{1,4}|UNTIL=[0-9TZ]{8,16}|WKST=[A-Z]{2}"
                    + "|BYMONTH=\\d{1,2}|BYDAY=[+-]?\\d?[A-Z]{2}|BYMONTHDAY=-?\\d{1,2}(?:,-?\\d{1,2}){0,6})(?:;|$))+");

    private static final int LOOKED_AT = 200;

    private static final String ZONE = "BEGIN:VTIMEZONE";
    private static final String END = "END:VCALENDAR";

    /** Parts events and tasks from the rest; one without an end belongs to the rest. */
    static CalendarText of(String text) {
        StringBuilder frame = new StringBuilder();
        List<String> entries = new ArrayList<>();
        String name = "";
        int kept = 0;
        int begin = -1;
        for (int line = 0; line < text.length(); ) {
            int next = next(text, line);
            if (begin < 0 && (is(text, line, next, "BEGIN:VEVENT") || is(text, line, next, "BEGIN:VTODO"))) {
                begin = line;
                name = text.substring(line + "BEGIN:".length(), next).strip();
            } else if (begin >= 0 && is(text, line, next, "END:" + name)) {
                frame.append(text, kept, begin);
                entries.add(text.substring(begin, next));
                kept = next;
                begin = -1;
            }
            line = next;
        }
        String rest = frame.append(text, kept, text.length()).toString();
        int end = rest.lastIndexOf(END);
        return new CalendarText(end < 0 ? rest : rest.substring(0, end), entries);
    }

    /** A calendar of these only. */
    String with(List<String> some) {
        return frame + String.join("", some) + END + "\r\n";
    }

    /** Whether that entry is a task. */
    boolean isTask(int index) {
        return entries.get(index).startsWith("BEGIN:VTODO");
    }

    /** Of each entry: the how manieth of its sort it is, the first is 1. */
    int[] numbers() {
        int[] numbers = new int[entries.size()];
        int tasks = 0;
        for (int i = 0; i < numbers.length; i++) {
            tasks += isTask(i) ? 1 : 0;
            numbers[i] = isTask(i) ? tasks : i + 1 - tasks;
        }
        return numbers;
    }

    /** How many events it has. */
    int events() {
        return (int) IntStream.range(0, entries.size()).filter(i -> !isTask(i)).count();
    }

    /** How many time zones it defines. */
    int zones() {
        int zones = 0;
        for (int at = frame.indexOf(ZONE); at >= 0; at = frame.indexOf(ZONE, at + 1)) {
            zones++;
        }
        return zones;
    }

    private static int next(String text, int line) {
        int end = text.indexOf('\n', line);
        return end < 0 ? text.length() : end + 1;
    }

    private static boolean is(String text, int from, int to, String word) {
        return text.startsWith(word, from)
                && text.substring(from + word.length(), to).isBlank();
    }

    /** Eight digits are a date, also where VALUE=DATE was forgotten or a zone stands beside it. */
    private static final Pattern BARE_DATE = Pattern.compile(
            "(?mi)^(DTSTART|DTEND|DUE|RECURRENCE-ID|EXDATE|RDATE)(?:;TZID=[^:;\\r\\n]*)?:(\\d{8})(?=\\s*$)");

    /** The text with VALUE=DATE where a date is meant. */
    static String withDates(String text) {
        return BARE_DATE.matcher(text).replaceAll("$1;VALUE=DATE:$2");
    }

    /** Why the library shall not be given this text; none when it may. */
    static Optional<String> tooMuch(String text) {
        Limits limits = new Limits();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n';
            if (ends && i + 1 < text.length() && (text.charAt(i + 1) == ' ' || text.charAt(i + 1) == '\t')) {
                i++; // folded: the line goes on
            } else if (ends) {
                limits.line(line.toString());
                line.setLength(0);
            } else if (line.length() < LOOKED_AT && c != '\r') {
                line.append(Character.toUpperCase(c));
            }
            if (limits.broken.isPresent()) {
                break;
            }
        }
        return limits.broken;
    }

    /** Counts along the lines, unfolded and in upper case. */
    private static final class Limits {
        private int depth;
        private int lines;
        private int zones;
        private boolean inZone;
        private Optional<String> broken = Optional.empty();

        void line(String line) {
            lines++;
            if (line.startsWith("BEGIN:")) {
                depth++;
            } else if (line.startsWith("END:")) {
                depth--;
            }
            if (line.startsWith(ZONE)) {
                inZone = true;
                zones++;
            } else if (line.startsWith("END:VTIMEZONE")) {
                inZone = false;
            }
            if (depth > DEEPEST) {
                broken = Optional.of("components are nested more than " + DEEPEST + " deep");
            } else if (lines > MOST_LINES) {
                broken = Optional.of("a calendar has more than " + MOST_LINES + " lines");
            } else if (zones > MOST_ZONES) {
                broken = Optional.of("a calendar defines more than " + MOST_ZONES + " time zones");
            } else if (inZone
                    && line.startsWith("RRULE")
                    && !YEARLY.matcher(line).matches()) {
                broken = Optional.of("the clocks of a time zone change by a rule that is not simply yearly");
            }
        }
    }
}
