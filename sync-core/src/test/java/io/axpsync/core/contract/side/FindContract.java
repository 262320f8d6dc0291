package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Search;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** Looking for the counterpart of an item that is about to be created. */
public interface FindContract extends SceneContract {
    @Test
    default void anItemIsFoundByItsExactPeriod(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Here"), true);
        Item longer = s.samples()
                .appointment("Longer")
                .with(
                        Field.PERIOD,
                        new Value.Period(s.samples().day(0), s.samples().day(1)));
        s.users().put(s.lane(), longer, true);
        s.users()
                .put(
                        s.lane(),
                        s.samples()
                                .appointment("Later")
                                .with(Field.PERIOD, s.samples().hour(1)),
                        true);

        assertThat(s.found(s.search(Option.none(), Option.none(), s.samples().hour(0))))
                .containsExactly(ref);
    }

    @Test
    default void anAllDayItemIsFoundByItsDates(Scene s) {
        Value days = Samples.days(s.samples().date(1), s.samples().date(2));
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Fair").with(Field.PERIOD, days), true);

        assertThat(s.found(s.search(Option.none(), Option.none(), days))).containsExactly(ref);
    }

    @Test
    default void everyCandidateOfAPeriodIsFoundMarkedOrNot(Scene s) {
        ItemRef marked = s.users().put(s.lane(), s.samples().appointment("Marked"), true);
        ItemRef plain = s.users().put(s.lane(), s.samples().appointment("Plain"), false);

        assertThat(s.found(s.search(Option.none(), Option.none(), s.samples().hour(0))))
                .containsExactlyInAnyOrder(marked, plain);
    }

    @Test
    default void whatIsFoundIsReadInFull(Scene s) {
        Item item = s.samples().appointment("Here").with(Field.BODY, Value.text("Text"));
        ItemRef ref = s.users().put(s.lane(), item, true);

        Seq<Present> found = Scene.right(s.side()
                .find(Vector.of(
                        s.search(Option.none(), Option.none(), s.samples().hour(0))))
                .get());
        assertThat(found).hasSize(1);
        assertThat(found.get()).usingRecursiveComparison().isEqualTo(s.fetched(ref));
    }

    @Test
    default void whatWasDeletedIsNotFound(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Deleted"), true);
        s.users().delete(s.lane(), ref);

        assertThat(s.found(s.search(Option.none(), Option.none(), s.samples().hour(0))))
                .isEmpty();
    }

    @Test
    default void whoSearchesForNothingFindsNothing(Scene s) {
        s.users().put(s.lane(), s.samples().appointment("Here"), true);

        assertThat(s.found(s.search(Option.none(), Option.none(), Value.NOTHING)))
                .isEmpty();
    }

    @Test
    default void aRowIsFoundByTheNaturalKeyOfItsCounterpart(Scene s) {
        s.needsSide(Side.D365);
        String key = "uid:" + "0123456789abcdef".repeat(4);
        ItemRef ref =
                s.written(s.named("Keyed").withNaturalKey(Option.some(key))).ref();
        s.created(s.samples().appointment("Other"));

        assertThat(s.found(s.search(Option.none(), Option.some(key), Value.NOTHING)))
                .containsExactly(ref);
        assertThat(s.fetched(ref).naturalKey()).contains(key);
    }

    @Test
    default void searchesAreAnsweredInTheOrderAsked(Scene s) {
        ItemRef one = s.users().put(s.lane(), s.samples().appointment("One"), true);
        ItemRef two = s.users()
                .put(
                        s.lane(),
                        s.samples()
                                .appointment("Two")
                                .with(Field.PERIOD, s.samples().hour(2)),
                        true);

        Seq<Search> searches = Vector.of(2, 1, 0)
                .map(day -> s.search(Option.none(), Option.none(), s.samples().hour(day)));
        assertThat(s.side()
                        .find(searches)
                        .map(found -> Scene.right(found).map(Present::ref).toVector()))
                .containsExactly(Vector.of(two), Vector.empty(), Vector.of(one));
    }
}
