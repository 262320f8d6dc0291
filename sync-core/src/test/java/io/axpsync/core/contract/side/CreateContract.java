package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.contract.side.SideFixture.Ability;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.vavr.collection.Vector;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Making an item: all that the side holds arrives, and a repetition makes no second one. */
public interface CreateContract extends SceneContract {
    @Test
    default void everyFieldOfAnAppointmentArrives(Scene s) {
        Item item = s.samples().fullAppointment();
        Present made = s.created(item);

        s.assertHolds(made, item);
        s.assertHolds(s.fetched(made.ref()), item);
    }

    @Test
    default void attendeesArriveWithTheirTypes(Scene s) {
        s.needsToWrite(Field.ATTENDEES);
        Item item = s.samples().meeting();
        Present made = s.created(item);

        s.assertHolds(made, item);
        s.assertHolds(s.fetched(made.ref()), item);
    }

    @Test
    default void theReadBackIsWhatAReadSees(Scene s) {
        Present made = s.created(s.samples().fullAppointment());

        assertThat(s.fetched(made.ref())).usingRecursiveComparison().isEqualTo(made);
    }

    @Test
    default void whatTheItemDoesNotSayStaysEmpty(Scene s) {
        Present made = s.created(s.samples().appointment("Bare"));

        for (Field field : Vector.of(Field.BODY, Field.LOCATION, Field.REMINDER, Field.CATEGORIES, Field.ATTENDEES)) {
            Scene.assertSays(made, field, Value.NOTHING);
            Scene.assertSays(s.fetched(made.ref()), field, Value.NOTHING);
        }
    }

    @Test
    default void everyAlphabetAndSignArrives(Scene s) {
        Item item = s.samples()
                .appointment(Samples.UNICODE)
                .with(Field.BODY, Value.text(Samples.UNICODE + "\n" + Samples.UNICODE))
                .with(Field.LOCATION, Value.text("Łódź 🏭 <hall> & 'yard'"));
        Present made = s.created(item);

        s.assertHolds(made, item);
        s.assertHolds(s.fetched(made.ref()), item);
    }

    @Test
    default void aLongTextArrivesInFull(Scene s) {
        Item item = s.samples().appointment("Long").with(Field.BODY, Value.text("Line of a long text.\n".repeat(3000)));

        s.assertHolds(s.fetched(s.created(item).ref()), item);
    }

    @Test
    default void lineEndsOfATextArrive(Scene s) {
        Item item = s.samples().appointment("Lines").with(Field.BODY, Value.text("one\ntwo\n  three\n\nfour"));

        s.assertHolds(s.fetched(s.created(item).ref()), item);
    }

    @Test
    default void allDayItemsArriveAsDates(Scene s) {
        for (int length : List.of(1, 3)) {
            Value days = Samples.days(s.samples().date(1), s.samples().date(1 + length));
            Present made = s.created(s.samples().appointment("Fair").with(Field.PERIOD, days));
            Scene.assertSays(made, Field.PERIOD, days);
            Scene.assertSays(s.fetched(made.ref()), Field.PERIOD, days);
        }
    }

    @Test
    default void allDayItemsArriveAcrossAChangeOfTheClocks(Scene s) {
        int year = LocalDate.ofInstant(s.window().from(), ZoneOffset.UTC).getYear();
        LocalDate march = LocalDate.of(year, 3, 27);
        Value days = Samples.days(march, march.plusDays(5));
        Present made = s.created(s.samples().appointment("Fair").with(Field.PERIOD, days));

        Scene.assertSays(s.fetched(made.ref()), Field.PERIOD, days);
    }

    @Test
    default void anItemWithoutATitleArrives(Scene s) {
        s.needs(Ability.ITEMS_WITHOUT_TITLE);
        Item item = s.samples().appointment("").with(Field.LOCATION, Value.text("Lobby"));
        Present made = s.created(item);

        s.assertHolds(s.fetched(made.ref()), item);
        assertThat(made.title()).isEmpty();
    }

    @Test
    default void theMarkerIsSetOnlyWhenItIsAskedFor(Scene s) {
        Present marked = s.created(s.samples().fullAppointment());
        Present plain = s.written(s.create(s.samples().fullAppointment()).withMarked(false));

        assertThat(marked.marked()).isTrue();
        assertThat(s.fetched(marked.ref()).marked()).isTrue();
        assertThat(plain.marked()).isFalse();
        assertThat(s.fetched(plain.ref()).marked()).isFalse();
    }

    @Test
    default void aCreateThatIsRepeatedMakesNoSecondItem(Scene s) {
        Write.Create create = s.create(s.samples().fullAppointment());
        Present first = s.written(create);
        Present again = s.written(create);

        assertThat(again.ref()).isEqualTo(first.ref());
        assertThat(Scene.refs(s.full())).containsExactly(first.ref());
    }

    @Test
    default void aCreateThatIsRepeatedAfterARestartMakesNoSecondItem(Scene s) {
        Write.Create create = s.create(s.samples().fullAppointment());
        Present first = s.written(create);
        s.restart();

        assertThat(s.written(create).ref()).isEqualTo(first.ref());
        assertThat(Scene.refs(s.full())).containsExactly(first.ref());
    }

    @Test
    default void twoCreatesOfEqualItemsMakeTwo(Scene s) {
        Present one = s.created(s.samples().appointment("Same"));
        Present two = s.created(s.samples().appointment("Same"));

        assertThat(Scene.refs(s.full())).containsExactlyInAnyOrder(one.ref(), two.ref());
    }
}
