package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.YEAR;
import static io.axpsync.exchange.ews.Words.appointment;
import static io.axpsync.exchange.ews.Words.create;
import static io.axpsync.exchange.ews.Words.fetch;
import static io.axpsync.exchange.ews.Words.find;
import static io.axpsync.exchange.ews.Words.observe;
import static io.axpsync.exchange.ews.Words.refused;
import static io.axpsync.exchange.ews.Words.update;
import static io.axpsync.exchange.ews.Words.write;
import static io.axpsync.exchange.ews.Words.written;
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
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.ews.EwsBehaviour.Busy;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.OnlineMeeting;
import io.axpsync.sandbox.mailbox.Recurrence;
import io.axpsync.sandbox.mailbox.ZonedTime;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole cycles against the sandbox: how many requests they cost, and what Exchange does now and then. */
class EwsCycleTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String BERLIN = "W. Europe Standard Time";
    private final SandboxEws sandbox = new SandboxEws(WATCH);
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

    private CalendarItem put(Lane lane, CalendarItem draft) {
        Mailbox box = box(lane);
        return box.create(box.folder(FolderKind.CALENDAR).id(), draft, Notify.AS_NEEDED);
    }

    private static io.axpsync.sandbox.mailbox.ImmutableCalendarItem.Builder draft(String subject) {
        return CalendarItem.builder()
                .subject(subject)
                .start(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 9, 0), BERLIN))
                .end(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 10, 0), BERLIN));
    }

    private Snapshot full(Lane lane) {
        return observe(side, lane, YEAR, Option.none()).get();
    }

    private static ItemRef ref(CalendarItem item) {
        return ItemRef.exchange(item.identity().classicId());
    }

    // ── Sizes ────────────────────────────────────────────────────────────────────────────────────────────────────

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void aQuietCycleCostsOneRequestForEachMailbox(int mailboxes) {
        Vector<Lane> lanes = Vector.range(0, mailboxes).map(i -> sandbox.open("p" + i, "user" + i));
        List<LaneAnswer> first = observe(side, lanes.map(lane -> new LaneQuery(lane, YEAR, Option.none())));
        Seq<LaneQuery> again = Vector.ofAll(first)
                .map(a -> new LaneQuery(
                        a.lane(), YEAR, Option.some(a.snapshot().get().next())));

        int requests = requestsOf(() -> assertThat(observe(side, again))
                .hasSize(mailboxes)
                .allMatch(a -> a.snapshot().get().items().isEmpty()));
        assertThat(requests).isEqualTo(mailboxes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 51})
    void updatesCostOneReadOneWriteAndOneReadBackForFifty(int items) {
        Lane lane = sandbox.open("1", "anna");
        Seq<Outcome> made = side.write(Vector.range(0, items).map(i -> create(lane, "l" + i, appointment("No. " + i))));
        Seq<ItemRef> refs =
                made.map(outcome -> ((Outcome.Written) outcome).readBack().ref());
        SyncSide later = sandbox.side();
        later.fetch(Vector.of(new Look(lane, YEAR, refs.get(0), Option.none())));
        int batches = (items + 49) / 50;

        int all = requestsOf(() -> {
            Seq<Observed> read = later.fetch(refs.map(ref -> new Look(lane, YEAR, ref, Option.none())))
                    .map(io.vavr.control.Either::get);
            assertThat(later.write(
                            read.map(r -> update(lane, (Observed.Present) r, Field.LOCATION, Value.text("Lobby")))))
                    .allMatch(o -> o instanceof Outcome.Written);
        });
        assertThat(all).isEqualTo(3 * batches);
    }

    @Test
    void mailAndSilenceAreSeparateRequests() {
        Lane lane = sandbox.open("1", "anna");
        Observed.Present one = written(side, create(lane, "l1", appointment("One")));
        Observed.Present two = written(side, create(lane, "l2", appointment("Two")));
        int requests = requestsOf(() -> side.write(Vector.of(
                update(lane, one, Field.LOCATION, Value.text("Lobby")),
                update(lane, two, Field.LOCATION, Value.text("Lobby"))
                        .withNotice(io.axpsync.core.item.Notify.EVERYBODY))));
        assertThat(requests).as("two writes, one read-back").isEqualTo(3);
    }

    @Test
    void anUpdateThatChangesNothingIsNotSent() {
        Lane lane = sandbox.open("1", "anna");
        Observed.Present made = written(side, create(lane, "l1", appointment("One")));
        Observed.Present same = written(side, update(lane, made, Field.CATEGORIES, Value.NOTHING));
        assertThat(same.version()).isEqualTo(made.version());
    }

    // ── The feed ─────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void whatTheWindowReachesIsToldOnceItHasMovedByMoreThanTheSlack() {
        Lane lane = sandbox.open("1", "anna");
        CalendarItem newYear = put(
                lane,
                draft("New year")
                        .start(ZonedTime.of(LocalDateTime.of(2027, 1, 1, 12, 0), BERLIN))
                        .end(ZonedTime.of(LocalDateTime.of(2027, 1, 1, 13, 0), BERLIN))
                        .build());
        Snapshot first = full(lane);
        assertThat(first.items()).isEmpty();

        Snapshot[] second = new Snapshot[1];
        assertThat(requestsOf(() -> second[0] = moved(lane, 20, first))).isEqualTo(1);
        assertThat(second[0].items()).as("within the slack nobody asks").isEmpty();
        Snapshot third = moved(lane, 40, second[0]);
        assertThat(third.completeness()).isInstanceOf(Completeness.Delta.class);
        assertThat(((Observed.Present) find(third, ref(newYear))).place()).isEqualTo(Observed.Place.IN_LANE);
        assertThat(requestsOf(() -> moved(lane, 50, third))).isEqualTo(1);
    }

    private Snapshot moved(Lane lane, int hours, Snapshot last) {
        Window window =
                new Window(YEAR.from().plus(Duration.ofHours(hours)), YEAR.to().plus(Duration.ofHours(hours)));
        return observe(side, lane, window, Option.some(last.next())).get();
    }

    @Test
    void aCheckpointOfAnotherMailboxIsNotUsed() {
        Lane anna = sandbox.open("1", "anna");
        Lane bert = sandbox.open("2", "bert");
        assertThat(observe(side, bert, YEAR, Option.some(full(anna).next())).getLeft())
                .isInstanceOf(PortFailure.Expired.class);
    }

    @Test
    void aStateThatExchangeForgotIsExpired() {
        Lane lane = sandbox.open("1", "anna");
        Snapshot first = full(lane);
        sandbox.boxes.behaviour().expireTokens();
        assertThat(observe(side, lane, YEAR, Option.some(first.next())).getLeft())
                .isInstanceOf(PortFailure.Expired.class);
    }

    @Test
    void aSeriesIsOneItemWhereverItBegan() {
        Lane lane = sandbox.open("1", "anna");
        CalendarItem master = put(
                lane,
                draft("Weekly")
                        .start(ZonedTime.of(LocalDateTime.of(2020, 6, 1, 9, 0), BERLIN))
                        .end(ZonedTime.of(LocalDateTime.of(2020, 6, 1, 10, 0), BERLIN))
                        .addCategories("D365")
                        .recurrence(weekly())
                        .build());
        Observed seen = find(full(lane), ref(master));
        assertThat(seen).isInstanceOfSatisfying(Observed.Present.class, p -> {
            assertThat(p.period()).isInstanceOf(Value.Recurring.class);
            assertThat(p.marked()).isTrue();
            assertThat(p.title()).isEqualTo("Weekly");
        });
        assertThat(fetch(side, lane, ref(master).id()).get()).isInstanceOf(Observed.Present.class);
        Value period = appointment("x").value(Field.PERIOD);
        assertThat(side.find(Vector.of(new Search(lane, YEAR, Option.none(), Option.none(), period)))
                        .get(0)
                        .get())
                .isEmpty();
    }

    private static Recurrence weekly() {
        Recurrence.Pattern pattern = new Recurrence.Pattern(
                Recurrence.PatternType.WEEKLY,
                1,
                0,
                0,
                List.of(java.time.DayOfWeek.MONDAY),
                java.time.DayOfWeek.MONDAY,
                Recurrence.WeekIndex.FIRST);
        return new Recurrence(
                pattern,
                new Recurrence.Range(Recurrence.RangeType.NO_END, java.time.LocalDate.of(2020, 6, 1), null, 0, null));
    }

    @Test
    void aMailboxThatWeMayNotOpenIsDeniedAndDisturbsNoOther() {
        Lane anna = sandbox.open("1", "anna");
        Lane bert = sandbox.open("2", "bert");
        sandbox.behaviour.denied().add("anna@contoso.example");
        List<LaneAnswer> answers =
                observe(side, Vector.of(anna, bert).map(lane -> new LaneQuery(lane, YEAR, Option.none())));
        PortFailure failure = answers.get(0).snapshot().getLeft();
        assertThat(failure).isInstanceOf(PortFailure.Denied.class);
        assertThat(failure.reason().remedy()).contains("ApplicationImpersonation");
        assertThat(answers.get(1).snapshot().isRight()).isTrue();
    }

    @Test
    void illegalCharactersLoseNoItem() {
        Lane lane = sandbox.open("1", "anna");
        put(lane, draft("One").build());
        sandbox.behaviour.illegalCharacters().set(true);
        assertThat(full(lane).items().map(o -> ((Observed.Present) o).title())).containsExactly("One");
    }

    // ── Writes ───────────────────────────────────────────────────────────────────────────────────────────────────

    @ParameterizedTest
    @EnumSource(Busy.class)
    void aBusyServerIsWaitedForAndNothingIsDoubled(Busy shape) {
        Lane lane = sandbox.open("1", "anna");
        for (int at = 0; at < 3; at++) {
            sandbox.pauses.clear();
            sandbox.busyAt(at, shape, 5000);
            written(side, create(lane, shape + "-" + at, appointment("No. " + at)));
            assertThat(sandbox.pauses).containsExactly(Duration.ofSeconds(shape == Busy.INNER ? 2 : 5));
        }
        assertThat(full(lane).items()).hasSize(3);
    }

    @Test
    void aLostAnswerIsLostAndFoundByItsStamp() {
        Lane lane = sandbox.open("1", "anna");
        sandbox.loseAnswerOf("CreateItem");
        assertThat(write(side, create(lane, "l1", appointment("One")))).isInstanceOf(Outcome.Lost.class);

        Stamp bare = Stamp.of("test", new LinkId("l1"));
        assertThat(side.find(Vector.of(new Search(lane, YEAR, Option.some(bare), Option.none(), Value.NOTHING)))
                        .get(0)
                        .get())
                .hasSize(1);
        written(side, create(lane, "l1", appointment("One")));
        assertThat(full(lane).items()).hasSize(1);
    }

    @Test
    void aReadBackThatFailsIsLostAndNotRefused() {
        Lane lane = sandbox.open("1", "anna");
        Observed.Present made = written(side, create(lane, "l1", appointment("One")));
        sandbox.loseAnswersOf("GetItem");
        assertThat(write(side, update(lane, made, Field.LOCATION, Value.text("Lobby"))))
                .isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void aMovedItemIsFoundUnderItsNewId() {
        Lane lane = sandbox.open("1", "anna");
        Observed.Present made = written(side, create(lane, "l1", appointment("One")));
        Mailbox box = box(lane);
        String elsewhere = box.createFolder(
                        FolderKind.CALENDAR, box.folder(FolderKind.CALENDAR).id(), "Private")
                .id();
        box.move(made.ref().id(), elsewhere);
        Look look = new Look(lane, YEAR, made.ref(), made.stamp());
        Observed.Present there =
                (Observed.Present) side.fetch(Vector.of(look)).get(0).get();
        assertThat(there.place()).isEqualTo(Observed.Place.ELSEWHERE);
        assertThat(there.ref()).isNotEqualTo(made.ref());

        box.move(there.ref().id(), box.folder(FolderKind.CALENDAR).id());
        Observed.Present back =
                (Observed.Present) side.fetch(Vector.of(look)).get(0).get();
        assertThat(back.place()).isEqualTo(Observed.Place.IN_LANE);
    }

    @Test
    void categoriesThatWeDoNotKnowStayInTheirOrder() {
        Lane lane =
                sandbox.open("1", "anna").withStatusCategories(io.vavr.collection.HashSet.of(new Category("Waiting")));
        CalendarItem item = put(
                lane,
                draft("One").addCategories("Zebra", "D365", "Waiting", "apple").build());
        Observed.Present read =
                (Observed.Present) fetch(side, lane, ref(item).id()).get();
        Value wanted = Value.Entries.of(List.of(
                new Value.Entry("zebra", "", "Zebra"),
                new Value.Entry("apple", "", "apple"),
                new Value.Entry("new", "", "New")));
        written(side, update(lane, read, Field.CATEGORIES, wanted));
        assertThat(box(lane).item(ref(item).id()).orElseThrow().categories())
                .containsExactly("Zebra", "D365", "Waiting", "apple", "New");
    }

    @Test
    void anUpdateKeepsTheZoneOfTheItem() {
        Lane lane = sandbox.open("1", "anna");
        CalendarItem item = put(
                lane,
                draft("Away")
                        .start(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 9, 0), "Tokyo Standard Time"))
                        .end(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 10, 0), "Tokyo Standard Time"))
                        .build());
        Observed.Present read =
                (Observed.Present) fetch(side, lane, ref(item).id()).get();
        assertThat(read.item().get().value(Field.TIME_ZONE)).isEqualTo(Value.text("Asia/Tokyo"));
        written(side, update(lane, read, Field.PERIOD, appointment("x").value(Field.PERIOD)));
        assertThat(box(lane).item(ref(item).id()).orElseThrow().start().zone()).isEqualTo("Tokyo Standard Time");
    }

    @Test
    void anAllDayItemOfAnotherZoneKeepsItsDates() {
        Lane lane = sandbox.open("1", "anna");
        CalendarItem item = put(
                lane,
                draft("Fair")
                        .allDay(true)
                        .start(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 0, 0), "New Zealand Standard Time"))
                        .end(ZonedTime.of(LocalDateTime.of(2026, 6, 2, 0, 0), "New Zealand Standard Time"))
                        .build());
        Value day = new Value.Days(java.time.LocalDate.of(2026, 6, 1), java.time.LocalDate.of(2026, 6, 2));
        assertThat(((Observed.Present) find(full(lane), ref(item))).period()).isEqualTo(day);
        assertThat(((Observed.Present) fetch(side, lane, ref(item).id()).get()).period())
                .isEqualTo(day);
        assertThat(side.find(Vector.of(new Search(lane, YEAR, Option.none(), Option.none(), day)))
                        .get(0)
                        .get())
                .hasSize(1);
    }

    @Test
    void theJoinBlockOfAnOnlineMeetingSurvivesAnUpdate() {
        Lane lane = sandbox.open("1", "anna");
        CalendarItem online = put(
                lane,
                draft("Online")
                        .body(new Body(BodyType.TEXT, "Agenda"))
                        .onlineMeeting(new OnlineMeeting("teamsForBusiness", "", ""))
                        .build());
        Observed.Present read =
                (Observed.Present) fetch(side, lane, ref(online).id()).get();
        assertThat(read.withheld().containsKey(Field.BODY)).isTrue();
        written(side, update(lane, read, Field.SUBJECT, Value.text("Still online")));
        assertThat(box(lane).item(read.ref().id()).orElseThrow().body()).isEqualTo(online.body());
    }

    @Test
    void whatAttendeesSeeIsNotChangedOnACopy() {
        Lane anna = sandbox.open("1", "anna");
        Lane bert = sandbox.open("2", "bert");
        Value invited = Value.Entries.of(List.of(new Value.Entry("bert@contoso.example", "REQUIRED", "bert")));
        written(
                side,
                create(anna, "l1", appointment("Meeting").with(Field.ATTENDEES, invited))
                        .withNotice(io.axpsync.core.item.Notify.EVERYBODY));
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

    // ── Folders ──────────────────────────────────────────────────────────────────────────────────────────────────

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
        assertThat(failure.reason().text()).contains("Visits");
        assertThat(failure.reason().remedy()).contains("name");
    }
}
