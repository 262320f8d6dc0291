package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.plan.Colleagues;
import io.axpsync.core.port.Store;
import io.vavr.Tuple;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

/** Who may have been given an item of a lane: asked of the store only for items that stand with somebody else. */
final class Handover {

    private final Store store;
    private final Map<Kind, Set<String>> numbers;

    /** @param setups all lanes of the run */
    Handover(Store store, Seq<LaneSetup> setups) {
        this.store = store;
        this.numbers = setups.groupBy(s -> s.lane().kind())
                .mapValues(lanes ->
                        lanes.map(s -> s.lane().mailbox().personnelNumber()).toSet());
    }

    Colleagues of(LaneWork lane) {
        Set<String> others = numbers.get(lane.lane().kind())
                .map(all -> all.remove(lane.lane().mailbox().personnelNumber()))
                .getOrElse(io.vavr.collection.HashSet::empty);
        if (others.isEmpty() || lane.lane().kind() == Kind.CONTACT) {
            return Colleagues.NONE;
        }
        Map<ItemRef, Link> links = lane.pairings
                .flatMap(pairing -> concerned(pairing, others))
                .distinct()
                .flatMap(ref -> store.links()
                        .ofItem(ref)
                        .find(link -> !link.lane().equals(lane.id()))
                        .map(link -> Tuple.of(ref, link)))
                .toMap(t -> t);
        return new Colleagues(others, links);
    }

    private static Seq<ItemRef> concerned(Pairing pairing, Set<String> others) {
        if (pairing instanceof Pairing.Linked linked) {
            return linked.d365()
                    .filter(o -> o instanceof Observed.Present p
                            && p.place() == Observed.Place.ELSEWHERE
                            && p.owner().exists(others::contains))
                    .map(Observed::ref)
                    .toVector();
        }
        // what another lane of ours has stamped
        return pairing instanceof Pairing.OneSided one
                        && one.side() == Side.D365
                        && one.item() instanceof Observed.Present p
                        && p.stamp().isDefined()
                ? io.vavr.collection.Vector.of(p.ref())
                : io.vavr.collection.Vector.empty();
    }
}
