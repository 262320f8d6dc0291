package io.axpsync.d365.odata;

import static io.axpsync.core.item.Field.DUE_DATE;
import static io.axpsync.core.item.Field.PERCENT_COMPLETE;
import static io.axpsync.core.item.Field.START_DATE;
import static io.axpsync.core.item.Field.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks between D365 over HTTP and an Exchange in memory: after each run a second one does nothing. */
class TasksTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final Scenery scenery = new Scenery(D365Options.STOCK, WATCH);
    private final MemoryStore store = new MemoryStore("inst");
    private final CountingIds ids = new CountingIds("id");
    private Lane lane = inZone("Europe/Vienna");
    private D365Side d365 = scenery.open();
    private MemorySide exchange = MemorySide.of(MemoryHabits.EWS_TASKS, Clock.systemUTC(), lane);

    static Stream<D365Options> models() {
        return Stream.of(
                D365Options.STOCK,
                D365Options.companion(),
                D365Options.companion().withRestlessEtags(true).withIfMatchHonoured(false));
    }

    private void start(D365Options options) {
        scenery.sandbox.d365().use(options);
        d365.close();
        d365 = scenery.open();
        move("Europe/Vienna");
    }

    private void move(String zone) {
        lane = inZone(zone);
        exchange = MemorySide.of(MemoryHabits.EWS_TASKS, Clock.systemUTC(), lane);
    }

    private Lane inZone(String zone) {
        Lane appointments = scenery.newLane();
        return appointments
                .withKind(Kind.TASK)
                .withId(LaneId.of(appointments.mailbox().personnelNumber(), Kind.TASK))
                .withMailbox(appointments.mailbox().withZone(ZoneId.of(zone)));
    }

    @AfterEach
    void close() {
        d365.close();
        scenery.close();
    }

    private void settle() {
        RunReport report = run();
        assertThat(report.failedLanes()).as("%s", report.lanes()).isZero();
        assertThat(report.total(RunReport.Counts::refused)).isZero();
        RunReport again = run();
        assertThat(again.operations()).as("%s", again.lanes()).isZero();
    }

    private RunReport run() {
        return new SyncRun(store, d365.directory(), Clock.systemUTC(), ids, RunListener.SILENT)
                .sync(Vector.of(LaneSetup.builder()
                        .lane(lane)
                        .rules(SyncRules.builder().limits(GuardLimits.TASKS).build())
                        .d365(d365)
                        .exchange(exchange)
                        .build()));
    }

    private ItemRef put(String subject, String... more) {
        return scenery.put(
                lane,
                subject,
                Vector.of(
                                "Category",
                                "Task",
                                "OutlookCategories",
                                "D365",
                                "StartDateTime",
                                "1900-01-01T00:00:00Z",
                                "EndDateTime",
                                "1900-01-01T00:00:00Z")
                        .appendAll(Vector.of(more))
                        .toJavaArray(String[]::new));
    }

    private JsonNode row(String subject) {
        return Vector.ofAll(scenery.sandbox.snapshot().path("d365").path("Activities"))
                .filter(n -> n.path("Purpose").asText().equals(subject)
                        && n.path("ResponsibleWorkerPersonnelNumber")
                                .asText()
                                .equals(lane.mailbox().personnelNumber()))
                .single();
    }

    private static Item task(String subject) {
        return Item.of(
                Kind.TASK, LinkedHashMap.of(Field.SUBJECT, Value.text(subject), STATUS, Value.choice("NOT_STARTED")));
    }

    private static Value day(int day) {
        return new Value.Date(LocalDate.of(2026, 3, day));
    }

    /** What the adapter reads of it. */
    private Item inD365(String subject) {
        ItemRef ref = ItemRef.d365("nord/" + row(subject).path("ActivityNumber").asText());
        Window window = new Window(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
        return ((Observed.Present) d365.fetch(Vector.of(new Look(lane, window, ref, Option.none())))
                        .single()
                        .get())
                .item()
                .get();
    }

    private Item inExchange() {
        return exchange.user().seeAll(lane).single();
    }

    @ParameterizedTest
    @MethodSource("models")
    void aTaskOfD365ComesToExchangeWithAllItsFields(D365Options model) {
        start(model);
        put(
                "Call back",
                "StartDateTime",
                "2026-03-02T12:00:00Z",
                "EndDateTime",
                "2026-03-09T23:00:00Z",
                "Reminder",
                "Yes",
                "ReminderDate",
                "2026-03-09T07:30:00Z",
                "ActivityStatus",
                "InProgress",
                "Priority",
                "High",
                "Sensitivity",
                "Personal",
                "BillingInformation",
                "Project 4711",
                "Mileage",
                "35 km",
                "OutlookText",
                "About the offer");
        settle();
        Item there = inExchange();
        assertThat(there.value(START_DATE)).isEqualTo(day(2));
        assertThat(there.value(DUE_DATE)).as("midnight in Vienna").isEqualTo(day(10));
        assertThat(there.value(Field.REMINDER_AT)).isEqualTo(new Value.Moment(Instant.parse("2026-03-09T07:30:00Z")));
        assertThat(there.value(STATUS)).isEqualTo(Value.choice("IN_PROGRESS"));
        assertThat(there.value(Field.IMPORTANCE)).isEqualTo(Value.choice("HIGH"));
        assertThat(there.value(Field.SENSITIVITY)).isEqualTo(Value.choice("PERSONAL"));
        assertThat(there.value(Field.BILLING)).isEqualTo(Value.text("Project 4711"));
        assertThat(there.value(Field.MILEAGE)).isEqualTo(Value.text("35 km"));
        assertThat(there.value(Field.BODY)).isEqualTo(Value.text("About the offer"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void aTaskOfExchangeBecomesAnActivityOfCategoryTask(D365Options model) {
        start(model);
        exchange.user()
                .put(
                        lane,
                        task("Visit")
                                .with(DUE_DATE, day(10))
                                .with(PERCENT_COMPLETE, new Value.Whole(30))
                                .with(Field.TOTAL_WORK, new Value.Whole(50)),
                        true);
        settle();
        JsonNode row = row("Visit");
        assertThat(row.path("Category").asText()).isEqualTo("Task");
        assertThat(row.path("StartDateTime").asText()).startsWith("1900-01-01");
        assertThat(row.path("EndDateTime").asText()).isEqualTo("2026-03-10T12:00:00Z");
        assertThat(row.path("CompletedPercentage").decimalValue()).isEqualByComparingTo("30");
        assertThat(row.path("TotalWork").decimalValue()).isEqualByComparingTo("0.8333");
        assertThat(row.path("Closed").asText()).isEqualTo("No");
    }

    @ParameterizedTest
    @MethodSource("models")
    void completingInExchangeClosesTheActivityAndOpeningItAgainOpensIt(D365Options model) {
        start(model);
        put("Call back", "CompletedPercentage", "30");
        settle();
        ItemRef there = exchange.user().list(lane).single();
        exchange.user().edit(lane, there, STATUS, Value.choice("COMPLETED"));
        settle();
        assertThat(row("Call back").path("ActivityStatus").asText()).isEqualTo("Completed");
        assertThat(row("Call back").path("Closed").asText()).isEqualTo("Yes");
        assertThat(row("Call back").path("CompletedPercentage").decimalValue()).isEqualByComparingTo("100");

        exchange.user().edit(lane, there, STATUS, Value.choice("IN_PROGRESS"));
        settle();
        assertThat(row("Call back").path("Closed").asText()).isEqualTo("No");
        assertThat(row("Call back").path("DateAndTimeClosed").asText()).startsWith("1900-01-01");
        assertThat(row("Call back").path("CompletedPercentage").decimalValue()).isEqualByComparingTo("0");
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatIsCompletedInD365IsCompletedInExchange(D365Options model) {
        start(model);
        ItemRef ref = put("Call back");
        settle();
        scenery.patch(ref, "ActivityStatus", "Completed");
        scenery.patch(ref, "Closed", "Yes");
        scenery.patch(ref, "DateAndTimeClosed", "2026-03-05T12:00:00Z");
        settle();
        assertThat(inExchange().value(STATUS)).isEqualTo(Value.choice("COMPLETED"));
        assertThat(inExchange().value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(100));
        assertThat(row("Call back").path("CompletedPercentage").decimalValue()).isEqualByComparingTo("100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Pacific/Auckland", "Etc/GMT+12", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata"})
    void datesAreTheSameDayInEveryZone(String zone) {
        start(D365Options.companion());
        move(zone);
        exchange.user().put(lane, task("Visit").with(START_DATE, day(9)).with(DUE_DATE, day(10)), true);
        settle();
        ItemRef there = exchange.user().list(lane).single();
        exchange.user().edit(lane, there, Field.SUBJECT, Value.text("Visit Nord"));
        settle();
        assertThat(exchange.user().see(lane, there).value(DUE_DATE)).isEqualTo(day(10));
        assertThat(exchange.user().see(lane, there).value(START_DATE)).isEqualTo(day(9));
        assertThat(inD365("Visit Nord").value(DUE_DATE)).isEqualTo(day(10));
        assertThat(inD365("Visit Nord").value(START_DATE)).isEqualTo(day(9));
    }

    @ParameterizedTest
    @MethodSource("models")
    void aTaskOfAnotherWorkerOrOfAnotherCategoryIsNotTouched(D365Options model) {
        start(model);
        scenery.put(
                lane,
                "Meeting",
                "OutlookCategories",
                "D365",
                "StartDateTime",
                "2026-03-02T12:00:00Z",
                "EndDateTime",
                "2026-03-02T13:00:00Z");
        put("Mine");
        settle();
        assertThat(exchange.user().seeAll(lane).map(Item::title)).containsExactly("Mine");
    }

    @ParameterizedTest
    @MethodSource("models")
    void deletedTasksAreDeletedOnTheOtherSide(D365Options model) {
        start(model);
        for (int i = 0; i < 3; i++) {
            exchange.user().put(lane, task("Visit " + i), true);
        }
        settle();
        exchange.user().delete(exchange.user().called(lane, "Visit 1").single());
        settle();
        assertThat(Vector.ofAll(scenery.sandbox.snapshot().path("d365").path("Activities"))
                        .filter(n -> n.path("ResponsibleWorkerPersonnelNumber")
                                .asText()
                                .equals(lane.mailbox().personnelNumber()))
                        .map(n -> n.path("Purpose").asText()))
                .containsExactlyInAnyOrder("Visit 0", "Visit 2");
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatStandsOnBothSidesIsMatchedBySubjectAndDueDate(D365Options model) {
        start(model);
        put("Visit", "EndDateTime", "2026-03-10T12:00:00Z");
        put("Someday");
        exchange.user().put(lane, task("Visit").with(DUE_DATE, day(10)), true);
        exchange.user().put(lane, task("Someday"), true);
        settle();
        assertThat(exchange.user().seeAll(lane)).hasSize(2);
        // also when it comes later, and is looked for
        put("Later", "EndDateTime", "2026-03-11T12:00:00Z");
        exchange.user().put(lane, task("Later").with(DUE_DATE, day(11)), true);
        put("Undated");
        exchange.user().put(lane, task("Undated"), true);
        settle();
        assertThat(exchange.user().seeAll(lane)).hasSize(4);
    }
}
