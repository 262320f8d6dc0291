package io.axpsync.core.run;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.plan.Verb;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Goes through a published folder in which much is to be looked at, some items at a time in the order of D365's keys, so
 * that no more than a slice is held in full. What a slice made is recorded before the next one begins: a run that ends in
 * the middle goes on there. The guard counts over all slices before anything is applied; only the first filling of a folder,
 * of which it limits no creates, counts as it goes.
 */
final class Slices {

    /** How many touched items are read, planned and applied together. */
    static final int SIZE = 1_000;

    /** What is looked at together. */
    record Slice(Seq<LinkId> links, Seq<ItemRef> fresh) {}

    private final LaneWork lane;
    private final Seq<Slice> slices;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<SyncPlan.HeldDecision> held = new ArrayList<>();
    private final List<SyncPlan.HeldDecision> rejected = new ArrayList<>();

    private Slices(LaneWork lane, int size) {
        this.lane = lane;
        Seq<ItemRef> fresh = Vector.ofAll(lane.fresh);
        Seq<ItemRef> persons = fresh.filter(r -> r.side() == Side.D365).sortBy(ItemRef::id);
        Seq<LinkId> links = Vector.ofAll(lane.touched).sortBy(this::key);
        Seq<Slice> cut = links.grouped(size)
                .map(some -> new Slice(some.toVector(), Vector.empty()))
                .toVector()
                .appendAll(persons.grouped(size).map(some -> new Slice(Vector.empty(), some.toVector())));
        Seq<ItemRef> cards = fresh.filter(r -> r.side() == Side.EXCHANGE);
        this.slices = cards.isEmpty() ? cut : cut.prepend(new Slice(Vector.empty(), cards));
    }

    /** The slices of a lane; none where it can be gone through at once. */
    static Option<Slices> of(LaneWork lane, int size) {
        boolean large = lane.lane().isPublished() && lane.touched.size() + lane.fresh.size() > size;
        return Option.when(large && !lane.failed(), () -> new Slices(lane, size));
    }

    private String key(LinkId id) {
        Link link = lane.links.get(id);
        return link == null ? "" : link.d365().map(ItemRef::id).getOrElse("");
    }

    /**
     * Leaves the lane with the plan of all slices, without what items say.
     *
     * @param plan reads and plans what the lane looks at now
     * @param apply writes that
     */
    void run(Consumer<LaneWork> plan, Consumer<LaneWork> apply) {
        Seq<Map<Verb, Integer>> counted = lane.position.agreed() ? slices.map(s -> counted(s, plan)) : Vector.empty();
        Map<Verb, Integer> sum = counted.foldLeft(HashMap.empty(), (all, own) -> all.merge(own, Integer::sum));
        for (int i = 0; i < slices.size() && !lane.failed() && !lane.lost; i++) {
            Map<Verb, Integer> own = counted.isEmpty() ? HashMap.empty() : counted.get(i);
            lane.look(slices.get(i), sum.map((verb, n) -> io.vavr.Tuple.of(verb, n - own.getOrElse(verb, 0))));
            plan.accept(lane);
            if (!lane.failed()) {
                sum = counted.isEmpty() ? sum.merge(verbs(lane.plan()), Integer::sum) : sum;
                apply.accept(lane);
                keep(lane.plan());
                lane.letGoOfBaselines(slices.get(i));
            }
        }
        lane.plan = new SyncPlan(lane.lane(), Vector.ofAll(decisions), Vector.ofAll(held), Vector.ofAll(rejected));
    }

    private Map<Verb, Integer> counted(Slice slice, Consumer<LaneWork> plan) {
        if (lane.failed()) {
            return HashMap.empty();
        }
        lane.look(slice, HashMap.empty());
        plan.accept(lane);
        return lane.failed() ? HashMap.empty() : verbs(lane.plan());
    }

    /** What the guard counts: also what it holds, but nothing that a person rejected. */
    private static Map<Verb, Integer> verbs(SyncPlan plan) {
        return plan.decisions()
                .appendAll(plan.held().map(SyncPlan.HeldDecision::decision))
                .flatMap(Decision::verbs)
                .foldLeft(HashMap.empty(), (all, verb) -> all.put(verb, 1, Integer::sum));
    }

    private void keep(SyncPlan plan) {
        plan.decisions().map(Decision::brief).forEach(decisions::add);
        plan.held().map(SyncPlan.HeldDecision::brief).forEach(held::add);
        plan.rejected().map(SyncPlan.HeldDecision::brief).forEach(rejected::add);
    }
}
