package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.TASKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.port.FenceMark;
import io.axpsync.core.port.FencePlace;
import io.axpsync.core.port.Store;
import io.vavr.collection.HashSet;
import org.junit.jupiter.api.Test;

/** How it is kept what fences we put up. */
public interface FencesContract extends StoreSource {

    FenceMark MARK = new FenceMark(2, 8_000_000_000L, 7_999_999_999L, HashSet.of("production", "Önü, \"old\""));

    @Test
    default void whereNoFenceWasPutUpNoneIsKnown() {
        try (Store store = open()) {
            assertThat(store.fences().of(FencePlace.D365)).isEqualTo(FenceMark.NONE);
            assertThat(store.fences().of(FencePlace.folder(CALENDAR))).isEqualTo(FenceMark.NONE);
        }
    }

    @Test
    default void aMarkComesBackWhole() {
        try (Store store = open()) {
            store.fences().save(FencePlace.folder(CALENDAR), MARK);
            assertThat(store.fences().of(FencePlace.folder(CALENDAR))).isEqualTo(MARK);
        }
    }

    @Test
    default void savingAMarkReplacesAllOfIt() {
        try (Store store = open()) {
            FenceMark next = new FenceMark(0, 3, 2, HashSet.empty());
            store.fences().save(FencePlace.D365, MARK);
            store.fences().save(FencePlace.D365, next);
            assertThat(store.fences().of(FencePlace.D365)).isEqualTo(next);
        }
    }

    @Test
    default void marksOfOtherPlacesAreLeftAlone() {
        try (Store store = open()) {
            store.fences().save(FencePlace.folder(CALENDAR), MARK);
            store.fences().save(FencePlace.folder(TASKS), FenceMark.NONE.intending());
            store.fences().save(FencePlace.D365, FenceMark.NONE.intending().confirming());
            assertThat(store.fences().of(FencePlace.folder(CALENDAR))).isEqualTo(MARK);
        }
    }
}
