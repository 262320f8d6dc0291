package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine between D365 over HTTP and an Exchange in memory: after each run a second one does nothing. */
class EngineTest {

    /** What the environment publishes. */
    enum Model {
        STOCK(D365Options.STOCK),
        COMPANION(D365Options.companion()),
        /** Etags that move by themselves, a server that ignores {@code If-Match} and cuts texts. */
        RESTLESS(D365Options.companion()
                .withRestlessEtags(true)
                .withIfMatchHonoured(false)
                .withTruncate(true));

        private final D365Options options;

        Model(D365Options options) {
            this.options = options;
        }
    }

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Instant NEXT_WEEK =
            Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.HOURS);

    private Scenery scenery = new Scenery(D365Options.STOCK, WATCH);
    private final MemoryStore store = new MemoryStore("inst");
    private final CountingIds ids = new CountingIds("id");
    private Lane lane = scenery.newLane();
    private D365Side d365 = scenery.open();
    private MemorySide exchange = MemorySide.exchange(Clock.systemUTC(), lane);

    private void start(Model model) {
        scenery.sandbox.d365().use(model.options);
        d365.close();
        d365 = scenery.open();
        lane = scenery.newLane();
        exchange = MemorySide.exchange(Clock.systemUTC(), lane);
    }

    @AfterEach
    void close() {
        d365.close();
        scenery.close();
    }

    private RunReport run() {
        return new SyncRun(store, d365.directory(), Clock.systemUTC(), ids, RunListener.SILENT)
                .sync(Vector.of(LaneSetup.builder()
                        .lane(lane)
                        .rules(SyncRules.builder().build())
                        .d365(d365)
                        .exchange(exchange)
                        .build()));
    }

    /** Runs, and then once more: the second run must do nothing. */
    private void settle() {
        RunReport report = run();
        assertThat(report.failedLanes()).as("%s", report.lanes()).isZero();
        assertThat(report.total(RunReport.Counts::refused)).isZero();
        RunReport again = run();
        assertThat(again.operations()).as("%s", again.lanes()).isZero();
    }

    private static Item appointment(String subject) {
        return Item.of(
                Kind.APPOINTMENT,
                LinkedHashMap.of(
                        Field.SUBJECT,
                        Value.text(subject),
                        Field.PERIOD,
                        new Value.Period(NEXT_WEEK, NEXT_WEEK.plus(Duration.ofHours(1)))));
    }

    private ItemRef put(String subject, String... more) {
        String[] all = Vector.of(
                        "StartDateTime",
                        NEXT_WEEK.toString(),
                        "EndDateTime",
                        NEXT_WEEK.plus(Duration.ofHours(1)).toString(),
                        "OutlookCategories",
                        "D365")
                .appendAll(Vector.of(more))
                .toJavaArray(String[]::new);
        return scenery.put(lane, subject, all);
    }

    private Vector<JsonNode> activities() {
        return Vector.ofAll(scenery.sandbox.snapshot().path("d365").path("Activities"))
                .filter(n -> n.path("ResponsibleWorkerPersonnelNumber")
                        .asText()
                        .equals(lane.mailbox().personnelNumber()));
    }

    @ParameterizedTest
    @EnumSource
    void whatStandsOnOneSideComesToTheOther(Model model) {
        start(model);
        put("From D365", "Location", "Here", "ShowTimeAs", "OutOfOffice");
        exchange.user().put(lane, appointment("From Outlook"), true);
        settle();

        assertThat(exchange.user().seeAll(lane).map(Item::title))
                .containsExactlyInAnyOrder("From D365", "From Outlook");
        assertThat(activities().map(n -> n.path("Purpose").asText()))
                .containsExactlyInAnyOrder("From D365", "From Outlook");
    }

    @ParameterizedTest
    @EnumSource
    void editsOfDifferentFieldsMerge(Model model) {
        start(model);
        ItemRef row = put("Visit");
        settle();
        ItemRef event = exchange.user().list(lane).single();
        scenery.patch(row, "Location", "Room 7");
        exchange.user().edit(lane, event, Field.SUBJECT, Value.text("Visit at Contoso"));
        settle();

        assertThat(scenery.row(row).path("Purpose").asText()).isEqualTo("Visit at Contoso");
        assertThat(scenery.row(row).path("Location").asText()).isEqualTo("Room 7");
        assertThat(exchange.user().see(lane, event).value(Field.LOCATION)).isEqualTo(Value.text("Room 7"));
    }

    @ParameterizedTest
    @EnumSource
    void aMeetingArrivesWithItsPeople(Model model) {
        start(model);
        Value people = Value.Entries.of(Vector.of(
                new Value.Entry("bob@outside.example", "REQUIRED", "Bob"),
                new Value.Entry("cyd@outside.example", "OPTIONAL", "Cyd")));
        exchange.user().put(lane, appointment("Meeting").with(Field.ATTENDEES, people), true);
        settle();

        ItemRef row = Scenery.ref(activities().single());
        if (model == Model.STOCK) {
            assertThat(scenery.row(row).path("Notes").asText()).contains("bob@outside.example");
        } else {
            assertThat(Vector.ofAll(scenery.sandbox.snapshot().path("d365").path("AxpActivityAttendees"))
                            .filter(n -> Scenery.ref(n).equals(row))
                            .map(n -> n.path("Email").asText()))
                    .contains("bob@outside.example", "cyd@outside.example");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTakenOffMarkerEndsItOnBothSides(Model model) {
        start(model);
        ItemRef row = put("Private after all");
        settle();
        scenery.patch(row, "OutlookCategories", "");
        settle();
        scenery.patch(row, "Purpose", "Changed in D365 only");
        settle();

        assertThat(exchange.user().seeAll(lane).single().title()).isEqualTo("Private after all");
        assertThat(exchange.user().isMarked(lane, exchange.user().list(lane).single()))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aLostCreateIsNotMadeTwice(Model model) {
        start(model);
        exchange.user().put(lane, appointment("Only once"), true);
        scenery.sandbox
                .faults()
                .add(FaultRule.of(Fault.Kind.LOST_ANSWER)
                        .path("batch")
                        .body("POST /data/Activities")
                        .build());
        assertThat(run().total(RunReport.Counts::lost)).isEqualTo(1);
        settle();

        assertThat(activities()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPANION", "RESTLESS"})
    void whatAUserDeletesInD365IsDeletedInOutlook(Model model) {
        start(model);
        put("Stays");
        put("Stays too");
        ItemRef row = put("Goes");
        settle();
        scenery.sandbox.d365().delete("Activities", Scenery.keys(row));
        settle();

        assertThat(exchange.user().seeAll(lane).map(Item::title)).containsExactlyInAnyOrder("Stays", "Stays too");
    }
}
