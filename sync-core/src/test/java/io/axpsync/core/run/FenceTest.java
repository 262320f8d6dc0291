package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.port.FenceMark;
import io.axpsync.core.port.FencePlace;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Two installations of which one is a copy never write into the same places. */
class FenceTest {

    private final TwoSides world = new TwoSides();

    @Test
    void theFirstRunThatWritesPutsUpFences() {
        assertThat(folder()).isEmpty();
        world.put(Side.D365, TwoSides.appointment("Review"));
        world.run();
        assertThat(folder()).contains(new Fence("inst", 0, "d365.memory.example", 1));
        assertThat(inD365()).contains(new Fence("inst", 0, "d365.memory.example", 1));
    }

    @Test
    void aRunThatWritesNothingNeitherReadsNorRaisesThem() {
        world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        int before = world.exchange.requests() + world.d365.requests();
        world.run();
        assertThat(world.exchange.requests() + world.d365.requests() - before)
                .as("one listing of each side")
                .isEqualTo(2);
        assertThat(folder().get().counter()).isEqualTo(1);
    }

    @Test
    void eachRunThatWritesRaisesThem() {
        ItemRef row = world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        move(row);
        world.settle();
        assertThat(folder().get().counter()).isEqualTo(2);
        assertThat(inD365().get().counter()).isEqualTo(2);
    }

    @Test
    void anOlderCopyOfTheStateWritesNothing() {
        MemoryStore copy = new MemoryStore("inst");
        ItemRef row = world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        move(row);
        assertThat(refusal(copy, world.d365)).isEqualTo("fence-ahead");
    }

    @Test
    void anotherInstallationWritesNothing() {
        ItemRef row = world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        move(row);
        assertThat(refusal(new MemoryStore("test"), world.d365)).isEqualTo("fence-foreign");
    }

    @Test
    void aStateThatIsUsedWithAnotherD365WritesNothing() {
        world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        assertThat(refusal(world.store, d365("test.memory.example"))).isEqualTo("fence-d365");
    }

    @Test
    void aStateThatIsUsedWithOlderDataOfD365WritesNothing() {
        world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        assertThat(refusal(world.store, d365("d365.memory.example"))).isEqualTo("fence-d365-older");
    }

    @Test
    void aDryRunAsksForNoFence() {
        world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        RunReport plan = run(new MemoryStore("test"), world.d365).plan(Vector.of(setup(world.d365)));
        assertThat(plan.fencedLanes()).isZero();
    }

    @Test
    void aLaneThatIsFencedOffKeepsItsPositionAndItsLinks() {
        world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        var position = world.store.checkpoints().of(world.lane.id());
        var link = world.onlyLink();
        refusal(world.store, d365("test.memory.example"));
        assertThat(world.store.checkpoints().of(world.lane.id())).isEqualTo(position);
        assertThat(world.onlyLink()).isEqualTo(link);
    }

    @Test
    void takingOverLetsTheCopyWriteAndShutsTheOtherOut() {
        MemoryStore copy = new MemoryStore("inst");
        ItemRef row = world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        move(row);

        Takeover.Standing now = takeover(copy, world.d365);
        assertThat(now.failure()).isEmpty();
        assertThat(now.against()).isEmpty();
        assertThat(now.folder()).contains(new Fence("inst", 1, "d365.memory.example", 2));
        assertThat(sync(copy, world.d365).fencedLanes()).isZero();
        assertThat(world.only(Side.EXCHANGE).value(Field.LOCATION)).isEqualTo(Value.text("Hall 4"));

        world.user(Side.D365).edit(world.lane, row, Field.LOCATION, Value.text("Hall 5"));
        assertThat(refusal(world.store, world.d365)).isEqualTo("fence-ahead");
    }

    @Test
    void takingOverFromALostInstallationFindsItsPairsAgain() {
        ItemRef row = world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        move(row);
        MemoryStore anew = new MemoryStore("anew");
        takeover(anew, world.d365);
        RunReport report = sync(anew, world.d365);
        assertThat(report.total(RunReport.Counts::adopted)).isOne();
        assertThat(report.openCases()).isZero();
        assertThat(world.all(Side.EXCHANGE)).hasSize(1);
    }

    @Test
    void afterTakingOverNothingIsConcludedFromWhatOlderDataLack() {
        world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        MemorySide older = d365("d365.memory.example");
        takeover(world.store, older);
        RunReport report = sync(world.store, older);
        assertThat(report.fencedLanes()).isZero();
        assertThat(report.total(RunReport.Counts::removed)).isZero();
        assertThat(world.all(Side.EXCHANGE)).hasSize(1);
    }

    @Test
    void takingOverStandsInTheJournal() {
        world.put(Side.D365, TwoSides.appointment("Review"));
        world.settle();
        takeover(world.store, world.d365);
        assertThat(world.store.journal().newest(world.lane.id(), 2))
                .extracting(JournalEntry::verb, JournalEntry::phase)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("takeover", JournalEntry.Phase.INTENT),
                        org.assertj.core.groups.Tuple.tuple("takeover", JournalEntry.Phase.DONE));
    }

    @Test
    void aLaneThatAnotherProcessHasIsNotTakenOver() {
        world.store.leases().take(world.lane.id(), "other", TwoSides.TODAY, TwoSides.TODAY.plus(Duration.ofHours(1)));
        assertThat(takeover(world.store, world.d365).failure().map(Reason::code))
                .contains("leased");
        assertThat(folder()).isEmpty();
    }

    @Test
    void aFenceThatCouldNotBeRaisedIsRaisedByTheNextRun() {
        world.put(Side.D365, TwoSides.appointment("Review"));
        RunReport report = run(world.store, world.d365)
                .sync(Vector.of(setup(world.d365).withExchange(neverRaising(world.exchange))));
        assertThat(report.lanes().head().failure().map(Reason::code)).contains("unavailable");
        assertThat(folder()).isEmpty();
        FenceMark open = world.store.fences().of(FencePlace.folder(world.lane.id()));
        assertThat(open.isOpen()).isTrue();

        world.run();
        assertThat(folder().get().counter()).isEqualTo(1);
        assertThat(world.store.fences().of(FencePlace.folder(world.lane.id())).isOpen())
                .isFalse();
    }

    @Test
    void aRowThatCarriesAnotherInstallationsStampIsNotWrittenOnStockD365() {
        TwoSides stock = new TwoSides(MemoryHabits.STOCK_D365, MemoryHabits.GRAPH);
        ItemRef row = stock.put(Side.D365, TwoSides.appointment("Review"));
        stock.user(Side.D365).setStamp(row, Option.some(Stamp.of("production", new LinkId("l-1"))));

        RunReport report = stock.run();
        assertThat(stock.d365.written()).isEmpty();
        assertThat(stock.exchange.written()).isEmpty();
        assertThat(report.lanes().head().cases().map(c -> c.reason().code())).containsExactly("foreign-stamp");

        new Takeover(stock.store, stock.clock, stock.ids).take(Vector.of(stock.setup()), HashSet.of("production"));
        stock.settle();
        assertThat(stock.all(Side.EXCHANGE)).hasSize(1);
        assertThat(stock.store.cases().ofLane(stock.lane.id())).isEmpty();
    }

    @Test
    void aPairWhoseRowAnotherInstallationStampedIsLeftAlone() {
        TwoSides stock = new TwoSides(MemoryHabits.STOCK_D365, MemoryHabits.GRAPH);
        ItemRef row = stock.put(Side.D365, TwoSides.appointment("Review"));
        stock.settle();
        stock.user(Side.D365).setStamp(row, Option.some(Stamp.of("production", new LinkId("l-1"))));
        stock.user(Side.EXCHANGE).edit(stock.lane, stock.onlyRef(Side.EXCHANGE), Field.LOCATION, Value.text("Hall 4"));
        RunReport report = stock.run();
        assertThat(report.total(RunReport.Counts::writes)).isZero();
        assertThat(report.lanes().head().cases().map(c -> c.reason().code())).containsExactly("foreign-stamp");
    }

    @Test
    void anUndoThatAFenceStopsTakesNothingBackUntilTheLaneIsOursAgain() {
        world.put(Side.D365, TwoSides.appointment("Review"));
        String run = world.run().run();
        takeover(new MemoryStore("other"), world.d365);
        int written = world.d365.written().size() + world.exchange.written().size();

        UndoReport stopped = undo(run);
        assertThat(stopped.run().fencedLanes()).isOne();
        Reason reason = stopped.run().lanes().head().failure().get();
        assertThat(reason.code()).isEqualTo("fence-foreign");
        assertThat(reason.remedy()).contains("axpsync takeover --lane " + world.lane.id());
        assertThat(world.d365.written().size() + world.exchange.written().size())
                .isEqualTo(written);
        assertThat(world.all(Side.EXCHANGE)).hasSize(1);
        assertThat(world.onlyLink().state()).isEqualTo(LinkState.LINKED);

        takeover(world.store, world.d365);
        UndoReport undone = undo(run);
        assertThat(undone.run().fencedLanes()).isZero();
        assertThat(undone.refused()).as("nothing counts as undone before").isEmpty();
        assertThat(world.all(Side.EXCHANGE)).isEmpty();
    }

    @Test
    void eachLaneRaisesItsFenceOnceInARunAndD365OnceForEachPack() {
        Vector<Lane> lanes = Vector.of("000201", "000202", "000203")
                .map(worker -> TwoSides.lane(worker, worker + "@fabrikon.example"));
        MemorySide d365 = MemorySide.of(MemoryHabits.D365, world.clock, lanes.toJavaArray(Lane[]::new));
        MemorySide exchange = MemorySide.of(MemoryHabits.GRAPH, world.clock, lanes.toJavaArray(Lane[]::new));
        lanes.forEach(lane -> Vector.range(0, Rounds.ITEMS / 2 - 50)
                .forEach(i -> d365.user().put(lane, TwoSides.appointment("no. " + i), true)));
        List<FenceWrite> inFolders = new ArrayList<>();
        List<FenceWrite> inD365 = new ArrayList<>();
        LaneSetup over = world.setup().withD365(raising(d365, inD365)).withExchange(raising(exchange, inFolders));
        RunReport report = run(world.store, d365).sync(lanes.map(over::withLane));
        assertThat(report.failedLanes()).isZero();
        assertThat(report.total(RunReport.Counts::created)).isEqualTo(3 * (Rounds.ITEMS / 2 - 50));
        assertThat(inFolders).extracting(w -> w.lane().id()).containsExactlyElementsOf(lanes.map(Lane::id));
        assertThat(inD365).extracting(w -> w.fence().counter()).containsExactly(1L, 2L);
    }

    // ---- one run more

    private void move(ItemRef row) {
        world.user(Side.D365).edit(world.lane, row, Field.LOCATION, Value.text("Hall 4"));
    }

    private MemorySide d365(String address) {
        MemoryHabits habits = MemoryHabits.D365.withCapabilities(
                MemoryHabits.D365.capabilities().withAddress(address));
        MemorySide d365 = MemorySide.of(habits, world.clock, world.lane);
        Item other = TwoSides.appointment("Only here");
        d365.user().put(world.lane, other, true);
        d365.forgetCheckpoints();
        return d365;
    }

    /** Runs, sees that nothing was written anywhere, and says why. */
    private String refusal(Store store, MemorySide d365) {
        int before = d365.written().size() + world.exchange.written().size();
        RunReport report = sync(store, d365);
        assertThat(d365.written().size() + world.exchange.written().size()).isEqualTo(before);
        assertThat(report.lanes().head().plan().get().decisions())
                .as("it is planned all the same")
                .isNotEmpty();
        assertThat(report.fencedLanes()).isOne();
        Reason reason = report.lanes().head().failure().get();
        assertThat(reason.text()).contains(world.lane.id().id());
        assertThat(reason.remedy()).contains("axpsync takeover --lane " + world.lane.id());
        return reason.code();
    }

    private RunReport sync(Store store, SyncSide d365) {
        world.time.updateAndGet(t -> t.plusSeconds(60));
        return run(store, d365).sync(Vector.of(setup(d365)));
    }

    private SyncRun run(Store store, SyncSide d365) {
        return new SyncRun(store, TwoSides.NOBODY, world.clock, world.ids, RunListener.SILENT);
    }

    private LaneSetup setup(SyncSide d365) {
        return world.setup().withD365(d365);
    }

    private Takeover.Standing takeover(Store store, SyncSide d365) {
        return new Takeover(store, world.clock, world.ids)
                .take(Vector.of(setup(d365)), HashSet.empty())
                .head();
    }

    private Option<Fence> folder() {
        return world.exchange.fences(Vector.of(world.lane)).head().get().headOption();
    }

    private Option<Fence> inD365() {
        return world.d365.fences(Vector.of(world.lane)).head().get().headOption();
    }

    private UndoReport undo(String run) {
        world.time.updateAndGet(t -> t.plusSeconds(60));
        return new Undo(world.store, TwoSides.NOBODY, world.clock, world.ids, RunListener.SILENT)
                .undo(new UndoScope.OfRun(run), Vector.of(world.setup()));
    }

    /** The side, keeping what is raised on it. */
    private static SyncSide raising(SyncSide side, List<FenceWrite> raised) {
        return intercepted(side, args -> {
            ((Seq<?>) args[0]).forEach(write -> raised.add((FenceWrite) write));
            return side.raise(Vector.ofAll((Seq<?>) args[0]).map(FenceWrite.class::cast));
        });
    }

    private static SyncSide neverRaising(SyncSide side) {
        PortFailure down = new PortFailure.Unavailable(Reason.of("unavailable", "no answer"));
        return intercepted(side, args -> ((Seq<?>) args[0]).map(f -> Option.some(down)));
    }

    private static SyncSide intercepted(SyncSide side, Function<Object[], Object> raise) {
        return (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, args) -> {
                    if (method.getName().equals("raise")) {
                        return raise.apply(args);
                    }
                    try {
                        return method.invoke(side, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
