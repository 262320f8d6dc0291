package io.axpsync.sandbox.mailbox;

import java.util.Optional;

/** What a meeting mail does to the mailbox that receives it. Lives only while that mailbox is locked. */
record Inbound(Mailbox mailbox, ItemStore store, FolderTree folders) {

    /** An invitation or an update: makes the attendee's copy, or brings it up to date. */
    Inbound invitation(CalendarItem organisers, boolean timeChanged) {
        Optional<CalendarItem> copy = copy(organisers);
        if (copy.isEmpty()) {
            store.insert(FolderKind.CALENDAR.distinguishedName(), newCopy(organisers));
            return this;
        }
        CalendarItem before = copy.get();
        store.replace(before, before.with(b -> {
            b.subject(organisers.subject()).body(organisers.body());
            b.start(organisers.start()).end(organisers.end()).allDay(organisers.allDay());
            b.places(organisers.places()).importance(organisers.importance());
            b.attendees(withoutReplies(organisers)).sequence(organisers.sequence());
            b.recurrence(organisers.recurrence()).cancelledDates(organisers.cancelledDates());
            b.onlineMeeting(organisers.onlineMeeting()).cancelled(false);
            if (timeChanged) {
                b.myReply(Reply.NOT_RESPONDED).showAs(ShowAs.TENTATIVE);
            }
        }));
        return this;
    }

    /** A cancellation: the copy stays until its owner removes it, as in Outlook. */
    Inbound cancellation(CalendarItem organisers) {
        copy(organisers)
                .ifPresent(before -> store.replace(
                        before,
                        before.with(b ->
                                b.cancelled(true).showAs(ShowAs.FREE).subject("Canceled: " + organisers.subject()))));
        return this;
    }

    /** A response: the organiser's copy notes it. */
    Inbound reply(CalendarItem attendees, Person from, Reply reply) {
        store.in(FolderKind.CALENDAR.distinguishedName()).stream()
                .filter(item -> item.uid().equals(attendees.uid()) && item.isOrganizer())
                .findFirst()
                .ifPresent(before -> store.replace(
                        before,
                        before.with(b -> b.attendees(before.attendees().stream()
                                .map(a -> a.person().is(from.address()) ? a.withReply(reply) : a)
                                .toList()))));
        return this;
    }

    private Optional<CalendarItem> copy(CalendarItem organisers) {
        return folders.all().stream()
                .filter(folder -> folder.kind() == FolderKind.CALENDAR)
                .flatMap(folder -> store.in(folder.id()).stream())
                .filter(item -> item.uid().equals(organisers.uid()) && !item.isOrganizer())
                .filter(item -> item.seriesMasterId().isEmpty())
                .findFirst();
    }

    private static CalendarItem newCopy(CalendarItem organisers) {
        return CalendarItem.builder()
                .uid(organisers.uid())
                .subject(organisers.subject())
                .body(organisers.body())
                .start(organisers.start())
                .end(organisers.end())
                .allDay(organisers.allDay())
                .places(organisers.places())
                .sensitivity(organisers.sensitivity())
                .importance(organisers.importance())
                .attendees(withoutReplies(organisers))
                .organizer(organisers.organizer())
                .isOrganizer(false)
                .showAs(ShowAs.TENTATIVE)
                .myReply(Reply.NOT_RESPONDED)
                .responseRequested(organisers.responseRequested())
                .allowNewTimeProposals(organisers.allowNewTimeProposals())
                .recurrence(organisers.recurrence())
                .cancelledDates(organisers.cancelledDates())
                .onlineMeeting(organisers.onlineMeeting())
                .sequence(organisers.sequence())
                .build();
    }

    private static Iterable<Attendee> withoutReplies(CalendarItem item) {
        return item.attendees().stream().map(a -> a.withReply(Reply.NONE)).toList();
    }
}
