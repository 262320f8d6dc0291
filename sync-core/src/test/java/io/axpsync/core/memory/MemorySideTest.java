package io.axpsync.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Observed.Trace;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemorySideTest {

    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private static final Lane LANE = Lane.builder()
            .id(LaneId.of("000001", Kind.APPOINTMENT))
            .kind(Kind.APPOINTMENT)
            .marker(new Category("D365"))
            .mailbox(Mailbox.builder()
                    .personnelNumber("000001")
                    .address("anna@contoso.example")
                    .company("usmf")
                    .zone(ZoneId.of("Europe/Berlin"))
                    .build())
            .build();

    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    private final MemorySide graph = MemorySide.exchange(clock, LANE);
    private final MemorySide d365 = MemorySide.d365(clock, LANE);
    private final MemorySide stock = MemorySide.of(MemoryHabits.STOCK_D365, clock, LANE);

    @Test
    void theMarkerIsACategoryThatItemsDoNotShow() {
        ItemRef ref = graph.user().put(LANE, lunch().with(Field.CATEGORIES, categories("Red", "d365")), true);

        assertThat(graph.user().isMarked(LANE, ref)).isTrue();
        assertThat(graph.user().see(LANE, ref).value(Field.CATEGORIES)).isEqualTo(categories("Red"));
        graph.user().removeMarker(LANE, ref);
        assertThat(graph.user().isMarked(LANE, ref)).isFalse();
        assertThat(graph.user().see(LANE, ref).value(Field.CATEGORIES)).isEqualTo(categories("Red"));
    }

    @Test
    void whatNobodySaidTheServerChooses() {
        ItemRef ref = graph.user().put(LANE, lunch(), true);
        graph.user().edit(LANE, ref, Field.SHOW_AS, Value.choice("FREE"));
        assertThat(graph.user().see(LANE, ref).value(Field.SHOW_AS)).isEqualTo(Value.choice("FREE"));
        assertThat(graph.user().see(LANE, ref).value(Field.IMPORTANCE)).isEqualTo(Value.choice("NORMAL"));
        graph.user().edit(LANE, ref, Field.SHOW_AS, Value.NOTHING);
        assertThat(graph.user().see(LANE, ref).value(Field.SHOW_AS)).isEqualTo(Value.choice("BUSY"));
    }

    @Test
    void eachSideTellsADeletionInItsOwnWay() {
        assertThat(deletionIn(graph)).containsExactly(Trace.LEFT_VIEW);
        assertThat(deletionIn(d365)).containsExactly(Trace.TOMBSTONE);
        assertThat(deletionIn(stock)).isEmpty();
    }

    @Test
    void aMeetingOnGraphMailsWhoeverItConcernsWhateverTheNotice() {
        graph.write(Vector.of(create("one", meeting("bob@x.example", "cyd@x.example"), Notify.NOBODY)));
        Present made = only(graph);
        graph.write(Vector.of(
                update(made, HashMap.of(Field.ATTENDEES, attendees("bob@x.example", "dan@x.example")), Notify.NOBODY)));
        graph.write(Vector.of(update(only(graph), HashMap.of(Field.LOCATION, Value.text("Oslo")), Notify.NOBODY)));
        graph.write(Vector.of(update(only(graph), HashMap.of(Field.REMINDER, new Value.Whole(5)), Notify.EVERYBODY)));

        assertThat(graph.mails().map(Mail::sort))
                .containsExactly(Mail.Sort.INVITATION, Mail.Sort.INVITATION, Mail.Sort.CANCELLATION, Mail.Sort.UPDATE);
        assertThat(graph.mails().map(Mail::recipients))
                .containsExactly(
                        HashSet.of("bob@x.example", "cyd@x.example"),
                        HashSet.of("dan@x.example"),
                        HashSet.of("cyd@x.example"),
                        HashSet.of("bob@x.example", "dan@x.example"));
    }

    @Test
    void ewsMailsOnlyWhomTheWriteNames() {
        MemorySide ews = MemorySide.of(MemoryHabits.EWS, clock, LANE);
        ews.write(Vector.of(create("one", meeting("bob@x.example"), Notify.NOBODY)));
        assertThat(ews.mails()).isEmpty();
        ews.write(Vector.of(update(
                only(ews),
                HashMap.of(
                        Field.ATTENDEES,
                        attendees("bob@x.example", "dan@x.example"),
                        Field.LOCATION,
                        Value.text("Oslo")),
                Notify.CONCERNED)));
        assertThat(ews.mails().map(Mail::recipients)).containsExactly(HashSet.of("dan@x.example"));
    }

    @Test
    void anIdOfEwsChangesWithAMoveAndTheStampFindsTheItem() {
        MemorySide ews = MemorySide.of(MemoryHabits.EWS, clock, LANE);
        ews.write(Vector.of(create("one", lunch(), Notify.NOBODY)));
        ItemRef old = only(ews).ref();
        ItemRef moved = ews.user().moveElsewhere(old);

        assertThat(moved).isNotEqualTo(old);
        assertThat(fetch(ews, old, Option.none())).isEqualTo(new Observed.Gone(old, Trace.NOT_FOUND));
        assertThat(fetch(ews, old, Option.some(stamp("one")))).isInstanceOfSatisfying(Present.class, p -> {
            assertThat(p.ref()).isEqualTo(moved);
            assertThat(p.place()).isEqualTo(Observed.Place.ELSEWHERE);
        });
    }

    @Test
    void aLostAnswerTookEffectAndALostRequestDidNot() {
        graph.behave(Hostility.builder().lostAnswers(1).build());
        assertThat(graph.write(Vector.of(create("one", lunch(), Notify.NOBODY))).get())
                .isInstanceOf(Outcome.Lost.class);
        assertThat(graph.user().list(LANE)).hasSize(1);

        graph.behave(Hostility.builder().lostRequests(1).build());
        assertThat(graph.write(Vector.of(create("two", lunch(), Notify.NOBODY))).get())
                .isInstanceOf(Outcome.Lost.class);
        assertThat(graph.user().list(LANE)).hasSize(1);
    }

    @Test
    void anEmptySuccessLooksLikeOneAndIsNone() {
        graph.behave(Hostility.builder().emptySuccesses(2).build());
        Vector<Write> writes = Vector.of(create("1", lunch(), Notify.NOBODY), create("2", lunch(), Notify.NOBODY));
        assertThat(graph.write(writes)).allMatch(outcome -> outcome instanceof Outcome.Written);
        assertThat(graph.user().list(LANE)).hasSize(1);
        assertThat(graph.written()).hasSize(1);
    }

    @Test
    void hostileVersionsFlapLagOrComeBack() {
        ItemRef ref = graph.user().put(LANE, lunch(), true);
        String first = only(graph).version().token();
        graph.user().edit(LANE, ref, Field.LOCATION, Value.text("Oslo"));

        graph.behave(Hostility.builder().versions(Hostility.Versions.STALE).build());
        assertThat(only(graph).version().token()).isEqualTo(first);
        graph.behave(Hostility.builder().versions(Hostility.Versions.FLAPPING).build());
        assertThat(only(graph).version()).isNotEqualTo(only(graph).version());
        graph.behave(Hostility.builder().versions(Hostility.Versions.REUSED).build());
        String now = only(graph).version().token();
        for (String place : List.of("Bonn", "Rome", "Kiel")) {
            graph.user().edit(LANE, ref, Field.LOCATION, Value.text(place));
        }
        assertThat(only(graph).version().token()).isEqualTo(now);
    }

    @Test
    void aFeedRepeatsAndShufflesWhenItIsAskedTo() {
        for (int i = 0; i < 9; i++) {
            graph.user().put(LANE, lunch(), true);
        }
        Checkpoint end = snapshot(graph, Option.none()).next();
        Vector<ItemRef> inOrder =
                snapshot(graph, Option.none()).items().map(Observed::ref).toVector();
        graph.behave(Hostility.builder().repeats(4).reordered(true).build());

        assertThat(snapshot(graph, Option.some(end)).items()).hasSize(4);
        assertThat(snapshot(graph, Option.none()).items().map(Observed::ref))
                .containsExactlyInAnyOrderElementsOf(inOrder)
                .isNotEqualTo(inOrder);
    }

    @Test
    void aBrokenListingIsAFailureAndAForgottenCheckpointIsExpired() {
        Checkpoint end = snapshot(graph, Option.none()).next();
        graph.forgetCheckpoints();
        assertThat(observe(graph, Option.some(end)).getLeft()).isInstanceOf(PortFailure.Expired.class);
        graph.behave(Hostility.builder().brokenListings(1).build());
        assertThat(observe(graph, Option.none()).getLeft()).isInstanceOf(PortFailure.Unavailable.class);
    }

    @Test
    void aCarelessServerKeepsSomethingElseThanItWasSent() {
        graph.behave(Hostility.builder()
                .rewriting(Hostility.Rewriting.CARELESS)
                .skew(Duration.ofHours(1))
                .build());
        Item sent = lunch().with(Field.LOCATION, Value.text("Oslo"));
        Outcome outcome =
                graph.write(Vector.of(create("one", sent, Notify.NOBODY))).get();
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Written.class, written -> {
            assertThat(written.readBack().item().get().value(Field.LOCATION)).isEqualTo(Value.text("OSLO"));
            assertThat(written.readBack().modified()).contains(NOON.plusSeconds(3600));
        });
    }

    @Test
    void aRejectedTitleStopsNothingElse() {
        graph.behave(Hostility.builder().rejectedTitle("poison").build());
        Item poison = lunch().with(Field.SUBJECT, Value.text("some poison here"));
        assertThat(graph.write(Vector.of(create("1", poison, Notify.NOBODY), create("2", lunch(), Notify.NOBODY))))
                .element(1)
                .isInstanceOf(Outcome.Written.class);
        assertThat(graph.user().list(LANE)).hasSize(1);
    }

    @Test
    void eachTroubleStrikesAtEachNthOccasionAndEndsWhenItIsTakenBack() {
        ItemRef ref = graph.user().put(LANE, lunch(), true);
        Checkpoint checkpoint = snapshot(graph, Option.none()).next();
        graph.behave(Hostility.builder()
                .failingFetches(2)
                .failingFinds(2)
                .expiredCheckpoints(2)
                .throttledWrites(2)
                .build());
        Vector<Look> looks = Vector.fill(4, () -> new Look(LANE, WINDOW, ref, Option.none()));
        Vector<Search> searches =
                Vector.fill(4, () -> new Search(LANE, WINDOW, Option.none(), Option.none(), Value.NOTHING));
        Vector<Write> writes = Vector.range(0, 4).map(n -> create("link" + n, lunch(), Notify.NOBODY));

        assertThat(graph.fetch(looks).map(Either::isRight)).containsExactly(true, false, true, false);
        assertThat(graph.find(searches).map(Either::isRight)).containsExactly(true, false, true, false);
        assertThat(graph.write(writes).map(o -> o instanceof Outcome.Written))
                .containsExactly(true, false, true, false);
        assertThat(observe(graph, Option.some(checkpoint)).isRight()).isTrue();
        assertThat(observe(graph, Option.some(checkpoint)).getLeft()).isInstanceOf(PortFailure.Expired.class);

        graph.behave(Hostility.NONE);
        assertThat(graph.fetch(looks).map(Either::isRight)).containsOnly(true);
        assertThat(observe(graph, Option.some(checkpoint)).isRight()).isTrue();
    }

    @Test
    void whatCannotBeReachedOrWrittenSaysSo() {
        graph.behave(Hostility.builder().readOnly(true).build());
        assertThat(graph.write(Vector.of(create("one", lunch(), Notify.NOBODY))))
                .allMatch(o -> o instanceof Outcome.Refused r && r.failure() instanceof PortFailure.Denied);
        graph.behave(Hostility.builder().unreachable(HashSet.of(LANE.id())).build());
        assertThat(observe(graph, Option.none()).getLeft()).isInstanceOf(PortFailure.Unavailable.class);
        assertThat(graph.capabilities(LANE).getLeft()).isInstanceOf(PortFailure.Unavailable.class);
        assertThat(graph.user().list(LANE)).isEmpty();
        graph.behave(Hostility.builder().forbidden(HashSet.of(LANE.id())).build());
        assertThat(observe(graph, Option.none()).getLeft()).isInstanceOf(PortFailure.Denied.class);
    }

    @Test
    void anUnreadableItemIsNeitherGoneNorPresent() {
        ItemRef ref = graph.user().put(LANE, lunch(), true);
        graph.user().setUnreadable(ref, Reason.of("series", "a series"));
        assertThat(snapshot(graph, Option.none()).items().single())
                .isInstanceOfSatisfying(
                        Observed.Unreadable.class, u -> assertThat(u.marked()).isTrue());
        assertThat(fetch(graph, ref, Option.none())).isInstanceOf(Observed.Unreadable.class);
        graph.user().setReadable(ref);
        assertThat(fetch(graph, ref, Option.none())).isInstanceOf(Present.class);
    }

    @Test
    void aCopyOfAnAttendeeCannotBeChangedWhereTheOrganizerLeads() {
        graph.user().receive(LANE, meeting("anna@contoso.example"), true, "their-uid");
        Present copy = only(graph);
        assertThat(copy.role()).isEqualTo(Observed.Role.ATTENDEE);
        assertThat(copy.naturalKey()).contains(MemoryUser.uidKey("their-uid"));
        assertThat(graph.write(Vector.of(
                                update(copy, HashMap.of(Field.SUBJECT, Value.text("Mine")), Notify.NOBODY),
                                update(copy, HashMap.of(Field.REMINDER, new Value.Whole(5)), Notify.NOBODY)))
                        .map(o -> o instanceof Outcome.Written))
                .containsExactly(false, true);
        assertThat(graph.mails()).isEmpty();
    }

    @Test
    void aWithheldFieldIsNeitherShownNorWritten() {
        ItemRef ref = graph.user().put(LANE, lunch().with(Field.BODY, Value.text("join here")), true);
        graph.user().withhold(ref, Field.BODY, Option.some(Withheld.PROTECTED));
        Present shown = (Present) fetch(graph, ref, Option.none());
        assertThat(shown.withheld()).isEqualTo(HashMap.of(Field.BODY, Withheld.PROTECTED));
        assertThat(shown.item().get().value(Field.BODY)).isEqualTo(Value.NOTHING);
        assertThat(graph.write(
                        Vector.of(update(shown, HashMap.of(Field.BODY, Value.text("overwritten")), Notify.NOBODY))))
                .allMatch(o -> o instanceof Outcome.Written);
        assertThat(graph.user().see(LANE, ref).value(Field.BODY)).isEqualTo(Value.NOTHING);
        graph.user().withhold(ref, Field.BODY, Option.none());
        assertThat(graph.user().see(LANE, ref).value(Field.BODY)).isEqualTo(Value.text("join here"));
    }

    @Test
    void whatBecomesSomebodyElsesLeavesTheLaneAndWhatIsRestoredComesBack() {
        Lane other = LANE.withId(LaneId.of("000002", Kind.APPOINTMENT));
        d365.open(other);
        ItemRef ref = d365.user().put(LANE, lunch(), true);
        Checkpoint checkpoint = snapshot(d365, Option.none()).next();
        d365.user().give(ref, other);

        assertThat(snapshot(d365, Option.some(checkpoint)).items())
                .containsExactly(new Observed.Gone(ref, Trace.LEFT_VIEW));
        assertThat(d365.user().list(other)).containsExactly(ref);
        assertThat(fetch(d365, ref, Option.none()))
                .isInstanceOfSatisfying(
                        Present.class, p -> assertThat(p.place()).isEqualTo(Observed.Place.ELSEWHERE));
        d365.user().delete(ref);
        assertThat(fetch(d365, ref, Option.none())).isEqualTo(new Observed.Gone(ref, Trace.TOMBSTONE));
        d365.user().restore(ref);
        assertThat(d365.user().list(other)).containsExactly(ref);
    }

    private static Item lunch() {
        return Item.of(
                Kind.APPOINTMENT,
                HashMap.of(
                        Field.SUBJECT,
                        Value.text("Lunch"),
                        Field.PERIOD,
                        new Value.Period(NOON, NOON.plusSeconds(3600))));
    }

    private static Item meeting(String... attendees) {
        return lunch().with(Field.ATTENDEES, attendees(attendees));
    }

    private static Value attendees(String... addresses) {
        return Value.Entries.of(Vector.of(addresses).map(a -> new Value.Entry(a, "REQUIRED", a)));
    }

    private static Value categories(String... names) {
        return Value.Entries.of(Vector.of(names).map(n -> new Value.Entry(n, "", n)));
    }

    private static Stamp stamp(String link) {
        return Stamp.of("inst", new LinkId(link));
    }

    private static Write create(String link, Item item, Notify notice) {
        return Write.Create.builder()
                .lane(LANE)
                .window(WINDOW)
                .link(new LinkId(link))
                .notice(notice)
                .stamp(stamp(link))
                .item(item)
                .marked(true)
                .build();
    }

    private static Write update(Present of, Map<Field, Value> changes, Notify notice) {
        return Write.Update.builder()
                .lane(LANE)
                .window(WINDOW)
                .link(new LinkId("one"))
                .notice(notice)
                .ref(of.ref())
                .expected(of.version())
                .changes(changes)
                .before(Item.empty(Kind.APPOINTMENT))
                .build();
    }

    private static Present only(MemorySide side) {
        return (Present) snapshot(side, Option.none()).items().single();
    }

    private static Vector<Trace> deletionIn(MemorySide side) {
        ItemRef ref = side.user().put(LANE, lunch(), true);
        Checkpoint before = snapshot(side, Option.none()).next();
        side.user().delete(ref);
        return snapshot(side, Option.some(before))
                .items()
                .map(seen -> ((Observed.Gone) seen).trace())
                .toVector();
    }

    private static Observed fetch(MemorySide side, ItemRef ref, Option<Stamp> stamp) {
        return side.fetch(Vector.of(new Look(LANE, WINDOW, ref, stamp))).get().get();
    }

    private static Snapshot snapshot(MemorySide side, Option<Checkpoint> since) {
        return observe(side, since).get();
    }

    private static Either<PortFailure, Snapshot> observe(MemorySide side, Option<Checkpoint> since) {
        List<LaneAnswer> answers = new ArrayList<>();
        side.observe(Vector.of(new LaneQuery(LANE, WINDOW, since)), answers::add);
        return answers.get(0).snapshot();
    }
}
