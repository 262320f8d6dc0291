package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.TEN;
import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A D365 as delivered holds no series: it gets the single appointments. Four Tuesdays at 11 in Vienna. */
class ExpandedSeriesTest {

    private static final Value SINGLE = single(TEN);
    private static final String SECOND = "2026-03-10t11:00";
    private static final String THIRD = "2026-03-17t11:00";

    private final TwoSides company = new TwoSides(MemoryHabits.STOCK_D365, MemoryHabits.GRAPH);

    private static Value single(Instant start) {
        return new Value.Period(start, start.plus(Duration.ofHours(1)));
    }

    private static Value series(String rule) {
        return new Value.Recurring(SINGLE, rule, "Europe/Vienna");
    }

    private static Item fourTuesdays() {
        return appointment("Stand-up").with(Field.PERIOD, series("FREQ=WEEKLY;BYDAY=TU;COUNT=4"));
    }

    private Seq<Value> times() {
        return company.all(Side.D365).map(i -> i.value(Field.PERIOD)).sortBy(Object::toString);
    }

    private static Value tuesday(int n) {
        Instant start = TEN.plus(Duration.ofDays(7L * n));
        return single(start.isBefore(Instant.parse("2026-03-29T00:00:00Z")) ? start : start.minusSeconds(3600));
    }

    private ItemRef activity(int n) {
        return company.user(Side.D365)
                .list(company.lane)
                .find(ref -> company.user(Side.D365)
                        .see(company.lane, ref)
                        .value(Field.PERIOD)
                        .equals(tuesday(n)))
                .get();
    }

    private Value exceptions() {
        return company.only(Side.EXCHANGE).value(Field.EXCEPTIONS);
    }

    private static Value.Entry changed(String key, Field field, Value value) {
        return RecurrenceOverride.changed(HashMap.of(field, value)).entry(key);
    }

    @Test
    void eachOccurrenceInTheWindowBecomesAnActivityAndStaysIt() {
        company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        assertThat(times()).containsExactly(tuesday(0), tuesday(1), tuesday(2), tuesday(3));
        Seq<ItemRef> refs = company.user(Side.D365).list(company.lane);
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(3)));
        company.settle();
        assertThat(company.user(Side.D365).list(company.lane)).isEqualTo(refs);
        assertThat(company.exchange.written()).isEmpty();
    }

    @Test
    void anOpenSeriesGoesOnAsTheWindowMoves() {
        company.put(Side.EXCHANGE, appointment("Stand-up").with(Field.PERIOD, series("FREQ=WEEKLY;BYDAY=TU")));
        company.settle();
        int first = company.all(Side.D365).size();
        assertThat(first).isEqualTo(26);
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(14)));
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(first + 2);
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(35)));
        company.settle();
        assertThat(company.store.links().ofLane(company.lane.id()).count(l -> l.state() == LinkState.DORMANT))
                .isPositive();
    }

    @Test
    void whatIsEditedInD365BecomesAnExceptionOfTheSeries() {
        company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        company.user(Side.D365).edit(company.lane, activity(1), Field.LOCATION, Value.text("Room 2"));
        company.user(Side.D365)
                .edit(company.lane, activity(2), Field.PERIOD, single(Instant.parse("2026-03-18T10:00:00Z")));
        company.settle();
        assertThat(exceptions())
                .isEqualTo(Value.Entries.of(Vector.of(
                        changed(SECOND, Field.LOCATION, Value.text("Room 2")),
                        changed(THIRD, Field.PERIOD, single(Instant.parse("2026-03-18T10:00:00Z"))))));
        assertThat(company.exchange.written()).hasSize(1);
    }

    @Test
    void anEditTakenBackInD365EndsTheException() {
        company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        ItemRef second = activity(1);
        company.user(Side.D365).edit(company.lane, second, Field.SUBJECT, Value.text("Stand-down"));
        company.settle();
        company.user(Side.D365).edit(company.lane, second, Field.SUBJECT, Value.text("Stand-up"));
        company.settle();
        assertThat(exceptions()).isEqualTo(Value.NOTHING);
    }

    @Test
    void exceptionsMadeInOutlookReachTheirActivities() {
        company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        ItemRef second = activity(1);
        ItemRef third = activity(2);
        company.edit(
                Side.EXCHANGE,
                Field.EXCEPTIONS,
                Value.Entries.of(Vector.of(
                        RecurrenceOverride.CANCELLED.entry(SECOND),
                        changed(THIRD, Field.SUBJECT, Value.text("Moved on")))));
        company.settle();
        assertThat(company.user(Side.D365).isDeleted(second)).isTrue();
        assertThat(company.user(Side.D365).see(company.lane, third).title()).isEqualTo("Moved on");
        assertThat(company.all(Side.D365)).hasSize(3);
        company.edit(Side.EXCHANGE, Field.EXCEPTIONS, Value.NOTHING);
        company.settle();
        assertThat(times()).containsExactly(tuesday(0), tuesday(1), tuesday(2), tuesday(3));
        assertThat(company.user(Side.D365).see(company.lane, third).title()).isEqualTo("Stand-up");
    }

    @Test
    void anActivityDeletedInD365CancelsItsOccurrenceAlone() {
        company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        company.user(Side.D365).delete(activity(2));
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(2)));
        company.settle();
        assertThat(exceptions()).isEqualTo(Value.Entries.of(Vector.of(RecurrenceOverride.CANCELLED.entry(THIRD))));
        assertThat(company.all(Side.D365)).hasSize(3);
    }

    @Test
    void aSeriesDeletedInOutlookTakesItsActivitiesAlong() {
        ItemRef series = company.put(Side.EXCHANGE, fourTuesdays());
        company.put(Side.EXCHANGE, appointment("Lunch"));
        company.settle();
        company.user(Side.EXCHANGE).delete(series);
        company.settle();
        assertThat(company.all(Side.D365).map(Item::title)).containsExactly("Lunch");
    }

    @Test
    void anotherPatternMovesWhatStaysAnOccurrenceAndReplacesTheRest() {
        company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        ItemRef third = activity(2);
        company.edit(Side.EXCHANGE, Field.PERIOD, series("FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;COUNT=3"));
        company.settle();
        assertThat(times()).containsExactly(tuesday(0), tuesday(2), tuesday(4));
        assertThat(company.user(Side.D365).isDeleted(third)).isFalse();
    }

    @Test
    void aSingleBecomesASeriesAndASingleAgainWithTheSameFirstActivity() {
        company.put(Side.EXCHANGE, appointment("Stand-up"));
        company.settle();
        ItemRef first = company.onlyRef(Side.D365);
        company.edit(Side.EXCHANGE, Field.PERIOD, series("FREQ=WEEKLY;BYDAY=TU;COUNT=3"));
        company.settle();
        assertThat(times()).containsExactly(tuesday(0), tuesday(1), tuesday(2));
        assertThat(company.user(Side.D365).isDeleted(first)).isFalse();
        company.edit(Side.EXCHANGE, Field.PERIOD, SINGLE);
        company.settle();
        assertThat(company.onlyRef(Side.D365)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theMarkerIsThatOfTheSeries(boolean takenOffInOutlook) {
        ItemRef series = company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        if (takenOffInOutlook) {
            company.user(Side.EXCHANGE).removeMarker(company.lane, series);
        } else {
            company.user(Side.D365)
                    .list(company.lane)
                    .forEach(ref -> company.user(Side.D365).removeMarker(company.lane, ref));
        }
        company.settle();
        for (int day = 0; day < 3; day++) {
            company.time.updateAndGet(t -> t.plus(Duration.ofHours(25)));
            assertThat(company.run().operations()).isZero();
        }
        assertThat(company.store.links().ofLane(company.lane.id()).map(Link::state))
                .containsOnly(LinkState.RELEASED);
        assertThat(company.user(Side.EXCHANGE).isMarked(company.lane, series)).isEqualTo(!takenOffInOutlook);
        assertThat(company.all(Side.D365)).hasSize(4);
    }

    @Test
    void oneActivityWithoutMarkerLeavesTheOthersSynchronised() {
        company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        company.user(Side.D365).removeMarker(company.lane, activity(1));
        company.settle();
        company.edit(Side.EXCHANGE, Field.SUBJECT, Value.text("Sit-down"));
        company.settle();
        assertThat(company.all(Side.D365).map(Item::title))
                .containsExactlyInAnyOrder("Sit-down", "Stand-up", "Sit-down", "Sit-down");
    }

    @Test
    void whatAnOccurrenceCannotHaveOfItsOwnIsRefusedWithAReason() {
        company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        company.user(Side.D365)
                .edit(
                        company.lane,
                        activity(1),
                        Field.CATEGORIES,
                        Value.Entries.of(Vector.of(new Value.Entry("blue", "", "Blue"))));
        company.user(Side.D365).edit(company.lane, activity(2), Field.LOCATION, Value.text("Room 3"));
        company.run();
        assertThat(company.store
                        .cases()
                        .ofLane(company.lane.id())
                        .map(c -> c.reason().code()))
                .containsExactly("occurrence");
        assertThat(exceptions())
                .isEqualTo(Value.Entries.of(Vector.of(changed(THIRD, Field.LOCATION, Value.text("Room 3")))));
    }

    @Test
    void activitiesOfAnEarlierExpansionAreFoundAgain() {
        company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        TwoSides anew = new TwoSides(MemoryHabits.STOCK_D365, MemoryHabits.GRAPH);
        anew.put(Side.EXCHANGE, fourTuesdays());
        for (Item item : company.all(Side.D365)) {
            anew.put(Side.D365, item);
        }
        anew.settle();
        assertThat(anew.all(Side.D365)).hasSize(4);
        assertThat(anew.only(Side.EXCHANGE).value(Field.EXCEPTIONS)).isEqualTo(Value.NOTHING);
    }

    @Test
    void ofAMeetingEachChangedOccurrenceIsMailedOnce() {
        company.put(Side.EXCHANGE, fourTuesdays().with(Field.ATTENDEES, people("bob@outside.example")));
        company.settle();
        assertThat(company.exchange.mails()).isEmpty();
        company.user(Side.D365).edit(company.lane, activity(1), Field.LOCATION, Value.text("Room 2"));
        company.settle();
        assertThat(company.exchange.mails()).hasSize(1);
    }

    @Test
    void ofAPrivateSeriesOnlyTheTimesAreShown() {
        company.rules = SyncRules.builder().privacy(SyncRules.Privacy.MASK).build();
        company.put(Side.EXCHANGE, fourTuesdays().with(Field.SENSITIVITY, Value.choice("PRIVATE")));
        company.settle();
        assertThat(times()).hasSize(4);
        assertThat(company.all(Side.D365).map(Item::title)).doesNotContain("Stand-up");
    }

    @Test
    void aSeriesWithMoreOccurrencesThanAnybodyReadsIsLeftAloneWithAReason() {
        company.put(
                Side.EXCHANGE,
                appointment("Pulse").with(Field.PERIOD, new Value.Recurring(SINGLE, "FREQ=DAILY", "Europe/Vienna")));
        RunReport report = company.runner()
                .sync(Vector.of(LaneSetup.builder()
                        .from(company.setup())
                        .ahead(Duration.ofDays(4000))
                        .build()));
        assertThat(report.failedLanes()).isZero();
        assertThat(company.all(Side.D365)).isEmpty();
        assertThat(company.store
                        .cases()
                        .ofLane(company.lane.id())
                        .single()
                        .reason()
                        .text())
                .contains("2000 occurrences");
    }

    /** The same mailbox and store, with a D365 that got, or lost, the companion entities. */
    private RunReport runWith(MemoryHabits habits) {
        MemorySide other = MemorySide.of(habits, company.clock, company.lane);
        company.time.updateAndGet(t -> t.plus(Duration.ofHours(25)));
        return company.runner()
                .sync(Vector.of(
                        LaneSetup.builder().from(company.setup()).d365(other).build()));
    }

    @Test
    void aD365ThatGetsSeriesLeavesWhatWasExpandedAlone() {
        company.put(Side.EXCHANGE, fourTuesdays());
        company.settle();
        RunReport report = runWith(MemoryHabits.D365);
        assertThat(report.operations()).isZero();
        assertThat(company.store
                        .cases()
                        .ofLane(company.lane.id())
                        .map(c -> c.reason().code()))
                .isNotEmpty()
                .containsOnly("series");
    }
}
