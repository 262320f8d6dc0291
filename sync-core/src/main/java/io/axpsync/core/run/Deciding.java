package io.axpsync.core.run;

import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.plan.Colleagues;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Guard;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.LaneView;
import io.axpsync.core.plan.Planner;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;

/** Decides and guards, lane by lane; the budget of mails is one for the whole run. */
final class Deciding {

    private final Fingerprints fingerprints;
    private final RunListener listener;
    private final Instant now;
    private final Companies companies;
    private final Option<Handover> handover;
    /** What is left of the run's mails; none before the first lane. */
    private Option<Guard.Budget> budget = Option.none();

    /** Asks for no companies: contacts that users made wait. */
    Deciding(Fingerprints fingerprints, RunListener listener, Instant now) {
        this(fingerprints, listener, now, new Companies(Option.none()), Option.none());
    }

    /** @param handover none where items do not change hands */
    Deciding(
            Fingerprints fingerprints,
            RunListener listener,
            Instant now,
            Companies companies,
            Option<Handover> handover) {
        this.handover = handover;
        this.companies = companies;
        this.fingerprints = fingerprints;
        this.listener = listener;
        this.now = now;
    }

    void run(Seq<LaneWork> pack) {
        companies.correspondents(pack);
        for (LaneWork lane : pack.reject(LaneWork::failed)) {
            LaneView view = new LaneView(
                    lane.lane(),
                    lane.setup.rules(),
                    lane.sides,
                    lane.pairings,
                    HashMap.ofAll(lane.evidence),
                    lane.reconfigured(),
                    now,
                    companies.of(lane),
                    handover.map(h -> h.of(lane)).getOrElse(Colleagues.NONE),
                    lane.correspondence);
            guard(lane, new Planner(view, fingerprints).decide().map(d -> lane.foreign.guard(lane.lane(), d)));
            Rescoping.impact(lane)
                    .forEach(i -> listener.on(new RunEvent.LaneReconfigured(lane.id(), i.entering(), i.leaving())));
        }
    }

    /** Makes the lane's plan of its decisions. */
    void guard(LaneWork lane, Seq<Decision> decisions) {
        GuardLimits limits = lane.setup.rules().limits();
        Guard.Budget left = budget.getOrElse(() -> new Guard.Budget(limits.mailsInside(), limits.mailsOutside()));
        SyncPlan plan = new SyncPlan(lane.lane(), decisions, Vector.empty(), Vector.empty());
        Guard.Guarded guarded = new Guard(limits).check(plan, standing(lane), left);
        lane.plan = guarded.plan();
        budget = Option.some(guarded.left());
        listener.on(new RunEvent.LanePlanned(
                lane.id(), guarded.plan().operations(), guarded.plan().held().size()));
    }

    private Guard.Standing standing(LaneWork lane) {
        int links = (int) lane.links.values().stream()
                .filter(l -> l.state() == LinkState.LINKED)
                .count();
        boolean foreign = lane.pairings.exists(p -> p instanceof Pairing.OneSided one
                && one.item() instanceof Observed.Present o
                && o.stamp().exists(lane.foreign::isForeign));
        return new Guard.Standing(
                links,
                lane.position.agreed(),
                said(lane, Held.Word.RELEASE),
                said(lane, Held.Word.REJECT),
                foreign,
                lane.elsewhere);
    }

    private static Set<String> said(LaneWork lane, Held.Word word) {
        return HashSet.ofAll(lane.held.filter(h -> h.word() == word).map(Held::digest));
    }
}
