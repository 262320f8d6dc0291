package io.axpsync.sandbox.mailbox;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Who is mailed about one write, decided before it: the rules of {@link Notify}. Only an organiser mails. */
record Mailing(List<Attendee> invited, List<Attendee> updated, List<Attendee> cancelled) {

    static final Mailing NOBODY = new Mailing(List.of(), List.of(), List.of());

    boolean isEmpty() {
        return invited.isEmpty() && updated.isEmpty() && cancelled.isEmpty();
    }

    static Mailing ofCreate(Mailbox sender, CalendarItem item, Notify notify) {
        return notify == Notify.NONE || !item.isOrganizer()
                ? NOBODY
                : new Mailing(others(sender, item), List.of(), List.of());
    }

    static Mailing ofDelete(Mailbox sender, CalendarItem item, Notify notify) {
        return notify == Notify.NONE || !item.isOrganizer() || item.cancelled()
                ? NOBODY
                : new Mailing(List.of(), List.of(), others(sender, item));
    }

    static Mailing ofUpdate(
            Mailbox sender, CalendarItem before, CalendarItem after, Notify notify, boolean ownFieldsMail) {
        if (notify == Notify.NONE || !after.isOrganizer()) {
            return NOBODY;
        }
        List<Attendee> was = others(sender, before);
        List<Attendee> is = others(sender, after);
        List<Attendee> added = is.stream().filter(a -> find(was, a).isEmpty()).toList();
        List<Attendee> removed = was.stream().filter(a -> find(is, a).isEmpty()).toList();
        List<Attendee> kept = is.stream().filter(a -> find(was, a).isPresent()).toList();
        List<Attendee> retyped = kept.stream()
                .filter(a -> find(was, a).filter(old -> old.type() != a.type()).isPresent())
                .toList();
        if (notify == Notify.ALL || (notify == Notify.AS_NEEDED && seesChange(before, after))) {
            return new Mailing(added, kept, removed);
        }
        if (notify == Notify.CHANGED || !added.isEmpty() || !removed.isEmpty() || !retyped.isEmpty()) {
            return new Mailing(added, retyped, removed);
        }
        return ownFieldsMail && ownChange(before, after) ? new Mailing(added, kept, removed) : NOBODY;
    }

    /** Whether anything changed that attendees see, the list of attendees apart. */
    static boolean seesChange(CalendarItem before, CalendarItem after) {
        return timeChanged(before, after)
                || !before.subject().equals(after.subject())
                || !before.body().equals(after.body())
                || !before.places().equals(after.places())
                || before.importance() != after.importance()
                || before.responseRequested() != after.responseRequested()
                || !before.onlineMeeting().equals(after.onlineMeeting());
    }

    static boolean timeChanged(CalendarItem before, CalendarItem after) {
        return !before.start().instant().equals(after.start().instant())
                || !before.end().instant().equals(after.end().instant())
                || before.allDay() != after.allDay()
                || !before.recurrence().equals(after.recurrence());
    }

    private static boolean ownChange(CalendarItem before, CalendarItem after) {
        return !before.categories().equals(after.categories())
                || before.reminderOn() != after.reminderOn()
                || before.reminderMinutes() != after.reminderMinutes()
                || before.showAs() != after.showAs()
                || before.sensitivity() != after.sensitivity()
                || !Objects.equals(before.properties(), after.properties());
    }

    private static List<Attendee> others(Mailbox sender, CalendarItem item) {
        return item.attendees().stream()
                .filter(a -> !a.person().is(sender.address()))
                .toList();
    }

    private static Optional<Attendee> find(List<Attendee> among, Attendee attendee) {
        return among.stream()
                .filter(a -> a.person().is(attendee.person().address()))
                .findFirst();
    }
}
