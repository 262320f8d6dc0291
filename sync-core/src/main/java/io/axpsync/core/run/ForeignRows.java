package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.plan.Decision;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * D365 rows that carry the stamp of another installation are neither written nor copied: they came with a copied
 * database, or another installation synchronises them. On a D365 without fences nothing else would tell.
 */
final class ForeignRows {

    private static final String CODE = "foreign-stamp";

    private final String installation;
    private final Set<String> predecessors;

    /** @param predecessors installations whose stamps count as ours, since the lane was taken over from them */
    ForeignRows(String installation, Set<String> predecessors) {
        this.installation = installation;
        this.predecessors = predecessors;
    }

    boolean isForeign(Stamp stamp) {
        return !stamp.installation().equals(installation) && !predecessors.contains(stamp.installation());
    }

    /** Whether rows of another installation were met for the first time: a fence may tell why. */
    static boolean isNew(LaneWork lane) {
        return lane.plan()
                .decisions()
                .exists(d -> d.reason().code().equals(CODE)
                        && lane.cases.forAll(c -> !c.items().equals(d.items())));
    }

    /** The decision, or that its row is left to whom it belongs. */
    Decision guard(Lane lane, Decision decision) {
        Option<Stamp> foreign = decision.operations() == 0
                ? Option.none()
                : row(decision).flatMap(Observed.Present::stamp).filter(this::isForeign);
        return foreign.map(stamp -> parked(lane, decision, stamp)).getOrElse(decision);
    }

    private static Decision parked(Lane lane, Decision decision, Stamp stamp) {
        return new Decision.Park(
                decision.link(),
                Decision.Parking.WAITING,
                Vector.ofAll(decision.items()),
                decision.title(),
                Reason.of(
                        CODE,
                        "lane " + lane.id() + ": the D365 row carries the stamp of installation " + stamp.installation()
                                + "; it is not written",
                        "If that installation no longer runs: axpsync takeover --lane " + lane.id() + " --from "
                                + stamp.installation()));
    }

    private static Option<Observed.Present> row(Decision decision) {
        Option<Observed.Present> row = Option.none();
        if (decision instanceof Decision.Create c) {
            row = Option.some(c.source());
        } else if (decision instanceof Decision.Adopt a) {
            row = Option.some(a.pair().d365());
        } else if (decision instanceof Decision.Update u) {
            row = Option.some(u.pair().d365());
        } else if (decision instanceof Decision.Remove r) {
            row = Option.some(r.target());
        } else if (decision instanceof Decision.Release r) {
            row = r.unmark();
        }
        return row.filter(o -> o.ref().side() == Side.D365);
    }
}
