package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.TASKS;
import static io.axpsync.core.contract.store.Examples.bareEntry;
import static io.axpsync.core.contract.store.Examples.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.Store;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the journal keeps and in which order. */
public interface JournalContract extends StoreSource {

    @Test
    default void aNewJournalIsEmptyAndSound() {
        try (Store store = open()) {
            assertThat(store.journal().newest(CALENDAR, 10)).isEmpty();
            assertThat(store.journal().ofRun("run-1")).isEmpty();
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
        }
    }

    @Test
    default void anEntryComesBackWhole() {
        try (Store store = open()) {
            store.journal().append(Vector.of(entry(CALENDAR, "run-1", "Board meeting")));
            assertThat(store.journal().newest(CALENDAR, 10)).containsExactly(entry(CALENDAR, "run-1", "Board meeting"));
        }
    }

    @ParameterizedTest
    @EnumSource
    default void anEntryWithoutAnythingOptionalComesBackInAnyPhase(JournalEntry.Phase phase) {
        try (Store store = open()) {
            JournalEntry bare = bareEntry(CALENDAR, "run-1", "keep").withPhase(phase);
            store.journal().append(Vector.of(bare));
            assertThat(store.journal().newest(CALENDAR, 10)).containsExactly(bare);
        }
    }

    @Test
    default void oddAndLargeTextsComeBackAsTheyAre() {
        try (Store store = open()) {
            Vector<JournalEntry> texts = Vector.of(Examples.ODD_TEXT, Examples.large(), "nul \0 and lone \uD83D", "")
                    .map(text -> entry(CALENDAR, "run-1", text));
            store.journal().append(texts);
            assertThat(store.journal().newest(CALENDAR, 10)).isEqualTo(texts);
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
        }
    }

    @Test
    default void theNewestEntriesComeOldestFirst() {
        try (Store store = open()) {
            store.journal().append(Vector.rangeClosed(1, 7).map(i -> bareEntry(CALENDAR, "run-1", "verb-" + i)));
            store.journal().append(Vector.rangeClosed(8, 12).map(i -> bareEntry(CALENDAR, "run-2", "verb-" + i)));
            assertThat(store.journal().newest(CALENDAR, 6).map(JournalEntry::verb))
                    .containsExactly("verb-7", "verb-8", "verb-9", "verb-10", "verb-11", "verb-12");
            assertThat(store.journal().newest(CALENDAR, 0)).isEmpty();
            assertThat(store.journal().newest(CALENDAR, 100)).hasSize(12);
        }
    }

    @Test
    default void entriesOfOtherLanesAreNotMixedIn() {
        try (Store store = open()) {
            store.journal()
                    .append(Vector.of(
                            bareEntry(CALENDAR, "run-1", "one"),
                            bareEntry(TASKS, "run-1", "two"),
                            bareEntry(CALENDAR, "run-1", "three")));
            assertThat(store.journal().newest(CALENDAR, 10).map(JournalEntry::verb))
                    .containsExactly("one", "three");
            assertThat(store.journal().newest(TASKS, 10).map(JournalEntry::verb))
                    .containsExactly("two");
        }
    }

    @Test
    default void aRunTellsItsEntriesOfAllLanesInOrder() {
        try (Store store = open()) {
            store.journal().append(Vector.of(bareEntry(TASKS, "run-1", "one"), bareEntry(CALENDAR, "run-1", "two")));
            store.journal().append(Vector.of(bareEntry(CALENDAR, "run-2", "not this")));
            store.journal().append(Vector.of(bareEntry(TASKS, "run-1", "three")));
            assertThat(store.journal().ofRun("run-1").map(JournalEntry::verb)).containsExactly("one", "two", "three");
        }
    }

    @Test
    default void theSameEntryTwiceIsTwoEntries() {
        try (Store store = open()) {
            store.journal().append(Vector.of(bareEntry(CALENDAR, "run-1", "a"), bareEntry(CALENDAR, "run-1", "a")));
            assertThat(store.journal().newest(CALENDAR, 10)).hasSize(2);
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
        }
    }

    @Test
    default void whenOneOfManyFailsNothingIsAppended() {
        try (Store store = open()) {
            store.journal().append(Vector.of(bareEntry(CALENDAR, "run-1", "before")));
            assertThatThrownBy(() -> store.journal()
                            .append(Examples.failingAfter(
                                    bareEntry(CALENDAR, "run-1", "lost"), bareEntry(TASKS, "run-1", "lost too"))))
                    .hasStackTraceContaining("Poison");
            assertThat(store.journal().ofRun("run-1").map(JournalEntry::verb)).containsExactly("before");
            store.journal().append(Vector.of(bareEntry(CALENDAR, "run-1", "after")));
            assertThat(store.journal().newest(CALENDAR, 10).map(JournalEntry::verb))
                    .containsExactly("before", "after");
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
        }
    }

    @Test
    default void appendingNothingIsFine() {
        try (Store store = open()) {
            store.journal().append(Vector.empty());
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
        }
    }

    @Test
    default void twoThatAppendAtOnceLoseNothingAndKeepTheChain() {
        try (Store one = open();
                Store other = open()) {
            for (int round = 0; round < 20; round++) {
                AtOnce.both(() -> append(one, "one"), () -> append(other, "other"));
            }
            assertThat(one.journal().newest(CALENDAR, 1000)).hasSize(80);
            assertThat(one.journal().newest(TASKS, 1000)).hasSize(40);
            assertThat(one.journal().ofRun("one")).hasSize(60);
            assertThat(one.journal().damage(CALENDAR)).isEmpty();
            assertThat(one.journal().damage(TASKS)).isEmpty();
        }
    }

    private static boolean append(Store store, String run) {
        Vector<JournalEntry> entries =
                Vector.of(bareEntry(CALENDAR, run, "a"), bareEntry(TASKS, run, "b"), bareEntry(CALENDAR, run, "c"));
        store.journal().append(run.equals("one") ? entries : entries.reverse());
        return true;
    }
}
