package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncPlan;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * What a lane whose configuration was changed covers now. The lane counts as configured anew until each of its links was
 * either seen under the new configuration or released; only then is the new fingerprint saved. So no absence is ever
 * taken for a deletion of an item that was agreed on under another configuration, not in later runs either.
 */
final class Rescoping {

    /** Begins a saved fingerprint that equals none: neither the new configuration nor the old one is settled. */
    private static final String UNSETTLED = "unsettled: ";

    private Rescoping() {}

    /** What enters the lane and what leaves it; none where its configuration is that of the last run. */
    static Option<RunReport.Impact> impact(LaneWork lane) {
        return Option.of(lane.plan).filter(p -> lane.reconfigured()).map(plan -> {
            Seq<Decision> all = all(plan);
            return new RunReport.Impact(all.count(Rescoping::enters), all.count(Rescoping::leaves));
        });
    }

    /** The fingerprint to save. */
    static String configuration(LaneWork lane) {
        String now = lane.configuration();
        return lane.reconfigured() && isOpen(lane) ? UNSETTLED + now : now;
    }

    private static Seq<Decision> all(SyncPlan plan) {
        return plan.decisions()
                .appendAll(plan.held().map(SyncPlan.HeldDecision::decision))
                .appendAll(plan.rejected().map(SyncPlan.HeldDecision::decision));
    }

    private static boolean enters(Decision d) {
        boolean taken = d instanceof Decision.Create || d instanceof Decision.Adopt || d instanceof Decision.Update;
        boolean wakes = d instanceof Decision.Keep && in(d, LinkState.DORMANT);
        boolean out = d.link().isEmpty() || in(d, LinkState.DORMANT) || in(d, LinkState.RELEASED);
        return wakes || (taken && out);
    }

    private static boolean leaves(Decision d) {
        return (d instanceof Decision.Release r && r.leavesScope())
                || (d instanceof Decision.Sleep && in(d, LinkState.LINKED));
    }

    private static boolean in(Decision d, LinkState state) {
        return d.link().exists(l -> l.state() == state);
    }

    /** Whether a link was neither seen where the lane looks now nor released. */
    private static boolean isOpen(LaneWork lane) {
        SyncPlan plan = lane.plan();
        boolean waits = plan.held()
                .appendAll(plan.rejected())
                .exists(h -> h.decision() instanceof Decision.Release r && r.leavesScope());
        return waits
                || lane.pairings.exists(p -> p instanceof Pairing.Disputed d && isOfLinked(lane, d))
                || plan.decisions()
                        .filter(d -> d instanceof Decision.Park && !in(d, LinkState.RELEASED))
                        .flatMap(Decision::link)
                        .exists(l -> !seen(lane, l));
    }

    /** A task of which it is not clear to which link it belongs: see {@link SameTasks}. */
    private static boolean isOfLinked(LaneWork lane, Pairing.Disputed disputed) {
        return disputed.candidates().exists(o -> lane.linkOf(o.ref()).isDefined());
    }

    private static boolean seen(LaneWork lane, Link link) {
        Seq<ItemRef> refs = link.d365().toVector().appendAll(link.exchange());
        return refs.forAll(ref -> lane.full.get(ref) instanceof Observed.Present
                || lane.snapshot(ref.side())
                        .exists(s -> s.items().exists(o -> o.ref().equals(ref) && !(o instanceof Observed.Gone))));
    }
}
