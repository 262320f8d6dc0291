package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed.Place;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.contract.side.SideFixture.Ability;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A full listing: everything in the lane that touches the window, or a failure. */
public interface FullListingContract extends SceneContract {
    @Test
    default void anEmptyLaneIsListedInFullAndEmpty(Scene s) {
        Snapshot snapshot = s.full();

        assertThat(snapshot.items()).isEmpty();
        assertThat(snapshot.lane()).isEqualTo(s.lane().id());
        assertThat(snapshot.side()).isEqualTo(s.side().side());
    }

    @Test
    default void aFullListingProvesThatItIsFull(Scene s) {
        s.users().put(s.lane(), s.samples().appointment("One"), true);

        assertThat(s.full().completeness()).isInstanceOfSatisfying(Completeness.Full.class, full -> {
            assertThat(full.window()).isEqualTo(s.window());
            assertThat(full.pages()).isPositive();
            assertThat(full.probe()).isNotBlank();
        });
    }

    @Test
    default void itemsAreListedWhetherMarkedOrNot(Scene s) {
        ItemRef marked = s.users().put(s.lane(), s.samples().appointment("Marked"), true);
        ItemRef plain = s.users().put(s.lane(), s.samples().appointment("Plain"), false);

        Snapshot snapshot = s.full();
        assertThat(Scene.presentIn(snapshot, marked).marked()).isTrue();
        assertThat(Scene.presentIn(snapshot, plain).marked()).isFalse();
        assertThat(snapshot.items()).hasSize(2);
    }

    @Test
    default void aListingTellsTitleAndPeriod(Scene s) {
        Item timed = s.samples().appointment("Timed");
        Item allDay = s.samples()
                .appointment("All day")
                .with(
                        Field.PERIOD,
                        Samples.days(s.samples().date(1), s.samples().date(3)));
        ItemRef one = s.users().put(s.lane(), timed, true);
        ItemRef two = s.users().put(s.lane(), allDay, true);

        Snapshot snapshot = s.full();
        assertThat(Scene.presentIn(snapshot, one).title()).isEqualTo("Timed");
        assertThat(Scene.presentIn(snapshot, one).period()).isEqualTo(timed.value(Field.PERIOD));
        assertThat(Scene.presentIn(snapshot, one).place()).isEqualTo(Place.IN_LANE);
        assertThat(Scene.presentIn(snapshot, two).title()).isEqualTo("All day");
        assertThat(Scene.presentIn(snapshot, two).period()).isEqualTo(allDay.value(Field.PERIOD));
    }

    @Test
    default void aListingOfManyPagesIsComplete(Scene s) {
        Vector<ItemRef> made = Vector.range(0, Scene.MANY)
                .map(i -> s.users()
                        .put(
                                s.lane(),
                                s.samples()
                                        .appointment("Number " + i)
                                        .with(Field.PERIOD, s.samples().hour(i)),
                                i % 2 == 0));

        assertThat(Scene.refs(s.full())).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    default void itemsOfOneMomentAreAllListed(Scene s) {
        Vector<Write> writes = Vector.range(0, Scene.MANY).map(i -> s.named("Same moment"));
        Vector<ItemRef> made = s.side()
                .write(writes)
                .map(outcome -> Scene.readBack(outcome).ref())
                .toVector();

        assertThat(Scene.refs(s.full())).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    default void itemsOutsideTheWindowAreNotListed(Scene s) {
        Item before = s.samples()
                .appointment("Before")
                .with(Field.PERIOD, around(s.window().from(), -120, -60));
        Item after = s.samples()
                .appointment("After")
                .with(Field.PERIOD, around(s.window().to(), 60, 120));
        s.users().put(s.lane(), before, true);
        s.users().put(s.lane(), after, true);
        ItemRef inside = s.users().put(s.lane(), s.samples().appointment("Inside"), true);

        assertThat(Scene.refs(s.full())).containsExactly(inside);
    }

    @Test
    default void itemsThatReachIntoTheWindowAreListed(Scene s) {
        Item into = s.samples()
                .appointment("Into")
                .with(Field.PERIOD, around(s.window().from(), -60, 60));
        Item outOf = s.samples()
                .appointment("Out of")
                .with(Field.PERIOD, around(s.window().to(), -60, 60));
        ItemRef one = s.users().put(s.lane(), into, true);
        ItemRef two = s.users().put(s.lane(), outOf, true);

        assertThat(Scene.refs(s.full())).containsExactlyInAnyOrder(one, two);
    }

    @Test
    default void whatAUserDeletedIsNotListed(Scene s) {
        ItemRef deleted = s.users().put(s.lane(), s.samples().appointment("Deleted"), true);
        ItemRef kept = s.users().put(s.lane(), s.samples().appointment("Kept"), true);
        s.users().delete(s.lane(), deleted);

        assertThat(Scene.refs(s.full())).containsExactly(kept);
    }

    @Test
    default void whatAUserMovedElsewhereIsNotListed(Scene s) {
        s.needs(Ability.USERS_MOVE_ITEMS);
        ItemRef moved = s.users().put(s.lane(), s.samples().appointment("Moved"), true);
        ItemRef kept = s.users().put(s.lane(), s.samples().appointment("Kept"), true);
        s.users().moveElsewhere(s.lane(), moved);

        assertThat(Scene.refs(s.full())).containsExactly(kept);
    }

    private static Value around(Instant edge, int fromMinutes, int toMinutes) {
        return new Value.Period(edge.plus(Duration.ofMinutes(fromMinutes)), edge.plus(Duration.ofMinutes(toMinutes)));
    }
}
