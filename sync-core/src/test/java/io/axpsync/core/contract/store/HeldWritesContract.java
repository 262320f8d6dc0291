package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.NOW;
import static io.axpsync.core.contract.store.Examples.TASKS;
import static io.axpsync.core.contract.store.Examples.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.Store;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How held operations are kept. */
public interface HeldWritesContract extends StoreSource {

    @Test
    default void aNewLaneHoldsNothing() {
        try (Store store = open()) {
            assertThat(store.held().ofLane(CALENDAR)).isEmpty();
        }
    }

    @Test
    default void whatIsHeldComesBackWholeAndInOrder() {
        try (Store store = open()) {
            Vector<Held> held = Vector.of(held(CALENDAR, "z"), held(CALENDAR, "a"), held(CALENDAR, "m"));
            store.held().replace(CALENDAR, held);
            assertThat(store.held().ofLane(CALENDAR)).isEqualTo(held);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void everyWordOfAPersonComesBack(Held.Word word) {
        try (Store store = open()) {
            Held held = new Held(
                    CALENDAR, "digest", "mail", Vector.empty(), "", Reason.of("code", Examples.large()), NOW, word);
            store.held().replace(CALENDAR, Vector.of(held));
            assertThat(store.held().ofLane(CALENDAR)).containsExactly(held);
        }
    }

    @Test
    default void heldOperationsAreReplacedInOneLaneOnly() {
        try (Store store = open()) {
            store.held().replace(CALENDAR, Vector.of(held(CALENDAR, "a"), held(CALENDAR, "b")));
            store.held().replace(TASKS, Vector.of(held(TASKS, "a")));
            store.held().replace(CALENDAR, Vector.of(held(CALENDAR, "c")));
            assertThat(store.held().ofLane(CALENDAR)).containsExactly(held(CALENDAR, "c"));
            assertThat(store.held().ofLane(TASKS)).containsExactly(held(TASKS, "a"));
            store.held().replace(CALENDAR, Vector.empty());
            assertThat(store.held().ofLane(CALENDAR)).isEmpty();
        }
    }

    @Test
    default void whenReplacingFailsHalfwayWhatWasHeldStays() {
        try (Store store = open()) {
            store.held().replace(CALENDAR, Vector.of(held(CALENDAR, "a")));
            assertThatThrownBy(() -> store.held().replace(CALENDAR, Examples.failingAfter(held(CALENDAR, "b"))))
                    .hasStackTraceContaining("Poison");
            assertThat(store.held().ofLane(CALENDAR)).containsExactly(held(CALENDAR, "a"));
        }
    }

    @Test
    default void aWordIsSaidToWhatIsMeantAndNothingElse() {
        try (Store store = open()) {
            store.held().replace(CALENDAR, Vector.of(held(CALENDAR, "a"), held(CALENDAR, "b"), held(CALENDAR, "c")));
            store.held().replace(TASKS, Vector.of(held(TASKS, "a")));
            Held.Word word = other(held(CALENDAR, "a").word());
            assertThat(store.held().say(CALENDAR, HashSet.of("c", "a", "unknown"), word))
                    .containsExactly(
                            held(CALENDAR, "a").with(word), held(CALENDAR, "c").with(word));
            assertThat(store.held().ofLane(CALENDAR))
                    .containsExactly(
                            held(CALENDAR, "a").with(word),
                            held(CALENDAR, "b"),
                            held(CALENDAR, "c").with(word));
            assertThat(store.held().ofLane(TASKS)).containsExactly(held(TASKS, "a"));
            assertThat(store.held().say(CALENDAR, HashSet.of("a"), word))
                    .as("said before")
                    .isEmpty();
        }
    }

    @Test
    default void aWordSaidWhileARunGoesOnIsKept() {
        try (Store store = open()) {
            store.held().replace(CALENDAR, Vector.of(none("a"), none("b"), none("c")));
            Seq<Held> known = store.held().ofLane(CALENDAR);
            store.held().say(CALENDAR, HashSet.of("a"), Held.Word.RELEASE);
            store.held().say(CALENDAR, HashSet.of("c"), Held.Word.REJECT);
            store.held().replace(CALENDAR, known, Vector.of(none("b"), none("a"), none("d")));
            assertThat(store.held().ofLane(CALENDAR))
                    .containsExactly(none("b"), none("a").with(Held.Word.RELEASE), none("d"));
        }
    }

    @Test
    default void aWordThatIsTakenBackWhileARunGoesOnStaysTakenBack() {
        try (Store store = open()) {
            store.held().replace(CALENDAR, Vector.of(none("a").with(Held.Word.REJECT)));
            Seq<Held> known = store.held().ofLane(CALENDAR);
            store.held().say(CALENDAR, HashSet.of("a"), Held.Word.NONE);
            store.held().replace(CALENDAR, known, known);
            assertThat(store.held().ofLane(CALENDAR)).containsExactly(none("a"));
        }
    }

    @RepeatedTest(5)
    default void aWordSaidAtTheMomentAtWhichARunEndsIsNotLost() {
        try (Store store = open();
                Store other = open()) {
            store.held().replace(CALENDAR, Vector.of(none("a"), none("b")));
            Seq<Held> known = store.held().ofLane(CALENDAR);
            AtOnce.both(
                    () -> {
                        store.held().replace(CALENDAR, known, Vector.of(none("b"), none("a"), none("c")));
                        return true;
                    },
                    () -> other.held().say(CALENDAR, HashSet.of("a"), Held.Word.RELEASE));
            assertThat(store.held().ofLane(CALENDAR))
                    .containsExactly(none("b"), none("a").with(Held.Word.RELEASE), none("c"));
        }
    }

    private static Held none(String digest) {
        return held(CALENDAR, digest).with(Held.Word.NONE);
    }

    private static Held.Word other(Held.Word word) {
        return word == Held.Word.RELEASE ? Held.Word.REJECT : Held.Word.RELEASE;
    }
}
