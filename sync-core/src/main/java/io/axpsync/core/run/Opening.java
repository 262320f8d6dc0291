package io.axpsync.core.run;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.plan.Sides;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;

/** Opens lanes: what the store knows of each, what its sides can do, and in which packs they are worked on. */
final class Opening {

    /** How many touched items are read and planned together at most, unless one lane alone has more. */
    private static final int PACK = 500;

    private final Store store;
    private final Instant now;

    Opening(Store store, Instant now) {
        this.store = store;
        this.now = now;
    }

    LaneWork open(LaneSetup setup) {
        return open(setup, store.checkpoints().of(setup.lane().id()));
    }

    /** As if a full comparison were due. */
    LaneWork openInFull(LaneSetup setup) {
        LanePosition now = store.checkpoints().of(setup.lane().id());
        return open(
                setup,
                new LanePosition(
                        Option.none(), Option.none(), Option.none(), Option.none(), now.configuration(), now.agreed()));
    }

    private LaneWork open(LaneSetup setup, LanePosition position) {
        Either<PortFailure, Capabilities> d365 = setup.d365().capabilities(setup.lane());
        Either<PortFailure, Capabilities> exchange = setup.exchange().capabilities(setup.lane());
        Capabilities nothing = Capabilities.builder().build();
        LaneWork lane = new LaneWork(
                setup,
                new Sides(d365.getOrElse(nothing), exchange.getOrElse(nothing)),
                position,
                setup.window(now),
                store.links().ofLane(setup.lane().id()),
                store.cases().ofLane(setup.lane().id()),
                store.held().ofLane(setup.lane().id()));
        for (PortFailure failure : d365.swap().toVector().appendAll(exchange.swap())) {
            lane.fail(failure.reason());
        }
        return lane;
    }

    /** Lanes in packs, so that memory is bounded by what is touched. */
    Seq<Seq<LaneWork>> packs(Seq<LaneWork> lanes) {
        Seq<Seq<LaneWork>> packs = Vector.empty();
        Seq<LaneWork> pack = Vector.empty();
        int size = 0;
        for (LaneWork lane : lanes) {
            new Touch(lane, now).run();
            int items = lane.touched.size() + lane.fresh.size();
            if (size > 0 && size + items > PACK) {
                packs = packs.append(pack);
                pack = Vector.empty();
                size = 0;
            }
            pack = pack.append(lane);
            size += items;
        }
        return pack.isEmpty() ? packs : packs.append(pack);
    }
}
