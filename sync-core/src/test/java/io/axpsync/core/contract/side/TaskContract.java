package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All that an adapter promises of tasks. The lanes of the fixture are lanes of tasks. */
public interface TaskContract extends SceneContract {

    // ── Observing ────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    default void everyTaskIsListedWheneverItIsDue(Scene s) {
        ItemRef old = s.users().put(s.lane(), task("Old", date(2001, 2, 3)), true);
        ItemRef far = s.users().put(s.lane(), task("Far", date(2039, 12, 31)), false);
        ItemRef undated = s.users().put(s.lane(), task("Some day", Value.NOTHING), true);

        Snapshot full = s.full();
        assertThat(full.isFull()).isTrue();
        assertThat(Scene.refs(full)).containsExactlyInAnyOrder(old, far, undated);
        assertThat(Scene.presentIn(full, old).period()).isEqualTo(date(2001, 2, 3));
        assertThat(Scene.presentIn(full, old).marked()).isTrue();
        assertThat(Scene.presentIn(full, far).marked()).isFalse();
        assertThat(Scene.presentIn(full, undated).period()).isEqualTo(Observed.Present.UNDATED);
        assertThat(Scene.presentIn(full, undated).title()).isEqualTo("Some day");
    }

    @Test
    default void theFeedTellsOfTasksThatWereMadeOrChanged(Scene s) {
        ItemRef old = s.users().put(s.lane(), task("Old", date(2026, 6, 1)), true);
        Checkpoint before = s.checkpoint();
        s.users().edit(s.lane(), old, Field.SUBJECT, Value.text("Renamed"));
        ItemRef fresh = s.users().put(s.lane(), task("New", date(2026, 6, 2)), true);

        Snapshot since = s.since(before);
        assertThat(since.isFull()).isFalse();
        assertThat(Scene.presentIn(since, old).title()).isEqualTo("Renamed");
        assertThat(Scene.presentIn(since, fresh).title()).isEqualTo("New");
    }

    @Test
    default void theFeedTellsThatATaskWasDeleted(Scene s) {
        s.needs(SideFixture.Ability.FEED_TELLS_DELETIONS);
        ItemRef ref = s.created(task("Gone", date(2026, 6, 1))).ref();
        Checkpoint before = s.checkpoint();
        s.users().delete(s.lane(), ref);

        assertThat(Scene.of(s.since(before), ref).filter(Observed.Gone.class::isInstance))
                .isNotEmpty();
        assertThat(Scene.refs(s.full())).doesNotContain(ref);
    }

    @Test
    default void theTasksOfSomebodyElseAreNotListed(Scene s) {
        s.users().put(s.users().otherLane(), task("Theirs", date(2026, 6, 1)), true);
        assertThat(s.full().items()).isEmpty();
    }

    @Test
    default void moreTasksThanAPageHoldsAreListed(Scene s) {
        Seq<ItemRef> all = Vector.range(0, Scene.MANY)
                .map(i -> s.users().put(s.lane(), task("Task " + i, date(2026, 6, 1)), true));
        assertThat(Scene.refs(s.full())).containsExactlyInAnyOrderElementsOf(all);
    }

    // ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    default void aCreatedTaskHoldsWhatWasWritten(Scene s) {
        Write.Create create = s.create(fullTask());
        Present made = s.written(create);

        s.assertHolds(made, fullTask());
        s.assertHolds(s.fetched(made.ref()), fullTask());
        assertThat(s.fetched(made.ref()).marked()).isTrue();
        assertThat(Scene.presentIn(s.full(), made.ref()).period()).isEqualTo(date(2026, 6, 10));
        if (s.can().holdsStamps()) {
            assertThat(s.fetched(made.ref()).stamp().map(stamp -> stamp.bare()))
                    .contains(create.stamp().bare());
        }
    }

    @Test
    default void noZoneShiftsADay(Scene s) {
        for (Value day : List.of(
                date(2026, 1, 1),
                date(2026, 3, 29),
                date(2026, 10, 25),
                date(2026, 12, 31),
                date(2028, 2, 29),
                date(1999, 7, 1))) {
            Present made = s.created(task("Day", day).with(Field.START_DATE, day));
            Scene.assertSays(s.fetched(made.ref()), Field.DUE_DATE, day);
            Scene.assertSays(s.fetched(made.ref()), Field.START_DATE, day);
        }
    }

    @Test
    default void eachFieldOfATaskCanBeChangedAlone(Scene s) {
        Item item = fullTask();
        ItemRef ref = s.created(item).ref();
        for (Field field : Field.of(Kind.TASK).filter(s.can()::writes).filter(otherValues()::containsKey)) {
            Value value = otherValues().get(field).get();
            item = item.with(field, value);
            Present written = s.written(s.update(s.fetched(ref), field, value));
            s.assertHolds(written, item);
            s.assertHolds(s.fetched(ref), item);
        }
    }

    @Test
    default void eachFieldOfATaskThatMayBeEmptyCanBeBlanked(Scene s) {
        Item item = fullTask();
        ItemRef ref = s.created(item).ref();
        for (Field field : Vector.of(
                        Field.BODY,
                        Field.START_DATE,
                        Field.DUE_DATE,
                        Field.REMINDER_AT,
                        Field.CATEGORIES,
                        Field.TOTAL_WORK,
                        Field.BILLING)
                .filter(s.can()::writes)) {
            item = item.with(field, Value.NOTHING);
            s.written(s.update(s.fetched(ref), field, Value.NOTHING));
            s.assertHolds(s.fetched(ref), item);
        }
    }

    @Test
    default void aTaskIsCompletedAndOpenedAgain(Scene s) {
        ItemRef ref = s.created(fullTask()).ref();
        Present done = s.written(s.update(s.fetched(ref), progress(s, "COMPLETED", 100)));
        Scene.assertSays(done, Field.STATUS, Value.choice("COMPLETED"));
        if (s.can().holds(Field.PERCENT_COMPLETE)) {
            Scene.assertSays(s.fetched(ref), Field.PERCENT_COMPLETE, new Value.Whole(100));
        }

        s.written(s.update(s.fetched(ref), progress(s, "IN_PROGRESS", 50)));
        Scene.assertSays(s.fetched(ref), Field.STATUS, Value.choice("IN_PROGRESS"));
        Scene.assertSays(s.fetched(ref), Field.COMPLETED_DATE, Value.NOTHING);
    }

    private static Map<Field, Value> progress(Scene s, String status, int percent) {
        Map<Field, Value> changes = LinkedHashMap.of(Field.STATUS, Value.choice(status));
        return s.can().writes(Field.PERCENT_COMPLETE)
                ? changes.put(Field.PERCENT_COMPLETE, new Value.Whole(percent))
                : changes;
    }

    @Test
    default void theMarkerOfATaskIsSetAndTakenOff(Scene s) {
        ItemRef ref = s.created(fullTask()).ref();
        for (boolean marked : List.of(false, true)) {
            s.written(s.update(s.fetched(ref)).withMarked(Option.some(marked)));
            assertThat(s.fetched(ref).marked()).isEqualTo(marked);
            s.assertHolds(s.fetched(ref), fullTask());
        }
    }

    @Test
    default void manyTasksAreWrittenAtOnceEachOnItsOwn(Scene s) {
        Seq<Write> creates = Vector.range(0, Scene.MANY).map(i -> s.create(task("Task " + i, date(2026, 6, 1))));
        Seq<Outcome> outcomes = s.side().write(creates);

        assertThat(outcomes.map(outcome -> Scene.readBack(outcome).title()))
                .containsExactlyElementsOf(Vector.range(0, Scene.MANY).map(i -> "Task " + i));
        assertThat(s.full().items()).hasSize(Scene.MANY);
    }

    @Test
    default void aRemovedTaskIsGone(Scene s) {
        Present made = s.created(fullTask());
        assertThat(s.write(s.remove(s.fetched(made.ref()), Notify.NOBODY))).isInstanceOf(Outcome.Removed.class);
        assertThat(s.fetch(made.ref())).isInstanceOf(Observed.Gone.class);
        assertThat(Scene.refs(s.full())).isEmpty();
    }

    @Test
    default void aStaleWriteToATaskIsRefusedWhereVersionsAreChecked(Scene s) {
        s.needs(s.can().checksVersions(), "checksVersions");
        Present made = s.created(fullTask());
        s.users().edit(s.lane(), made.ref(), Field.SUBJECT, Value.text("By a user"));
        Outcome outcome = s.write(s.update(made, Field.SUBJECT, Value.text("By us")));

        assertThat(Scene.refusal(outcome)).isInstanceOf(PortFailure.Stale.class);
        assertThat(s.fetched(made.ref()).title()).isEqualTo("By a user");
    }

    @Test
    default void anUpdateOfATaskThatIsGoneIsRefusedAsMissing(Scene s) {
        Present made = s.created(fullTask());
        s.users().delete(s.lane(), made.ref());
        Outcome outcome = s.write(s.update(made, Field.SUBJECT, Value.text("By us")));

        assertThat(Scene.refusal(outcome)).isInstanceOf(PortFailure.Missing.class);
        assertThat(s.full().items()).isEmpty();
    }

    // ── Searching ────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    default void tasksAreFoundByStampAndByDueDate(Scene s) {
        Write.Create create = s.create(task("Monday", date(2026, 6, 1)));
        ItemRef monday = s.written(create).ref();
        ItemRef tuesday = s.created(task("Tuesday", date(2026, 6, 2))).ref();
        ItemRef undated = s.created(task("Some day", Value.NOTHING)).ref();

        if (s.can().holdsStamps()) {
            assertThat(s.found(s.search(Option.some(create.stamp().bare()), Option.none(), Value.NOTHING)))
                    .containsExactly(monday);
        }
        assertThat(s.found(s.search(Option.none(), Option.none(), date(2026, 6, 2))))
                .containsExactly(tuesday);
        assertThat(s.found(s.search(Option.none(), Option.none(), date(2026, 6, 3))))
                .isEmpty();
        assertThat(s.found(s.search(Option.none(), Option.none(), Observed.Present.UNDATED)))
                .containsExactly(undated);
    }

    // ── Samples ──────────────────────────────────────────────────────────────────────────────────────────────────

    private static Value date(int year, int month, int day) {
        return new Value.Date(LocalDate.of(year, month, day));
    }

    private static Item task(String title, Value due) {
        Item task = Item.of(Kind.TASK, LinkedHashMap.of(Field.SUBJECT, Value.text(title)));
        return due.isNothing() ? task : task.with(Field.DUE_DATE, due);
    }

    private static Item fullTask() {
        return task("Offer for Contoso", date(2026, 6, 10))
                .with(Field.BODY, Value.text("First line\nSecond line"))
                .with(Field.SENSITIVITY, Value.choice("PRIVATE"))
                .with(Field.IMPORTANCE, Value.choice("HIGH"))
                .with(Field.CATEGORIES, Samples.categories("Red", "Key account"))
                .with(Field.START_DATE, date(2026, 6, 1))
                .with(Field.REMINDER_AT, new Value.Moment(Instant.parse("2026-06-09T07:30:00Z")))
                .with(Field.STATUS, Value.choice("IN_PROGRESS"))
                .with(Field.PERCENT_COMPLETE, new Value.Whole(30))
                .with(Field.TOTAL_WORK, new Value.Whole(90))
                .with(Field.ACTUAL_WORK, new Value.Whole(30))
                .with(Field.BILLING, Value.text("Project 7"))
                .with(Field.MILEAGE, Value.text("12 km"));
    }

    private static Map<Field, Value> otherValues() {
        return LinkedHashMap.<Field, Value>of(Field.SUBJECT, Value.text("Offer for Fabrikam"))
                .put(Field.BODY, Value.text("Other text"))
                .put(Field.SENSITIVITY, Value.choice("NORMAL"))
                .put(Field.IMPORTANCE, Value.choice("LOW"))
                .put(Field.CATEGORIES, Samples.categories("Blue", "Key account"))
                .put(Field.START_DATE, date(2026, 5, 31))
                .put(Field.DUE_DATE, date(2026, 6, 30))
                .put(Field.REMINDER_AT, new Value.Moment(Instant.parse("2026-06-29T14:00:00Z")))
                .put(Field.STATUS, Value.choice("WAITING"))
                .put(Field.PERCENT_COMPLETE, new Value.Whole(60))
                .put(Field.TOTAL_WORK, new Value.Whole(120))
                .put(Field.ACTUAL_WORK, new Value.Whole(45))
                .put(Field.BILLING, Value.text("Project 8"))
                .put(Field.MILEAGE, Value.text("20 km"));
    }
}
