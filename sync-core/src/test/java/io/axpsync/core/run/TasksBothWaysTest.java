package io.axpsync.core.run;

import static io.axpsync.core.item.Field.ACTUAL_WORK;
import static io.axpsync.core.item.Field.COMPLETED_DATE;
import static io.axpsync.core.item.Field.DUE_DATE;
import static io.axpsync.core.item.Field.PERCENT_COMPLETE;
import static io.axpsync.core.item.Field.START_DATE;
import static io.axpsync.core.item.Field.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.LinkedHashMap;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users see of their tasks after runs, in To Do and in Outlook on premises. Each scenario settles. */
class TasksBothWaysTest {

    private static final Value COMPLETED = Value.choice("COMPLETED");
    private static final Value ALL = new Value.Whole(100);

    static Stream<TwoSides> companies() {
        return Stream.of(
                TwoSides.withTasks(MemoryHabits.D365, MemoryHabits.TO_DO),
                TwoSides.withTasks(MemoryHabits.D365, MemoryHabits.EWS_TASKS),
                TwoSides.withTasks(MemoryHabits.STOCK_D365, MemoryHabits.TO_DO),
                TwoSides.withTasks(MemoryHabits.STOCK_D365, MemoryHabits.EWS_TASKS));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aTaskOfD365CompletedInOutlookIsCompletedInD365(TwoSides company) {
        ItemRef ref = company.put(Side.D365, task("Call back").with(PERCENT_COMPLETE, new Value.Whole(30)));
        company.settle();
        company.edit(Side.EXCHANGE, STATUS, COMPLETED);
        company.settle();
        Item task = company.user(Side.D365).see(company.lane, ref);
        assertThat(task.value(STATUS)).isEqualTo(COMPLETED);
        assertThat(task.value(PERCENT_COMPLETE)).isEqualTo(ALL);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aHundredPerCentTypedInD365CompletesTheTaskOnBothSides(TwoSides company) {
        company.put(Side.D365, task("Call back"));
        company.settle();
        company.edit(Side.D365, PERCENT_COMPLETE, ALL);
        company.settle();
        assertThat(company.only(Side.EXCHANGE).value(STATUS)).isEqualTo(COMPLETED);
        assertThat(company.only(Side.D365).value(STATUS)).isEqualTo(COMPLETED);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aTaskThatIsOpenedAgainIsNoLongerAtAHundredPerCent(TwoSides company) {
        company.put(Side.D365, task("Call back").with(STATUS, COMPLETED).with(PERCENT_COMPLETE, ALL));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).value(STATUS)).isEqualTo(COMPLETED);
        company.edit(Side.EXCHANGE, STATUS, Value.choice("WAITING"));
        company.settle();
        assertThat(company.only(Side.D365).value(STATUS)).isEqualTo(Value.choice("WAITING"));
        assertThat(company.only(Side.D365).value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(0));
        assertThat(company.only(Side.D365).value(COMPLETED_DATE)).isEqualTo(Value.NOTHING);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aTaskReopenedInD365StaysOpenAlthoughItsPerCentStillSaysAHundred(TwoSides company) {
        company.put(Side.D365, task("Call back").with(STATUS, COMPLETED).with(PERCENT_COMPLETE, ALL));
        company.settle();
        company.edit(Side.D365, STATUS, Value.choice("IN_PROGRESS"));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).value(STATUS)).isEqualTo(Value.choice("IN_PROGRESS"));
        assertThat(company.only(Side.D365).value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(0));
    }

    /** The server says when it was completed; that is no edit of a user. */
    @ParameterizedTest
    @MethodSource("companies")
    void theDateThatExchangePutsOnACompletedTaskDoesNotReplaceTheOneOfD365(TwoSides company) {
        company.put(
                Side.D365,
                task("Call back")
                        .with(STATUS, COMPLETED)
                        .with(PERCENT_COMPLETE, ALL)
                        .with(COMPLETED_DATE, day(1)));
        company.settle();
        assertThat(company.only(Side.D365).value(COMPLETED_DATE)).isEqualTo(day(1));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aTaskMadeInOutlookAndReplannedInD365MovesInOutlook(TwoSides company) {
        company.put(Side.EXCHANGE, task("Visit"));
        company.settle();
        company.edit(Side.D365, DUE_DATE, day(20));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).value(DUE_DATE)).isEqualTo(day(20));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void editsOfDifferentFieldsMerge(TwoSides company) {
        company.put(Side.D365, task("Visit"));
        company.settle();
        company.edit(Side.D365, START_DATE, day(3));
        company.edit(Side.EXCHANGE, STATUS, Value.choice("IN_PROGRESS"));
        company.settle();
        for (Side side : Side.values()) {
            assertThat(company.only(side).value(START_DATE)).isEqualTo(day(3));
            assertThat(company.only(side).value(STATUS)).isEqualTo(Value.choice("IN_PROGRESS"));
        }
    }

    @ParameterizedTest
    @MethodSource("companies")
    void progressOnBothSidesFollowsOneOfThemAsAWhole(TwoSides company) {
        company.rules = SyncRules.builder().policy(FieldPolicy.D365).build();
        company.put(Side.D365, task("Visit").with(PERCENT_COMPLETE, new Value.Whole(10)));
        company.settle();
        company.edit(Side.D365, PERCENT_COMPLETE, new Value.Whole(40));
        company.edit(Side.D365, STATUS, Value.choice("IN_PROGRESS"));
        company.edit(Side.EXCHANGE, STATUS, COMPLETED);
        company.settle();
        assertThat(company.only(Side.D365).value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(40));
        assertThat(company.only(Side.EXCHANGE).value(STATUS)).isEqualTo(Value.choice("IN_PROGRESS"));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void whatToDoCannotHoldIsNeverBlankedInD365(TwoSides company) {
        company.put(
                Side.D365,
                task("Visit").with(PERCENT_COMPLETE, new Value.Whole(40)).with(ACTUAL_WORK, new Value.Whole(90)));
        company.settle();
        company.edit(Side.EXCHANGE, Field.SUBJECT, Value.text("Visit Nord"));
        company.settle();
        Item task = company.only(Side.D365);
        assertThat(task.title()).isEqualTo("Visit Nord");
        assertThat(task.value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(40));
        assertThat(task.value(ACTUAL_WORK)).isEqualTo(new Value.Whole(90));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void tasksOfOneSubjectAndDueDateMeetAndUndatedOnesToo(TwoSides company) {
        company.put(Side.D365, task("Visit"));
        company.put(Side.EXCHANGE, task("Visit"));
        company.put(Side.D365, task("Someday").with(DUE_DATE, Value.NOTHING));
        company.put(Side.EXCHANGE, task("Someday").with(DUE_DATE, Value.NOTHING));
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(2);
        assertThat(company.all(Side.EXCHANGE)).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void tasksThatAreTooMuchAlikeAreDisputed(TwoSides company) {
        company.put(Side.D365, task("Visit"));
        company.put(Side.EXCHANGE, task("Visit"));
        company.put(Side.EXCHANGE, task("Visit"));
        company.run();
        assertThat(company.all(Side.D365)).hasSize(1);
        assertThat(company.store.cases().ofLane(company.lane.id())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("companies")
    void anOldOpenTaskIsInScope(TwoSides company) {
        company.put(Side.D365, task("Visit").with(DUE_DATE, new Value.Date(LocalDate.of(2001, 1, 5))));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Visit");
    }

    private static Value day(int day) {
        return new Value.Date(LocalDate.of(2026, 3, day));
    }

    private static Item task(String subject) {
        return Item.of(
                Kind.TASK,
                LinkedHashMap.of(
                        Field.SUBJECT,
                        Value.text(subject),
                        DUE_DATE,
                        day(10),
                        STATUS,
                        Value.choice("NOT_STARTED"),
                        Field.IMPORTANCE,
                        Value.choice("NORMAL")));
    }
}
