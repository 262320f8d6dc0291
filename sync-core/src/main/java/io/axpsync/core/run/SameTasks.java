package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkMatcher;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.MatchRule;
import io.axpsync.core.link.Pairing;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Tasks after a change of the backend: EWS and To Do name them differently, and neither shows the stamp of the other. A
 * listed task without a stamp is that of a link whose own task is not listed any more when its subject and due date, and
 * those of the link's activity, are found only once; where they are found more often nothing is made of it.
 */
final class SameTasks {

    private final LaneWork lane;
    private final boolean asked;
    private final Map<ItemRef, Observed.Present> activities;

    SameTasks(LaneWork lane) {
        this.lane = lane;
        this.asked = lane.lane().kind() == Kind.TASK
                && lane.reconfigured()
                && lane.snapshot(Side.EXCHANGE).exists(Snapshot::isFull)
                && lane.snapshot(Side.D365).exists(Snapshot::isFull);
        this.activities = asked ? presents(Side.D365).toMap(o -> o.ref(), o -> o) : HashMap.empty();
    }

    /** Gives the links their tasks back. */
    void follow() {
        Map<String, Vector<Link>> free = free();
        Map<String, Vector<Observed.Present>> strays = strays();
        for (String key : free.keySet()) {
            Vector<Observed.Present> tasks = strays.getOrElse(key, Vector.empty());
            if (tasks.size() == 1 && free.get(key).get().size() == 1) {
                Link link = free.get(key).get().head();
                ItemRef ref = tasks.head().ref();
                lane.remember(link.withRef(Side.EXCHANGE, ref));
                lane.touched.add(link.id());
                lane.fresh.remove(ref);
            }
        }
    }

    /** A task that may be one of several: disputed, not new. */
    Seq<Pairing> doubted(Seq<Pairing> pairings) {
        Map<String, Vector<Link>> free = free();
        return free.isEmpty()
                ? pairings
                : pairings.map(pairing -> pairing instanceof Pairing.OneSided one
                                && one.side() == Side.EXCHANGE
                                && one.item() instanceof Observed.Present task
                        ? LinkMatcher.timeAndSubject(task)
                                .flatMap(free::get)
                                .map(links -> doubted(task, links))
                                .getOrElse(pairing)
                        : pairing);
    }

    private Pairing doubted(Observed.Present task, Seq<Link> links) {
        return new Pairing.Disputed(Side.EXCHANGE, task, links.flatMap(this::activity), MatchRule.PERIOD_AND_SUBJECT);
    }

    /** The links whose task is not listed, by what their activity is called and when it is due. */
    private Map<String, Vector<Link>> free() {
        if (!asked) {
            return HashMap.empty();
        }
        Set<ItemRef> listed = lane.snapshot(Side.EXCHANGE)
                .map(s -> s.items().map(Observed::ref).toSet())
                .getOrElse(HashSet.empty());
        return Vector.ofAll(lane.links.values())
                .filter(link ->
                        link.state() == LinkState.LINKED && link.exchange().exists(ref -> !listed.contains(ref)))
                .flatMap(link ->
                        activity(link).flatMap(LinkMatcher::timeAndSubject).map(key -> new Named<>(key, link)))
                .groupBy(Named::key)
                .mapValues(all -> all.map(Named::one));
    }

    private Map<String, Vector<Observed.Present>> strays() {
        if (!asked) {
            return HashMap.empty();
        }
        return presents(Side.EXCHANGE)
                .filter(task ->
                        task.stamp().isEmpty() && lane.linkOf(task.ref()).isEmpty())
                .flatMap(task -> LinkMatcher.timeAndSubject(task).map(key -> new Named<>(key, task)))
                .groupBy(Named::key)
                .mapValues(all -> all.map(Named::one));
    }

    private record Named<T>(String key, T one) {}

    private Option<Observed.Present> activity(Link link) {
        return link.d365().flatMap(activities::get);
    }

    private Vector<Observed.Present> presents(Side side) {
        return lane.snapshot(side)
                .map(s -> s.items()
                        .filter(Observed.Present.class::isInstance)
                        .map(Observed.Present.class::cast)
                        .toVector())
                .getOrElse(Vector.empty());
    }
}
