package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Place;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Observed.Trace;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.contract.side.SideFixture.Ability;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A feed: everything that happened since the checkpoint, at least once. */
public interface FeedContract extends SceneContract {
    @Test
    default void aFeedIsNoFullListing(Scene s) {
        ItemRef untouched = s.users().put(s.lane(), s.samples().appointment("Untouched"), true);
        Snapshot feed = s.since(s.checkpoint());

        assertThat(feed.completeness()).isInstanceOf(Completeness.Delta.class);
        assertThat(feed.lane()).isEqualTo(s.lane().id());
        assertThat(feed.side()).isEqualTo(s.side().side());
        assertThat(Scene.of(feed, untouched)).allMatch(seen -> seen instanceof Present);
    }

    @Test
    default void aNewItemIsReported(Scene s) {
        s.users().put(s.lane(), s.samples().appointment("Old"), true);
        Checkpoint checkpoint = s.checkpoint();
        ItemRef marked = s.users().put(s.lane(), s.samples().appointment("Marked"), true);
        ItemRef plain = s.users().put(s.lane(), s.samples().appointment("Plain"), false);

        Snapshot feed = s.since(checkpoint);
        assertThat(Scene.presentIn(feed, marked).marked()).isTrue();
        assertThat(Scene.presentIn(feed, plain).marked()).isFalse();
    }

    @Test
    default void anEditIsReportedWithItsNewVersion(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Before"), true);
        Present before = s.fetched(ref);
        Checkpoint checkpoint = s.checkpoint();
        s.users().edit(s.lane(), ref, Field.SUBJECT, Value.text("After"));

        Present after = Scene.presentIn(s.since(checkpoint), ref);
        assertThat(after.title()).isEqualTo("After");
        assertThat(after.version()).isNotEqualTo(before.version());
    }

    @Test
    default void ourOwnWritesAreReportedToo(Scene s) {
        Present old = s.created(s.samples().appointment("Old"));
        Checkpoint checkpoint = s.checkpoint();
        Present made = s.created(s.samples().appointment("New"));
        Present changed = s.written(s.update(old, Field.LOCATION, Value.text("Lobby")));

        Snapshot feed = s.since(checkpoint);
        assertThat(Scene.presentIn(feed, made.ref()).version()).isEqualTo(made.version());
        assertThat(Scene.presentIn(feed, changed.ref()).version()).isEqualTo(changed.version());
    }

    @Test
    default void aMarkerTakenOffIsAnOrdinaryChange(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Marked"), true);
        Checkpoint checkpoint = s.checkpoint();
        s.users().mark(s.lane(), ref, false);

        assertThat(Scene.presentIn(s.since(checkpoint), ref).marked()).isFalse();
    }

    @Test
    default void aMarkerSetIsReported(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Plain"), false);
        Checkpoint checkpoint = s.checkpoint();
        s.users().mark(s.lane(), ref, true);

        assertThat(Scene.presentIn(s.since(checkpoint), ref).marked()).isTrue();
    }

    @Test
    default void aDeletionIsReported(Scene s) {
        s.needs(Ability.FEED_TELLS_DELETIONS);
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Deleted"), true);
        Checkpoint checkpoint = s.checkpoint();
        s.users().delete(s.lane(), ref);

        assertThat(Scene.of(s.since(checkpoint), ref))
                .as("what the feed says of a deleted item")
                .isNotEmpty()
                .allMatch(seen -> seen instanceof Observed.Gone);
    }

    @Test
    default void whatLeftTheWindowIsReportedButNotAsDeleted(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Put off"), true);
        Checkpoint checkpoint = s.checkpoint();
        s.users().edit(s.lane(), ref, Field.PERIOD, s.samples().hour(4000));

        Option<Observed> seen = Scene.of(s.since(checkpoint), ref);
        assertThat(seen)
                .as("what the feed says of an item that left the window")
                .isNotEmpty();
        assertThat(seen.get())
                .matches(
                        o -> o.equals(new Observed.Gone(ref, Trace.LEFT_VIEW))
                                || (o instanceof Present p && p.place() == Place.OUTSIDE_WINDOW),
                        "left the view, or present outside the window");
    }

    @Test
    default void whatEnteredTheWindowIsReported(Scene s) {
        Item later = s.samples()
                .appointment("Brought forward")
                .with(Field.PERIOD, s.samples().hour(4000));
        ItemRef ref = s.users().put(s.lane(), later, true);
        Checkpoint checkpoint = s.checkpoint();
        s.users().edit(s.lane(), ref, Field.PERIOD, s.samples().hour(1));

        assertThat(Scene.presentIn(s.since(checkpoint), ref).place()).isEqualTo(Place.IN_LANE);
    }

    @Test
    default void whatWasMovedElsewhereIsReportedButNotAsDeleted(Scene s) {
        s.needs(Ability.USERS_MOVE_ITEMS);
        s.needs(Ability.FEED_TELLS_MOVES);
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Moved"), true);
        Checkpoint checkpoint = s.checkpoint();
        s.users().moveElsewhere(s.lane(), ref);

        Option<Observed> seen = Scene.of(s.since(checkpoint), ref);
        assertThat(seen).as("what the feed says of an item that was moved").isNotEmpty();
        assertThat(seen.get())
                .matches(
                        o -> o.equals(new Observed.Gone(ref, Trace.LEFT_VIEW))
                                || (o instanceof Present p && p.place() == Place.ELSEWHERE),
                        "left the view, or present elsewhere");
    }

    @Test
    default void whatCameAndWentIsNotPresent(Scene s) {
        Checkpoint checkpoint = s.checkpoint();
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Short-lived"), true);
        s.users().delete(s.lane(), ref);

        assertThat(Scene.of(s.since(checkpoint), ref)).allMatch(seen -> seen instanceof Observed.Gone);
    }

    @Test
    default void anItemThatChangedOftenIsReportedOnceAsItIsNow(Scene s) {
        Checkpoint checkpoint = s.checkpoint();
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("First"), true);
        s.users().edit(s.lane(), ref, Field.SUBJECT, Value.text("Second"));
        s.users().edit(s.lane(), ref, Field.SUBJECT, Value.text("Third"));

        Snapshot feed = s.since(checkpoint);
        assertThat(Scene.refs(feed)).doesNotHaveDuplicates();
        assertThat(Scene.presentIn(feed, ref).title()).isEqualTo("Third");
    }

    @Test
    default void manyChangesAreAllReported(Scene s) {
        Checkpoint checkpoint = s.checkpoint();
        Vector<Write> writes = Vector.range(0, Scene.MANY).map(i -> s.named("Number " + i));
        Vector<ItemRef> made = s.side()
                .write(writes)
                .map(outcome -> Scene.readBack(outcome).ref())
                .toVector();

        assertThat(Scene.refs(s.since(checkpoint))).containsAll(made).doesNotHaveDuplicates();
    }

    @Test
    default void aCheckpointUsedTwiceRepeats(Scene s) {
        Checkpoint checkpoint = s.checkpoint();
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("New"), true);
        s.since(checkpoint);

        assertThat(Scene.of(s.since(checkpoint), ref)).isNotEmpty();
    }

    @Test
    default void checkpointsInARowSkipNothing(Scene s) {
        Checkpoint checkpoint = s.checkpoint();
        for (int i = 0; i < 3; i++) {
            ItemRef made = s.users().put(s.lane(), s.samples().appointment("Round " + i), true);
            Snapshot feed = s.since(checkpoint);
            assertThat(Scene.refs(feed)).contains(made);
            checkpoint = feed.next();
        }
    }

    @Test
    default void aCheckpointOutlivesARestart(Scene s) {
        ItemRef old = s.users().put(s.lane(), s.samples().appointment("Old"), true);
        Checkpoint checkpoint = s.checkpoint();
        ItemRef made = s.users().put(s.lane(), s.samples().appointment("New"), true);
        s.users().mark(s.lane(), old, false);
        s.restart();

        Snapshot feed = s.since(checkpoint);
        assertThat(feed.completeness()).isInstanceOf(Completeness.Delta.class);
        assertThat(Scene.refs(feed)).contains(old, made);
    }

    @Test
    default void aCheckpointThatNobodyMadeIsExpired(Scene s) {
        assertThat(Scene.left(s.observe(s.lane(), Option.some(new Checkpoint("nonsense")))))
                .isInstanceOf(PortFailure.Expired.class);
    }

    @Test
    default void aLongStoryIsToldTheSameByFeedAndListing(Scene s) {
        Random random = new Random(7);
        List<ItemRef> made = new ArrayList<>();
        Map<ItemRef, Observed> told = new HashMap<>();
        Checkpoint checkpoint = s.checkpoint();
        for (int step = 0; step < 60; step++) {
            happen(s, made, random, step);
            if (step % 6 == 5) {
                Snapshot feed = s.since(checkpoint);
                feed.items().forEach(seen -> told.put(seen.ref(), seen));
                checkpoint = feed.next();
            }
        }
        Snapshot listing = s.full();

        for (Observed seen : listing.items()) {
            assertThat(told).containsKey(seen.ref());
            assertThat(told.get(seen.ref()))
                    .usingRecursiveComparison()
                    .comparingOnlyFields("version", "marked", "title", "period")
                    .isEqualTo(seen);
        }
        if (!s.users().lacks().contains(Ability.FEED_TELLS_DELETIONS)) {
            assertThat(Vector.ofAll(told.values())
                            .filter(seen -> seen instanceof Present p && p.place() == Place.IN_LANE)
                            .map(Observed::ref))
                    .containsExactlyInAnyOrderElementsOf(Scene.refs(listing));
        }
    }

    private static void happen(Scene s, List<ItemRef> made, Random random, int step) {
        int what = made.size() < 4 ? 0 : random.nextInt(6);
        ItemRef ref = made.isEmpty() ? null : made.get(random.nextInt(made.size()));
        if (what == 0 || ref == null) {
            made.add(s.users().put(s.lane(), s.samples().appointment("Made in step " + step), random.nextBoolean()));
        } else if (what == 1) {
            s.users().mark(s.lane(), ref, random.nextBoolean());
        } else if (what == 2) {
            s.users().edit(s.lane(), ref, Field.PERIOD, s.samples().hour(random.nextInt(2) * 4000 + step));
        } else if (what == 3) {
            s.users().delete(s.lane(), ref);
            made.remove(ref);
        } else {
            s.users().edit(s.lane(), ref, Field.SUBJECT, Value.text("Changed in step " + step));
        }
    }
}
