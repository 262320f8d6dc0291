package io.axpsync.core.run;

import io.axpsync.core.change.DeletionEvidence;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.link.Link;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Reads touched items in full, over many lanes at once, so that one request carries as many as it can. */
final class Reading {

    private final String installation;
    private final boolean stampsMatched;

    private Reading(String installation, boolean stampsMatched) {
        this.installation = installation;
        this.stampsMatched = stampsMatched;
    }

    /** Before stamps were matched: references that may be another backend's are left for later. */
    static Reading first(String installation) {
        return new Reading(installation, false);
    }

    /** After stamps were matched: everything that is left is asked for. */
    static Reading rest(String installation) {
        return new Reading(installation, true);
    }

    /** Reads everything that is touched and not read yet, Exchange first: D365 is read last, right before it is written. */
    void touched(Seq<LaneWork> lanes) {
        for (Side side : Vector.of(Side.EXCHANGE, Side.D365)) {
            Map<SyncSide, List<Asked>> bySide = new IdentityHashMap<>();
            for (LaneWork lane : lanes) {
                for (Asked asked : looks(lane, side)) {
                    bySide.computeIfAbsent(lane.side(side), s -> new ArrayList<>())
                            .add(asked);
                }
            }
            bySide.forEach(this::fetch);
        }
        lanes.forEach(Reading::prove);
    }

    private record Asked(LaneWork lane, Look look) {}

    private Seq<Asked> looks(LaneWork lane, Side side) {
        List<Asked> asked = new ArrayList<>();
        for (var id : lane.touched) {
            Link link = Option.of(lane.links.get(id)).get();
            for (ItemRef ref : link.ref(side)) {
                if (!lane.full.containsKey(ref) && (stampsMatched || !strange(lane, ref))) {
                    asked.add(ask(lane, ref, Option.some(Stamp.of(installation, id))));
                }
            }
        }
        for (ItemRef ref : lane.fresh) {
            if (ref.side() == side && !lane.full.containsKey(ref)) {
                asked.add(ask(lane, ref, Option.none()));
            }
        }
        return Vector.ofAll(asked);
    }

    /** A ref that another backend, or another mailbox, may have made: not read until stamps were matched. */
    private static boolean strange(LaneWork lane, ItemRef ref) {
        return ref.side() == Side.EXCHANGE
                && lane.reconfigured()
                && lane.snapshot(Side.EXCHANGE)
                        .exists(s -> s.items().forAll(o -> !o.ref().equals(ref)));
    }

    private static Asked ask(LaneWork lane, ItemRef ref, Option<Stamp> stamp) {
        return new Asked(lane, new Look(lane.lane(), lane.window, ref, stamp));
    }

    private void fetch(SyncSide side, List<Asked> asked) {
        Seq<Either<PortFailure, Observed>> answers =
                side.fetch(Vector.ofAll(asked).map(Asked::look));
        for (int i = 0; i < asked.size(); i++) {
            Asked a = asked.get(i);
            Either<PortFailure, Observed> answer = answers.get(i);
            if (answer.isRight()) {
                take(a.lane(), a.look().ref(), answer.get());
            } else {
                failed(a, answer.getLeft());
            }
        }
    }

    /** An item whose id changed with a move answers under its new id. */
    private static void take(LaneWork lane, ItemRef asked, Observed answer) {
        if (!answer.ref().equals(asked)) {
            lane.linkOf(asked).forEach(link -> lane.remember(link.withRef(asked.side(), answer.ref())));
        }
        lane.full.put(answer.ref(), answer);
    }

    private static void failed(Asked asked, PortFailure failure) {
        ItemRef ref = asked.look().ref();
        if (failure instanceof PortFailure.Denied && strange(asked.lane(), ref)) {
            asked.lane().full.put(ref, new Observed.Gone(ref, Observed.Trace.LEFT_VIEW));
            return;
        }
        boolean whole = failure instanceof PortFailure.Unavailable
                || failure instanceof PortFailure.Throttled
                || failure instanceof PortFailure.Denied;
        if (whole) {
            asked.lane().fail(failure.reason());
        } else {
            asked.lane().full.put(ref, new Observed.Unreadable(ref, new ItemVersion(""), true, "", failure.reason()));
        }
    }

    /**
     * Keeps the proof of each deletion that a feed reported, or a full listing showed, and the read confirmed. Nothing
     * when scope was configured anew: what is absent may only be out of it.
     */
    private static void prove(LaneWork lane) {
        if (lane.reconfigured()) {
            return;
        }
        lane.full.forEach((ref, observed) -> {
            for (DeletionEvidence proof :
                    lane.snapshot(ref.side()).flatMap(s -> DeletionEvidence.of(s, ref, observed))) {
                lane.evidence.put(ref, proof);
            }
        });
    }
}
