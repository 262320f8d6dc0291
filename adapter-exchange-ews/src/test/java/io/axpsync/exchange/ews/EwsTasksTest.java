package io.axpsync.exchange.ews;

import static io.axpsync.core.item.Field.COMPLETED_DATE;
import static io.axpsync.core.item.Field.DUE_DATE;
import static io.axpsync.core.item.Field.PERCENT_COMPLETE;
import static io.axpsync.core.item.Field.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.RecurringTasks;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.NoPeople;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.ImmutableTaskItem;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.Recurrence;
import io.axpsync.sandbox.mailbox.TaskItem;
import io.axpsync.sandbox.mailbox.TaskStatus;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks between a D365 in memory and a task folder over EWS: after each run a second one does nothing. */
class EwsTasksTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();
    private final SandboxEws sandbox = new SandboxEws(WATCH);
    private final SyncSide side = sandbox.side();
    private final Lane calendar = sandbox.open("000101", "anna");
    private Lane lane = calendar.withKind(Kind.TASK).withId(LaneId.of("000101", Kind.TASK));
    private final Mailbox anna = sandbox.boxes.find("anna@contoso.example").orElseThrow();
    private final MemorySide d365 = MemorySide.of(MemoryHabits.D365, Clock.systemUTC(), lane);
    private final MemoryStore store = new MemoryStore("inst");
    private final CountingIds ids = new CountingIds("id");

    @AfterEach
    void close() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
        sandbox.close();
    }

    private String folder() {
        return anna.folder(FolderKind.TASKS).id();
    }

    private List<OtherItem> raw() {
        return anna.others().in(folder());
    }

    private Vector<TaskItem> inOutlook() {
        return Vector.ofAll(raw()).map(item -> (TaskItem) item.content());
    }

    private TaskItem outlook(String subject) {
        return inOutlook().filter(t -> t.subject().equals(subject)).single();
    }

    private OtherItem made(Consumer<ImmutableTaskItem.Builder> task) {
        ImmutableTaskItem.Builder draft = TaskItem.builder().addCategories("D365");
        task.accept(draft);
        return anna.others().create(folder(), "Task", draft.build());
    }

    private void edit(String subject, Consumer<ImmutableTaskItem.Builder> edit) {
        OtherItem found = Vector.ofAll(raw())
                .find(i -> ((TaskItem) i.content()).subject().equals(subject))
                .get();
        anna.others().update(found.identity().immutableId(), null, kept -> ((TaskItem) kept).with(edit));
    }

    private RunReport run() {
        return new SyncRun(store, new NoPeople(), Clock.systemUTC(), ids, RunListener.SILENT)
                .sync(Vector.of(LaneSetup.builder()
                        .lane(lane)
                        .rules(SyncRules.builder().limits(GuardLimits.TASKS).build())
                        .d365(d365)
                        .exchange(side)
                        .build()));
    }

    private void settle() {
        RunReport report = run();
        assertThat(report.failedLanes()).as("%s", report.lanes()).isZero();
        assertThat(report.total(RunReport.Counts::refused))
                .as("%s", report.lanes())
                .isZero();
        RunReport again = run();
        assertThat(again.operations()).as("%s", again.lanes()).isZero();
    }

    private static Value day(int day) {
        return new Value.Date(LocalDate.of(2026, 3, day));
    }

    private static Item task(String subject) {
        return Item.of(
                Kind.TASK,
                LinkedHashMap.<Field, Value>empty()
                        .put(Field.SUBJECT, Value.text(subject))
                        .put(Field.START_DATE, day(8))
                        .put(DUE_DATE, day(10))
                        .put(STATUS, Value.choice("IN_PROGRESS"))
                        .put(PERCENT_COMPLETE, new Value.Whole(30))
                        .put(Field.BODY, Value.text("About the offer"))
                        .put(Field.IMPORTANCE, Value.choice("HIGH"))
                        .put(Field.SENSITIVITY, Value.choice("PERSONAL"))
                        .put(Field.TOTAL_WORK, new Value.Whole(90))
                        .put(Field.ACTUAL_WORK, new Value.Whole(30))
                        .put(Field.BILLING, Value.text("Project 7"))
                        .put(Field.MILEAGE, Value.text("12 km"))
                        .put(Field.REMINDER_AT, new Value.Moment(Instant.parse("2026-03-09T07:30:00Z"))));
    }

    private Item inD365() {
        return d365.user().seeAll(lane).single();
    }

    @Test
    void aTaskOfD365ComesToTheTaskFolderWithAllThatEwsHolds() {
        d365.user().put(lane, task("Call back"), true);
        settle();
        TaskItem there = outlook("Call back");
        assertThat(there.percent()).isEqualTo(30);
        assertThat(there.status()).isEqualTo(TaskStatus.IN_PROGRESS);
        assertThat(there.due()).contains(Instant.parse("2026-03-09T23:00:00Z"));
        assertThat(there.start()).contains(Instant.parse("2026-03-07T23:00:00Z"));
        assertThat(there.reminder()).contains(Instant.parse("2026-03-09T07:30:00Z"));
        assertThat(there.categories()).containsExactly("D365");
        assertThat(there.elements().toString()).contains(">Personal<", ">90<", ">30<", ">Project 7<", ">12 km<");
        assertThat(property(there, "String {6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51} Name AxpStamp"))
                .startsWith("axp1;inst;");
        assertThat(property(there, "SystemTime {00062003-0000-0000-c000-000000000046} Id 0x8105"))
                .isEqualTo("2026-03-10T00:00:00Z");
        assertThat(property(there, "SystemTime {00062008-0000-0000-c000-000000000046} Id 0x8517"))
                .isEqualTo("2026-03-09T23:00:00Z");
    }

    private static String property(TaskItem task, String id) {
        return Vector.ofAll(task.properties().entrySet())
                .find(e -> e.getKey().graphId().equals(id))
                .map(Map.Entry::getValue)
                .get()
                .values()
                .get(0);
    }

    @Test
    void completingInOutlookCompletesInD365AndOpeningItAgainOpensIt() {
        d365.user().put(lane, task("Call back"), true);
        settle();
        edit("Call back", t -> t.status(TaskStatus.COMPLETED));
        settle();
        assertThat(inD365().value(STATUS)).isEqualTo(Value.choice("COMPLETED"));
        assertThat(inD365().value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(100));
        assertThat(inD365().value(COMPLETED_DATE)).isEqualTo(day(2));

        edit("Call back", t -> t.percent(60));
        settle();
        assertThat(inD365().value(STATUS)).isEqualTo(Value.choice("IN_PROGRESS"));
        assertThat(inD365().value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(60));
    }

    @Test
    void completingInD365CompletesInOutlookAndBothSayOneThing() {
        d365.user().put(lane, task("Call back"), true);
        settle();
        d365.user().edit(lane, d365.user().list(lane).single(), STATUS, Value.choice("COMPLETED"));
        settle();
        assertThat(outlook("Call back").status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(outlook("Call back").percent()).isEqualTo(100);
    }

    @Test
    void aTaskMadeInOutlookComesToD365GetsItsStampAndIsReplannedThere() {
        made(t -> t.subject("Visit").addCategories("Red").due(Instant.parse("2026-03-11T00:00:00Z")));
        anna.others()
                .create(folder(), "Task", TaskItem.builder().subject("Dentist").build());
        settle();
        assertThat(inD365().title()).isEqualTo("Visit");
        assertThat(inD365().value(DUE_DATE)).isEqualTo(day(11));
        assertThat(inD365().value(Field.START_DATE)).isEqualTo(Value.NOTHING);
        assertThat(property(outlook("Visit"), "String {6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51} Name AxpStamp"))
                .startsWith("axp1;inst;");

        d365.user().edit(lane, d365.user().list(lane).single(), DUE_DATE, day(20));
        settle();
        assertThat(outlook("Visit").due()).contains(Instant.parse("2026-03-19T23:00:00Z"));
        d365.user().edit(lane, d365.user().list(lane).single(), DUE_DATE, Value.NOTHING);
        settle();
        assertThat(outlook("Visit").due()).isEmpty();
    }

    /** The day stands in the MAPI property; the instant is whatever the client made of it. */
    @Test
    void noZoneShiftsADay() {
        made(t -> t.subject("Visit").due(Instant.parse("2026-03-11T00:00:00Z")));
        anna.setZone("Tokyo Standard Time");
        settle();
        assertThat(inD365().value(DUE_DATE)).isEqualTo(day(11));
        edit("Visit", t -> t.due(Instant.parse("2026-03-12T15:00:00Z")));
        settle();
        assertThat(inD365().value(DUE_DATE)).isEqualTo(day(13));
    }

    @ParameterizedTest
    @CsvSource({
        "ar-SA, Asia/Riyadh",
        "th-TH-u-ca-buddhist-nu-thai, Asia/Bangkok",
        "ja-JP-u-ca-japanese, Pacific/Auckland",
        "en-US, America/Los_Angeles"
    })
    void theMachinesLanguageAndZoneAreNobodysBusiness(String language, String machine) {
        Locale.setDefault(Locale.forLanguageTag(language));
        TimeZone.setDefault(TimeZone.getTimeZone(machine));
        d365.user().put(lane, task("Call back"), true);
        settle();
        assertThat(outlook("Call back").due()).contains(Instant.parse("2026-03-09T23:00:00Z"));
        assertThat(outlook("Call back").reminder()).contains(Instant.parse("2026-03-09T07:30:00Z"));
        edit("Call back", t -> t.start(Instant.parse("2026-03-09T00:00:00Z")));
        settle();
        assertThat(inD365().value(Field.START_DATE)).isEqualTo(day(9));
        assertThat(inD365().value(DUE_DATE)).isEqualTo(day(10));
    }

    @Test
    void deletionsFlowBothWaysAndCanBeTakenBackFromDeletedItems() {
        for (int i = 0; i < 4; i++) {
            d365.user().put(lane, task("Task " + i), true);
        }
        settle();
        OtherItem gone = Vector.ofAll(raw())
                .find(i -> ((TaskItem) i.content()).subject().equals("Task 1"))
                .get();
        anna.others().delete(gone.identity().immutableId(), null, Deletion.HARD);
        d365.user().delete(d365.user().called(lane, "Task 2").single());
        settle();
        assertThat(d365.user().seeAll(lane).map(Item::title)).containsExactlyInAnyOrder("Task 0", "Task 3");
        assertThat(inOutlook().map(TaskItem::subject)).containsExactlyInAnyOrder("Task 0", "Task 3");
        assertThat(anna.others().in(anna.folder(FolderKind.DELETED_ITEMS).id())).hasSize(1);
    }

    @Test
    void whatIsThereAlreadyIsMatchedBySubjectAndDueDate() {
        d365.user().put(lane, task("Visit"), true);
        made(t -> t.subject("Visit").due(Instant.parse("2026-03-09T23:00:00Z")));
        settle();
        assertThat(raw()).hasSize(1);
        assertThat(d365.user().list(lane)).hasSize(1);
    }

    @Test
    void aTaskWhoseAnswerWasLostIsNotMadeTwice() {
        d365.user().put(lane, task("Call back"), true);
        sandbox.loseAnswerOf("CreateItem");
        run();
        settle();
        assertThat(raw()).hasSize(1);
        assertThat(d365.user().list(lane)).hasSize(1);
    }

    @Test
    void tasksAreFoundByStampByDueDateAndWithoutOne() {
        d365.user().put(lane, task("Call back"), true);
        d365.user().put(lane, task("Some day").with(DUE_DATE, Value.NOTHING), true);
        settle();
        Stamp stamp = store.links()
                .ofLane(lane.id())
                .map(link -> Stamp.of("inst", link.id()))
                .get(0);
        assertThat(found(Option.some(stamp), Value.NOTHING)).hasSize(1);
        assertThat(found(Option.none(), day(10))).containsExactly("Call back");
        assertThat(found(Option.none(), day(9))).isEmpty();
        assertThat(found(Option.none(), Observed.Present.UNDATED)).containsExactly("Some day");
    }

    private Seq<String> found(Option<Stamp> stamp, Value due) {
        return side.find(Vector.of(new Search(lane, Words.YEAR, stamp, Option.none(), due)))
                .single()
                .get()
                .map(Observed.Present::title);
    }

    @Test
    void aRecurringTaskAndAnAssignedOneStayWhereTheyAreWithAReason() {
        made(t -> t.subject("Weekly report")
                .due(Instant.parse("2026-03-06T00:00:00Z"))
                .recurrence(new Recurrence(
                        new Recurrence.Pattern(
                                Recurrence.PatternType.DAILY,
                                1,
                                0,
                                0,
                                List.of(),
                                DayOfWeek.MONDAY,
                                Recurrence.WeekIndex.FIRST),
                        new Recurrence.Range(Recurrence.RangeType.NO_END, LocalDate.of(2026, 3, 6), null, 0, null))));
        made(t -> t.subject("Somebody else's")
                .putElements(
                        "DelegationState",
                        "<t:DelegationState xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">"
                                + "Accepted</t:DelegationState>"));
        run();
        assertThat(d365.user().list(lane)).isEmpty();
        assertThat(store.cases().ofLane(lane.id()).map(c -> c.reason().code()))
                .containsExactlyInAnyOrder("recurring-task", "assigned-task");
        assertThat(raw()).hasSize(2);
    }

    /** A task of each day from 6 March on. */
    private OtherItem daily() {
        return made(t -> t.subject("Daily report")
                .due(Instant.parse("2026-03-06T00:00:00Z"))
                .recurrence(new Recurrence(
                        new Recurrence.Pattern(
                                Recurrence.PatternType.DAILY,
                                1,
                                0,
                                0,
                                List.of(),
                                DayOfWeek.MONDAY,
                                Recurrence.WeekIndex.FIRST),
                        new Recurrence.Range(Recurrence.RangeType.NO_END, LocalDate.of(2026, 3, 6), null, 0, null))));
    }

    /** What D365 shows: the day on which each is due, and whether it is completed. */
    private Seq<String> daysInD365() {
        return d365.user()
                .seeAll(lane)
                .map(item -> ((Value.Date) item.value(DUE_DATE)).date() + " " + item.value(STATUS))
                .sorted();
    }

    @Test
    void anOccurrenceCompletedInOutlookAndTheNextOneAreBothLinked() {
        lane = lane.withRecurring(RecurringTasks.SINGLE);
        OtherItem series = daily();
        settle();
        anna.others()
                .update(
                        series.identity().immutableId(),
                        null,
                        kept -> ((TaskItem) kept).with(t -> t.status(TaskStatus.COMPLETED)));
        settle();
        assertThat(daysInD365())
                .containsExactly(
                        "2026-03-06 " + Value.choice("COMPLETED"), "2026-03-07 " + Value.choice("NOT_STARTED"));
        assertThat(store.links().ofLane(lane.id())).hasSize(2);
        assertThat(raw()).hasSize(2);
    }

    @Test
    void anOccurrenceCompletedInD365IsCompletedInOutlookAndTheNextOneComes() {
        lane = lane.withRecurring(RecurringTasks.SINGLE);
        daily();
        settle();
        d365.user().edit(lane, d365.user().list(lane).single(), STATUS, Value.choice("COMPLETED"));
        run();
        settle();
        assertThat(daysInD365())
                .containsExactly(
                        "2026-03-06 " + Value.choice("COMPLETED"), "2026-03-07 " + Value.choice("NOT_STARTED"));
        assertThat(inOutlook().map(t -> t.status() + " " + t.recurrence().isPresent()))
                .containsExactlyInAnyOrder("COMPLETED false", "NOT_STARTED true");
        assertThat(store.links().ofLane(lane.id())).hasSize(2);
    }

    @Test
    void deletingTheActivityOfAnOccurrenceLeavesTheSeries() {
        lane = lane.withRecurring(RecurringTasks.SINGLE);
        daily();
        for (int i = 0; i < 4; i++) {
            made(t -> t.subject("Other").due(Instant.EPOCH));
        }
        settle();
        d365.user().delete(d365.user().called(lane, "Daily report").single());
        run();
        settle();
        assertThat(outlook("Daily report").recurrence()).isPresent();
        assertThat(outlook("Daily report").due()).contains(Instant.parse("2026-03-06T23:00:00Z"));
    }

    @Test
    void fiftyTasksAreOneRequestAndItsReadBack() {
        for (int i = 0; i < 50; i++) {
            d365.user().put(lane, task("Task " + i), true);
        }
        int before = sandbox.requests.get();
        run();
        assertThat(raw()).hasSize(50);
        // feed, folder, three searches by due date, by stamp, create, read-back, and the fence
        assertThat(sandbox.requests.get() - before).isLessThanOrEqualTo(12);
        settle();
        int quiet = sandbox.requests.get();
        run();
        assertThat(sandbox.requests.get() - quiet).isEqualTo(1);
    }

    @Test
    void aFurtherTaskFolderIsNamed() {
        String projects = anna.createFolder(
                        FolderKind.TASKS, anna.folder(FolderKind.ROOT).id(), "Projects")
                .id();
        anna.others()
                .create(
                        projects,
                        "Task",
                        TaskItem.builder()
                                .subject("There")
                                .addCategories("D365")
                                .build());
        Lane named = lane.withFolder(Option.some("projects"));
        MemorySide other = MemorySide.of(MemoryHabits.D365, Clock.systemUTC(), named);
        new SyncRun(store, new NoPeople(), Clock.systemUTC(), ids, RunListener.SILENT)
                .sync(Vector.of(LaneSetup.builder()
                        .lane(named)
                        .rules(SyncRules.builder().build())
                        .d365(other)
                        .exchange(side)
                        .build()));
        assertThat(other.user().seeAll(named).map(Item::title)).containsExactly("There");
    }
}
