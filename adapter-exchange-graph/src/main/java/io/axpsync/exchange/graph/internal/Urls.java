package io.axpsync.exchange.graph.internal;

import static io.axpsync.exchange.graph.internal.wire.GraphAddress.encode;
import static io.axpsync.exchange.graph.internal.wire.GraphAddress.path;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Window;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The addresses that we call, relative to the version. */
final class Urls {

    /** The most that Outlook gives on one page. */
    private static final int TOP = 100;

    private Urls() {}

    static String calendars(String mailbox) {
        return path(mailbox, "calendars") + "?$select=id,name,isDefaultCalendar,canEdit,owner&$top=" + TOP;
    }

    /** @param calendar id; none = the default calendar */
    static String calendar(Lane lane, Option<String> calendar) {
        String mailbox = lane.mailbox().address();
        return calendar.map(id -> path(mailbox, "calendars", id)).getOrElse(() -> path(mailbox, "calendar"));
    }

    static String fence(Lane lane, Option<String> calendar) {
        return calendar(lane, calendar) + "?$select=id&$expand=" + encode(Stamps.expand(Stamps.FENCE));
    }

    static String masterCategories(String mailbox) {
        return path(mailbox, "outlook", "masterCategories");
    }

    /** @param calendar id; none = the default calendar */
    static String delta(Lane lane, Option<String> calendar, Window window) {
        return in(lane, calendar, "calendarView") + "/delta?" + window(window.from(), window.to());
    }

    static String event(Lane lane, ItemRef ref) {
        return path(lane.mailbox().address(), "events", ref.id());
    }

    /** With the stamp and, if wanted, the calendar that it stands in. */
    static String inFull(Lane lane, ItemRef ref, boolean calendar) {
        String where = calendar ? ",calendar($select=id,name,isDefaultCalendar)" : "";
        return event(lane, ref) + "?$expand=" + encode(Stamps.expand() + "," + EventFiles.EXPAND + where);
    }

    /** What a master tells of its exceptions only when it is asked on its own. */
    static String exceptions(Lane lane, ItemRef master) {
        return event(lane, master) + "?$select=id,changeKey,cancelledOccurrences,exceptionOccurrences"
                + "&$expand=exceptionOccurrences";
    }

    static String instances(Lane lane, ItemRef master, Instant from, Instant to) {
        return path(lane.mailbox().address(), "events", master.id(), "instances") + "?" + window(from, to) + "&$top="
                + TOP;
    }

    static String events(Lane lane, Option<String> calendar) {
        return in(lane, calendar, "events");
    }

    /** The list of an event's files. */
    static String files(Lane lane, ItemRef ref, String select) {
        return path(lane.mailbox().address(), owner(lane), ref.id(), "attachments") + "?$select=" + select;
    }

    /** One file, with its content. */
    static String file(Lane lane, ItemRef ref, String id) {
        return path(lane.mailbox().address(), owner(lane), ref.id(), "attachments", id);
    }

    /** What files hang on. */
    private static String owner(Lane lane) {
        return lane.kind() == Kind.MESSAGE ? "messages" : "events";
    }

    static String stamped(Lane lane, Option<String> calendar, Stamp stamp) {
        return events(lane, calendar) + "?$filter=" + encode(Stamps.filter(stamp)) + "&$expand="
                + encode(Stamps.expand() + "," + EventFiles.EXPAND) + "&$top=" + TOP;
    }

    static String during(Lane lane, Option<String> calendar, Instant from, Instant to) {
        return in(lane, calendar, "calendarView") + "?" + window(from, to) + "&$expand="
                + encode(Stamps.expand() + "," + EventFiles.EXPAND) + "&$top=" + TOP;
    }

    static String taskLists(String mailbox) {
        return path(mailbox, "todo", "lists") + "?$top=" + TOP;
    }

    static String tasks(Lane lane, String list) {
        return path(lane.mailbox().address(), "todo", "lists", list, "tasks");
    }

    static String task(Lane lane, String list, ItemRef ref) {
        return path(lane.mailbox().address(), "todo", "lists", list, "tasks", ref.id());
    }

    static String taskDelta(Lane lane, String list) {
        return tasks(lane, list) + "/delta";
    }

    static String contactFolders(String mailbox) {
        return path(mailbox, "contactFolders");
    }

    /** @param folder id, or the alias of the default one */
    static String contactFolder(Lane lane, String folder) {
        return path(lane.mailbox().address(), "contactFolders", folder) + "?$select=id";
    }

    /** The folders below one; none = below the root. */
    static String contactFoldersBelow(String mailbox, Option<String> folder) {
        return folder.map(id -> path(mailbox, "contactFolders", id, "childFolders"))
                .getOrElse(() -> contactFolders(mailbox));
    }

    static String contactFolderList(Lane lane, Option<String> parent) {
        return contactFoldersBelow(lane.mailbox().address(), parent) + "?$select=id,displayName&$top=" + TOP;
    }

    static String contacts(Lane lane, String folder) {
        return path(lane.mailbox().address(), "contactFolders", folder, "contacts");
    }

    /** Whether what stands there may be read. */
    static String oneContact(Lane lane, String folder) {
        return contacts(lane, folder) + "?$select=id&$top=1";
    }

    /** The one option that this feed knows is which properties it tells: enough to match by, and no notes. */
    static String contactDelta(Lane lane, String folder) {
        return contacts(lane, folder) + "/delta?$select=" + ContactReading.LIGHT;
    }

    static String contact(Lane lane, ItemRef ref) {
        return path(lane.mailbox().address(), "contacts", ref.id());
    }

    static String contactInFull(Lane lane, ItemRef ref) {
        return contact(lane, ref) + "?$expand=" + encode(ContactReading.expand());
    }

    static String contactsStamped(Lane lane, String folder, Stamp stamp) {
        return contacts(lane, folder) + "?$filter=" + encode(Stamps.filter(stamp)) + "&$expand="
                + encode(ContactReading.expand()) + "&$top=" + TOP;
    }

    private static String in(Lane lane, Option<String> calendar, String what) {
        String mailbox = lane.mailbox().address();
        return calendar.map(id -> path(mailbox, "calendars", id, what)).getOrElse(() -> path(mailbox, what));
    }

    private static String window(Instant from, Instant to) {
        return "startDateTime=" + encode(from.truncatedTo(ChronoUnit.SECONDS).toString()) + "&endDateTime="
                + encode(ceiling(to).toString());
    }

    private static Instant ceiling(Instant instant) {
        Instant down = instant.truncatedTo(ChronoUnit.SECONDS);
        return down.equals(instant) ? down : down.plusSeconds(1);
    }
}
