package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.NOW;
import static io.axpsync.core.contract.store.Examples.TASKS;
import static io.axpsync.core.contract.store.Examples.openCase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.Store;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How open cases are kept. */
public interface OpenCasesContract extends StoreSource {

    @Test
    default void aNewLaneHasNoOpenCase() {
        try (Store store = open()) {
            assertThat(store.cases().ofLane(CALENDAR)).isEmpty();
        }
    }

    @Test
    default void casesComeBackWholeAndInOrder() {
        try (Store store = open()) {
            Vector<OpenCase> cases =
                    Vector.of(openCase(CALENDAR, "z"), openCase(CALENDAR, "a"), openCase(CALENDAR, "m"));
            store.cases().replace(CALENDAR, cases);
            assertThat(store.cases().ofLane(CALENDAR)).isEqualTo(cases);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aCaseInAnyStateComesBack(OpenCase.State state) {
        try (Store store = open()) {
            OpenCase saved = new OpenCase(
                    CALENDAR,
                    Vector.of(ItemRef.d365("usmf/ACT-1"), ItemRef.exchange("AAMkA"), ItemRef.exchange("aamka")),
                    state,
                    "",
                    Reason.of("code", Examples.large(), "remedy"),
                    5,
                    NOW,
                    NOW);
            store.cases().replace(CALENDAR, Vector.of(saved));
            assertThat(store.cases().ofLane(CALENDAR)).containsExactly(saved);
        }
    }

    @Test
    default void casesAreReplacedInOneLaneOnly() {
        try (Store store = open()) {
            store.cases().replace(CALENDAR, Vector.of(openCase(CALENDAR, "a"), openCase(CALENDAR, "b")));
            store.cases().replace(TASKS, Vector.of(openCase(TASKS, "a")));
            store.cases().replace(CALENDAR, Vector.of(openCase(CALENDAR, "c")));
            assertThat(store.cases().ofLane(CALENDAR)).containsExactly(openCase(CALENDAR, "c"));
            assertThat(store.cases().ofLane(TASKS)).containsExactly(openCase(TASKS, "a"));
            store.cases().replace(CALENDAR, Vector.empty());
            assertThat(store.cases().ofLane(CALENDAR)).isEmpty();
        }
    }

    @Test
    default void whenReplacingFailsHalfwayTheFormerCasesStay() {
        try (Store store = open()) {
            store.cases().replace(CALENDAR, Vector.of(openCase(CALENDAR, "a")));
            assertThatThrownBy(() -> store.cases().replace(CALENDAR, Examples.failingAfter(openCase(CALENDAR, "b"))))
                    .hasStackTraceContaining("Poison");
            assertThat(store.cases().ofLane(CALENDAR)).containsExactly(openCase(CALENDAR, "a"));
        }
    }
}
