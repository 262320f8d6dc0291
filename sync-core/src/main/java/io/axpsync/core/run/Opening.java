package io.axpsync.core.run;

import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.expand.ExpandedSeries;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Kind;
import io.axpsync.core.plan.Sides;
import io.axpsync.core.port.FencePlace;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Opens lanes: what the sides of each can do, and where the last run left it. */
final class Opening {

    private final Store store;
    private final Instant now;
    private final Map<SyncSide, ExpandedSeries> mailboxes = new IdentityHashMap<>();

    Opening(Store store, Instant now) {
        this.store = store;
        this.now = now;
    }

    /** Tells each side once that a run begins. */
    static void begin(Seq<LaneSetup> setups) {
        Set<SyncSide> sides = Collections.newSetFromMap(new IdentityHashMap<>());
        setups.forEach(setup ->
                Vector.of(setup.d365(), setup.exchange()).filter(sides::add).forEach(SyncSide::begin));
    }

    /** The fingerprints of the store's key; with those of its older keys, which baselines may still name. */
    static Fingerprints fingerprints(Store store) {
        Store.FingerprintKey key = store.fingerprintKey();
        return Fingerprints.of(
                key.id(), key.key(), store.olderFingerprintKeys().map(old -> new Fingerprints(old.id(), old.key())));
    }

    /** A lane as if a full comparison were due, with all that the store knows of it. */
    LaneWork openInFull(LaneSetup setup) {
        LaneWork lane = open(setup);
        LanePosition last = store.checkpoints().of(setup.lane().id());
        lane.position = new LanePosition(
                Option.none(), Option.none(), Option.none(), Option.none(), last.configuration(), last.agreed());
        lane.load(store);
        return lane;
    }

    /** Reads where the last run left the lane; once it is ours, so that no other run moves it meanwhile. */
    void resume(LaneWork lane) {
        lane.position = store.checkpoints().of(lane.id());
    }

    LaneWork open(LaneSetup setup) {
        Either<PortFailure, Capabilities> d365 = setup.d365().capabilities(setup.lane());
        LaneSetup seen = withSeriesAs(d365, setup);
        Either<PortFailure, Capabilities> exchange = seen.exchange().capabilities(setup.lane());
        Capabilities nothing = Capabilities.builder().build();
        LaneWork lane = new LaneWork(
                seen,
                new Sides(d365.getOrElse(nothing), exchange.getOrElse(nothing)),
                setup.window(now),
                new ForeignRows(
                        store.installation(),
                        store.fences().of(FencePlace.folder(setup.lane().id())).predecessors()),
                Fencing.takenOver(store.fences(), setup.lane().id()));
        for (PortFailure failure : d365.swap().toVector().appendAll(exchange.swap())) {
            lane.fail(failure.reason());
        }
        return lane;
    }

    /** Where D365 holds no series, the mailbox shows its series as single appointments. */
    private LaneSetup withSeriesAs(Either<PortFailure, Capabilities> d365, LaneSetup setup) {
        ExpandedSeries exchange =
                mailboxes.computeIfAbsent(setup.exchange(), side -> new ExpandedSeries(side, store.links()));
        if (setup.lane().kind() == Kind.APPOINTMENT && d365.exists(can -> !can.series())) {
            exchange.expand(setup.lane().id());
        }
        return LaneSetup.builder().from(setup).exchange(exchange).build();
    }
}
