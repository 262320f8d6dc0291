package io.axpsync.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.link.Link;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.LaneView;
import io.axpsync.core.plan.Planner;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Nothing that was seen goes without an answer: each known pair and each marked item gets one decision, with its reason. */
class TotalityTest {

    @Property(seed = "20261122")
    void everyObservationHasExactlyOneDecisionWithItsReason(@ForAll("scenes") Scene scene) {
        assertThat(faults(scene, TotalityTest::decide)).isEmpty();
    }

    /** The property tested: it notices what is forgotten, said twice, or said without a reason. */
    @Example
    void aPlannerThatForgetsOrRepeatsIsNoticed() {
        assertThat(isNoticed(view -> decide(view).reject(d -> d instanceof Decision.Sleep)))
                .isTrue();
        assertThat(isNoticed(view -> decide(view).dropRight(1))).isTrue();
        assertThat(isNoticed(view ->
                        decide(view).flatMap(d -> d instanceof Decision.Adopt ? Vector.of(d, d) : Vector.of(d))))
                .isTrue();
        assertThat(isNoticed(view -> decide(view).reverse())).isTrue();
        assertThat(isNoticed(TotalityTest::decide)).isFalse();
    }

    private boolean isNoticed(Function<LaneView, Seq<Decision>> planner) {
        return scenes().sampleStream()
                .limit(1000)
                .anyMatch(s -> !faults(s, planner).isEmpty());
    }

    private static Seq<Decision> decide(LaneView view) {
        return new Planner(view, Scene.PRINTS).decide();
    }

    @Provide
    Arbitrary<Scene> scenes() {
        return Scenery.real();
    }

    private static Seq<String> faults(Scene scene, Function<LaneView, Seq<Decision>> planner) {
        Seq<Decision> plan = planner.apply(scene.view());
        Seq<String> known = Vector.range(0, scene.links().size())
                .map(i -> "link" + i)
                .filter(id -> plan.count(d -> d.link().map(Link::id).exists(l -> l.id().equals(id))) != 1)
                .map(id -> "not exactly one decision about " + id);
        Seq<String> strangers = Vector.range(0, scene.strangers().size())
                .filter(i -> scene.strangers().get(i).marked())
                .map(i -> new ItemRef(scene.strangers().get(i).side(), "stranger" + i))
                .filter(ref -> plan.count(d -> isAbout(d, ref)) != 1)
                .map(ref -> "not exactly one decision about " + ref);
        Seq<String> reasons = plan.filter(
                        d -> d.reason().code().isBlank() || d.reason().text().isBlank())
                .map(d -> "no reason: " + d);
        boolean lastAreRemovals =
                plan.dropWhile(d -> !(d instanceof Decision.Remove)).forAll(d -> d instanceof Decision.Remove);
        return known.appendAll(strangers)
                .appendAll(reasons)
                .appendAll(Vector.of("removals do not come last").filter(f -> !lastAreRemovals));
    }

    /** A dispute is about its first item; the others are candidates. */
    private static boolean isAbout(Decision d, ItemRef ref) {
        return d instanceof Decision.Park
                ? d.items().headOption().contains(ref)
                : d.items().contains(ref);
    }
}
