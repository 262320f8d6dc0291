package io.axpsync.cli.load;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.util.CompatibilityHints;

/**
 * Reads all {@code .ics} files of a folder with ical4j, leniently. An event that the library cannot read is left out
 * with a reason and takes nothing else with it. Files hold several calendars at times; each is read by itself.
 */
final class CalendarFiles {

    /** Methods of RFC 5546 by which calendars talk to each other; PUBLISH and unknown ones are plain calendars. */
    private static final Set<String> SCHEDULING =
            Set.of("REQUEST", "REPLY", "CANCEL", "ADD", "REFRESH", "COUNTER", "DECLINECOUNTER");

    private static final Pattern CALENDAR = Pattern.compile("(?m)^(?=BEGIN:VCALENDAR)");
    private static final Pattern EVENT = Pattern.compile("(?ms)^BEGIN:VEVENT[ \\t]*\\r?$.*?^END:VEVENT[ \\t]*\\r?\\n?");

    private final ZoneId floating;

    /** @param floating the zone of times that name none: the mailbox's */
    CalendarFiles(ZoneId floating) {
        this.floating = floating;
        // ical4j asks these of the whole JVM; nothing else here uses it.
        System.setProperty("net.fortuna.ical4j.timezone.cache.impl", "net.fortuna.ical4j.util.MapTimeZoneCache");
        System.setProperty("net.fortuna.ical4j.timezone.update.enabled", "false");
        CompatibilityHints.setHintEnabled(CompatibilityHints.KEY_RELAXED_UNFOLDING, true);
        CompatibilityHints.setHintEnabled(CompatibilityHints.KEY_RELAXED_PARSING, true);
        CompatibilityHints.setHintEnabled(CompatibilityHints.KEY_RELAXED_VALIDATION, true);
        CompatibilityHints.setHintEnabled(CompatibilityHints.KEY_OUTLOOK_COMPATIBILITY, true);
        CompatibilityHints.setHintEnabled(CompatibilityHints.KEY_NOTES_COMPATIBILITY, true);
    }

    /**
     * The entries of all files, files by name.
     *
     * @throws IllegalArgumentException when there is no such folder, or no {@code .ics} file in it
     */
    List<Entry> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".ics"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there is no .ics file in " + folder);
        }
        List<Entry> entries = new ArrayList<>();
        files.forEach(file -> entries.addAll(file(file)));
        return entries;
    }

    private List<Entry> file(Path file) {
        String name = String.valueOf(file.getFileName());
        String text;
        try {
            text = text(Files.readAllBytes(file));
        } catch (IOException e) {
            return List.of(new Entry.LeftOut(name, "unreadable-file", String.valueOf(e.getMessage())));
        }
        List<Entry> entries = new ArrayList<>();
        int before = 0;
        for (String calendar : CALENDAR.split(text)) {
            if (calendar.startsWith("BEGIN:VCALENDAR")) {
                before += calendar(name, before, calendar, entries);
            }
        }
        if (entries.isEmpty()) {
            entries.add(new Entry.LeftOut(name, "no-calendar", "the file holds no calendar"));
        }
        return entries;
    }

    /** UTF-8 as RFC 5545 wants it; where it is not, the bytes are taken for ISO 8859-1. */
    private static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** @return how many events it held */
    private int calendar(String file, int before, String text, List<Entry> entries) {
        List<VEvent> events = new ArrayList<>();
        int count = 0;
        String method;
        try {
            Calendar whole = parse(text);
            method = method(whole);
            for (Component component : whole.getComponents()) {
                if (component instanceof VEvent event) {
                    events.add(event);
                }
            }
            count = events.size();
            sort(file, before, method, events, entries);
        } catch (IOException | ParserException | RuntimeException wholeFails) {
            count = oneByOne(file, before, text, entries);
        }
        return count;
    }

    /** Each event in a calendar of its own, with everything else that the calendar says. */
    private int oneByOne(String file, int before, String text, List<Entry> entries) {
        List<String> found = EVENT.matcher(text).results().map(m -> m.group()).toList();
        String frame = EVENT.matcher(text).replaceAll("");
        int end = frame.lastIndexOf("END:VCALENDAR");
        String head = end < 0 ? frame : frame.substring(0, end);
        List<VEvent> good = new ArrayList<>();
        String method = "";
        for (int i = 0; i < found.size(); i++) {
            try {
                Calendar one = parse(head + found.get(i) + "END:VCALENDAR\r\n");
                method = method(one);
                for (Component component : one.getComponents()) {
                    if (component instanceof VEvent event) {
                        good.add(event);
                    }
                }
            } catch (IOException | ParserException | RuntimeException e) {
                entries.add(new Entry.LeftOut(file + "#" + (before + i + 1), "unreadable-event", message(e)));
            }
        }
        if (found.isEmpty()) {
            entries.add(new Entry.LeftOut(file, "unreadable-calendar", "the calendar cannot be read"));
        }
        sort(file, before, method, good, entries);
        return found.size();
    }

    private static Calendar parse(String text) throws IOException, ParserException {
        return new CalendarBuilder().build(new StringReader(text));
    }

    private static String method(Calendar calendar) {
        return calendar.getProperty(Property.METHOD)
                .map(Property::getValue)
                .orElse("")
                .strip()
                .toUpperCase(Locale.ROOT);
    }

    private void sort(String file, int before, String method, List<VEvent> events, List<Entry> entries) {
        Map<String, Integer> overrides = new HashMap<>();
        Set<String> masters = new java.util.HashSet<>();
        for (VEvent event : events) {
            if (isOverride(event)) {
                overrides.merge(uid(event), 1, Integer::sum);
            } else if (Recurrences.isSeries(event)) {
                masters.add(uid(event));
            }
        }
        for (int i = 0; i < events.size(); i++) {
            VEvent event = events.get(i);
            String source = file + "#" + (before + i + 1);
            if (SCHEDULING.contains(method)) {
                entries.add(new Entry.LeftOut(
                        source, "scheduling-message", "METHOD:" + method + " is a message about an event"));
            } else if (!isOverride(event)) {
                entries.add(entry(source, event, overrides));
            } else if (!masters.contains(uid(event))) {
                entries.add(new Entry.LeftOut(source, "series", "an override without its series"));
            }
        }
    }

    private Entry entry(String source, VEvent event, Map<String, Integer> overrides) {
        try {
            FileEvent read = new EventReading(floating).read(source, event);
            return Recurrences.isSeries(event)
                    ? new Entry.Series(
                            read, Recurrences.graph(event, read, floating), overrides.getOrDefault(uid(event), 0))
                    : new Entry.Single(read);
        } catch (EventReading.Unusable e) {
            return new Entry.LeftOut(source, e.code(), message(e));
        } catch (RuntimeException e) { // whatever a broken property makes the library throw
            return new Entry.LeftOut(source, "unreadable-event", message(e));
        }
    }

    private static boolean isOverride(VEvent event) {
        return event.getProperty(Property.RECURRENCE_ID).isPresent();
    }

    private static String uid(VEvent event) {
        return event.getProperty(Property.UID).map(Property::getValue).orElse("");
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
