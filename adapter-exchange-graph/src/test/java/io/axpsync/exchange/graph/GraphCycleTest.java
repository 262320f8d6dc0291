package io.axpsync.exchange.graph;

import static io.axpsync.exchange.graph.Words.YEAR;
import static io.axpsync.exchange.graph.Words.appointment;
import static io.axpsync.exchange.graph.Words.create;
import static io.axpsync.exchange.graph.Words.fetch;
import static io.axpsync.exchange.graph.Words.find;
import static io.axpsync.exchange.graph.Words.observe;
import static io.axpsync.exchange.graph.Words.refused;
import static io.axpsync.exchange.graph.Words.update;
import static io.axpsync.exchange.graph.Words.write;
import static io.axpsync.exchange.graph.Words.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.Recurrence;
import io.axpsync.sandbox.mailbox.ZonedTime;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole cycles against the sandbox: how many requests they cost, and what Graph does now and then. */
class GraphCycleTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final SandboxGraph sandbox = new SandboxGraph(WATCH);
    private final SyncSide side = sandbox.side();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private int requestsOf(Runnable work) {
        int before = sandbox.requests.get();
        work.run();
        return sandbox.requests.get() - before;
    }

    private Mailbox box(Lane lane) {
        return sandbox.boxes.find(lane.mailbox().address()).orElseThrow();
    }

    private Snapshot full(Lane lane) {
        return observe(side, lane, YEAR, Option.none()).get();
    }

    private Snapshot since(Lane lane, Snapshot last) {
        return observe(side, lane, YEAR, Option.some(last.next())).get();
    }

    // ── Sizes ────────────────────────────────────────────────────────────────────────────────────────────────────

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 21, 100})
    void aQuietCycleCostsOneRequestForTwentyMailboxes(int mailboxes) {
        Vector<Lane> lanes = Vector.range(0, mailboxes).map(i -> sandbox.open("p" + i, "user" + i));
        List<LaneAnswer> first = observe(side, lanes.map(lane -> new LaneQuery(lane, YEAR, Option.none())));
        Seq<LaneQuery> again = Vector.ofAll(first)
                .map(a -> new LaneQuery(
                        a.lane(), YEAR, Option.some(a.snapshot().get().next())));

        int requests = requestsOf(() -> assertThat(observe(side, again))
                .hasSize(mailboxes)
                .allMatch(a -> a.snapshot().get().items().isEmpty()));
        assertThat(requests).isEqualTo((mailboxes + 19) / 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 45})
    void updatesCostOneReadAndOneWriteForTwenty(int items) {
        Lane lane = sandbox.open("1", "anna");
        Seq<Outcome> made = side.write(Vector.range(0, items).map(i -> create(lane, "l" + i, appointment("No. " + i))));
        Seq<ItemRef> refs =
                made.map(outcome -> ((Outcome.Written) outcome).readBack().ref());
        SyncSide later = sandbox.side();
        int batches = (items + 19) / 20;

        int[] reads = new int[1];
        int all = requestsOf(() -> {
            int before = sandbox.requests.get();
            Seq<Either<PortFailure, Observed>> read =
                    later.fetch(refs.map(ref -> new Look(lane, YEAR, ref, Option.none())));
            reads[0] = sandbox.requests.get() - before;
            Seq<Write> updates = read.map(r -> update(
                            lane,
                            (Observed.Present) r.get(),
                            Field.CATEGORIES,
                            Value.Entries.of(List.of(new Value.Entry("red", "", "Red"))))
                    .withMarked(Option.some(true)));
            assertThat(later.write(updates)).allMatch(Outcome.Written.class::isInstance);
        });
        assertThat(reads[0]).isEqualTo(batches);
        assertThat(all).isEqualTo(2 * batches);
    }

    @Test
    void anUpdateThatNobodyReadBeforeReadsFirst() {
        Lane lane = sandbox.open("1", "anna");
        Observed.Present made = written(side, create(lane, "l1", appointment("One")));
        SyncSide later = sandbox.side();

        int requests =
                requestsOf(() -> assertThat(write(later, update(lane, made, Field.LOCATION, Value.text("Lobby"))))
                        .isInstanceOfSatisfying(
                                Outcome.Written.class,
                                w -> assertThat(w.readBack().stamp()).isEqualTo(made.stamp())));
        assertThat(requests).isEqualTo(2);
    }

    // ── Feeds ────────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void emptyRepeatedAndReorderedPagesLoseAndDoubleNothing() {
        Lane lane = sandbox.open("1", "anna");
        Vector<Write> writes = Vector.range(0, 45).map(i -> create(lane, "l" + i, appointment("No. " + i)));
        side.write(writes);
        sandbox.graph.faults().emptyPages().set(2);
        sandbox.graph.faults().repeatsItems().set(true);
        sandbox.graph.faults().reversesPages().set(true);

        Snapshot snapshot = full(lane);
        assertThat(snapshot.items().map(Observed::ref)).hasSize(45).doesNotHaveDuplicates();
        assertThat(snapshot.completeness())
                .isInstanceOfSatisfying(
                        Completeness.Full.class, f -> assertThat(f.pages()).isGreaterThan(3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExpiredTokenIsSaidToBeExpired(boolean gone) {
        Lane lane = sandbox.open("1", "anna");
        Snapshot first = full(lane);
        sandbox.graph.faults().expiryIsGone().set(gone);
        sandbox.boxes.behaviour().expireTokens();

        assertThat(observe(side, lane, YEAR, Option.some(first.next())).getLeft())
                .isInstanceOf(PortFailure.Expired.class);
        assertThat(full(lane).isFull()).isTrue();
    }

    @Test
    void aWindowThatMovesALittleKeepsItsFeed() {
        Lane lane = sandbox.open("1", "anna");
        Window later =
                new Window(YEAR.from().plus(Duration.ofHours(20)), YEAR.to().plus(Duration.ofHours(20)));

        assertThat(observe(side, lane, later, Option.some(full(lane).next()))
                        .get()
                        .isFull())
                .isFalse();
    }

    @Test
    void aWindowThatMovesByMoreThanADayIsListedAnew() {
        Lane lane = sandbox.open("1", "anna");
        Snapshot first = full(lane);
        Observed.Present made = written(
                side,
                create(
                        lane,
                        "l1",
                        appointment("In the strip")
                                .with(
                                        Field.PERIOD,
                                        new Value.Period(
                                                YEAR.to().plusSeconds(3600),
                                                YEAR.to().plusSeconds(7200)))));
        Window later =
                new Window(YEAR.from().plus(Duration.ofDays(2)), YEAR.to().plus(Duration.ofDays(2)));

        Snapshot moved = observe(side, lane, later, Option.some(first.next())).get();
        assertThat(moved.completeness())
                .isInstanceOfSatisfying(
                        Completeness.Full.class, f -> assertThat(f.window()).isEqualTo(later));
        assertThat(moved.items().map(Observed::ref)).containsExactly(made.ref());
    }

    @Test
    void aCheckpointOfAnotherMailboxIsNotUsed() {
        Lane anna = sandbox.open("1", "anna");
        Lane bert = sandbox.open("2", "bert");
        assertThat(observe(side, bert, YEAR, Option.some(full(anna).next())).getLeft())
                .isInstanceOf(PortFailure.Expired.class);
    }

    @Test
    void aMailboxThatWeMayNotOpenIsDeniedAndDisturbsNoOther() {
        Lane anna = sandbox.open("1", "anna");
        Lane bert = sandbox.open("2", "bert");
        sandbox.boxes.behaviour().denied().add("anna@contoso.example");
        List<LaneAnswer> answers =
                observe(side, Vector.of(anna, bert).map(lane -> new LaneQuery(lane, YEAR, Option.none())));
        for (LaneAnswer answer : answers) {
            assertThat(answer.snapshot().isRight()).isEqualTo(answer.lane().equals(bert));
        }
        assertThat(fetch(side, anna, "x".repeat(72)).getLeft()).isInstanceOf(PortFailure.Denied.class);
    }

    // ── Series ───────────────────────────────────────────────────────────────────────────────────────────────────

    private CalendarItem series(Lane lane) {
        Mailbox box = box(lane);
        ZonedTime start = ZonedTime.of(LocalDateTime.of(2026, 6, 1, 9, 0), "W. Europe Standard Time");
        Recurrence.Pattern weekly = new Recurrence.Pattern(
                Recurrence.PatternType.WEEKLY,
                1,
                0,
                0,
                List.of(DayOfWeek.MONDAY),
                DayOfWeek.MONDAY,
                Recurrence.WeekIndex.FIRST);
        Recurrence.Range range =
                new Recurrence.Range(Recurrence.RangeType.NUMBERED, LocalDate.of(2026, 6, 1), null, 8, null);
        CalendarItem draft = CalendarItem.builder()
                .subject("Weekly")
                .start(start)
                .end(ZonedTime.of(start.local().plusHours(1), start.zone()))
                .recurrence(new Recurrence(weekly, range))
                .addCategories("D365")
                .build();
        return box.create(box.folder(FolderKind.CALENDAR).id(), draft, Notify.AS_NEEDED);
    }

    @Test
    void aSeriesIsOneItemHoweverManyOccurrencesTheFeedGives() {
        Lane lane = sandbox.open("1", "anna");
        CalendarItem master = series(lane);
        ItemRef ref = ItemRef.exchange(master.identity().immutableId());

        Snapshot snapshot = full(lane);
        assertThat(snapshot.items()).hasSize(1);
        assertThat(find(snapshot, ref)).isInstanceOfSatisfying(Observed.Present.class, p -> {
            assertThat(p.period()).isInstanceOf(Value.Recurring.class);
            assertThat(p.marked()).isTrue();
            assertThat(p.title()).isEqualTo("Weekly");
        });
        assertThat(fetch(side, lane, ref.id()).get()).isInstanceOf(Observed.Present.class);
    }

    @Test
    void aSeriesIsNotFoundAsAnAppointmentOfItsTime() {
        Lane lane = sandbox.open("1", "anna");
        series(lane);
        Value period = appointment("x").value(Field.PERIOD);
        assertThat(side.find(Vector.of(new Search(lane, YEAR, Option.none(), Option.none(), period)))
                        .get(0)
                        .get())
                .isEmpty();
    }

    // ── Writes ───────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void aLostAnswerIsLostAndFoundByItsStamp() {
        Lane lane = sandbox.open("1", "anna");
        sandbox.graph.faults().lostAnswers().set(1);
        assertThat(write(side, create(lane, "l1", appointment("One")))).isInstanceOf(Outcome.Lost.class);

        Stamp bare = Stamp.of("test", new LinkId("l1"));
        assertThat(side.find(Vector.of(new Search(lane, YEAR, Option.some(bare), Option.none(), Value.NOTHING)))
                        .get(0)
                        .get()
                        .map(Observed.Present::title))
                .containsExactly("One");
    }

    @Test
    void aPreconditionThatFailsWithoutACauseIsNotStale() {
        Lane lane = sandbox.open("1", "anna");
        Observed.Present made = written(side, create(lane, "l1", appointment("One")));
        sandbox.graph.faults().preconditionFailures().set(1);

        assertThat(written(side, update(lane, made, Field.LOCATION, Value.text("Lobby")))
                        .version())
                .isNotEqualTo(made.version());
    }

    @Test
    void aServerThatBumpsVersionsAfterEachWriteIsStaleAndNotOverwritten() {
        Lane lane = sandbox.open("1", "anna");
        sandbox.boxes.behaviour().bumpsAfterWrite().set(true);
        Observed.Present made = written(side, create(lane, "l1", appointment("One")));

        assertThat(refused(write(side, update(lane, made, Field.LOCATION, Value.text("Lobby")))))
                .isInstanceOf(PortFailure.Stale.class);
    }

    @Test
    void throttledPartsAreSentAgainAndNothingIsDoubled() {
        Lane lane = sandbox.open("1", "anna");
        sandbox.graph.faults().throttles().set(7);
        sandbox.graph.faults().retryAfterSeconds().set(3);
        int requests = requestsOf(() -> assertThat(side.write(
                        Vector.range(0, 20).map(i -> create(lane, "l" + i, appointment("No. " + i)))))
                .allMatch(Outcome.Written.class::isInstance));

        assertThat(requests).isEqualTo(2);
        assertThat(sandbox.pauses).containsExactly(Duration.ofSeconds(3));
        assertThat(full(lane).items()).hasSize(20);
    }

    @Test
    void whatLiesInDeletedItemsIsGoneAlsoWhereGraphShowsIt() {
        Lane lane = sandbox.open("1", "anna");
        Observed.Present made = written(side, create(lane, "l1", appointment("One")));
        sandbox.boxes.behaviour().readsDeletedItems().set(true);
        box(lane).delete(made.ref().id(), null, Deletion.TO_DELETED_ITEMS, Notify.AS_NEEDED, "");

        assertThat(fetch(side, lane, made.ref().id()).get())
                .isEqualTo(new Observed.Gone(made.ref(), Observed.Trace.NOT_FOUND));
    }

    @Test
    void categoriesThatWeDoNotKnowStayInTheirOrder() {
        Lane lane = sandbox.open("1", "anna");
        Observed.Present made = written(side, create(lane, "l1", appointment("One")));
        box(lane)
                .update(
                        made.ref().id(),
                        null,
                        before -> before.with(b -> b.categories(List.of("Zebra", "D365", "alpha"))),
                        Notify.AS_NEEDED);
        Observed.Present read =
                (Observed.Present) fetch(side, lane, made.ref().id()).get();
        Value more =
                Value.Entries.of(List.of(new Value.Entry("zebra", "", "zebra"), new Value.Entry("new", "", "New")));
        written(side, update(lane, read, Field.CATEGORIES, more));

        assertThat(box(lane).item(made.ref().id()).orElseThrow().categories()).containsExactly("Zebra", "D365", "New");
    }

    @Test
    void anUpdateKeepsTheZoneOfTheItem() {
        Lane lane = sandbox.open("1", "anna");
        Mailbox box = box(lane);
        CalendarItem tokyo = box.create(
                box.folder(FolderKind.CALENDAR).id(),
                CalendarItem.builder()
                        .subject("Tokyo")
                        .start(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 9, 0), "Tokyo Standard Time"))
                        .end(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 10, 0), "Tokyo Standard Time"))
                        .build(),
                Notify.AS_NEEDED);
        Observed.Present read = (Observed.Present)
                fetch(side, lane, tokyo.identity().immutableId()).get();
        assertThat(read.item().get().value(Field.TIME_ZONE)).isEqualTo(Value.text("Asia/Tokyo"));
        Value.Period period = (Value.Period) read.period();
        Value later =
                new Value.Period(period.start().plusSeconds(3600), period.end().plusSeconds(3600));
        written(side, update(lane, read, Field.PERIOD, later));

        assertThat(box.item(read.ref().id()).orElseThrow().start())
                .isEqualTo(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 10, 0), "Tokyo Standard Time"));
    }

    @Test
    void theJoinBlockOfAnOnlineMeetingSurvivesAnUpdate() {
        Lane lane = sandbox.open("1", "anna");
        Mailbox box = box(lane);
        CalendarItem online = box.create(
                box.folder(FolderKind.CALENDAR).id(),
                CalendarItem.builder()
                        .subject("Online")
                        .body(new Body(BodyType.TEXT, "Agenda"))
                        .start(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 9, 0), "UTC"))
                        .end(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 10, 0), "UTC"))
                        .onlineMeeting(new io.axpsync.sandbox.mailbox.OnlineMeeting("teamsForBusiness", "", ""))
                        .build(),
                Notify.AS_NEEDED);
        Observed.Present read = (Observed.Present)
                fetch(side, lane, online.identity().immutableId()).get();
        assertThat(read.withheld().containsKey(Field.BODY)).isTrue();
        written(side, update(lane, read, Field.SUBJECT, Value.text("Still online")));

        assertThat(box.item(read.ref().id()).orElseThrow().body()).isEqualTo(online.body());
    }

    @Test
    void whatAttendeesSeeIsNotChangedOnACopy() {
        Lane anna = sandbox.open("1", "anna");
        Lane bert = sandbox.open("2", "bert");
        Value invited = Value.Entries.of(List.of(new Value.Entry("bert@contoso.example", "REQUIRED", "bert")));
        written(side, create(anna, "l1", appointment("Meeting").with(Field.ATTENDEES, invited)));
        Observed copy = full(bert).items().get(0);
        Observed.Present read =
                (Observed.Present) fetch(side, bert, copy.ref().id()).get();

        assertThat(read.role()).isEqualTo(Observed.Role.ATTENDEE);
        assertThat(refused(write(side, update(bert, read, Field.SUBJECT, Value.text("Mine")))))
                .isInstanceOf(PortFailure.Rejected.class);
        assertThat(written(side, update(bert, read, Field.REMINDER, new Value.Whole(7)))
                        .item()
                        .get()
                        .value(Field.REMINDER))
                .isEqualTo(new Value.Whole(7));
    }

    // ── Folders and checks ───────────────────────────────────────────────────────────────────────────────────────

    @Test
    void aLaneMayBeACalendarByName() {
        Lane own = sandbox.open("1", "anna");
        Mailbox box = box(own);
        box.createFolder(FolderKind.CALENDAR, box.folder(FolderKind.CALENDAR).id(), "Visits");
        Lane visits = own.withFolder(Option.some("visits"));
        Observed.Present made = written(side, create(visits, "l1", appointment("Visit")));

        assertThat(full(visits).items().map(Observed::ref)).containsExactly(made.ref());
        assertThat(full(own).items()).isEmpty();
        assertThat(((Observed.Present) fetch(side, visits, made.ref().id()).get()).place())
                .isEqualTo(Observed.Place.IN_LANE);
        assertThat(((Observed.Present) fetch(side, own, made.ref().id()).get()).place())
                .isEqualTo(Observed.Place.ELSEWHERE);
    }

    @Test
    void aCalendarThatIsNotThereIsMissingAndSaysWhatToDo() {
        Lane lane = sandbox.open("1", "anna").withFolder(Option.some("Visits"));
        PortFailure failure = observe(side, lane, YEAR, Option.none()).getLeft();
        assertThat(failure).isInstanceOf(PortFailure.Missing.class);
        assertThat(failure.reason().text()).contains("\"Visits\"");
        assertThat(refused(write(side, create(lane, "l1", appointment("One")))))
                .isInstanceOf(PortFailure.Missing.class);
    }

    @Test
    void aCheckNamesOwnersProblemsAndRemedies() {
        sandbox.open("1", "anna");
        sandbox.open("2", "bert");
        sandbox.boxes.behaviour().denied().add("bert@contoso.example");
        try (GraphCheck check = GraphCheck.open(sandbox.config().build())) {
            Seq<GraphCheck.Finding> findings = check.check(
                    Vector.of("anna@contoso.example", "bert@contoso.example", "nobody@contoso.example"),
                    new Category("D365"));
            assertThat(findings.get(0).name()).isEqualTo("anna");
            assertThat(findings.get(0).problems()).isEmpty();
            assertThat(findings.get(0).hints().get(0).code()).isEqualTo("graph-category-not-listed");
            assertThat(findings.get(1).problems().get(0).code()).isEqualTo("graph-denied");
            assertThat(findings.get(1).problems().get(0).remedy()).isNotEmpty();
            assertThat(findings.get(2).problems().get(0).code()).isEqualTo("graph-no-mailbox");
        }
    }
}
