package io.axpsync.core.run;

import io.axpsync.core.item.Fence;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.FenceMark;
import io.axpsync.core.port.FencePlace;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.Fences;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps two installations from writing into the same places, of which one must be a copy: fences are read before a
 * lane's first write in a run, and raised with its position. A lane whose fence is not ours is only planned.
 */
final class Fencing {

    /** D365 has one fence for all lanes: whoever raises it, has this lease. */
    private static final LaneId RAISING = new LaneId("fence of D365");

    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Store store;
    private final Fences fences;
    private final FenceVerdict verdict;
    private final String run;
    private final Clock clock;

    Fencing(Store store, String run, Clock clock) {
        this.store = store;
        this.fences = store.fences();
        this.verdict = new FenceVerdict(store.installation());
        this.run = run;
        this.clock = clock;
    }

    /** Tells takings over of a lane apart, of its folder and of D365; empty when there was none. */
    static String takenOver(Fences fences, LaneId lane) {
        long folder = fences.of(FencePlace.folder(lane)).epoch();
        long d365 = fences.of(FencePlace.D365).epoch();
        return folder + d365 == 0 ? "" : "|taken over " + folder + "," + d365;
    }

    /** Before the first write: reads the fences of lanes that have something to write, and fails those that may not. */
    void check(Seq<LaneWork> pack) {
        Seq<LaneWork> writers = pack.filter(l -> !l.failed() && l.plan != null)
                .filter(l -> l.plan().operations() > 0 || ForeignRows.isNew(l) || mark(l).isOpen());
        FenceMark before = fences.of(FencePlace.D365);
        read(
                writers,
                Side.EXCHANGE,
                (lane, found) -> verdict.folder(lane.lane(), found.headOption(), d365(lane), mark(lane)));
        read(writers, Side.D365, (lane, found) -> verdict.d365(lane.lane(), found, before, fences.of(FencePlace.D365)));
        for (LaneWork lane : writers.reject(LaneWork::failed)) {
            FenceMark mark = mark(lane).intending();
            lane.fence = mark;
            if (lane.sides.exchange().holdsFence()) {
                fences.save(FencePlace.folder(lane.id()), mark);
            }
        }
    }

    /** With the positions: puts up the fences of the lanes that wrote. */
    void raise(Seq<LaneWork> lanes) {
        Seq<LaneWork> wrote = lanes.filter(l -> l.fence != null && !l.failed());
        grouped(wrote, Side.EXCHANGE).forEach((side, group) -> {
            Seq<Option<PortFailure>> failures =
                    side.raise(group.map(l -> new FenceWrite(l.lane(), fence(l, fenceOf(l)))));
            for (int i = 0; i < group.size(); i++) {
                LaneWork lane = group.get(i);
                failures.get(i)
                        .peek(failure -> lane.fail(failure.reason()))
                        .onEmpty(() -> fences.save(
                                FencePlace.folder(lane.id()), fenceOf(lane).confirming()));
            }
        });
        grouped(wrote, Side.D365).forEach(this::raiseD365);
    }

    /** While another process raises the fence, it need not be raised again. */
    private void raiseD365(SyncSide side, Seq<LaneWork> lanes) {
        Instant now = clock.instant();
        if (!store.leases().take(RAISING, run, now, now.plus(LEASE))) {
            return;
        }
        FenceMark mark = fences.of(FencePlace.D365).intending();
        fences.save(FencePlace.D365, mark);
        side.raise(Vector.of(new FenceWrite(lanes.head().lane(), fence(lanes.head(), mark))))
                .head()
                .peek(failure -> lanes.forEach(l -> l.fail(failure.reason())))
                .onEmpty(() -> fences.save(FencePlace.D365, mark.confirming()));
        store.leases().release(RAISING, run);
    }

    private Fence fence(LaneWork lane, FenceMark mark) {
        return new Fence(store.installation(), mark.epoch(), d365(lane), mark.intended());
    }

    private FenceMark mark(LaneWork lane) {
        return fences.of(FencePlace.folder(lane.id()));
    }

    private static FenceMark fenceOf(LaneWork lane) {
        return java.util.Objects.requireNonNull(lane.fence, "checked before it is raised");
    }

    private static String d365(LaneWork lane) {
        return lane.sides.d365().address();
    }

    private interface Judging {
        Option<io.axpsync.core.item.Reason> judge(LaneWork lane, Seq<Fence> found);
    }

    private void read(Seq<LaneWork> lanes, Side side, Judging judging) {
        grouped(lanes.reject(LaneWork::failed), side).forEach((at, group) -> {
            Seq<Either<PortFailure, Seq<Fence>>> found = at.fences(group.map(LaneWork::lane));
            for (int i = 0; i < group.size(); i++) {
                LaneWork lane = group.get(i);
                found.get(i)
                        .map(fences -> judging.judge(lane, fences))
                        .peek(reason -> reason.forEach(lane::fail))
                        .peekLeft(failure -> lane.fail(failure.reason()));
            }
        });
    }

    /** The lanes of each side that holds fences, in order. */
    private static Map<SyncSide, Seq<LaneWork>> grouped(Seq<LaneWork> lanes, Side side) {
        Map<SyncSide, Seq<LaneWork>> groups = new LinkedHashMap<>();
        lanes.filter(l -> l.sides.of(side).holdsFence())
                .forEach(l -> groups.merge(l.side(side), Vector.of(l), Seq::appendAll));
        return groups;
    }
}
