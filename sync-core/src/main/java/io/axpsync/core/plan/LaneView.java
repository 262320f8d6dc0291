package io.axpsync.core.plan;

import io.axpsync.core.change.DeletionEvidence;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.people.CompanyMatcher;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * All that the planner needs to know of a lane.
 *
 * @param pairings everything that was touched
 * @param evidence proven deletions, by item
 * @param reconfigured whether what decides scope was configured anew: what is not found then has left the scope, and is
 *     released; no absence proves a deletion
 * @param now the run's time, UTC
 * @param correspondence what is known of messages that may be imported
 * @param colleagues who may have been given an item of this lane
 * @param companies those that contacts can be imported for; none = they could not be read, or nobody asked
 */
public record LaneView(
        Lane lane,
        SyncRules rules,
        Sides sides,
        Seq<Pairing> pairings,
        Map<ItemRef, DeletionEvidence> evidence,
        boolean reconfigured,
        Instant now,
        Option<CompanyMatcher> companies,
        Colleagues colleagues,
        Correspondence correspondence) {

    /** Without companies, so that contacts that users made wait; and without colleagues. */
    public LaneView(
            Lane lane,
            SyncRules rules,
            Sides sides,
            Seq<Pairing> pairings,
            Map<ItemRef, DeletionEvidence> evidence,
            boolean reconfigured,
            Instant now) {
        this(
                lane,
                rules,
                sides,
                pairings,
                evidence,
                reconfigured,
                now,
                Option.none(),
                Colleagues.NONE,
                Correspondence.NONE);
    }
}
