package io.axpsync.cli.load;

import io.axpsync.cli.load.part.FolderFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VToDo;
import net.fortuna.ical4j.util.CompatibilityHints;

/**
 * Reads {@code .ics} files with ical4j, leniently. An event or a task that the library cannot read is left out
 * with a reason and takes nothing else with it. Files hold several calendars at times; each is read by itself.
 */
final class CalendarFiles {

    /**
     * Methods of RFC 5546 by which calendars talk about an event; PUBLISH and unknown ones are plain calendars, and a
     * REQUEST is a meeting that the user takes into his calendar.
     */
    private static final Set<String> SCHEDULING =
            Set.of("REPLY", "CANCEL", "ADD", "REFRESH", "COUNTER", "DECLINECOUNTER");

    private static final Pattern CALENDAR = Pattern.compile("(?m)^(?=BEGIN:VCALENDAR)");

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

    /** The entries of these files, in their order. */
    List<Entry> read(List<Path> files) {
        List<Entry> entries = new ArrayList<>();
        files.forEach(file -> entries.addAll(file(file)));
        return entries;
    }

    private List<Entry> file(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            if (!Files.isRegularFile(file)) {
                return List.of(new Entry.LeftOut(name, "unreadable-file", "it is no file"));
            }
            return Files.size(file) > FolderFiles.LARGEST ? tooLarge(name) : read(name, Files.readAllBytes(file));
        } catch (IOException e) {
            return List.of(new Entry.LeftOut(name, "unreadable-file", FolderFiles.message(e)));
        }
    }

    /**
     * The entries of one file; at least one, and nothing is thrown, whatever the bytes are.
     *
     * @param name for people
     */
    List<Entry> read(String name, byte[] bytes) {
        if (bytes.length > FolderFiles.LARGEST) {
            return tooLarge(name);
        }
        List<Entry> entries = new ArrayList<>();
        int before = 0;
        for (String calendar : CALENDAR.split(FolderFiles.text(bytes))) {
            if (calendar.startsWith("BEGIN:VCALENDAR")) {
                before += calendar(name, before, calendar, entries);
            }
        }
        if (entries.isEmpty()) {
            entries.add(new Entry.LeftOut(name, "no-calendar", "the file holds no calendar"));
        }
        return Requests.newest(entries);
    }

    private static List<Entry> tooLarge(String name) {
        return List.of(new Entry.LeftOut(name, "too-large", "the file is larger than 16 MiB; split it"));
    }

    /** @return how many events it held */
    private int calendar(String file, int before, String text, List<Entry> entries) {
        Optional<String> tooMuch = CalendarText.tooMuch(text);
        if (tooMuch.isPresent()) {
            entries.add(new Entry.LeftOut(file, "too-large", tooMuch.get()));
            return 0;
        }
        try {
            Calendar whole = parse(text);
            List<VEvent> events = all(whole, VEvent.class);
            sort(file, before, method(whole), events, entries);
            tasks(file, method(whole), all(whole, VToDo.class), entries);
            return events.size();
        } catch (IOException | ParserException | RuntimeException | StackOverflowError wholeFails) {
            return inParts(file, before, text, entries);
        }
    }

    /** Whatever can be read of it. */
    private int inParts(String file, int before, String text, List<Entry> entries) {
        CalendarText parts = CalendarText.of(text);
        if (parts.entries().isEmpty()) {
            entries.add(new Entry.LeftOut(file, "unreadable-calendar", "the calendar cannot be read"));
            return 0;
        }
        Rescue rescue = new Rescue(file, before, parts, entries);
        rescue.read(0, parts.entries().size());
        sort(file, before, rescue.method(), rescue.events(), entries);
        tasks(file, rescue.method(), rescue.tasks(), entries);
        return parts.events();
    }

    static <T extends Component> List<T> all(Calendar calendar, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Component component : calendar.getComponents()) {
            if (type.isInstance(component)) {
                found.add(type.cast(component));
            }
        }
        return found;
    }

    static Calendar parse(String text) throws IOException, ParserException {
        return new CalendarBuilder().build(new StringReader(CalendarText.withDates(text)));
    }

    static String method(Calendar calendar) {
        return calendar.getProperty(Property.METHOD)
                .map(Property::getValue)
                .orElse("")
                .strip()
                .toUpperCase(Locale.ROOT);
    }

    private void tasks(String file, String method, List<VToDo> tasks, List<Entry> entries) {
        for (int i = 0; i < tasks.size(); i++) {
            String source = file + "#task" + (i + 1);
            try {
                entries.add(
                        SCHEDULING.contains(method)
                                ? new Entry.LeftOut(source, "scheduling-message", message(method, "a task"), true)
                                : new Entry.Task(new TaskReading(floating).read(source, tasks.get(i))));
            } catch (EventReading.Unusable e) {
                entries.add(new Entry.LeftOut(source, e.code(), FolderFiles.message(e), true));
            } catch (RuntimeException e) { // whatever a broken property makes the library throw
                entries.add(new Entry.LeftOut(source, "unreadable-task", FolderFiles.message(e), true));
            }
        }
    }

    private static String message(String method, String what) {
        return "METHOD:" + method + " is a message about " + what
                + " and not the thing itself. Open it in the mail program";
    }

    private void sort(String file, int before, String method, List<VEvent> events, List<Entry> entries) {
        Map<String, List<VEvent>> overrides = new HashMap<>();
        Set<String> masters = new java.util.HashSet<>();
        for (VEvent event : events) {
            if (isOverride(event)) {
                overrides.computeIfAbsent(uid(event), uid -> new ArrayList<>()).add(event);
            } else if (Recurrences.isSeries(event)) {
                masters.add(uid(event));
            }
        }
        for (int i = 0; i < events.size(); i++) {
            VEvent event = events.get(i);
            String source = file + "#" + (before + i + 1);
            if (SCHEDULING.contains(method)) {
                entries.add(new Entry.LeftOut(source, "scheduling-message", message(method, "an event")));
            } else if (!isOverride(event)) {
                entries.add(entry(source, method, event, overrides));
            } else if (!masters.contains(uid(event))) {
                entries.add(new Entry.LeftOut(
                        source,
                        "series-missing",
                        "RECURRENCE-ID: the series that this occurrence belongs to is not in the file. Export the whole"
                                + " series"));
            }
        }
    }

    private Entry entry(String source, String method, VEvent event, Map<String, List<VEvent>> overrides) {
        try {
            return Recurrences.isSeries(event)
                    ? new Entry.Series(new SeriesReading(floating)
                            .read(source, event, overrides.getOrDefault(uid(event), List.of())))
                    : single(method, event, new EventReading(floating).read(source, event));
        } catch (EventReading.Unusable e) {
            return new Entry.LeftOut(source, e.code(), FolderFiles.message(e));
        } catch (RuntimeException e) { // whatever a broken property makes the library throw
            return new Entry.LeftOut(source, "unreadable-event", FolderFiles.message(e));
        }
    }

    private static Entry single(String method, VEvent event, FileEvent read) {
        return method.equals("REQUEST") && !read.uid().isEmpty()
                ? new Entry.Single(read, Requests.version(event))
                : new Entry.Single(read);
    }

    private static boolean isOverride(VEvent event) {
        return event.getProperty(Property.RECURRENCE_ID).isPresent();
    }

    private static String uid(VEvent event) {
        return event.getProperty(Property.UID).map(Property::getValue).orElse("");
    }
}
