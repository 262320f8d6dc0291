package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.NOW;
import static io.axpsync.core.contract.store.Examples.TASKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.Store;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** One run per lane at a time. */
public interface LeasesContract extends StoreSource {

    Instant UNTIL = NOW.plusSeconds(60);

    @Test
    default void aFreeLaneIsTakenAndAnotherHolderRefused() {
        try (Store store = open()) {
            assertThat(store.leases().take(CALENDAR, "one", NOW, UNTIL)).isTrue();
            assertThat(store.leases().take(CALENDAR, "other", NOW, UNTIL)).isFalse();
        }
    }

    @Test
    default void lanesAreLeasedOneByOne() {
        try (Store store = open()) {
            assertThat(store.leases().take(CALENDAR, "one", NOW, UNTIL)).isTrue();
            assertThat(store.leases().take(TASKS, "other", NOW, UNTIL)).isTrue();
        }
    }

    @Test
    default void aHolderRenewsItsLease() {
        try (Store store = open()) {
            store.leases().take(CALENDAR, "one", NOW, UNTIL);
            assertThat(store.leases().take(CALENDAR, "one", NOW.plusSeconds(59), UNTIL.plusSeconds(59)))
                    .isTrue();
            assertThat(store.leases().take(CALENDAR, "other", UNTIL, UNTIL.plusSeconds(60)))
                    .isFalse();
        }
    }

    @Test
    default void aLeaseEndsAtItsInstantAndNotBefore() {
        try (Store store = open()) {
            store.leases().take(CALENDAR, "one", NOW, UNTIL);
            assertThat(store.leases().take(CALENDAR, "other", UNTIL.minusNanos(1), UNTIL.plusSeconds(60)))
                    .isFalse();
            assertThat(store.leases().take(CALENDAR, "other", UNTIL, UNTIL.plusSeconds(60)))
                    .isTrue();
        }
    }

    @Test
    default void whoLostALeaseByExpiryDoesNotHaveItAnyMore() {
        try (Store store = open()) {
            store.leases().take(CALENDAR, "one", NOW, UNTIL);
            store.leases().take(CALENDAR, "other", UNTIL, UNTIL.plusSeconds(60));
            assertThat(store.leases().take(CALENDAR, "one", UNTIL.plusSeconds(1), UNTIL.plusSeconds(60)))
                    .isFalse();
        }
    }

    @Test
    default void aReleasedLaneIsFree() {
        try (Store store = open()) {
            store.leases().take(CALENDAR, "one", NOW, UNTIL);
            store.leases().release(CALENDAR, "one");
            assertThat(store.leases().take(CALENDAR, "other", NOW, UNTIL)).isTrue();
        }
    }

    @Test
    default void onlyItsHolderReleasesALease() {
        try (Store store = open()) {
            store.leases().release(CALENDAR, "other");
            store.leases().take(CALENDAR, "one", NOW, UNTIL);
            store.leases().release(CALENDAR, "other");
            assertThat(store.leases().take(CALENDAR, "other", NOW, UNTIL)).isFalse();
        }
    }

    @Test
    default void holdersDifferByCase() {
        try (Store store = open()) {
            store.leases().take(CALENDAR, "one", NOW, UNTIL);
            assertThat(store.leases().take(CALENDAR, "ONE", NOW, UNTIL)).isFalse();
        }
    }

    @Test
    default void aLeaseHoldsInEveryStoreOverTheSameData() {
        try (Store one = open();
                Store other = open()) {
            assertThat(one.leases().take(CALENDAR, "one", NOW, UNTIL)).isTrue();
            assertThat(other.leases().take(CALENDAR, "other", NOW, UNTIL)).isFalse();
            one.leases().release(CALENDAR, "one");
            assertThat(other.leases().take(CALENDAR, "other", NOW, UNTIL)).isTrue();
        }
    }

    @Test
    default void ofTwoThatTakeALaneAtOnceOneHasIt() {
        try (Store one = open();
                Store other = open()) {
            for (int round = 0; round < 50; round++) {
                LaneId lane = LaneId.of("lane-" + round, Kind.TASK);
                AtOnce.Both<Boolean> taken = AtOnce.both(
                        () -> one.leases().take(lane, "one", NOW, UNTIL),
                        () -> other.leases().take(lane, "other", NOW, UNTIL));
                assertThat(taken.first()).as("lane %s", round).isNotEqualTo(taken.second());
            }
        }
    }

    @Test
    default void ofTwoThatTakeAnExpiredLeaseAtOnceOneHasIt() {
        try (Store one = open();
                Store other = open()) {
            for (int round = 0; round < 50; round++) {
                LaneId lane = LaneId.of("lane-" + round, Kind.TASK);
                one.leases().take(lane, "gone", NOW, UNTIL);
                AtOnce.Both<Boolean> taken = AtOnce.both(
                        () -> one.leases().take(lane, "one", UNTIL, UNTIL.plusSeconds(60)),
                        () -> other.leases().take(lane, "other", UNTIL, UNTIL.plusSeconds(60)));
                assertThat(taken.first()).as("lane %s", round).isNotEqualTo(taken.second());
            }
        }
    }
}
