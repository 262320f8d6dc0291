package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.TASKS;
import static io.axpsync.core.contract.store.Examples.bareEntry;
import static io.axpsync.core.contract.store.Examples.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.Store;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
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
    default void aPairTellsItsEntriesOfAllRunsInOrder() {
        try (Store store = open()) {
            JournalEntry ours = bareEntry(CALENDAR, "run-1", "one").withLink(Option.some(new LinkId("id-7")));
            store.journal().append(Vector.of(ours, bareEntry(CALENDAR, "run-1", "no pair")));
            store.journal().append(Vector.of(entry(CALENDAR, "run-2", "another pair")));
            store.journal().append(Vector.of(ours.withRun("run-3").withVerb("two")));
            assertThat(store.journal().ofLink(new LinkId("id-7")).map(JournalEntry::verb))
                    .containsExactly("one", "two");
            assertThat(store.journal().ofLink(new LinkId("id-8"))).isEmpty();
        }
    }

    @Test
    default void anItemTellsItsEntriesOfAllRunsInOrder() {
        try (Store store = open()) {
            JournalEntry ours = bareEntry(CALENDAR, "run-1", "one").withRef(Option.some(ItemRef.exchange("AAMkAD=")));
            store.journal().append(Vector.of(ours, bareEntry(CALENDAR, "run-1", "no item")));
            store.journal().append(Vector.of(entry(TASKS, "run-2", "another item"), ours.withVerb("two")));
            assertThat(store.journal().ofItem(ItemRef.exchange("AAMkAD=")).map(JournalEntry::verb))
                    .containsExactly("one", "two");
            assertThat(store.journal().ofItem(ItemRef.exchange("AAMkAd="))).isEmpty();
            assertThat(store.journal().ofItem(ItemRef.d365("AAMkAD="))).isEmpty();
        }
    }

    @Test
    default void retentionErasesWhatItemsSaidAndKeepsTheRestAndTheChain() {
        try (Store store = open()) {
            JournalEntry old = entry(CALENDAR, "run-1", "Board meeting").withAt(Examples.NOW.minusSeconds(1));
            JournalEntry other = entry(TASKS, "run-1", "Offer").withAt(Examples.NOW.minusSeconds(3600));
            JournalEntry young = entry(CALENDAR, "run-2", "Budget");
            store.journal().append(Vector.of(old, other, young));
            assertThat(store.journal().erase(Examples.NOW)).isEqualTo(2);
            assertThat(store.journal().erase(Examples.NOW)).isZero();
            assertThat(store.journal().newest(CALENDAR, 10)).containsExactly(old.erase(), young);
            assertThat(store.journal().newest(TASKS, 10)).containsExactly(other.erase());
            assertThat(store.journal().ofItem(old.ref().get())).containsExactly(young);
            assertThat(store.journal().ofLink(old.link().get())).containsExactly(old.erase(), other.erase(), young);
            store.journal().append(Vector.of(bareEntry(CALENDAR, "run-3", "after")));
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
            assertThat(store.journal().damage(TASKS)).isEmpty();
        }
    }

    @Test
    default void anErasedEntrySaysNothingOfItsItem() {
        JournalEntry erased = entry(CALENDAR, "run-1", "Board meeting").erase();
        assertThat(erased.erased()).isTrue();
        assertThat(erased.title()).isEmpty();
        assertThat(erased.ref()).isEmpty();
        assertThat(erased.before()).isEmpty();
        assertThat(erased.after()).isEmpty();
        assertThat(erased.mailed()).isEmpty();
        assertThat(erased.reason().text()).doesNotContain(Examples.ODD_TEXT);
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
