package io.axpsync.core.run;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Observes both sides of many lanes: what changed, where feeds tell it; else everything. */
final class Observing {

    private final Instant now;
    private final RunListener listener;

    Observing(Instant now, RunListener listener) {
        this.now = now;
        this.listener = listener;
    }

    /** Asks for what changed, of all lanes that have a position to go on from; an expired one is left to be listed. */
    void feeds(Seq<LaneWork> lanes) {
        changes(lanes, (lane, side) -> lane.sides.of(side).feed());
    }

    /** The same of a side that has no feed: it may still tell at once that nothing is new. */
    void withoutFeed(LaneWork lane) {
        changes(Vector.of(lane), (l, side) -> l.snapshot(side).isEmpty());
    }

    private void changes(Seq<LaneWork> lanes, BiPredicate<LaneWork, Side> which) {
        bySide(
                lanes,
                (lane, side) -> which.test(lane, side) && since(lane, side).isDefined(),
                (at, side, some) -> {
                    Set<LaneWork> expired = new HashSet<>();
                    ask(at, side, some, lane -> since(lane, side), expired);
                });
    }

    /** Lists whatever no feed told of. */
    void listings(Seq<LaneWork> lanes) {
        bySide(lanes, (lane, side) -> lane.snapshot(side).isEmpty(), (at, side, some) -> {
            Set<LaneWork> expired = new HashSet<>();
            ask(at, side, some, lane -> Option.none(), expired);
            expired.forEach(lane -> lane.fail(Reason.of(
                    "checkpoint-expired", "lane " + lane.id() + ": " + side + " refuses even a full listing")));
        });
    }

    private interface Asking {
        void ask(SyncSide at, Side side, Seq<LaneWork> lanes);
    }

    private static void bySide(Seq<LaneWork> lanes, BiPredicate<LaneWork, Side> which, Asking asking) {
        for (Side side : Side.values()) {
            Map<SyncSide, List<LaneWork>> bySide = new IdentityHashMap<>();
            lanes.reject(LaneWork::failed)
                    .filter(l -> which.test(l, side))
                    .forEach(l -> bySide.computeIfAbsent(l.side(side), s -> new ArrayList<>())
                            .add(l));
            bySide.forEach((at, group) -> asking.ask(at, side, Vector.ofAll(group)));
        }
    }

    private void ask(
            SyncSide at,
            Side side,
            Seq<LaneWork> lanes,
            Function<LaneWork, Option<Checkpoint>> since,
            Set<LaneWork> expired) {
        Map<LaneId, LaneWork> open = new HashMap<>();
        lanes.forEach(l -> open.put(l.id(), l));
        at.observe(
                lanes.map(l -> new LaneQuery(l.lane(), l.window, since.apply(l))),
                answer -> take(answer, side, open, expired));
        open.values()
                .forEach(lane -> lane.fail(
                        Reason.of("no-answer", "lane " + lane.id() + ": " + side + " handed over no observation")));
    }

    private void take(LaneAnswer answer, Side side, Map<LaneId, LaneWork> open, Set<LaneWork> expired) {
        LaneWork lane = open.remove(answer.lane().id());
        if (lane == null) {
            return;
        }
        answer.snapshot()
                .peek(snapshot -> {
                    lane.snapshots.put(side, snapshot);
                    listener.on(new RunEvent.LaneObserved(
                            lane.id(), side, snapshot.items().size(), snapshot.isFull()));
                })
                .peekLeft(failure -> {
                    if (failure instanceof PortFailure.Expired) {
                        expired.add(lane);
                    } else {
                        lane.fail(failure.reason());
                        listener.on(new RunEvent.LaneFailed(lane.id(), side, failure.reason()));
                    }
                });
    }

    /** Where to go on from; nothing when the lane must be compared in full: no feed tells what a moved window shows. */
    private Option<Checkpoint> since(LaneWork lane, Side side) {
        boolean due = lane.position
                .compared()
                .forAll(at -> !at.plus(lane.setup.compareEvery()).isAfter(now));
        boolean moved = lane.position.window().exists(w -> !w.equals(lane.window));
        return due || moved || lane.reconfigured() ? Option.none() : lane.position.checkpoint(side);
    }
}
