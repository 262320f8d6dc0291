package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.RunEvent;
import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody edits or deletes between the moment at which a run has planned and the one at which it writes. */
class EditedMeanwhileTest {

    private static final Value HALL_1 = Value.text("Hall 1");
    private static final Value HALL_2 = Value.text("Hall 2");

    static Stream<TwoSides> companies() {
        return Stream.of(true, false)
                .map(checks -> new TwoSides(
                        MemoryHabits.D365,
                        MemoryHabits.GRAPH.withCapabilities(
                                MemoryHabits.GRAPH.capabilities().withChecksVersions(checks))));
    }

    /** Two pairs that agree; the run is about the first. */
    private static ItemRef pair(TwoSides company) {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        ItemRef copy = company.onlyRef(Side.EXCHANGE);
        company.put(Side.D365, appointment("Other"));
        company.settle();
        return copy;
    }

    private static ItemRef row(TwoSides company) {
        return company.user(Side.D365).called(company.lane, "Offer").single();
    }

    private static RunReport runWhile(TwoSides company, Runnable meanwhile) {
        company.time.updateAndGet(t -> t.plusSeconds(60));
        return company.runner(event -> {
                    if (event instanceof RunEvent.LanePlanned) {
                        meanwhile.run();
                    }
                })
                .sync(Vector.of(company.setup()));
    }

    @Test
    void anEditInOutlookIsNotOverwrittenButMerged() {
        TwoSides company = new TwoSides();
        ItemRef copy = pair(company);
        company.user(Side.D365).edit(company.lane, row(company), Field.LOCATION, HALL_1);

        RunReport report = runWhile(
                company,
                () -> company.user(Side.EXCHANGE).edit(company.lane, copy, Field.BODY, Value.text("Bring the plans")));

        assertThat(report.total(RunReport.Counts::refused)).isEqualTo(1);
        assertThat(report.total(RunReport.Counts::updated)).isZero();
        assertThat(report.lanes().head().cases().map(OpenCase::state)).containsExactly(OpenCase.State.FAILING);
        assertThat(company.user(Side.EXCHANGE).see(company.lane, copy).value(Field.LOCATION))
                .isEqualTo(Value.NOTHING);
        company.settle();
        for (Side side : Side.values()) {
            Item item = company.all(side).find(i -> i.title().equals("Offer")).get();
            assertThat(item.value(Field.LOCATION)).isEqualTo(HALL_1);
            assertThat(item.value(Field.BODY)).isEqualTo(Value.text("Bring the plans"));
        }
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
    }

    @Test
    void aVersionThatMovedWhileTheItemStayedIsNoReasonToWait() {
        TwoSides company = new TwoSides();
        ItemRef copy = pair(company);
        company.user(Side.D365).edit(company.lane, row(company), Field.LOCATION, HALL_1);

        RunReport report = runWhile(company, () -> {
            company.user(Side.EXCHANGE).edit(company.lane, copy, Field.LOCATION, HALL_2);
            company.user(Side.EXCHANGE).edit(company.lane, copy, Field.LOCATION, Value.NOTHING);
        });

        assertThat(report.total(RunReport.Counts::refused)).isZero();
        assertThat(report.total(RunReport.Counts::updated)).isEqualTo(1);
        assertThat(report.total(RunReport.Counts::writes)).isEqualTo(1);
        assertThat(company.user(Side.EXCHANGE).see(company.lane, copy).value(Field.LOCATION))
                .isEqualTo(HALL_1);
        company.assertQuiet();
    }

    @ParameterizedTest
    @MethodSource("companies")
    void whatWasEditedIsNotRemoved(TwoSides company) {
        ItemRef copy = pair(company);
        company.user(Side.D365).delete(row(company));

        RunReport report =
                runWhile(company, () -> company.user(Side.EXCHANGE).edit(company.lane, copy, Field.LOCATION, HALL_2));

        assertThat(report.total(RunReport.Counts::refused)).isEqualTo(1);
        assertThat(report.total(RunReport.Counts::removed)).isZero();
        assertThat(company.user(Side.EXCHANGE).isDeleted(copy)).isFalse();
        company.time.updateAndGet(t -> t.plusSeconds(3600));
        company.settle();
        assertThat(company.all(Side.D365).map(i -> i.value(Field.LOCATION))).contains(HALL_2);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void whatOnlyMovedItsVersionIsRemoved(TwoSides company) {
        ItemRef copy = pair(company);
        company.user(Side.D365).delete(row(company));

        RunReport report = runWhile(company, () -> {
            company.user(Side.EXCHANGE).edit(company.lane, copy, Field.LOCATION, HALL_2);
            company.user(Side.EXCHANGE).edit(company.lane, copy, Field.LOCATION, Value.NOTHING);
        });

        assertThat(report.total(RunReport.Counts::refused)).isZero();
        assertThat(report.total(RunReport.Counts::removed)).isEqualTo(1);
        assertThat(company.user(Side.EXCHANGE).isDeleted(copy)).isTrue();
        assertThat(company.store.links().ofLane(company.lane.id())).hasSize(1);
        company.assertQuiet();
    }

    @Test
    void whatWasRereadAndLeftAloneWasNeverIntended() {
        TwoSides company = companies().skip(1).findFirst().get();
        ItemRef copy = pair(company);
        company.user(Side.D365).delete(row(company));

        String run = runWhile(
                        company, () -> company.user(Side.EXCHANGE).edit(company.lane, copy, Field.LOCATION, HALL_2))
                .run();

        assertThat(company.store.journal().ofRun(run).map(JournalEntry::phase))
                .doesNotContain(JournalEntry.Phase.INTENT, JournalEntry.Phase.DONE);
    }

    /** Where versions are not checked, the second hundred is read again: the first took its time. */
    @Test
    void aLaterBatchIsReadAgainWhereVersionsAreNotChecked() {
        TwoSides company = companies().skip(1).findFirst().get();
        int many = Batches.SIZE + 10;
        company.rules = company.rules.withLimits(new GuardLimits(HashMap.empty(), 0, 0));
        for (int i = 0; i < many; i++) {
            company.put(Side.D365, appointment("Round " + i));
        }
        company.settle();
        for (ItemRef row : company.user(Side.D365).list(company.lane)) {
            company.user(Side.D365).edit(company.lane, row, Field.LOCATION, HALL_1);
        }
        company.time.updateAndGet(t -> t.plusSeconds(60));
        int[] written = {0};
        RunReport report = company.runner(event -> {
                    if (event instanceof RunEvent.ItemWritten && ++written[0] == 1) {
                        for (ItemRef copy : company.user(Side.EXCHANGE).list(company.lane)) {
                            boolean waits = company.user(Side.EXCHANGE)
                                    .see(company.lane, copy)
                                    .value(Field.LOCATION)
                                    .isNothing();
                            if (waits) {
                                company.user(Side.EXCHANGE).edit(company.lane, copy, Field.LOCATION, HALL_2);
                            }
                        }
                    }
                })
                .sync(Vector.of(company.setup()));

        assertThat(report.total(RunReport.Counts::updated)).isEqualTo(Batches.SIZE);
        assertThat(report.total(RunReport.Counts::refused)).isEqualTo(10);
        assertThat(company.all(Side.EXCHANGE).count(i -> i.value(Field.LOCATION).equals(HALL_2)))
                .isEqualTo(10);
    }
}
