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
import io.vavr.collection.Vector;
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
}
