package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.LaneTerms;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calendar files in a mailbox of their own: put there as a user imports them, each event with the marker. Importing mails
 * nobody.
 */
public final class Filling {

    /** Of the mailbox; floating times are meant there. */
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final Admin admin;
    private final Employee employee;
    private final Map<String, FileEvent> singles = new LinkedHashMap<>();
    private final Map<String, FileEvent> series = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private int entries;
    private int overrides;

    private Filling(Admin admin, Employee employee) {
        this.admin = admin;
        this.employee = employee;
    }

    /** @throws IllegalArgumentException when the folder cannot be used */
    public static Filling of(Admin admin, Path folder) {
        List<Entry> entries = new CalendarFiles(ZONE).read(folder);
        Filling filling = new Filling(admin, Employee.hired(admin, ZONE));
        filling.entries = entries.size();
        entries.forEach(filling::put);
        return filling;
    }

    private void put(Entry entry) {
        if (entry instanceof Entry.LeftOut out) {
            leftOut.add(out.reason());
        } else if (entry instanceof Entry.Single single) {
            put(single.event(), GraphEvent.of(single.event(), LaneTerms.MARKER, ZONE), singles);
        } else if (entry instanceof Entry.Series whole) {
            overrides += whole.overrides();
            ObjectNode event = GraphEvent.of(whole.first(), LaneTerms.MARKER, ZONE);
            if (whole.recurrence().isEmpty()) {
                leftOut.add("series"); // Exchange has no pattern for its rule
            } else {
                event.set("recurrence", whole.recurrence().get());
                put(whole.first(), event, series);
            }
        }
    }

    private void put(FileEvent event, ObjectNode json, Map<String, FileEvent> into) {
        try {
            into.put(admin.importEvent(employee.address(), json), event);
        } catch (Admin.Refused e) {
            leftOut.add("refused-by-exchange");
        }
    }

    /** Everything that the files hold, an override counting with its series. */
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

    Map<String, FileEvent> series() {
        return series;
    }

    List<FileEvent> events() {
        List<FileEvent> all = new ArrayList<>(singles.values());
        all.addAll(series.values());
        return all;
    }

    /** Why entries are not in the mailbox, a reason for each. */
    List<String> leftOut() {
        return leftOut;
    }
}
