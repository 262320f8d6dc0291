package io.axpsync.cli.load;

import io.axpsync.cli.load.part.FolderFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VToDo;

/**
 * What can be read of a calendar that cannot be read as a whole: halves, and halves of these, each with everything else
 * that the calendar says, as long as it does not cost too much.
 */
final class Rescue {

    /** In characters: what is read again at most to find what is broken; what a reading and a time zone cost, too. */
    private static final long MOST_WORK = 1L << 25;

    private static final int PARSING = 1_000;
    private static final int ZONE = 100_000;

    private final String file;
    private final int before;
    private final CalendarText parts;
    private final int[] numbers;
    private final List<Entry> entries;
    private final List<VEvent> events = new ArrayList<>();
    private final List<VToDo> tasks = new ArrayList<>();
    private String method = "";
    private long work;

    /**
     * @param before how many events stand before them in the file
     * @param entries takes what is left out
     */
    Rescue(String file, int before, CalendarText parts, List<Entry> entries) {
        this.file = file;
        this.before = before;
        this.parts = parts;
        this.numbers = parts.numbers();
        this.entries = entries;
    }

    void read(int from, int to) {
        String text = parts.with(parts.entries().subList(from, to));
        work += text.length() + PARSING + (long) ZONE * parts.zones();
        if (work > MOST_WORK) {
            leftOut(from, to, "too much of the calendar is broken");
            return;
        }
        try {
            Calendar some = CalendarFiles.parse(text);
            method = CalendarFiles.method(some);
            events.addAll(CalendarFiles.all(some, VEvent.class));
            tasks.addAll(CalendarFiles.all(some, VToDo.class));
        } catch (IOException | ParserException | RuntimeException | StackOverflowError e) {
            if (to - from == 1) {
                leftOut(from, to, FolderFiles.message(e));
            } else {
                int middle = (from + to) / 2;
                read(from, middle);
                read(middle, to);
            }
        }
    }

    private void leftOut(int from, int to, String why) {
        for (int i = from; i < to; i++) {
            int number = numbers[i];
            entries.add(
                    parts.isTask(i)
                            ? new Entry.LeftOut(file + "#task" + number, "unreadable-task", why, true)
                            : new Entry.LeftOut(file + "#" + (before + number), "unreadable-event", why));
        }
    }

    String method() {
        return method;
    }

    List<VEvent> events() {
        return events;
    }

    List<VToDo> tasks() {
        return tasks;
    }
}
