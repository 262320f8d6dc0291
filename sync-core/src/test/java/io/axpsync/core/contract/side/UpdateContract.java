package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Changing an item: what is named changes, all else stays, and nobody is overwritten unseen. */
public interface UpdateContract extends SceneContract {
    @Test
    default void eachFieldCanBeChangedAloneAndLeavesTheOthers(Scene s) {
        assertEachCanBeChanged(s, s.samples().fullAppointment(), field -> !OF_MEETINGS.contains(field));
    }

    @Test
    default void eachFieldOfAMeetingCanBeChangedAloneAndLeavesTheOthers(Scene s) {
        s.needsToWrite(Field.ATTENDEES);
        boolean silent = s.side().side() == Side.D365 || s.can().privateFieldsAreSilent();

        assertEachCanBeChanged(s, s.samples().meeting(), field -> silent || field.attendeesSee());
    }

    @Test
    default void manyFieldsCanBeChangedAtOnce(Scene s) {
        Present made = s.created(s.samples().fullAppointment());
        Map<Field, Value> changes = s.samples()
                .otherValues()
                .filterKeys(Vector.of(Field.SUBJECT, Field.PERIOD, Field.REMINDER, Field.IMPORTANCE)::contains);
        Present written = s.written(s.update(made, changes));

        Item after = changes.foldLeft(s.samples().fullAppointment(), (item, change) -> item.with(change._1, change._2));
        s.assertHolds(written, after);
        s.assertHolds(s.fetched(made.ref()), after);
    }

    @Test
    default void eachFieldThatMayBeEmptyCanBeBlanked(Scene s) {
        Item item = s.samples().fullAppointment();
        ItemRef ref = s.created(item).ref();
        for (Field field : Vector.of(Field.BODY, Field.LOCATION, Field.REMINDER, Field.CATEGORIES)) {
            item = item.with(field, Value.NOTHING);
            Present written = s.written(s.update(s.fetched(ref), field, Value.NOTHING));
            s.assertHolds(written, item);
            s.assertHolds(s.fetched(ref), item);
        }
    }

    @Test
    default void theLastAttendeeCanBeTakenOff(Scene s) {
        s.needsToWrite(Field.ATTENDEES);
        Present made = s.created(s.samples().meeting());
        Present written = s.written(s.update(made, Field.ATTENDEES, Value.NOTHING));

        Scene.assertSays(written, Field.ATTENDEES, Value.NOTHING);
        Scene.assertSays(s.fetched(made.ref()), Field.ATTENDEES, Value.NOTHING);
    }

    @Test
    default void attendeesCanBeAddedRemovedAndChanged(Scene s) {
        s.needsToWrite(Field.ATTENDEES);
        ItemRef ref = s.created(s.samples().appointment("Grows")).ref();
        for (Value people : Vector.of(
                Samples.attendees("bob=REQUIRED"),
                Samples.attendees("bob=REQUIRED", "cyd=REQUIRED"),
                Samples.attendees("bob=OPTIONAL", "cyd=REQUIRED"),
                Samples.attendees("cyd=REQUIRED", "room=RESOURCE"))) {
            Scene.assertSays(s.written(s.update(s.fetched(ref), Field.ATTENDEES, people)), Field.ATTENDEES, people);
            Scene.assertSays(s.fetched(ref), Field.ATTENDEES, people);
        }
    }

    @Test
    default void anUpdateCanTakeOffAndSetTheMarker(Scene s) {
        Item item = s.samples().fullAppointment();
        ItemRef ref = s.created(item).ref();
        for (boolean marked : List.of(false, true)) {
            Present written = s.written(s.update(s.fetched(ref)).withMarked(Option.some(marked)));
            assertThat(written.marked()).isEqualTo(marked);
            assertThat(s.fetched(ref).marked()).isEqualTo(marked);
            s.assertHolds(s.fetched(ref), item);
        }
    }

    @Test
    default void anUpdateThatDoesNotNameTheMarkerLeavesIt(Scene s) {
        for (boolean marked : List.of(true, false)) {
            Present made = s.written(s.create(s.samples().fullAppointment()).withMarked(marked));
            s.written(s.update(made, Field.CATEGORIES, Samples.categories("Green")));
            s.written(s.update(s.fetched(made.ref()), Field.LOCATION, Value.text("Lobby")));
            assertThat(s.fetched(made.ref()).marked()).isEqualTo(marked);
        }
    }

    @Test
    default void aTimedItemCanBecomeAllDayAndBack(Scene s) {
        ItemRef ref = s.created(s.samples().appointment("Fair")).ref();
        Value days = Samples.days(s.samples().date(2), s.samples().date(4));

        for (Value period : Vector.of(days, s.samples().hour(2))) {
            Scene.assertSays(s.written(s.update(s.fetched(ref), Field.PERIOD, period)), Field.PERIOD, period);
            Scene.assertSays(s.fetched(ref), Field.PERIOD, period);
        }
    }

    @Test
    default void theReadBackOfAnUpdateIsWhatAReadSees(Scene s) {
        Present made = s.created(s.samples().fullAppointment());
        Present written = s.written(s.update(made, Field.SUBJECT, Value.text("Changed")));

        assertThat(written.ref()).isEqualTo(made.ref());
        assertThat(s.fetched(made.ref())).usingRecursiveComparison().isEqualTo(written);
    }

    @Test
    default void aWithheldFieldIsLeftAlone(Scene s) {
        Present made = s.created(s.samples().fullAppointment());
        Write.Update update = s.update(made, Field.LOCATION, Value.text("Lobby"))
                .withBefore(made.item().get().with(Field.BODY, Value.NOTHING))
                .withWithheld(HashSet.of(Field.BODY));
        s.written(update);

        s.assertHolds(s.fetched(made.ref()), s.samples().fullAppointment().with(Field.LOCATION, Value.text("Lobby")));
    }

    @Test
    default void aStaleWriteIsRefusedWhereVersionsAreChecked(Scene s) {
        s.needs(s.can().checksVersions(), "checksVersions");
        Present made = s.created(s.samples().appointment("Before"));
        s.users().edit(s.lane(), made.ref(), Field.SUBJECT, Value.text("By a user"));
        Outcome outcome = s.write(s.update(made, Field.SUBJECT, Value.text("By us")));

        assertThat(Scene.refusal(outcome)).isInstanceOf(PortFailure.Stale.class);
        assertThat(s.fetched(made.ref()).title()).isEqualTo("By a user");
    }

    @Test
    default void anUpdateOfWhatIsGoneIsRefusedAsMissing(Scene s) {
        Present made = s.created(s.samples().appointment("Gone"));
        s.users().delete(s.lane(), made.ref());
        Outcome outcome = s.write(s.update(made, Field.LOCATION, Value.text("Lobby")));

        assertThat(Scene.refusal(outcome)).isInstanceOf(PortFailure.Missing.class);
        assertThat(s.full().items()).isEmpty();
    }

    @Test
    default void twoUpdatesInARowBothTakeEffect(Scene s) {
        Present made = s.created(s.samples().appointment("Zero"));
        Present first = s.written(s.update(made, Field.SUBJECT, Value.text("One")));
        s.written(s.update(first, Field.LOCATION, Value.text("Lobby")));

        Present now = s.fetched(made.ref());
        assertThat(now.title()).isEqualTo("One");
        Scene.assertSays(now, Field.LOCATION, Value.text("Lobby"));
    }

    /** Fields that only meetings have. */
    Set<Field> OF_MEETINGS = HashSet.of(Field.ATTENDEES, Field.RESPONSES, Field.ORGANIZER, Field.RESPONSE_REQUESTED);

    private static void assertEachCanBeChanged(Scene s, Item start, Predicate<Field> which) {
        Item item = start;
        ItemRef ref = s.created(item).ref();
        for (Field field : Field.of(item.kind())
                .filter(s.can()::writes)
                .reject(Field.EXCEPTIONS::equals) // only series have any
                .reject(Field.ATTACHMENTS::equals) // contents come from elsewhere
                .filter(which)) {
            Value value = s.samples().otherValues().get(field).get();
            item = item.with(field, value);
            Present written = s.written(s.update(s.fetched(ref), field, value));
            s.assertHolds(written, item);
            s.assertHolds(s.fetched(ref), item);
        }
    }
}
