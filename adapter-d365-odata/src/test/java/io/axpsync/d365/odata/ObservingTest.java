package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Gone;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Observed.Trace;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What D365 makes of feeds and listings beyond what every side promises. */
class ObservingTest {

    private static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Scenery SCENERY = new Scenery(D365Options.companion(), WATCH);

    private final Lane lane = SCENERY.newLane();
    private D365Side side = SCENERY.open();

    @BeforeEach
    void startAfresh() {
        SCENERY.sandbox.d365().use(D365Options.companion());
        SCENERY.sandbox.faults().clear();
    }

    @AfterEach
    void closeSide() {
        side.close();
    }

    @AfterAll
    static void close() {
        SCENERY.close();
    }

    private Either<PortFailure, Snapshot> observe(Lane of, Window window, Option<Checkpoint> since) {
        List<LaneAnswer> answers = new ArrayList<>();
        side.observe(Vector.of(new LaneQuery(of, window, since)), answers::add);
        assertThat(answers).hasSize(1);
        return answers.get(0).snapshot();
    }

    private Snapshot full() {
        return observe(lane, WINDOW, Option.none()).get();
    }

    private Snapshot since(Checkpoint checkpoint, Window window) {
        return observe(lane, window, Option.some(checkpoint)).get();
    }

    private static Option<Observed> of(Snapshot snapshot, ItemRef ref) {
        return snapshot.items().find(o -> o.ref().equals(ref));
    }

    @Test
    void aStampedRowThatGotAnotherOwnerHasLeftTheView() {
        ItemRef ref = SCENERY.put(lane, "Handed over", "OutlookEntryId", "axp1;inst;link-1");
        Checkpoint checkpoint = full().next();
        SCENERY.patch(
                ref,
                "ResponsibleWorkerPersonnelNumber",
                SCENERY.newLane().mailbox().personnelNumber());

        assertThat(of(since(checkpoint, WINDOW), ref)).contains(new Gone(ref, Trace.LEFT_VIEW));
    }

    @Test
    void aRowThatBecameATaskHasLeftTheView() {
        ItemRef ref = SCENERY.put(lane, "Was an appointment", "OutlookEntryId", "axp1;inst;link-2");
        Checkpoint checkpoint = full().next();
        SCENERY.patch(ref, "Category", "Task");

        assertThat(of(since(checkpoint, WINDOW), ref)).contains(new Gone(ref, Trace.LEFT_VIEW));
    }

    @Test
    void aDeletedRowLeavesATombstone() {
        ItemRef ref = SCENERY.put(lane, "Deleted");
        Checkpoint checkpoint = full().next();
        SCENERY.sandbox.d365().delete("Activities", Scenery.keys(ref));

        assertThat(of(since(checkpoint, WINDOW), ref)).contains(new Gone(ref, Trace.TOMBSTONE));
    }

    @Test
    void aChangeOfAnAttendeeMovesTheVersionOfTheActivity() {
        ItemRef ref = SCENERY.put(lane, "Meeting");
        Snapshot before = full();
        SCENERY.sandbox
                .d365()
                .create(
                        "AxpActivityAttendees",
                        Scenery.keys(ref).put("Email", "bob@outside.example").put("AttendeeType", "Required"));

        Present after = (Present) of(since(before.next(), WINDOW), ref).get();
        assertThat(after.version()).isNotEqualTo(((Present) of(before, ref).get()).version());
    }

    @Test
    void whatTheWindowMovedOverIsToldThoughNobodyChangedIt() {
        ItemRef enters = SCENERY.put(
                lane, "Next year", "StartDateTime", "2027-01-20T09:00:00Z", "EndDateTime", "2027-01-20T10:00:00Z");
        ItemRef leaves = SCENERY.put(
                lane, "New year", "StartDateTime", "2026-01-02T09:00:00Z", "EndDateTime", "2026-01-02T10:00:00Z");
        SCENERY.sandbox.clock().advance(Duration.ofHours(1));
        Checkpoint checkpoint = full().next();
        Window moved = new Window(Instant.parse("2026-02-01T00:00:00Z"), Instant.parse("2027-02-01T00:00:00Z"));
        Snapshot feed = since(checkpoint, moved);
        SCENERY.sandbox.clock().advance(Duration.ofHours(-1));

        assertThat(of(feed, enters).get())
                .isInstanceOfSatisfying(
                        Present.class, p -> assertThat(p.place()).isEqualTo(Observed.Place.IN_LANE));
        assertThat(of(feed, leaves).get())
                .isInstanceOfSatisfying(
                        Present.class, p -> assertThat(p.place()).isEqualTo(Observed.Place.OUTSIDE_WINDOW));
    }

    @Test
    void anEmptyPersonnelNumberIsNoLaneOfAnybody() {
        ItemRef nobodys = SCENERY.put(lane, "Nobody's", "ResponsibleWorkerPersonnelNumber", "");

        assertThat(of(full(), nobodys)).isEmpty();
    }

    @Test
    void onlyTheCompaniesOfTheMailboxAreListed() {
        ItemRef nord = SCENERY.put(lane, "North");
        ItemRef sued = SCENERY.put(lane, "South", "dataAreaId", "sued");
        Mailbox narrow = Mailbox.builder()
                .from(lane.mailbox())
                .companies(Vector.of("SUED"))
                .build();

        assertThat(full().items().map(Observed::ref)).containsExactlyInAnyOrder(nord, sued);
        assertThat(observe(lane.withMailbox(narrow), WINDOW, Option.none())
                        .get()
                        .items()
                        .map(Observed::ref))
                .containsExactly(sued);
    }

    @Test
    void aMasterWithoutARecurrenceIsParkedAndNeverDropped() {
        ItemRef ref = SCENERY.put(lane, "Weekly", "RecurrenceState", "Master", "MasterAppointment", "Yes");

        assertThat(of(full(), ref).get()).isInstanceOfSatisfying(Observed.Unreadable.class, u -> {
            assertThat(u.reason().code()).isEqualTo("series-pattern");
            assertThat(u.title()).isEqualTo("Weekly");
        });
    }

    @Test
    void aCheckpointOlderThanTheTombstonesIsExpired() {
        Checkpoint checkpoint = full().next();
        try (D365Side later = D365Side.open(
                SCENERY.config().withClock(Clock.fixed(Instant.now().plus(Duration.ofDays(100)), ZoneOffset.UTC)))) {
            List<LaneAnswer> answers = new ArrayList<>();
            later.observe(Vector.of(new LaneQuery(lane, WINDOW, Option.some(checkpoint))), answers::add);
            assertThat(answers.get(0).snapshot().getLeft()).isInstanceOf(PortFailure.Expired.class);
        }
    }

    @Test
    void aCheckpointOfTheOtherFeedIsExpired() {
        Checkpoint checkpoint = full().next();
        try (D365Side stock = D365Side.open(SCENERY.config().withProfile(Profile.STOCK))) {
            List<LaneAnswer> answers = new ArrayList<>();
            stock.observe(Vector.of(new LaneQuery(lane, WINDOW, Option.some(checkpoint))), answers::add);
            assertThat(answers.get(0).snapshot().getLeft()).isInstanceOf(PortFailure.Expired.class);
        }
    }

    @Test
    void aListingThatBreaksOffIsAFailureAndNoShorterList() {
        for (int i = 0; i < 5; i++) {
            SCENERY.put(lane, "Number " + i);
        }
        SCENERY.sandbox.d365().use(D365Options.companion().withPageSize(2));
        for (Fault.Kind kind : List.of(Fault.Kind.CUT, Fault.Kind.GARBAGE, Fault.Kind.RESET)) {
            SCENERY.sandbox
                    .faults()
                    .add(FaultRule.of(kind)
                            .path("/data/Activities")
                            .after(1)
                            .times(-1)
                            .build());
            assertThat(observe(lane, WINDOW, Option.none()).getLeft())
                    .as("%s", kind)
                    .isInstanceOf(PortFailure.Unavailable.class);
            SCENERY.sandbox.faults().clear();
        }
    }

    @Test
    void aMomentaryFailureIsSleptOver() {
        ItemRef ref = SCENERY.put(lane, "There");
        SCENERY.sandbox
                .faults()
                .add(FaultRule.of(Fault.gateway(503)).frontEnd("d365").times(2).build());

        assertThat(full().items().map(Observed::ref)).containsExactly(ref);
    }

    @Test
    void aThrottledServerIsObeyedAndThenReported() {
        SCENERY.sandbox
                .faults()
                .add(FaultRule.of(Fault.throttled(Duration.ofSeconds(7)))
                        .frontEnd("d365")
                        .times(-1)
                        .build());

        assertThat(observe(lane, WINDOW, Option.none()).getLeft())
                .isInstanceOfSatisfying(
                        PortFailure.Throttled.class,
                        t -> assertThat(t.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void aLoginPageMeansThatWeAreDenied() {
        for (Fault.Kind kind : List.of(Fault.Kind.LOGIN_PAGE, Fault.Kind.REDIRECT)) {
            SCENERY.sandbox
                    .faults()
                    .add(FaultRule.of(kind).frontEnd("d365").times(1).build());
            PortFailure failure = observe(lane, WINDOW, Option.none()).getLeft();
            assertThat(failure).isInstanceOf(PortFailure.Denied.class);
            assertThat(failure.reason().code()).isEqualTo("login-page");
        }
    }
}
