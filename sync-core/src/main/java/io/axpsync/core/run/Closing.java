package io.axpsync.core.run;

import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Store;
import io.vavr.control.Option;
import java.time.Instant;

/** Closes lanes when everything before is recorded: cases, what is held, and where the next run goes on. */
final class Closing {

    private final Store store;
    private final RunListener listener;
    private final Instant now;

    Closing(Store store, RunListener listener, Instant now) {
        this.store = store;
        this.listener = listener;
        this.now = now;
    }

    void close(LaneWork lane) {
        if (!lane.failed() && lane.plan != null) {
            store.cases().replace(lane.id(), CaseBook.after(lane));
            store.held().replace(lane.id(), lane.held, CaseBook.held(lane, now));
            store.checkpoints().save(lane.id(), position(lane));
            listener.on(new RunEvent.LaneDone(lane.id()));
        }
    }

    /** A proven deletion that was not carried out (held, parked, refused) must be proven again: by a full listing. */
    private static void proveAgain(LaneWork lane) {
        lane.evidence.keySet().stream()
                .filter(ref -> lane.linkOf(ref).exists(l -> l.state() != LinkState.RELEASED || returns(lane, l)))
                .forEach(ref -> lane.compare.add(ref.side()));
    }

    /** Whether what was released, and lost its counterpart, was to be made anew in this run, and was not. */
    private static boolean returns(LaneWork lane, Link released) {
        return lane.plan()
                .decisions()
                .appendAll(lane.plan().held().map(SyncPlan.HeldDecision::decision))
                .exists(d -> d instanceof Decision.Create && d.link().exists(l -> l.id().equals(released.id())));
    }

    private LanePosition position(LaneWork lane) {
        proveAgain(lane);
        boolean compared = lane.snapshots.values().stream().allMatch(Snapshot::isFull);
        return new LanePosition(
                lane.snapshot(Side.D365)
                        .filter(s -> !lane.compare.contains(Side.D365))
                        .map(Snapshot::next),
                lane.snapshot(Side.EXCHANGE)
                        .filter(s -> !lane.compare.contains(Side.EXCHANGE))
                        .map(Snapshot::next),
                Option.some(lane.window),
                compared ? Option.some(now) : lane.position.compared(),
                Rescoping.configuration(lane),
                true);
    }
}
