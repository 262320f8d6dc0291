package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

/** Many writes and reads at once: answered in order, packed, and each on its own. */
public interface BatchContract extends SceneContract {
    @Test
    default void manyCreatesAreAnsweredInOrder(Scene s) {
        Vector<String> titles = Vector.range(0, Scene.MANY).map(i -> "Number " + i);
        Seq<Outcome> outcomes = s.side().write(titles.map(s::named));

        assertThat(outcomes.map(outcome -> Scene.readBack(outcome).title())).containsExactlyElementsOf(titles);
        assertThat(s.full().items().map(seen -> ((Present) seen).title())).containsExactlyInAnyOrderElementsOf(titles);
    }

    @Test
    default void manyUpdatesAreAnsweredInOrder(Scene s) {
        Seq<Present> made = s.side()
                .write(Vector.range(0, Scene.MANY).map(i -> s.named("Number " + i)))
                .map(Scene::readBack);
        Seq<Outcome> outcomes = s.side()
                .write(made.map(read -> s.update(read, Field.LOCATION, Value.text("Place of " + read.title()))));

        assertThat(outcomes.map(outcome -> Scene.readBack(outcome).ref()))
                .containsExactlyElementsOf(made.map(Present::ref));
        outcomes.map(Scene::readBack)
                .forEach(read -> Scene.assertSays(read, Field.LOCATION, Value.text("Place of " + read.title())));
    }

    @Test
    default void manyReadsAreAnsweredInOrder(Scene s) {
        Seq<ItemRef> made = s.side()
                .write(Vector.range(0, Scene.MANY).map(i -> s.named("Number " + i)))
                .map(outcome -> Scene.readBack(outcome).ref())
                .reverse();

        assertThat(s.side()
                        .fetch(made.map(ref -> s.look(s.lane(), ref)))
                        .map(seen -> Scene.right(seen).ref()))
                .containsExactlyElementsOf(made);
    }

    @Test
    default void writesAndReadsArePacked(Scene s) {
        Seq<Present> made = s.side()
                .write(Vector.range(0, Scene.MANY).map(i -> s.named("Number " + i)))
                .map(Scene::readBack);
        int before = s.users().requests();
        s.side().write(made.map(read -> s.update(read, Field.LOCATION, Value.text("Lobby"))));
        int afterWrites = s.users().requests();
        s.side().fetch(made.map(read -> s.look(s.lane(), read.ref())));

        assertThat(afterWrites - before)
                .as("requests for 45 updates")
                .isPositive()
                .isLessThanOrEqualTo(15);
        assertThat(s.users().requests() - afterWrites)
                .as("requests for 45 reads")
                .isPositive()
                .isLessThanOrEqualTo(9);
    }

    @Test
    default void aRefusedWriteStopsNoOther(Scene s) {
        Present one = s.created(s.samples().appointment("One"));
        Present gone = s.created(s.samples().appointment("Gone"));
        Present two = s.created(s.samples().appointment("Two"));
        s.users().delete(s.lane(), gone.ref());
        Seq<Outcome> outcomes = s.side()
                .write(Vector.of(one, gone, two).map(read -> s.update(read, Field.LOCATION, Value.text("Lobby"))));

        assertThat(Scene.refusal(outcomes.get(1))).isInstanceOf(PortFailure.Missing.class);
        for (Present read : Vector.of(one, two)) {
            Scene.assertSays(s.fetched(read.ref()), Field.LOCATION, Value.text("Lobby"));
        }
    }

    @Test
    default void writesOfAllSortsAreAnsweredInOrder(Scene s) {
        Present changes = s.created(s.samples().appointment("Changes"));
        Present goes = s.created(s.samples().appointment("Goes"));
        Seq<Outcome> outcomes = s.side()
                .write(Vector.of(
                        s.remove(goes, Notify.NOBODY),
                        s.named("Comes"),
                        s.update(changes, Field.SUBJECT, Value.text("Changed"))));

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Removed.class);
        assertThat(Scene.readBack(outcomes.get(1)).title()).isEqualTo("Comes");
        assertThat(Scene.readBack(outcomes.get(2)).title()).isEqualTo("Changed");
        assertThat(s.full().items().map(seen -> ((Present) seen).title()))
                .containsExactlyInAnyOrder("Comes", "Changed");
    }

    @Test
    default void toWriteNothingAsksNothing(Scene s) {
        s.can();
        int before = s.users().requests();

        assertThat(s.side().write(Vector.empty())).isEmpty();
        assertThat(s.users().requests()).isEqualTo(before);
    }
}
