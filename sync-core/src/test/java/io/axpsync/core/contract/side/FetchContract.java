package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Place;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Observed.Trace;
import io.axpsync.core.contract.side.SideFixture.Ability;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Write;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** A targeted read: the whole item, wherever it stands, or the word of the server that there is none. */
public interface FetchContract extends SceneContract {
    @Test
    default void whatAUserMadeIsReadInFull(Scene s) {
        Item item = s.samples().fullAppointment();
        Item made = Item.of(Kind.APPOINTMENT, item.values().filterKeys(s.users().userSets()::contains));
        Present read = s.fetched(s.users().put(s.lane(), made, true));

        for (Field field : made.values().keySet().filter(s.can()::holds)) {
            Scene.assertSays(read, field, made.value(field));
        }
        assertThat(read.marked()).isTrue();
        assertThat(read.title()).isEqualTo(item.title());
        assertThat(read.place()).isEqualTo(Place.IN_LANE);
        assertThat(read.role()).isEqualTo(Observed.Role.OWNER);
    }

    @Test
    default void anAllDayItemOfAUserIsReadAsDates(Scene s) {
        Value days = Samples.days(s.samples().date(1), s.samples().date(3));
        Present read = s.fetched(
                s.users().put(s.lane(), s.samples().appointment("Fair").with(Field.PERIOD, days), true));

        assertThat(read.item().get().value(Field.PERIOD)).isEqualTo(days);
    }

    @Test
    default void anUnmarkedItemIsReadToo(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Plain"), false);

        assertThat(s.fetched(ref).marked()).isFalse();
    }

    @Test
    default void aReadSeesTheNewestEdit(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Before"), true);
        s.fetched(ref);
        s.users().edit(s.lane(), ref, Field.SUBJECT, Value.text("After"));

        assertThat(s.fetched(ref).title()).isEqualTo("After");
    }

    @Test
    default void theMarkerIsNoneOfTheCategories(Scene s) {
        Present made = s.created(s.samples().appointment("Marked"));

        assertThat(s.fetched(made.ref()).marked()).isTrue();
        Scene.assertSays(s.fetched(made.ref()), Field.CATEGORIES, Value.NOTHING);
    }

    @Test
    default void aDeletedItemIsConfirmedAsGone(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Deleted"), true);
        s.users().delete(s.lane(), ref);

        assertThat(s.fetch(ref)).isIn(new Observed.Gone(ref, Trace.NOT_FOUND), new Observed.Gone(ref, Trace.TOMBSTONE));
    }

    @Test
    default void anItemOutsideTheWindowIsThereAllTheSame(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Put off"), true);
        s.users().edit(s.lane(), ref, Field.PERIOD, s.samples().hour(4000));

        assertThat(s.fetched(ref).place()).isEqualTo(Place.OUTSIDE_WINDOW);
    }

    @Test
    default void anItemThatWasMovedElsewhereIsNotGone(Scene s) {
        s.needs(Ability.USERS_MOVE_ITEMS);
        s.needs(s.can().holdsStamps(), "to hold stamps");
        Write.Create create = s.named("Moved");
        ItemRef ref = s.written(create).ref();
        s.users().moveElsewhere(s.lane(), ref);

        Observed seen = s.fetch(new Look(s.lane(), s.window(), ref, Option.some(create.stamp())));
        assertThat(seen).isInstanceOfSatisfying(Present.class, present -> {
            assertThat(present.place()).isEqualTo(Place.ELSEWHERE);
            assertThat(present.title()).isEqualTo("Moved");
        });
    }

    @Test
    default void readsAreAnsweredInTheOrderAsked(Scene s) {
        ItemRef one = s.users().put(s.lane(), s.samples().appointment("One"), true);
        ItemRef gone = s.users().put(s.lane(), s.samples().appointment("Gone"), true);
        ItemRef two = s.users().put(s.lane(), s.samples().appointment("Two"), false);
        s.users().delete(s.lane(), gone);

        Seq<ItemRef> asked = Vector.of(two, gone, one);
        Seq<Observed> seen =
                s.side().fetch(asked.map(ref -> s.look(s.lane(), ref))).map(Scene::right);
        assertThat(seen.map(Observed::ref)).containsExactlyElementsOf(asked);
        assertThat(seen.get(1)).isInstanceOf(Observed.Gone.class);
    }

    @Test
    default void anItemOfExchangeKeepsItsNaturalKey(Scene s) {
        s.needsSide(Side.EXCHANGE);
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Before"), true);
        Option<String> key = s.fetched(ref).naturalKey();
        s.users().edit(s.lane(), ref, Field.SUBJECT, Value.text("After"));

        assertThat(key.getOrElse("none")).matches("uid:[0-9a-f]{64}");
        assertThat(s.fetched(ref).naturalKey()).isEqualTo(key);
    }

    @Test
    default void twoItemsOfExchangeHaveTwoNaturalKeys(Scene s) {
        s.needsSide(Side.EXCHANGE);
        ItemRef one = s.users().put(s.lane(), s.samples().appointment("Same"), true);
        ItemRef two = s.users().put(s.lane(), s.samples().appointment("Same"), true);

        assertThat(s.fetched(one).naturalKey()).isNotEqualTo(s.fetched(two).naturalKey());
    }

    @Test
    default void toReadNothingAsksNothing(Scene s) {
        s.can();
        int before = s.users().requests();

        assertThat(s.side().fetch(Vector.empty())).isEmpty();
        assertThat(s.users().requests()).isEqualTo(before);
    }
}
