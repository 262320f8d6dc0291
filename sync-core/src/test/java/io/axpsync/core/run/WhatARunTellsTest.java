package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run tells while it goes on, what it leaves in the store about itself, and what it says of lanes that failed. */
class WhatARunTellsTest {

    private final TwoSides company = new TwoSides();
    private final List<RunEvent> told = new ArrayList<>();

    @Test
    void aRunTellsEachStepInOrder() {
        company.put(Side.D365, appointment("Offer"));

        RunReport report = company.runner(told::add).sync(Vector.of(company.setup()));

        var lane = company.lane.id();
        assertThat(told)
                .containsExactly(
                        new RunEvent.RunStarted(report.run(), 1),
                        new RunEvent.LaneObserved(lane, Side.D365, 1, true),
                        new RunEvent.LaneObserved(lane, Side.EXCHANGE, 0, true),
                        new RunEvent.LanePlanned(lane, 2, 0),
                        new RunEvent.ItemWritten(lane, Side.EXCHANGE, "Create"),
                        new RunEvent.ItemWritten(lane, Side.D365, "Create"),
                        new RunEvent.LaneDone(lane),
                        new RunEvent.RunFinished(report.run(), report.summary()));
        assertThat(report.summary()).isEqualTo("2 operations in 1 lanes, 0 held, 0 open cases, 0 lanes failed");
        assertThat(report.laneList()).containsExactlyElementsOf(report.lanes());
    }

    @Test
    void aRunIsInTheStoreFromItsFirstStepOn() {
        List<RunRecord> during = new ArrayList<>();
        RunReport report = company.runner(event -> {
                    if (event instanceof RunEvent.LanePlanned) {
                        during.addAll(company.store.runs().newest(1).asJava());
                    }
                })
                .sync(Vector.of(company.setup()));

        assertThat(during).containsExactly(new RunRecord(report.run(), TwoSides.TODAY, Option.none(), ""));
        assertThat(company.store.runs().newest(5))
                .containsExactly(
                        new RunRecord(report.run(), TwoSides.TODAY, Option.some(TwoSides.TODAY), report.summary()));
    }

    @Test
    void aDryRunLeavesNothingAndSaysSo() {
        company.put(Side.D365, appointment("Offer"));
        RunReport report = company.plan();
        assertThat(report.summary()).startsWith("dry run: 2 operations");
        assertThat(company.store.runs().newest(5)).isEmpty();
        assertThat(company.store.links().count()).isZero();
        assertThat(company.store.journal().ofRun(report.run())).isEmpty();
    }

    @Test
    void aLaneThatCannotBeListedFailsAndSaysWhichSide() {
        company.put(Side.D365, appointment("Offer"));
        company.exchange.behave(Hostility.NONE.withBrokenListings(1));

        RunReport report = company.runner(told::add).sync(Vector.of(company.setup()));

        assertThat(report.failedLanes()).isEqualTo(1);
        assertThat(report.lanes().head().failure().map(Reason::code)).contains("unavailable");
        assertThat(told)
                .filteredOn(e -> e instanceof RunEvent.LaneFailed)
                .map(e -> ((RunEvent.LaneFailed) e).side())
                .containsExactly(Side.EXCHANGE);
        assertThat(told).noneMatch(e -> e instanceof RunEvent.LanePlanned || e instanceof RunEvent.LaneDone);
        company.exchange.behave(Hostility.NONE);
        assertThat(company.settle().failedLanes())
                .as("the lease was given back")
                .isZero();
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
    }

    @Test
    void aSideThatHandsOverNothingFailsTheLane() {
        company.put(Side.D365, appointment("Offer"));
        SyncSide mute = (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, args) -> {
                    if (method.getName().equals("observe")) {
                        return null;
                    }
                    try {
                        return method.invoke(company.exchange, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });

        RunReport report = company.runner().sync(Vector.of(company.setup().withExchange(mute)));

        assertThat(report.lanes().head().failure().map(Reason::code)).contains("no-answer");
        company.settle();
    }

    @Test
    void readsAndSearchesThatFailFailTheLaneAndNothingIsConcluded() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        for (Side side : Side.values()) {
            company.user(side).edit(company.lane, company.onlyRef(side), Field.LOCATION, Value.text("Hall " + side));
            (side == Side.D365 ? company.d365 : company.exchange).behave(Hostility.NONE.withFailingFetches(1));

            RunReport report = company.run();

            assertThat(report.lanes().head().failure()).as("%s", side).isNotEmpty();
            assertThat(report.total(RunReport.Counts::writes)).isZero();
            (side == Side.D365 ? company.d365 : company.exchange).behave(Hostility.NONE);
            company.settle();
        }
        company.put(Side.EXCHANGE, appointment("New"));
        company.d365.behave(Hostility.NONE.withFailingFinds(1));
        RunReport report = company.run();
        assertThat(report.lanes().head().failure()).isNotEmpty();
        assertThat(company.all(Side.D365)).hasSize(1);
        company.d365.behave(Hostility.NONE);
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(2);
    }

    @Test
    void whatFailsIsTriedAgainAtOnceAndThenAfterGrowingPausesFiveTimesInAll() {
        company.put(Side.D365, appointment("Offer"));
        company.exchange.behave(Hostility.NONE.withRejectedTitle("Offer"));
        Seq<Duration> pauses =
                Vector.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));
        for (int tries = 1; tries <= 5; tries++) {
            RunReport report = company.run();
            assertThat(report.total(RunReport.Counts::refused))
                    .as("try %s", tries)
                    .isEqualTo(1);
            OpenCase open = company.store.cases().ofLane(company.lane.id()).single();
            assertThat(open.state()).isEqualTo(OpenCase.State.FAILING);
            assertThat(open.tries()).isEqualTo(tries);
            assertThat(open.since()).isEqualTo(TwoSides.TODAY.plusSeconds(60));
            if (tries <= pauses.size()) {
                assertThat(Duration.between(company.clock.instant(), open.next()))
                        .isEqualTo(pauses.get(tries - 1));
                Duration pause = pauses.get(tries - 1).minusSeconds(60);
                if (!pause.isNegative()) {
                    company.time.updateAndGet(t -> t.plus(pause.minusSeconds(60)));
                    assertThat(company.run().total(RunReport.Counts::refused))
                            .as("a minute before")
                            .isZero();
                    company.time.updateAndGet(t -> t.minusSeconds(60).plusSeconds(60));
                }
            } else {
                assertThat(open.next()).isAfter(TwoSides.TODAY.plus(Duration.ofDays(10_000)));
            }
        }
        company.exchange.behave(Hostility.NONE);
        assertThat(company.run().total(RunReport.Counts::writes)).isZero();
        company.user(Side.D365).edit(company.lane, company.onlyRef(Side.D365), Field.LOCATION, Value.text("Hall 1"));
        company.settle();
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
    }

    @Test
    void anUndoTellsAndRecordsItselfLikeARun() {
        company.put(Side.D365, appointment("Offer"));
        String made = company.run().run();
        company.time.updateAndGet(t -> t.plusSeconds(60));
        Undo undo = new Undo(company.store, TwoSides.NOBODY, company.clock, company.ids, told::add);

        UndoReport dry = undo.plan(new UndoScope.OfRun(made), Vector.of(company.setup()));
        assertThat(dry.run().operations()).isPositive();
        assertThat(company.store.runs().newest(9)).hasSize(1);
        assertThat(told).noneMatch(e -> e instanceof RunEvent.LaneDone);
        told.clear();
        UndoReport undone = undo.undo(new UndoScope.OfRun(made), Vector.of(company.setup()));

        String summary = "undo: " + undone.run().summary();
        var lane = company.lane.id();
        assertThat(told)
                .startsWith(new RunEvent.RunStarted(undone.run().run(), 1))
                .contains(new RunEvent.LaneDone(lane))
                .endsWith(new RunEvent.RunFinished(undone.run().run(), summary));
        assertThat(company.store.runs().newest(1))
                .containsExactly(new RunRecord(
                        undone.run().run(), company.clock.instant(), Option.some(company.clock.instant()), summary));
        assertThat(company.store.leases().take(lane, "another", company.clock.instant(), company.clock.instant()))
                .as("the lease was given back")
                .isTrue();
    }

    @Test
    void whatAnUndoIsAskedForInOtherLanesIsRefused() {
        company.put(Side.D365, appointment("Offer"));
        String made = company.run().run();
        UndoReport report = new Undo(company.store, TwoSides.NOBODY, company.clock, company.ids, told::add)
                .undo(new UndoScope.OfRun(made), Vector.empty());
        assertThat(report.found()).isPositive();
        assertThat(report.refused()).isNotEmpty();
        assertThat(report.refusedList()).containsExactlyElementsOf(report.refused());
        assertThat(told).startsWith(new RunEvent.RunStarted(report.run().run(), 0));
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
    }

    @Test
    void theJournalSaysOfEachWriteThatItWasIntendedAndDone() {
        company.put(Side.D365, appointment("Offer"));
        String made = company.run().run();
        assertThat(lines(made))
                .containsExactly(
                        "create INTENT EXCHANGE", "create DONE EXCHANGE", "stamp INTENT D365", "stamp DONE D365");
        company.edit(Side.D365, Field.LOCATION, Value.text("Hall 1"));
        assertThat(lines(company.run().run())).containsExactly("update INTENT EXCHANGE", "update DONE EXCHANGE");
        ItemRef copy = company.onlyRef(Side.EXCHANGE);
        company.put(Side.D365, appointment("Other"));
        company.settle();
        company.user(Side.EXCHANGE).delete(copy);
        assertThat(lines(company.run().run())).containsExactly("delete INTENT D365", "delete DONE D365");
    }

    private Seq<String> lines(String run) {
        return company.store
                .journal()
                .ofRun(run)
                .map((JournalEntry e) -> e.verb() + " " + e.phase()
                        + e.side().map(side -> " " + side).getOrElse(""));
    }
}
