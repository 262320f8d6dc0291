package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Place;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lanes: each on its own, whatever happens to another. */
public interface LaneContract extends SceneContract {
    @Test
    default void twoLanesDoNotSeeEachOther(Scene s) {
        ItemRef one = s.users().put(s.lane(), s.samples().appointment("One"), true);
        ItemRef two = s.users().put(s.users().otherLane(), s.samples().appointment("Two"), true);

        assertThat(Scene.refs(s.full(s.lane()))).containsExactly(one);
        assertThat(Scene.refs(s.full(s.users().otherLane()))).containsExactly(two);
    }

    @Test
    default void manyLanesAreHandedOverOnceEach(Scene s) {
        ItemRef one = s.users().put(s.lane(), s.samples().appointment("One"), true);
        ItemRef two = s.users().put(s.users().otherLane(), s.samples().appointment("Two"), true);
        Vector<Lane> lanes = Vector.of(s.lane(), s.users().otherLane());
        List<LaneAnswer> answers = s.observe(lanes.map(lane -> s.query(lane, Option.none())));

        assertThat(answers).extracting(LaneAnswer::lane).containsExactlyInAnyOrderElementsOf(lanes);
        for (LaneAnswer answer : answers) {
            Snapshot snapshot = Scene.right(answer.snapshot());
            assertThat(snapshot.lane()).isEqualTo(answer.lane().id());
            assertThat(Scene.refs(snapshot)).containsExactly(answer.lane().equals(s.lane()) ? one : two);
        }
    }

    @Test
    default void aLaneThatFailsDisturbsNoOther(Scene s) {
        ItemRef one = s.users().put(s.lane(), s.samples().appointment("One"), true);
        Vector<Lane> lanes =
                Vector.of(s.users().strangeLane(), s.lane(), s.users().otherLane());
        List<LaneAnswer> answers = s.observe(lanes.map(lane -> s.query(lane, Option.none())));

        assertThat(answers).extracting(LaneAnswer::lane).containsExactlyInAnyOrderElementsOf(lanes);
        for (LaneAnswer answer : answers) {
            if (answer.lane().equals(s.users().strangeLane())) {
                assertThat(Scene.left(answer.snapshot()))
                        .isInstanceOfAny(PortFailure.Missing.class, PortFailure.Denied.class);
            } else if (answer.lane().equals(s.lane())) {
                assertThat(Scene.refs(Scene.right(answer.snapshot()))).containsExactly(one);
            } else {
                assertThat(Scene.right(answer.snapshot()).items()).isEmpty();
            }
        }
    }

    @Test
    default void anExpiredCheckpointOfOneLaneDisturbsNoOther(Scene s) {
        Lane other = s.users().otherLane();
        Checkpoint checkpoint = s.full(other).next();
        ItemRef made = s.users().put(other, s.samples().appointment("New"), true);
        List<LaneAnswer> answers = s.observe(Vector.of(
                s.query(s.lane(), Option.some(new Checkpoint("nonsense"))), s.query(other, Option.some(checkpoint))));

        assertThat(answers).hasSize(2);
        for (LaneAnswer answer : answers) {
            if (answer.lane().equals(other)) {
                assertThat(Scene.refs(Scene.right(answer.snapshot()))).contains(made);
            } else {
                assertThat(Scene.left(answer.snapshot())).isInstanceOf(PortFailure.Expired.class);
            }
        }
    }

    @Test
    default void aLaneInFullAndALaneByFeedGoTogether(Scene s) {
        Lane other = s.users().otherLane();
        ItemRef one = s.users().put(s.lane(), s.samples().appointment("One"), true);
        Checkpoint checkpoint = s.full(other).next();
        ItemRef two = s.users().put(other, s.samples().appointment("Two"), true);
        List<LaneAnswer> answers =
                s.observe(Vector.of(s.query(s.lane(), Option.none()), s.query(other, Option.some(checkpoint))));

        assertThat(answers).hasSize(2);
        for (LaneAnswer answer : answers) {
            Snapshot snapshot = Scene.right(answer.snapshot());
            assertThat(snapshot.isFull()).isEqualTo(answer.lane().equals(s.lane()));
            assertThat(Scene.refs(snapshot)).contains(answer.lane().equals(s.lane()) ? one : two);
        }
    }

    @Test
    default void theFeedOfALaneTellsNothingOfAnother(Scene s) {
        Checkpoint checkpoint = s.checkpoint();
        ItemRef stranger = s.users().put(s.users().otherLane(), s.samples().appointment("Two"), true);

        assertThat(Scene.of(s.since(checkpoint), stranger)).isEmpty();
    }

    @Test
    default void writesOfManyLanesGoWhereTheyBelong(Scene s) {
        Lane other = s.users().otherLane();
        Seq<Present> made = s.side()
                .write(Vector.of(
                        s.create(s.lane(), s.samples().appointment("One")),
                        s.create(other, s.samples().appointment("Two")),
                        s.create(s.lane(), s.samples().appointment("Three"))))
                .map(Scene::readBack);

        assertThat(made.map(Present::title)).containsExactly("One", "Two", "Three");
        assertThat(Scene.refs(s.full(s.lane())))
                .containsExactlyInAnyOrder(made.get(0).ref(), made.get(2).ref());
        assertThat(Scene.refs(s.full(other))).containsExactly(made.get(1).ref());
    }

    @Test
    default void aWriteIntoAStrangeLaneStopsNoOther(Scene s) {
        Seq<Outcome> outcomes = s.side()
                .write(Vector.of(
                        s.create(s.users().strangeLane(), s.samples().appointment("Nowhere")), s.named("Here")));

        assertThat(Scene.refusal(outcomes.get(0)))
                .isInstanceOfAny(PortFailure.Missing.class, PortFailure.Denied.class, PortFailure.Rejected.class);
        assertThat(Scene.readBack(outcomes.get(1)).title()).isEqualTo("Here");
    }

    @Test
    default void aReadInAStrangeLaneStopsNoOther(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Here"), true);
        Seq<Either<PortFailure, Observed>> answers =
                s.side().fetch(Vector.of(s.look(s.users().strangeLane(), ref), s.look(s.lane(), ref)));

        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).isLeft() || answers.get(0).get() instanceof Present p && p.place() == Place.ELSEWHERE)
                .as("a read without a mailbox proves nothing: %s", answers.get(0))
                .isTrue();
        assertThat(Scene.right(answers.get(1))).isInstanceOf(Present.class);
    }

    @Test
    default void anItemIsNotFoundInAnotherLane(Scene s) {
        s.needs(s.can().holdsStamps(), "holdsStamps");
        Write.Create create = s.create(s.users().otherLane(), s.samples().appointment("There"));
        s.written(create);

        assertThat(s.found(s.search(
                        Option.some(create.stamp()), Option.none(), s.samples().hour(0))))
                .isEmpty();
    }

    @Test
    default void toObserveNoLanesHandsOverNothing(Scene s) {
        assertThat(s.observe(Vector.empty())).isEmpty();
    }
}
