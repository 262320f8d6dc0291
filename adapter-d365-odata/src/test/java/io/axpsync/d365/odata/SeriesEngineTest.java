package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceOverride;
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
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series through the whole engine: a D365 over HTTP on one side, an Exchange in memory on the other. */
class SeriesEngineTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** Tomorrow, so that weeks of it lie in the window. */
    private static final LocalDate FIRST = LocalDate.now(BERLIN).plusDays(1);

    private final Scenery scenery = new Scenery(D365Options.companion(), WATCH);
    private final SeriesScene s = new SeriesScene(scenery);
    private final MemoryStore store = new MemoryStore("inst");
    private final CountingIds ids = new CountingIds("id");
    private final MemorySide exchange = MemorySide.exchange(Clock.systemUTC(), s.lane);

    @AfterEach
    void close() {
        s.close();
        scenery.close();
    }

    private RunReport run() {
        return new SyncRun(store, s.side.directory(), Clock.systemUTC(), ids, RunListener.SILENT)
                .sync(Vector.of(LaneSetup.builder()
                        .lane(s.lane)
                        .rules(SyncRules.builder().build())
                        .d365(s.side)
                        .exchange(exchange)
                        .build()));
    }

    /** Runs, and then once more: nothing refused, nothing parked, and the second run does nothing. */
    private void settle(String after) {
        RunReport report = run();
        assertThat(report.failedLanes()).as("%s: %s", after, report.lanes()).isZero();
        assertThat(report.total(RunReport.Counts::refused))
                .as("%s: %s", after, report.lanes())
                .isZero();
        RunReport again = run();
        assertThat(again.operations()).as("%s: %s", after, again.lanes()).isZero();
        assertThat(again.lanes().flatMap(RunReport.LaneReport::cases)).as(after).isEmpty();
    }

    private static Value.Recurring series(LocalDate first, int hour, String rule) {
        Instant start = first.atTime(hour, 0).atZone(BERLIN).toInstant();
        return new Value.Recurring(new Value.Period(start, start.plus(Duration.ofHours(1))), rule, "Europe/Berlin");
    }

    private static String key(int days, int hour) {
        return FIRST.plusDays(days).atTime(hour, 0).toString();
    }

    private ItemRef row() {
        return Scenery.ref(s.activities()
                .find(r -> !r.path("RecurrenceState").asText().equals("Exception"))
                .get());
    }

    private Item inD365() {
        return s.present(row()).item().get();
    }

    private Item inOutlook() {
        return exchange.user().see(s.lane, exchange.user().list(s.lane).single());
    }

    private void assertSame(String after) {
        for (Field field : Vector.of(Field.PERIOD, Field.EXCEPTIONS, Field.SUBJECT, Field.LOCATION)) {
            assertThat(NormalForm.same(field, inD365().value(field), inOutlook().value(field)))
                    .as(
                            "%s: %s is %s in D365 and %s in Outlook",
                            after, field, inD365().value(field), inOutlook().value(field))
                    .isTrue();
        }
    }

    @Test
    void aSeriesOfOutlookArrivesWithItsExceptions() {
        exchange.user()
                .put(
                        s.lane,
                        SeriesScene.item(series(FIRST, 9, "FREQ=DAILY;COUNT=9"))
                                .with(
                                        Field.EXCEPTIONS,
                                        SeriesScene.exceptions(
                                                key(1, 9),
                                                RecurrenceOverride.CANCELLED,
                                                key(2, 9),
                                                SeriesScene.titled("For once"))),
                        true);
        settle("created");
        assertSame("created");
        assertThat(s.occurrencesOf(row())).hasSize(2);
    }

    @Test
    void aSeriesOfD365ArrivesWithItsExceptions() {
        ItemRef master = master();
        exception(master, 1);
        settle("created");
        assertSame("created");
        assertThat(inOutlook().value(Field.EXCEPTIONS).toString()).contains("For once");
    }

    private ItemRef master() {
        Value.Period first = (Value.Period) series(FIRST, 9, "").first();
        ItemRef master = scenery.put(
                s.lane,
                "Jour fixe",
                "StartDateTime",
                first.start().toString(),
                "EndDateTime",
                first.end().toString(),
                "RecurrenceState",
                "Master",
                "MasterAppointment",
                "Yes",
                "OutlookCategories",
                "D365");
        s.recurrence(master);
        return master;
    }

    private ItemRef exception(ItemRef master, int days) {
        Instant original = FIRST.plusDays(days).atTime(9, 0).atZone(BERLIN).toInstant();
        return s.exception(
                master,
                original.toString(),
                "StartDateTime",
                original.plus(Duration.ofHours(2)).toString(),
                "EndDateTime",
                original.plus(Duration.ofHours(3)).toString());
    }

    @Test
    void exceptionsOfBothSidesMerge() {
        ItemRef master = master();
        settle("created");
        ItemRef event = exchange.user().list(s.lane).single();
        exchange.user()
                .edit(s.lane, event, Field.EXCEPTIONS, SeriesScene.exceptions(key(3, 9), RecurrenceOverride.CANCELLED));
        ItemRef exception = exception(master, 1);
        settle("both");
        assertSame("both");
        assertThat(s.exceptions(master).size()).isEqualTo(2);

        scenery.sandbox.d365().delete("Activities", Scenery.keys(exception));
        settle("cancelled in D365");
        assertSame("cancelled in D365");
        assertThat(s.exceptions(master).values()).containsOnly("cancelled");
    }

    @Test
    void aDeletedSeriesIsDeletedOnTheOtherSide() {
        ItemRef master = master();
        exception(master, 1);
        scenery.put(s.lane, "Stays", "OutlookCategories", "D365", "StartDateTime", soon(1), "EndDateTime", soon(2));
        settle("created");
        scenery.sandbox.d365().delete("Activities", Scenery.keys(master));
        settle("deleted in D365");
        assertThat(exchange.user().seeAll(s.lane).map(Item::title)).containsExactly("Stays");
    }

    private static String soon(int hours) {
        return FIRST.atTime(12, 0).atZone(BERLIN).plusHours(hours).toInstant().toString();
    }

    /** Users of both sides work at random, at different times; after each run both show the same, and a second run rests. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverUsersDoBothSidesEndTheSame(long seed) {
        Random random = new Random(seed);
        master();
        settle("created");
        String done = "created";
        for (int step = 0; step < 15; step++) {
            done += " > " + (random.nextBoolean() ? inOutlook(random) : inD365(random));
            settle(done);
            assertSame(done);
        }
    }

    private String inOutlook(Random random) {
        ItemRef event = exchange.user().list(s.lane).single();
        Item item = inOutlook();
        boolean recurs = item.value(Field.PERIOD) instanceof Value.Recurring;
        switch (random.nextInt(recurs ? 4 : 2)) {
            case 0:
                exchange.user().edit(s.lane, event, Field.LOCATION, Value.text("Room " + random.nextInt(100)));
                return "Outlook: place";
            case 1:
                Value period = random.nextInt(4) == 0
                        ? series(FIRST.plusDays(random.nextInt(3)), 8 + random.nextInt(4), "")
                                .first()
                        : pattern(random);
                exchange.user().edit(s.lane, event, Field.PERIOD, period);
                return "Outlook: " + period;
            default:
                Seq<Value.Entry> left = item.value(Field.EXCEPTIONS) instanceof Value.Entries e
                        ? e.values().filter(x -> random.nextBoolean())
                        : Vector.empty();
                Recurrence.Occurrence one = Recurrence.of((Value.Recurring) item.value(Field.PERIOD))
                        .get()
                        .occurrences()
                        .drop(random.nextInt(4))
                        .headOption()
                        .getOrNull();
                Seq<Value.Entry> all = one == null || left.exists(e -> e.key().equals(one.key()))
                        ? left
                        : left.append(override(random).entry(one.key()));
                exchange.user()
                        .edit(s.lane, event, Field.EXCEPTIONS, all.isEmpty() ? Value.NOTHING : Value.Entries.of(all));
                return "Outlook: exceptions " + all;
        }
    }

    private static Value pattern(Random random) {
        LocalDate first = FIRST.plusDays(random.nextInt(3));
        String day = first.getDayOfWeek().name().substring(0, 2);
        String[] rules = {
            "FREQ=DAILY",
            "FREQ=DAILY;INTERVAL=2;COUNT=20",
            "FREQ=WEEKLY;BYDAY=" + day,
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + day + ";WKST=SU",
            "FREQ=MONTHLY;BYMONTHDAY=" + Math.min(28, first.getDayOfMonth())
        };
        String rule = rules[random.nextInt(first.getDayOfMonth() > 28 ? 4 : 5)];
        return series(first, 8 + random.nextInt(4), rule);
    }

    private static RecurrenceOverride override(Random random) {
        return random.nextBoolean()
                ? RecurrenceOverride.CANCELLED
                : RecurrenceOverride.changed(HashMap.of(
                        Field.SUBJECT,
                        Value.text("Once " + random.nextInt(100)),
                        Field.PERIOD,
                        series(FIRST.plusDays(random.nextInt(9)), 15, "").first()));
    }

    private String inD365(Random random) {
        ItemRef master = row();
        Seq<JsonNode> exceptions =
                s.activities().filter(r -> r.path("RecurrenceState").asText().equals("Exception"));
        switch (random.nextInt(exceptions.isEmpty() ? 2 : 4)) {
            case 0:
                scenery.patch(master, "Location", "Hall " + random.nextInt(100));
                return "D365: place";
            case 1:
                if (scenery.row(master).path("RecurrenceState").asText().equals("Master")) {
                    ObjectNode two = JsonNodeFactory.instance.objectNode().put("Interval", 1 + random.nextInt(3));
                    scenery.sandbox.d365().patch("AxpActivityRecurrences", Scenery.keys(master), two);
                    return "D365: interval " + two;
                }
                scenery.patch(master, "Purpose", "Visit " + random.nextInt(100));
                return "D365: title";
            case 2:
                scenery.patch(Scenery.ref(exceptions.head()), "Purpose", "Today " + random.nextInt(100));
                return "D365: title of an exception";
            default:
                scenery.sandbox.d365().delete("Activities", Scenery.keys(Scenery.ref(exceptions.head())));
                return "D365: occurrence deleted";
        }
    }
}
