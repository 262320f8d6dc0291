package io.axpsync.core.run;

import static io.axpsync.core.item.Field.TITLE;
import static io.axpsync.core.run.ContactsBothWaysTest.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.Decision;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

/** A folder in which there is much to do is gone through in slices, as if it were gone through at once. */
class SlicesTest {

    private final PublishedFolders folders = new PublishedFolders(MemoryHabits.D365_PERSONS, MemoryHabits.EWS_CONTACTS);

    SlicesTest() {
        folders.slice = 10;
    }

    private Seq<ItemRef> fill(int persons) {
        return Vector.range(0, persons).map(i -> folders.person(person("Person", "No" + i), folders.west));
    }

    @Test
    void aFolderIsFilledSliceBySlice() {
        fill(35);
        RunReport report = folders.settle();
        assertThat(folders.titles(folders.west)).hasSize(35);
        assertThat(report.lanes().get(1).plan().get().decisions())
                .hasSize(35)
                .allMatch(d -> d instanceof Decision.Create c
                        && c.item().values().size() <= 3
                        && c.title().startsWith("Person"));
    }

    @Test
    void aPlanOfSlicesSaysWhatAllOfThemDo() {
        fill(35);
        assertThat(folders.plan().operations()).isEqualTo(70); // each with its stamp
        assertThat(folders.titles(folders.west)).isEmpty();
    }

    @Test
    void aRunThatEndsInTheMiddleGoesOnThere() {
        fill(35);
        folders.company.exchange.behave(Hostility.NONE.withFailingFetches(0));
        folders.company.d365.behave(Hostility.builder().failingFetches(1).build());
        assertThat(folders.run().failedLanes()).isEqualTo(1);
        folders.company.d365.behave(Hostility.NONE);
        folders.settle();
        assertThat(folders.titles(folders.west)).hasSize(35).doesNotHaveDuplicates();
    }

    @Test
    void theGuardCountsOverAllSlicesBeforeAnythingIsApplied() {
        Seq<ItemRef> persons = fill(35);
        folders.settle();
        // 35 links: 25 % of them may be withdrawn in a run, and no slice alone exceeds that
        persons.take(12).forEach(ref -> folders.d365().deselect(folders.west, ref));
        RunReport report = folders.run();
        assertThat(report.held()).isEqualTo(12);
        assertThat(folders.titles(folders.west)).hasSize(35);
        persons.take(6).forEach(ref -> folders.d365().select(folders.west, ref));
        folders.run();
        assertThat(folders.titles(folders.west)).hasSize(29);
        folders.assertQuiet();
    }

    @Test
    void contactsThatStoodThereBeforeAreRecognisedInEachSlice() {
        for (int i = 0; i < 35; i++) {
            folders.outlook().put(folders.west, person("Person", "No" + i), false);
        }
        fill(35);
        folders.settle();
        assertThat(folders.titles(folders.west)).hasSize(35).doesNotHaveDuplicates();
        assertThat(folders.company.store.links().ofLane(folders.west.id())).hasSize(35);
    }

    @Test
    void editsOfManyFlowInSlices() {
        Seq<ItemRef> persons = fill(35);
        folders.settle();
        persons.take(15).forEach(ref -> folders.d365().edit(folders.west, ref, TITLE, Value.text("CEO")));
        folders.settle();
        assertThat(folders.outlook()
                        .seeAll(folders.west)
                        .filter(i -> i.value(TITLE).equals(Value.text("CEO"))))
                .hasSize(15);
    }
}
