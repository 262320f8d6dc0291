package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions: the same while nothing happens, another when something did. */
public interface VersionContract extends SceneContract {
    @Test
    default void anUntouchedItemKeepsItsVersion(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Untouched"), true);
        ItemVersion version = s.fetched(ref).version();
        s.created(s.samples().appointment("Other"));

        assertThat(s.fetched(ref).version()).isEqualTo(version);
    }

    @Test
    default void listingsAndReadsTellTheSameVersion(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Same"), true);

        assertThat(Scene.presentIn(s.full(), ref).version())
                .isEqualTo(s.fetched(ref).version());
    }

    @Test
    default void eachEditOfAUserGivesAnotherVersion(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Edited"), true);
        ItemVersion version = s.fetched(ref).version();
        for (String place : List.of("Oslo", "Bonn", "Rome", "Kiel")) {
            s.users().edit(s.lane(), ref, Field.LOCATION, Value.text(place));
            ItemVersion next = s.fetched(ref).version();
            assertThat(next).isNotEqualTo(version);
            version = next;
        }
    }

    @Test
    default void aMarkerTakenOffGivesAnotherVersion(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Marked"), true);
        ItemVersion version = s.fetched(ref).version();
        s.users().mark(s.lane(), ref, false);

        assertThat(s.fetched(ref).version()).isNotEqualTo(version);
    }

    @Test
    default void eachUpdateOfOursGivesTheVersionThatAReadTells(Scene s) {
        Present read = s.created(s.samples().appointment("Updated"));
        for (String place : List.of("Oslo", "Bonn")) {
            Present written = s.written(s.update(read, Field.LOCATION, Value.text(place)));
            assertThat(written.version()).isNotEqualTo(read.version());
            assertThat(s.fetched(read.ref()).version()).isEqualTo(written.version());
            read = written;
        }
    }
}
