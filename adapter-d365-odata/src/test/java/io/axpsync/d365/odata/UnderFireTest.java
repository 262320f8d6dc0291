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
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People work on both sides while D365's answers get lost, cut, throttled and refused; then it becomes quiet. */
class UnderFireTest {

    private static final Vector<Fault> FAULTS = Vector.of(
            Fault.of(Fault.Kind.LOST_ANSWER),
            Fault.of(Fault.Kind.CUT),
            Fault.of(Fault.Kind.RESET),
            Fault.of(Fault.Kind.GARBAGE),
            Fault.of(Fault.Kind.LOGIN_PAGE),
            Fault.gateway(503),
            Fault.throttled(Duration.ofSeconds(1)),
            Fault.throttled(Duration.ofHours(1)));

    private static final GuardLimits NO_LIMITS = new GuardLimits(HashMap.empty(), 1000, 1000);

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whenItIsQuietAgainBothSidesAgree(long seed) {
        Random random = new Random(seed);
        try (Scenery scenery = new Scenery(D365Options.companion(), WATCH)) {
            new Story(scenery, random).tell();
        }
    }

    private static final class Story {
        private static final Instant NEXT_WEEK =
                Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.HOURS);
        private final Scenery scenery;
        private final Random random;
        private final Lane lane;
        private final MemorySide exchange;
        private final MemoryStore store = new MemoryStore("inst");
        private final CountingIds ids = new CountingIds("id");
        private Instant now = Instant.now();
        private int made;

        Story(Scenery scenery, Random random) {
            this.scenery = scenery;
            this.random = random;
            lane = scenery.newLane();
            exchange = MemorySide.exchange(Clock.systemUTC(), lane);
        }

        void tell() {
            for (int round = 0; round < 8; round++) {
                for (int i = 0; i < 3; i++) {
                    work();
                }
                scenery.sandbox
                        .faults()
                        .add(FaultRule.of(FAULTS.get(random.nextInt(FAULTS.size())))
                                .frontEnd("d365")
                                .after(random.nextInt(6))
                                .times(1 + random.nextInt(5))
                                .build());
                run();
                scenery.sandbox.faults().clear();
            }
            RunReport last = run();
            for (int i = 0; i < 8 && (last.operations() > 0 || last.openCases() > 0 || last.failedLanes() > 0); i++) {
                last = run();
            }
            assertThat(last.operations()).as("%s", last.lanes()).isZero();
            assertThat(last.openCases()).as("%s", last.lanes()).isZero();
            assertThat(last.failedLanes()).isZero();
            assertThat(subjects(exchange.user().seeAll(lane))).containsExactlyElementsOf(subjectsInD365());
            assertThat(subjectsInD365()).hasSize(made);
        }

        private void work() {
            Vector<JsonNode> rows = activities();
            Seq<ItemRef> events = exchange.user().list(lane);
            switch (random.nextInt(4)) {
                case 0 ->
                    scenery.put(
                            lane,
                            "Made in D365 " + made++,
                            "StartDateTime",
                            hour(0),
                            "EndDateTime",
                            hour(1),
                            "OutlookCategories",
                            "D365");
                case 1 -> exchange.user().put(lane, appointment("Made in Outlook " + made++), true);
                case 2 -> {
                    if (!rows.isEmpty()) {
                        ItemRef ref = Scenery.ref(rows.get(random.nextInt(rows.size())));
                        scenery.patch(ref, "Location", "Room " + random.nextInt(100));
                    }
                }
                default -> {
                    if (!events.isEmpty()) {
                        ItemRef ref = events.get(random.nextInt(events.size()));
                        exchange.user().edit(lane, ref, Field.BODY, Value.text("Text " + random.nextInt(100)));
                    }
                }
            }
        }

        /** Each item has an hour of its own, so that nothing is taken for something else. */
        private String hour(int more) {
            return NEXT_WEEK.plus(Duration.ofHours(2L * made + more)).toString();
        }

        private Item appointment(String subject) {
            return Item.of(
                    Kind.APPOINTMENT,
                    LinkedHashMap.of(
                            Field.SUBJECT,
                            Value.text(subject),
                            Field.PERIOD,
                            new Value.Period(Instant.parse(hour(0)), Instant.parse(hour(1)))));
        }

        private RunReport run() {
            now = now.plus(Duration.ofHours(6));
            try (D365Side d365 = scenery.open()) {
                return new SyncRun(
                                store,
                                d365.directory(),
                                Clock.fixed(now, java.time.ZoneOffset.UTC),
                                ids,
                                RunListener.SILENT)
                        .sync(Vector.of(LaneSetup.builder()
                                .lane(lane)
                                .rules(SyncRules.builder().limits(NO_LIMITS).build())
                                .d365(d365)
                                .exchange(exchange)
                                .build()));
            }
        }

        private Vector<JsonNode> activities() {
            return Vector.ofAll(scenery.sandbox.snapshot().path("d365").path("Activities"))
                    .filter(n -> n.path("ResponsibleWorkerPersonnelNumber")
                            .asText()
                            .equals(lane.mailbox().personnelNumber()));
        }

        private Vector<String> subjectsInD365() {
            return activities()
                    .map(n -> n.path("Purpose").asText() + " @ "
                            + n.path("Location").asText() + ": "
                            + n.path("OutlookText").asText())
                    .sorted();
        }

        private static Vector<String> subjects(Seq<Item> items) {
            return items.map(i -> i.title() + " @ " + text(i, Field.LOCATION) + ": " + text(i, Field.BODY))
                    .toVector()
                    .sorted();
        }

        private static String text(Item item, Field field) {
            return item.value(field) instanceof Value.Text t ? t.text() : "";
        }
    }
}
