package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.NOW;
import static io.axpsync.core.contract.store.Examples.TASKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.Store;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How the positions of lanes are kept. */
public interface CheckpointsContract extends StoreSource {

    LanePosition POSITION = new LanePosition(
            Option.some(new Checkpoint("2026-03-02T09:25:00Z|usmf|ACT-7")),
            Option.some(new Checkpoint("H4sIAAAA==" + Examples.ODD_TEXT)),
            Option.some(new Window(NOW.minus(Duration.ofDays(30)), NOW.plus(Duration.ofDays(365)))),
            Option.some(NOW),
            "configuration-1",
            true);

    @Test
    default void aLaneThatNeverRanIsAtItsStart() {
        try (Store store = open()) {
            assertThat(store.checkpoints().of(CALENDAR)).isEqualTo(LanePosition.START);
        }
    }

    @Test
    default void aPositionComesBackWhole() {
        try (Store store = open()) {
            store.checkpoints().save(CALENDAR, POSITION);
            assertThat(store.checkpoints().of(CALENDAR)).isEqualTo(POSITION);
        }
    }

    @Test
    default void savingAPositionReplacesAllOfIt() {
        try (Store store = open()) {
            store.checkpoints().save(CALENDAR, POSITION);
            store.checkpoints().save(CALENDAR, LanePosition.START);
            assertThat(store.checkpoints().of(CALENDAR)).isEqualTo(LanePosition.START);
        }
    }

    @Test
    default void positionsOfOtherLanesAreLeftAlone() {
        try (Store store = open()) {
            store.checkpoints().save(CALENDAR, POSITION);
            store.checkpoints().save(TASKS, LanePosition.START);
            assertThat(store.checkpoints().of(CALENDAR)).isEqualTo(POSITION);
        }
    }

    @Test
    default void oneSideMayStandWhereTheOtherDoesNot() {
        try (Store store = open()) {
            LanePosition half = new LanePosition(
                    Option.none(), POSITION.exchange(), Option.none(), Option.none(), "configuration-2", false);
            store.checkpoints().save(CALENDAR, half);
            assertThat(store.checkpoints().of(CALENDAR)).isEqualTo(half);
        }
    }

    @Test
    default void aCheckpointMayBeLarge() {
        try (Store store = open()) {
            LanePosition large = new LanePosition(
                    Option.some(new Checkpoint(Examples.large())),
                    Option.some(new Checkpoint("")),
                    Option.none(),
                    Option.none(),
                    "",
                    true);
            store.checkpoints().save(CALENDAR, large);
            assertThat(store.checkpoints().of(CALENDAR)).isEqualTo(large);
        }
    }
}
