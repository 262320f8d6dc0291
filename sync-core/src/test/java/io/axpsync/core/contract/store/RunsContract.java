package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.Store;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** How runs are kept. */
public interface RunsContract extends StoreSource {

    @Test
    default void aNewStoreHasNoRuns() {
        try (Store store = open()) {
            assertThat(store.runs().newest(10)).isEmpty();
        }
    }

    @Test
    default void aRunComesBackWholeWhileItGoesOnAndWhenItEnded() {
        try (Store store = open()) {
            RunRecord started = new RunRecord("run-1", NOW, Option.none(), "");
            store.runs().save(started);
            assertThat(store.runs().newest(10)).containsExactly(started);
            RunRecord ended = new RunRecord("run-1", NOW, Option.some(NOW.plusNanos(1)), Examples.ODD_TEXT);
            store.runs().save(ended);
            assertThat(store.runs().newest(10)).containsExactly(ended);
        }
    }

    @Test
    default void theNewestRunsComeFirstHoweverTheyWereSaved() {
        try (Store store = open()) {
            store.runs().save(run("b", 1));
            store.runs().save(run("c", 3));
            store.runs().save(run("a", 2));
            assertThat(store.runs().newest(2).map(RunRecord::id)).containsExactly("c", "a");
            assertThat(store.runs().newest(0)).isEmpty();
        }
    }

    @Test
    default void idsOfRunsDifferByCase() {
        try (Store store = open()) {
            store.runs().save(run("r", 1));
            store.runs().save(run("R", 2));
            assertThat(store.runs().newest(10)).hasSize(2);
        }
    }

    private static RunRecord run(String id, int second) {
        return new RunRecord(id, NOW.plusSeconds(second), Option.none(), "");
    }
}
