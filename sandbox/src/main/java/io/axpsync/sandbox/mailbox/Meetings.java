package io.axpsync.sandbox.mailbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What Exchange does about meetings beyond storing them: fills in drafts, counts sequences, sends mail and lets it reach
 * the copies in other mailboxes. Mail about a single occurrence goes to the outbox only; copies do not follow it.
 */
final class Meetings {

    private final Function<String, Optional<Mailbox>> directory;
    private final Outbox outbox;
    private final MailboxBehaviour behaviour;
    private final Clock clock;

    Meetings(Function<String, Optional<Mailbox>> directory, Outbox outbox, MailboxBehaviour behaviour, Clock clock) {
        this.directory = directory;
        this.outbox = outbox;
        this.behaviour = behaviour;
        this.clock = clock;
    }

    /** A draft with what the server adds at the create. */
    CalendarItem complete(Mailbox owner, CalendarItem draft) {
        checkTimes(draft);
        Person organizer = draft.organizer().orElse(owner.owner());
        boolean mine = draft.isOrganizer() && organizer.is(owner.address());
        return draft.with(b -> {
            b.organizer(organizer).isOrganizer(mine).body(stored(draft.body()));
            if (mine
                    && draft.myReply().type() == ResponseType.NONE
                    && !draft.attendees().isEmpty()) {
                b.myReply(Reply.ORGANIZER);
            }
            draft.onlineMeeting().filter(m -> m.joinUrl().isEmpty()).ifPresent(m -> {
                OnlineMeeting join = Bodies.join(m.provider(), draft.uid() + clock.instant() + draft.subject());
                b.onlineMeeting(join).body(Bodies.withBlock(stored(draft.body()), join.joinBlock()));
            });
        });
    }

    /** An edit with what the server adds at an update. */
    CalendarItem edited(CalendarItem before, CalendarItem edited) {
        checkTimes(edited);
        boolean bodyWritten = !edited.body().equals(before.body());
        Body body = bodyWritten ? stored(edited.body()) : edited.body();
        return edited.with(b -> {
            b.identity(before.identity()).body(body).attendees(keepingReplies(before, edited));
            before.onlineMeeting()
                    .ifPresent(m -> b.onlineMeeting(
                            m.joinBlock().isEmpty()
                                            || !bodyWritten
                                            || body.content().contains(m.joinUrl())
                                    ? m
                                    : new OnlineMeeting(m.provider(), "", "")));
        });
    }

    /** An update that is sent: the next sequence number, and no replies to a time that is no longer. */
    CalendarItem counted(CalendarItem before, CalendarItem edited) {
        return edited.with(b -> {
            b.sequence(before.sequence() + 1);
            if (Mailing.timeChanged(before, edited)) {
                b.attendees(edited.attendees().stream()
                        .map(a -> a.withReply(Reply.NONE))
                        .toList());
            }
        });
    }

    CalendarItem answered(CalendarItem before, ResponseType type, Instant now) {
        ShowAs showAs = type == ResponseType.ACCEPTED ? ShowAs.BUSY : ShowAs.TENTATIVE;
        return before.with(b -> b.myReply(new Reply(type, now)).showAs(showAs));
    }

    /** Sends what was decided and lets it reach the copies. Called without any mailbox's lock. */
    void send(Mailbox sender, CalendarItem item, Mailing mailing, String comment) {
        mail(SentMail.Kind.INVITATION, sender, mailing.invited(), item, comment);
        mail(SentMail.Kind.UPDATE, sender, mailing.updated(), item, comment);
        mail(SentMail.Kind.CANCELLATION, sender, mailing.cancelled(), item, comment);
        if (!mailing.updated().isEmpty() && item.recurrence().isPresent()) {
            sender.exceptions(item.identity().immutableId())
                    .forEach(exception -> mail(SentMail.Kind.UPDATE, sender, mailing.updated(), exception, comment));
        }
        if (MailboxBehaviour.take(behaviour.extraMails())) {
            List<Attendee> to = item.attendees().isEmpty()
                    ? List.of(new Attendee(sender.owner(), AttendeeType.REQUIRED, Reply.NONE))
                    : item.attendees();
            mail(SentMail.Kind.OTHER, sender, to, item, comment);
        }
        if (item.seriesMasterId().isPresent()) {
            return;
        }
        List<Attendee> reached = new ArrayList<>(mailing.invited());
        reached.addAll(mailing.updated());
        for (Attendee attendee : reached) {
            deliver(sender, attendee, box -> box.receive(in -> in.invitation(item, resetsReply(item, attendee))));
        }
        for (Attendee attendee : mailing.cancelled()) {
            deliver(sender, attendee, box -> box.receive(in -> in.cancellation(item)));
        }
    }

    /** The item with more people as optional attendees. */
    static CalendarItem withOptional(CalendarItem item, List<Person> people) {
        List<Attendee> added = people.stream()
                .filter(person ->
                        item.attendees().stream().noneMatch(a -> a.person().is(person.address())))
                .map(person -> new Attendee(person, AttendeeType.OPTIONAL, Reply.NONE))
                .toList();
        return item.with(b -> b.addAllAttendees(added));
    }

    void forwarded(Mailbox sender, CalendarItem item, List<Person> to, String comment) {
        List<Attendee> people = to.stream()
                .map(person -> new Attendee(person, AttendeeType.OPTIONAL, Reply.NONE))
                .toList();
        mail(SentMail.Kind.OTHER, sender, people, item, comment);
        people.forEach(person -> deliver(sender, person, box -> box.receive(in -> in.invitation(item, true))));
    }

    void reply(Mailbox sender, CalendarItem item, String comment) {
        Person organizer = item.organizer().orElse(sender.owner());
        Attendee to = new Attendee(organizer, AttendeeType.REQUIRED, Reply.NONE);
        mail(SentMail.Kind.RESPONSE, sender, List.of(to), item, comment);
        deliver(sender, to, box -> box.receive(in -> in.reply(item, sender.owner(), item.myReply())));
    }

    private static boolean resetsReply(CalendarItem item, Attendee attendee) {
        return item.attendees().stream()
                .filter(a -> a.person().is(attendee.person().address()))
                .allMatch(a -> a.reply().type() == ResponseType.NONE);
    }

    private void deliver(Mailbox sender, Attendee to, java.util.function.Consumer<Mailbox> delivery) {
        if (!to.person().is(sender.address())) {
            directory.apply(to.person().address()).ifPresent(delivery);
        }
    }

    private void mail(SentMail.Kind kind, Mailbox sender, List<Attendee> to, CalendarItem item, String comment) {
        if (!to.isEmpty()) {
            outbox.add(new SentMail(
                    clock.instant(),
                    kind,
                    sender.owner(),
                    to.stream().map(Attendee::person).toList(),
                    item.subject(),
                    item.identity().immutableId(),
                    item.uid(),
                    comment));
        }
    }

    private static List<Attendee> keepingReplies(CalendarItem before, CalendarItem edited) {
        return edited.attendees().stream()
                .map(a -> a.withReply(before.attendees().stream()
                        .filter(old -> old.person().is(a.person().address()))
                        .map(Attendee::reply)
                        .findFirst()
                        .orElse(Reply.NONE)))
                .toList();
    }

    private Body stored(Body body) {
        return behaviour.rewritesHtml().get() ? Bodies.normalised(body) : body;
    }

    private static void checkTimes(CalendarItem item) {
        if (item.end().instant().isBefore(item.start().instant())) {
            throw new MailboxFault(
                    "ErrorCalendarEndDateIsEarlierThanStartDate", "The end date is earlier than the start date.");
        }
    }
}
