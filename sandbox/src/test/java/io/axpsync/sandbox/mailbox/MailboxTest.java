package io.axpsync.sandbox.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.sandbox.SandboxClock;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final String VIENNA = "W. Europe Standard Time";
    private static final PropertyKey STAMP =
            PropertyKey.named(PropertyType.STRING, UUID.fromString("3f1a6c2e-0d4b-4a55-9f56-0a6c7a4b1d11"), "stamp");

    private final Mailboxes boxes = new Mailboxes(new SandboxClock(Clock.fixed(NOW, ZoneOffset.UTC)));
    private final Mailbox anna = boxes.add("anna@contoso.example", "Anna Gruber", VIENNA);
    private final Mailbox ben = boxes.add("ben@contoso.example", "Ben Okafor", "Europe/London");
    private final String annasCalendar = anna.folder(FolderKind.CALENDAR).id();
    private final String bensCalendar = ben.folder(FolderKind.CALENDAR).id();

    @Test
    void aMoveKeepsTheImmutableIdAndChangesTheClassicOne() {
        CalendarItem created = anna.create(annasCalendar, meeting("Jour fixe"), Notify.NONE);
        Folder other = anna.createFolder(FolderKind.CALENDAR, annasCalendar, "Projects");

        CalendarItem moved = anna.move(created.identity().classicId(), other.id());

        assertThat(moved.identity().immutableId()).isEqualTo(created.identity().immutableId());
        assertThat(moved.identity().classicId()).isNotEqualTo(created.identity().classicId());
        assertThat(anna.item(created.identity().classicId())).isEmpty();
        assertThat(anna.changes(annasCalendar, created.identity().changeNumber()))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.kind()).isEqualTo(ItemChange.Kind.DELETED);
                    assertThat(change.classicId()).isEqualTo(created.identity().classicId());
                });
        assertThat(anna.changes(other.id(), 0)).extracting(ItemChange::kind).containsExactly(ItemChange.Kind.CREATED);
    }

    @Test
    void theChangeLogTellsCreatedUpdatedAndDeletedApartByThePosition() {
        CalendarItem first = anna.create(annasCalendar, meeting("first"), Notify.NONE);
        long position = anna.position(annasCalendar);
        CalendarItem second = anna.create(annasCalendar, meeting("second"), Notify.NONE);
        CalendarItem brief = anna.create(annasCalendar, meeting("brief"), Notify.NONE);
        anna.update(first.identity().immutableId(), null, i -> i.with(b -> b.subject("first, changed")), Notify.NONE);
        anna.delete(brief.identity().immutableId(), null, Deletion.HARD, Notify.NONE, "");

        assertThat(anna.changes(annasCalendar, position))
                .extracting(ItemChange::kind, ItemChange::immutableId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                ItemChange.Kind.CREATED, second.identity().immutableId()),
                        org.assertj.core.groups.Tuple.tuple(
                                ItemChange.Kind.UPDATED, first.identity().immutableId()));
    }

    @Test
    void aStaleChangeKeyIsRefused() {
        CalendarItem item = anna.create(annasCalendar, meeting("one"), Notify.NONE);
        String stale = item.identity().changeKey();
        anna.bump(item.identity().immutableId());

        assertThatThrownBy(() -> anna.update(item.identity().immutableId(), stale, i -> i, Notify.NONE))
                .isInstanceOfSatisfying(
                        MailboxFault.class, f -> assertThat(f.code()).isEqualTo("ErrorIrresolvableConflict"));
    }

    @Test
    void anInvitationReachesTheCopyAndTheAnswerReachesTheOrganiser() {
        CalendarItem mine = anna.create(annasCalendar, invite("Planning"), Notify.ALL);

        CalendarItem copy = ben.byUid(bensCalendar, mine.uid()).get(0);
        assertThat(copy.isOrganizer()).isFalse();
        assertThat(copy.showAs()).isEqualTo(ShowAs.TENTATIVE);
        assertThat(copy.myReply().type()).isEqualTo(ResponseType.NOT_RESPONDED);

        ben.respond(copy.identity().immutableId(), ResponseType.ACCEPTED, true, "gladly");

        Attendee attendee = anna.item(mine.identity().immutableId())
                .orElseThrow()
                .attendees()
                .get(0);
        assertThat(attendee.reply()).isEqualTo(new Reply(ResponseType.ACCEPTED, NOW));
        assertThat(boxes.outbox().mails())
                .extracting(SentMail::kind)
                .containsExactly(SentMail.Kind.INVITATION, SentMail.Kind.RESPONSE);
    }

    @Test
    void aSilentWriteReachesNobody() {
        CalendarItem mine = anna.create(annasCalendar, invite("Quiet"), Notify.NONE);
        anna.update(mine.identity().immutableId(), null, i -> i.with(b -> b.subject("Still quiet")), Notify.NONE);
        anna.delete(mine.identity().immutableId(), null, Deletion.TO_DELETED_ITEMS, Notify.NONE, "");

        assertThat(boxes.outbox().mails()).isEmpty();
        assertThat(ben.items(bensCalendar)).isEmpty();
        assertThat(anna.items("deleteditems")).hasSize(1);
    }

    @Test
    void ownFieldsMailOnlyInTheModeThatSaysSo() {
        CalendarItem mine = anna.create(annasCalendar, invite("Own"), Notify.ALL);
        boxes.outbox().clear();

        anna.update(mine.identity().immutableId(), null, i -> i.with(b -> b.addCategories("Sync")), Notify.AS_NEEDED);
        assertThat(boxes.outbox().mails()).isEmpty();

        boxes.behaviour().mailsOwnFields().set(true);
        anna.update(
                mine.identity().immutableId(),
                null,
                i -> i.with(b -> b.putProperties(STAMP, ExtendedProperty.of(STAMP, "x"))),
                Notify.AS_NEEDED);
        assertThat(boxes.outbox().mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.to())
                        .extracting(Person::address)
                        .containsExactly("Ben@Contoso.example", "guest@fabrikam.example"));
    }

    @Test
    void removingAnAttendeeCancelsForHimAlone() {
        CalendarItem mine = anna.create(annasCalendar, invite("Shrinking"), Notify.ALL);
        boxes.outbox().clear();

        anna.update(
                mine.identity().immutableId(),
                null,
                i -> i.with(b -> b.attendees(i.attendees().subList(1, 2))),
                Notify.AS_NEEDED);

        assertThat(boxes.outbox().mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.kind()).isEqualTo(SentMail.Kind.CANCELLATION));
        CalendarItem copy = ben.items(bensCalendar).get(0);
        assertThat(copy.cancelled()).isTrue();
        assertThat(copy.showAs()).isEqualTo(ShowAs.FREE);
    }

    @Test
    void aDeletedMeetingIsCancelledForEverybody() {
        CalendarItem mine = anna.create(annasCalendar, invite("Gone"), Notify.ALL);
        boxes.outbox().clear();

        anna.delete(mine.identity().immutableId(), null, Deletion.TO_DELETED_ITEMS, Notify.ALL, "sorry");

        assertThat(boxes.outbox().mails()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(SentMail.Kind.CANCELLATION);
            assertThat(mail.to()).hasSize(2);
        });
    }

    @Test
    void aTransactionIdGivesTheFirstItemAgain() {
        CalendarItem draft = invite("Once").with(b -> b.transactionId("t-1"));
        CalendarItem first = anna.create(annasCalendar, draft, Notify.ALL);
        CalendarItem again = anna.create(annasCalendar, draft, Notify.ALL);

        assertThat(again.identity().immutableId()).isEqualTo(first.identity().immutableId());
        assertThat(anna.items(annasCalendar)).hasSize(1);
        assertThat(boxes.outbox().mails()).hasSize(1);
    }

    @Test
    void twoMailboxesThatInviteEachOtherAtOnceDoNotBlockOneAnother() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<CalendarItem>> writes = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                writes.add(threads.submit(() -> anna.create(annasCalendar, invite("to Ben"), Notify.ALL)));
                CalendarItem toAnna =
                        meeting("to Anna").with(b -> b.addAttendees(attendee("Anna Gruber", "anna@contoso.example")));
                writes.add(threads.submit(() -> ben.create(bensCalendar, toAnna, Notify.ALL)));
            }
            for (Future<CalendarItem> write : writes) {
                write.get(10, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(anna.items(annasCalendar)).hasSize(200);
        assertThat(ben.items(bensCalendar)).hasSize(200);
        assertThat(anna.changes(annasCalendar, 0).stream()
                        .map(ItemChange::number)
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void injectedMistakesHappenOnce() {
        boxes.behaviour().ignoredWrites().set(1);
        anna.create(annasCalendar, meeting("lost"), Notify.NONE);
        assertThat(anna.items(annasCalendar)).isEmpty();

        boxes.behaviour().doubledCreates().set(1);
        anna.create(annasCalendar, meeting("twice"), Notify.NONE);
        assertThat(anna.items(annasCalendar)).hasSize(2);

        boxes.behaviour().extraMails().set(1);
        anna.create(annasCalendar, meeting("loud"), Notify.NONE);
        anna.create(annasCalendar, meeting("quiet"), Notify.NONE);
        assertThat(boxes.outbox().mails()).hasSize(1);
    }

    @Test
    void theSnapshotHoldsRawItemsAndMails() {
        anna.create(annasCalendar, invite("Seen"), Notify.ALL);

        var snapshot = boxes.snapshot();

        assertThat(snapshot.at("/mailboxes/0/folders/1/items/0/subject").asText())
                .isEqualTo("Seen");
        assertThat(snapshot.at("/mailboxes/0/folders/1/items/0/start/instant").asText())
                .isEqualTo("2026-03-02T09:00:00Z");
        assertThat(snapshot.at("/outbox/0/kind").asText()).isEqualTo("invitation");
    }

    private static CalendarItem meeting(String subject) {
        return CalendarItem.builder()
                .subject(subject)
                .start(ZonedTime.of(LocalDateTime.parse("2026-03-02T10:00"), VIENNA))
                .end(ZonedTime.of(LocalDateTime.parse("2026-03-02T11:00"), VIENNA))
                .build();
    }

    private static CalendarItem invite(String subject) {
        return meeting(subject)
                .with(b -> b.attendees(List.of(
                        attendee("Ben Okafor", "Ben@Contoso.example"), attendee("Guest", "guest@fabrikam.example"))));
    }

    private static Attendee attendee(String name, String address) {
        return new Attendee(new Person(name, address), AttendeeType.REQUIRED, Reply.NONE);
    }
}
