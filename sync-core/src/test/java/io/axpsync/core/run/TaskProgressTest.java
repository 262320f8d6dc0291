package io.axpsync.core.run;

import static io.axpsync.core.item.Field.PERCENT_COMPLETE;
import static io.axpsync.core.item.Field.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both users say how far a task is: one of them is followed, as a whole, and the other's word is kept. */
class TaskProgressTest {

    private static final Value COMPLETED = Value.choice("COMPLETED");
    private static final Value IN_PROGRESS = Value.choice("IN_PROGRESS");

    private final TwoSides company = TwoSides.withTasks(MemoryHabits.D365, MemoryHabits.EWS_TASKS);

    @ParameterizedTest
    @EnumSource(
            value = FieldPolicy.class,
            names = {"D365", "EXCHANGE", "NEWEST"})
    void theWinnerIsFollowedAsAWholeAndTheLoserIsInTheJournal(FieldPolicy policy) {
        company.rules = SyncRules.builder().policy(policy).build();
        conflict();
        company.settle();
        boolean d365 = policy == FieldPolicy.D365;
        for (Side side : Side.values()) {
            assertThat(company.only(side).value(STATUS)).isEqualTo(d365 ? IN_PROGRESS : COMPLETED);
            assertThat(company.only(side).value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(d365 ? 40 : 100));
        }
        assertThat(company.store.journal().newest(company.lane.id(), 50))
                .anyMatch(e -> e.before().get(STATUS).contains(d365 ? COMPLETED : IN_PROGRESS))
                .anyMatch(e -> e.before().get(PERCENT_COMPLETE).contains(new Value.Whole(d365 ? 100 : 40)));
    }

    @Test
    void whatD365SaysOfANewTaskIsBroughtIntoAgreementThereToo() {
        company.put(
                Side.D365,
                Item.of(
                        Kind.TASK,
                        LinkedHashMap.of(
                                Field.SUBJECT,
                                Value.text("Done"),
                                STATUS,
                                COMPLETED,
                                PERCENT_COMPLETE,
                                new Value.Whole(60))));
        company.settle();
        for (Side side : Side.values()) {
            assertThat(company.only(side).value(STATUS)).isEqualTo(COMPLETED);
            assertThat(company.only(side).value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(100));
        }
    }

    @Test
    void theNewerEditWinsAlsoWhenItIsD365s() {
        put();
        company.edit(Side.EXCHANGE, STATUS, COMPLETED);
        company.time.updateAndGet(t -> t.plusSeconds(60));
        company.edit(Side.D365, STATUS, Value.choice("WAITING"));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).value(STATUS)).isEqualTo(Value.choice("WAITING"));
        assertThat(company.only(Side.D365).value(STATUS)).isEqualTo(Value.choice("WAITING"));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aPersonIsAskedOnceForAllOfItAndIsFollowed(Side taken) {
        company.rules = SyncRules.builder().policy(FieldPolicy.ASK).build();
        conflict();
        RunReport report = company.run();
        assertThat(report.openCases()).isEqualTo(1);
        assertThat(company.only(Side.D365).value(STATUS)).isEqualTo(IN_PROGRESS);
        assertThat(company.only(Side.EXCHANGE).value(STATUS)).isEqualTo(COMPLETED);
        OpenCase asked = company.store.cases().ofLane(company.lane.id()).single();
        Resolution resolution = new Resolution(company.store, company.ids, company.clock, "by-hand");
        assertThat(resolution.conflicts(asked).map(Resolution.Conflict::field)).contains(STATUS, PERCENT_COMPLETE);

        resolution.take(asked, taken, HashSet.empty());
        company.settle();
        for (Side side : Side.values()) {
            assertThat(company.only(side).value(STATUS)).isEqualTo(taken == Side.D365 ? IN_PROGRESS : COMPLETED);
        }
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
    }

    @Test
    void theSameEditOnBothSidesIsNoConflict() {
        company.rules = SyncRules.builder().policy(FieldPolicy.ASK).build();
        put();
        company.edit(Side.D365, STATUS, COMPLETED);
        company.edit(Side.EXCHANGE, PERCENT_COMPLETE, new Value.Whole(100));
        company.settle();
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
        for (Side side : Side.values()) {
            assertThat(company.only(side).value(STATUS)).isEqualTo(COMPLETED);
            assertThat(company.only(side).value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(100));
        }
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void twoTasksThatMeetForTheFirstTimeFollowTheFirstSide(Side first) {
        company.rules = SyncRules.builder().first(first).build();
        company.put(first, task("Visit").with(STATUS, COMPLETED).with(PERCENT_COMPLETE, new Value.Whole(100)));
        company.put(first.other(), task("Visit").with(STATUS, IN_PROGRESS).with(PERCENT_COMPLETE, new Value.Whole(40)));
        company.settle();
        for (Side side : Side.values()) {
            assertThat(company.only(side).value(STATUS)).isEqualTo(COMPLETED);
            assertThat(company.only(side).value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(100));
        }
        assertThat(company.store.journal().newest(company.lane.id(), 50))
                .anyMatch(e -> e.before().get(PERCENT_COMPLETE).contains(new Value.Whole(40)));
    }

    @Test
    void aPrivateTaskShowsD365OnlyItsDates() {
        company.put(
                Side.EXCHANGE,
                task("Dentist")
                        .with(Field.SENSITIVITY, Value.choice("PRIVATE"))
                        .with(STATUS, COMPLETED)
                        .with(PERCENT_COMPLETE, new Value.Whole(100)));
        company.settle();
        Item shown = company.only(Side.D365);
        assertThat(shown.title()).isEqualTo("Private");
        assertThat(shown.value(STATUS)).isNotEqualTo(COMPLETED);
        assertThat(shown.value(Field.DUE_DATE)).isEqualTo(new Value.Date(LocalDate.of(2026, 3, 10)));
    }

    private void put() {
        company.put(Side.D365, task("Visit").with(STATUS, Value.choice("NOT_STARTED")));
        company.settle();
    }

    /** D365 says 40 per cent, then Exchange says that it is done. */
    private void conflict() {
        put();
        company.edit(Side.D365, PERCENT_COMPLETE, new Value.Whole(40));
        company.edit(Side.D365, STATUS, IN_PROGRESS);
        company.time.updateAndGet(t -> t.plusSeconds(60));
        company.edit(Side.EXCHANGE, STATUS, COMPLETED);
    }

    private static Item task(String subject) {
        return Item.of(
                Kind.TASK,
                LinkedHashMap.of(
                        Field.SUBJECT, Value.text(subject),
                        Field.DUE_DATE, new Value.Date(LocalDate.of(2026, 3, 10)),
                        Field.SENSITIVITY, Value.choice("NORMAL"),
                        Field.IMPORTANCE, Value.choice("NORMAL")));
    }
}
