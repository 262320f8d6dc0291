package io.axpsync.cli.load;

import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.cli.load.contact.Cards;
import io.axpsync.cli.load.mail.Mails;
import io.axpsync.cli.load.part.FolderFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calendar files and vCards in a mailbox of their own: put there as a user imports them, each item with the marker. Importing mails
 * nobody.
 */
public final class Filling {

    /** Of the mailbox; floating times are meant there. */
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final Admin admin;
    private final Employee employee;
    private final Map<String, FileEvent> singles = new LinkedHashMap<>();
    private final Map<String, FileSeries> series = new LinkedHashMap<>();
    private final Map<String, FileTask> tasks = new LinkedHashMap<>();
    private final List<Entry.LeftOut> leftOut = new ArrayList<>();
    private final Cards cards;
    private final Mails mails;
    private final Instant now;
    private int entries;
    private int overrides;

    private Filling(Admin admin, Employee employee, Instant now, FolderFiles files) {
        this.admin = admin;
        this.employee = employee;
        this.cards = new Cards(admin, files.cards(), employee.address());
        this.mails = new Mails(admin, files.mails(), employee.address(), employee.personnelNumber());
        this.now = now;
    }

    /**
     * @param clock of the servers
     * @throws IllegalArgumentException when the folder cannot be used
     */
    public static Filling of(Admin admin, Path folder, Clock clock) {
        FolderFiles files = FolderFiles.of(folder);
        List<Entry> entries = new CalendarFiles(ZONE).read(files.calendars());
        Filling filling = new Filling(admin, Employee.hired(admin, ZONE), clock.instant(), files);
        filling.entries = (int) entries.stream()
                .filter(e -> !(e instanceof Entry.Task) && !(e instanceof Entry.LeftOut out && out.task()))
                .count();
        entries.forEach(filling::put);
        return filling;
    }

    private void put(Entry entry) {
        if (entry instanceof Entry.LeftOut out) {
            leftOut.add(out);
        } else if (entry instanceof Entry.Single single) {
            put(single.event());
        } else if (entry instanceof Entry.Series whole) {
            put(whole.series());
        } else if (entry instanceof Entry.Task task) {
            put(task.task());
        }
    }

    private void put(FileTask task) {
        try {
            tasks.put(admin.createTask(employee.address(), TaskJudge.graph(task, LaneTerms.MARKER)), task);
        } catch (Admin.Refused e) {
            leftOut.add(new Entry.LeftOut(
                    task.source(), "refused-by-exchange", "Exchange does not take the task: " + e.getMessage(), true));
        }
    }

    private void put(FileEvent event) {
        try {
            singles.put(admin.importEvent(employee.address(), GraphEvent.of(event, LaneTerms.MARKER, ZONE)), event);
        } catch (Admin.Refused e) {
            leftOut.add(new Entry.LeftOut(
                    event.source(), "refused-by-exchange", "Exchange does not take the event: " + e.getMessage()));
        }
    }

    private void put(FileSeries whole) {
        overrides += whole.overrides().size();
        try {
            series.put(new SeriesImport(admin, employee.address(), ZONE, now).put(whole), whole);
        } catch (EventReading.Unusable e) {
            leftOut.add(new Entry.LeftOut(whole.first().source(), e.code(), String.valueOf(e.getMessage())));
        }
    }

    /** Up to which day that series is compared. */
    LocalDate end(FileSeries whole) {
        return whole.end(now);
    }

    /** Everything that the files hold but tasks, an override counting with its series. */
    public int entries() {
        return entries;
    }

    /** Whose mailbox it is. */
    public String mailbox() {
        return employee.address();
    }

    Employee employee() {
        return employee;
    }

    int overrides() {
        return overrides;
    }

    /** Single events by the id that Exchange gave them. */
    Map<String, FileEvent> singles() {
        return singles;
    }

    Map<String, FileSeries> series() {
        return series;
    }

    /** Tasks by the id that Exchange gave them. */
    Map<String, FileTask> tasks() {
        return tasks;
    }

    Cards cards() {
        return cards;
    }

    Mails mails() {
        return mails;
    }

    /** All of the calendar, each occurrence of a series as an event. */
    List<FileEvent> events() {
        List<FileEvent> all = new ArrayList<>(singles.values());
        series.values().forEach(one -> one.occasions(end(one)).forEach(occasion -> all.add(occasion.event())));
        return all;
    }

    /** What is not in the mailbox, with its reason. */
    List<Entry.LeftOut> leftOut() {
        return leftOut;
    }
}
