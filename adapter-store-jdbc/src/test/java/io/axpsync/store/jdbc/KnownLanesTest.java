package io.axpsync.store.jdbc;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.TASKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.contract.store.Examples;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.vavr.collection.Vector;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lanes a state knows, without a word to any server. */
class KnownLanesTest {

    private static final LaneId CONTACTS = LaneId.of("000020", Kind.CONTACT);

    @TempDir
    private Path folder;

    @Test
    void aNewStateKnowsNoLane() {
        try (JdbcStore store = open()) {
            assertThat(store.lanes()).isEmpty();
            assertThat(store.lanesWithHeld()).isEmpty();
            assertThat(store.lanesWithCases()).isEmpty();
        }
    }

    @Test
    void eachLaneIsNamedOnceWhereverItIsKnown() {
        try (JdbcStore store = open()) {
            store.held().replace(TASKS, Vector.of(Examples.held(TASKS, "a"), Examples.held(TASKS, "b")));
            store.cases().replace(CALENDAR, Vector.of(Examples.openCase(CALENDAR, "usmf/1")));
            store.journal().append(Vector.of(Examples.bareEntry(CONTACTS, "run", "update")));
            store.links().save(Vector.of(Examples.bareLink("1", CALENDAR)));

            assertThat(store.lanes()).containsExactly(CALENDAR, CONTACTS, TASKS);
            assertThat(store.lanesWithHeld()).containsExactly(TASKS);
            assertThat(store.lanesWithCases()).containsExactly(CALENDAR);
        }
    }

    private JdbcStore open() {
        return JdbcStore.open(StoreConfig.h2(folder.resolve("state"), Secrets.OURS));
    }
}
