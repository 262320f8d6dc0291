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
import io.axpsync.core.memory.Mail;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Series: what users see after runs. Tuesdays at 11 in Vienna, from 3 March 2026 on. */
class SeriesBothWaysTest {

    private static final Value SINGLE = new Value.Period(TEN, TEN.plus(Duration.ofHours(1)));
    private static final Value TUESDAYS = series("FREQ=WEEKLY;BYDAY=TU");
    private static final String SECOND = "2026-03-10t11:00";
    private static final String THIRD = "2026-03-17t11:00";

    private final TwoSides company = new TwoSides();

    private static Value series(String rule) {
        return new Value.Recurring(SINGLE, rule, "Europe/Vienna");
    }

    private static Value exceptions(Value.Entry... entries) {
        return Value.Entries.of(Vector.of(entries));
    }

    private static Value.Entry cancelled(String key) {
        return RecurrenceOverride.CANCELLED.entry(key);
    }

    private static Value.Entry changed(String key, Field field, Value value) {
        return RecurrenceOverride.changed(HashMap.of(field, value)).entry(key);
    }

    private static Value.Entry moved(String key, String to) {
        Instant start = Instant.parse(to);
        return changed(key, Field.PERIOD, new Value.Period(start, start.plus(Duration.ofHours(1))));
    }

    private static Item standUp() {
        return appointment("Stand-up").with(Field.PERIOD, TUESDAYS);
    }

    private void assertBothSay(Field field, Value value) {
        for (Side side : Side.values()) {
            assertThat(company.only(side).value(field))
                    .as("%s on %s", field, side)
                    .isEqualTo(value);
        }
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aSeriesArrivesAsASeriesWithItsExceptions(Side side) {
        Value exceptions = exceptions(cancelled(SECOND), moved(THIRD, "2026-03-18T10:00:00Z"));
        company.put(side, standUp().with(Field.EXCEPTIONS, exceptions));
        company.settle();
        assertBothSay(Field.PERIOD, TUESDAYS);
        assertBothSay(Field.EXCEPTIONS, exceptions);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aSingleBecomesASeriesWithExceptionsAndASingleAgain(Side side) {
        company.put(side.other(), appointment("Stand-up"));
        company.settle();
        company.edit(side, Field.PERIOD, TUESDAYS);
        company.edit(side, Field.EXCEPTIONS, exceptions(cancelled(SECOND)));
        company.settle();
        assertBothSay(Field.PERIOD, TUESDAYS);
        assertBothSay(Field.EXCEPTIONS, exceptions(cancelled(SECOND)));
        company.edit(side, Field.PERIOD, SINGLE);
        company.settle();
        assertBothSay(Field.PERIOD, SINGLE);
        assertBothSay(Field.EXCEPTIONS, Value.NOTHING);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void exceptionsAreAddedChangedAndRemovedOneByOne(Side side) {
        company.put(side.other(), standUp());
        company.settle();
        for (Value exceptions : Vector.of(
                exceptions(cancelled(SECOND)),
                exceptions(cancelled(SECOND), moved(THIRD, "2026-03-18T10:00:00Z")),
                exceptions(changed(SECOND, Field.LOCATION, Value.text("Room 1")), moved(THIRD, "2026-03-18T12:00:00Z")),
                exceptions(moved(THIRD, "2026-03-18T12:00:00Z")),
                Value.NOTHING)) {
            company.edit(side, Field.EXCEPTIONS, exceptions);
            company.settle();
            assertBothSay(Field.EXCEPTIONS, exceptions);
        }
    }

    @Test
    void exceptionsOfBothSidesAreMerged() {
        company.put(Side.D365, standUp());
        company.settle();
        company.edit(Side.D365, Field.EXCEPTIONS, exceptions(cancelled(SECOND)));
        company.edit(Side.EXCHANGE, Field.EXCEPTIONS, exceptions(cancelled(THIRD)));
        company.settle();
        assertBothSay(Field.EXCEPTIONS, exceptions(cancelled(SECOND), cancelled(THIRD)));
    }

    @Test
    void aPatternChangedInOutlookDropsTheExceptionsOnBothSides() {
        company.put(Side.EXCHANGE, standUp().with(Field.EXCEPTIONS, exceptions(cancelled(SECOND))));
        company.settle();
        company.edit(Side.EXCHANGE, Field.PERIOD, series("FREQ=DAILY;COUNT=9"));
        company.settle();
        assertBothSay(Field.PERIOD, series("FREQ=DAILY;COUNT=9"));
        assertBothSay(Field.EXCEPTIONS, Value.NOTHING);
    }

    @Test
    void aPatternChangedInD365KeepsTheExceptionsOfDatesThatAreStillOccurrences() {
        company.put(Side.EXCHANGE, standUp().with(Field.EXCEPTIONS, exceptions(cancelled(SECOND), cancelled(THIRD))));
        company.settle();
        company.edit(Side.D365, Field.PERIOD, series("FREQ=WEEKLY;BYDAY=TU;INTERVAL=2"));
        company.settle();
        assertBothSay(Field.PERIOD, series("FREQ=WEEKLY;BYDAY=TU;INTERVAL=2"));
        assertBothSay(Field.EXCEPTIONS, exceptions(cancelled(THIRD)));
    }

    @Test
    void anExceptionOfADateThatIsNoOccurrenceAnyMoreIsNotWritten() {
        company.put(Side.D365, standUp());
        company.settle();
        company.edit(Side.D365, Field.PERIOD, series("FREQ=WEEKLY;BYDAY=TU;COUNT=2"));
        company.edit(Side.EXCHANGE, Field.EXCEPTIONS, exceptions(cancelled(SECOND), cancelled(THIRD)));
        company.settle();
        assertBothSay(Field.EXCEPTIONS, exceptions(cancelled(SECOND)));
        assertThat(company.d365
                        .written()
                        .filter(w -> w instanceof Write.Update)
                        .flatMap(w -> ((Write.Update) w).changes().get(Field.EXCEPTIONS)))
                .containsExactly(exceptions(cancelled(SECOND)));
    }

    @Test
    void aConflictAboutThePatternIsSettledAsAWhole() {
        company.put(Side.D365, standUp());
        company.settle();
        company.edit(Side.D365, Field.PERIOD, series("FREQ=DAILY;COUNT=3"));
        company.edit(Side.EXCHANGE, Field.PERIOD, series("FREQ=WEEKLY;BYDAY=TU;COUNT=7"));
        company.settle();
        assertThat(company.only(Side.D365).value(Field.PERIOD))
                .isEqualTo(company.only(Side.EXCHANGE).value(Field.PERIOD))
                .isIn(series("FREQ=DAILY;COUNT=3"), series("FREQ=WEEKLY;BYDAY=TU;COUNT=7"));
    }

    @Test
    void seriesThatTakePlaceAlikeAreTheSame() {
        company.put(Side.D365, standUp().with(Field.PERIOD, series("FREQ=WEEKLY;BYDAY=TU;COUNT=3")));
        company.user(Side.EXCHANGE)
                .put(
                        company.lane,
                        standUp()
                                .with(
                                        Field.PERIOD,
                                        new Value.Recurring(
                                                SINGLE, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260317", "Europe/Berlin")),
                        false);
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
        assertThat(company.all(Side.D365)).hasSize(1);
        assertThat(company.only(Side.EXCHANGE).value(Field.PERIOD))
                .isEqualTo(new Value.Recurring(SINGLE, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260317", "Europe/Berlin"));
    }

    @Test
    void anOpenSeriesOfLongAgoIsInScopeAndOneThatHasEndedIsNot() {
        Value.Period longAgo = new Value.Period(TEN.minus(Duration.ofDays(7000)), TEN.minus(Duration.ofHours(167999)));
        company.put(
                Side.D365,
                appointment("Jour fixe")
                        .with(Field.PERIOD, new Value.Recurring(longAgo, "FREQ=WEEKLY", "Europe/Vienna")));
        company.put(
                Side.D365,
                appointment("Course")
                        .with(Field.PERIOD, new Value.Recurring(longAgo, "FREQ=WEEKLY;COUNT=10", "Europe/Vienna")));
        company.settle();
        assertThat(company.all(Side.EXCHANGE).map(Item::title)).containsExactly("Jour fixe");
    }

    @Test
    void aSeriesIsLeftAloneWithAReasonWhereTheMailboxKeepsNone() {
        TwoSides poor = new TwoSides(
                MemoryHabits.D365,
                MemoryHabits.GRAPH.withCapabilities(
                        MemoryHabits.GRAPH.capabilities().withSeries(false)));
        ItemRef ref = poor.put(Side.D365, standUp());
        poor.settle();
        assertThat(poor.all(Side.EXCHANGE)).isEmpty();
        assertThat(poor.store.cases().ofLane(poor.lane.id()).map(c -> c.reason().code()))
                .containsExactly("series");
        poor.user(Side.D365).edit(poor.lane, ref, Field.PERIOD, SINGLE);
        poor.settle();
        assertThat(poor.all(Side.EXCHANGE)).hasSize(1);
    }

    @Test
    void anExceptionOfAMeetingIsMailedOnceToAll() {
        company.put(Side.EXCHANGE, standUp().with(Field.ATTENDEES, people("bob@outside.example")));
        company.settle();
        assertThat(company.exchange.mails()).isEmpty();
        company.edit(Side.D365, Field.EXCEPTIONS, exceptions(cancelled(SECOND)));
        company.settle();
        assertThat(company.exchange.mails().map(mail -> mail.sort())).containsExactly(Mail.Sort.UPDATE);
    }

    @Test
    void nobodyIsMailedAboutASeriesThatIsOver() {
        company.put(
                Side.EXCHANGE,
                standUp()
                        .with(Field.PERIOD, series("FREQ=WEEKLY;COUNT=2"))
                        .with(Field.ATTENDEES, people("bob@outside.example")));
        company.settle();
        company.time.set(Instant.parse("2026-03-11T12:00:00Z"));
        company.edit(Side.D365, Field.SUBJECT, Value.text("Stood up"));
        company.run();
        assertThat(company.exchange.mails()).isEmpty();
    }

    @Test
    void ofAPrivateSeriesOnlyTheTimesAreShown() {
        company.rules = SyncRules.builder().privacy(SyncRules.Privacy.MASK).build();
        company.put(
                Side.EXCHANGE,
                standUp()
                        .with(Field.SENSITIVITY, Value.choice("PRIVATE"))
                        .with(
                                Field.EXCEPTIONS,
                                exceptions(
                                        cancelled(SECOND),
                                        changed(THIRD, Field.SUBJECT, Value.text("At the doctor's")))));
        company.settle();
        assertThat(company.only(Side.D365).value(Field.EXCEPTIONS)).isEqualTo(exceptions(cancelled(SECOND)));
    }
}
