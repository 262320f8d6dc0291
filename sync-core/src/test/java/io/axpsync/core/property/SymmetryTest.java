package io.axpsync.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.LaneView;
import io.axpsync.core.plan.Merge;
import io.axpsync.core.plan.Planner;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * No side is special, but where a rule says so: with both sides, and the policies that name them, in each other's place
 * the plan is the same in a mirror.
 */
class SymmetryTest {

    @Property(seed = "20261122")
    void swappingSidesAndPoliciesSwapsThePlan(@ForAll("scenes") Scene scene) {
        assertThat(plan(scene.mirrored().view(), false, SymmetryTest::decide))
                .isEqualTo(plan(scene.view(), true, SymmetryTest::decide));
    }

    /** The property tested: it notices a planner that is at home on one side. */
    @Example
    void aPlannerThatPrefersASideIsNoticed() {
        assertThat(isNoticed(view -> decide(withRules(view, view.rules().withFirst(Side.D365)))))
                .isTrue();
        assertThat(isNoticed(
                        view -> decide(withRules(view, view.rules().withOnD365Delete(SyncRules.OnDelete.PROPAGATE)))))
                .isTrue();
        assertThat(isNoticed(SymmetryTest::decide)).isFalse();
    }

    private boolean isNoticed(Function<LaneView, Seq<Decision>> planner) {
        return scenes().sampleStream()
                .limit(1000)
                .anyMatch(s -> !plan(s.mirrored().view(), false, planner).equals(plan(s.view(), true, planner)));
    }

    private static LaneView withRules(LaneView view, SyncRules rules) {
        return new LaneView(
                view.lane(), rules, view.sides(), view.pairings(), view.evidence(), view.reconfigured(), view.now());
    }

    private static Seq<Decision> decide(LaneView view) {
        return new Planner(view, Scene.PRINTS).decide();
    }

    /**
     * Scenes without the cases in which a side is special by rule: a half-made D365 row that is gone may have moved, and
     * is not deleted on the strength of that.
     */
    @Provide
    Arbitrary<Scene> scenes() {
        return Scenery.even()
                .filter(s -> s.links()
                        .forAll(k -> k.state() != LinkState.PENDING
                                || (k.d365().sight() != Scene.Sight.DELETED
                                        && k.exchange().sight() != Scene.Sight.DELETED)));
    }

    /** What a plan does, in words that can be compared. */
    private static Seq<String> plan(LaneView view, boolean mirrored, Function<LaneView, Seq<Decision>> planner) {
        return planner.apply(view).map(d -> describe(d, mirrored)).sorted();
    }

    private static String describe(Decision d, boolean mirrored) {
        String what = d.getClass().getSimpleName() + " " + d.link().map(l -> l.id().id()) + " "
                + d.items().map(ref -> ref(ref, mirrored)).sorted() + " "
                + d.reason().code();
        if (d instanceof Decision.Create c) {
            return what + " on " + side(c.on(), mirrored) + values(c.item().values());
        } else if (d instanceof Decision.Remove r) {
            return what + " on " + side(r.on(), mirrored);
        } else if (d instanceof Decision.Update u) {
            return what + merge(u.merge(), mirrored);
        } else if (d instanceof Decision.Adopt a) {
            return what + " " + a.rule() + merge(a.merge(), mirrored) + " mark "
                    + a.mark().map(s -> side(s, mirrored)).sorted();
        } else if (d instanceof Decision.Release r) {
            return what + " unmark " + r.unmark().map(o -> ref(o.ref(), mirrored));
        }
        return what;
    }

    private static String merge(Merge merge, boolean mirrored) {
        return " to D365" + values(merge.to(mirrored ? Side.EXCHANGE : Side.D365)) + " to EXCHANGE"
                + values(merge.to(mirrored ? Side.D365 : Side.EXCHANGE)) + " conflicts "
                + merge.conflicts()
                        .map(c -> c.field() + " " + side(c.winner(), mirrored) + " "
                                + NormalForm.text(c.field(), c.loser()))
                        .sorted()
                + " left " + merge.notCarried().keySet().map(Field::name).toSortedSet();
    }

    private static Seq<String> values(Map<Field, Value> values) {
        return values.toVector()
                .filter(t -> !NormalForm.text(t._1, t._2).isEmpty() || !t._2.isNothing())
                .map(t -> t._1 + "=" + NormalForm.text(t._1, t._2))
                .sorted();
    }

    private static String ref(ItemRef ref, boolean mirrored) {
        return side(ref.side(), mirrored) + "/" + ref.id();
    }

    private static Side side(Side side, boolean mirrored) {
        return mirrored ? side.other() : side;
    }
}
