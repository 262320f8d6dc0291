package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.link.Claim;
import io.axpsync.core.link.Link;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** What stays the same while stores are opened and closed. */
public interface LifeContract extends StoreSource {

    @Test
    default void theInstallationHasANameThatFitsIntoAStamp() {
        try (Store store = open()) {
            assertThat(store.installation()).matches("[A-Za-z0-9_-]{1,40}");
        }
    }

    @Test
    default void theFingerprintKeyIsLongEnoughAndNamed() {
        try (Store store = open()) {
            assertThat(store.fingerprintKey().id()).isNotBlank();
            assertThat(store.fingerprintKey().key()).hasSizeGreaterThanOrEqualTo(16);
        }
    }

    @Test
    default void installationAndFingerprintKeyAreTheSameWhenOpenedAgain() {
        String installation;
        Store.FingerprintKey key;
        try (Store store = open()) {
            installation = store.installation();
            key = store.fingerprintKey();
        }
        try (Store store = open()) {
            assertThat(store.installation()).isEqualTo(installation);
            assertThat(store.fingerprintKey().id()).isEqualTo(key.id());
            assertThat(store.fingerprintKey().key()).isEqualTo(key.key());
        }
    }

    @Test
    default void everythingIsThereWhenOpenedAgain() {
        Claim claim = new Claim(Kind.APPOINTMENT, "usmf", "uid:1");
        ItemRef row = ItemRef.d365("usmf/ACT-1");
        LanePosition position = CheckpointsContract.POSITION;
        RunRecord run = new RunRecord("run-1", NOW, Option.none(), "");
        try (Store store = open()) {
            store.links().save(Vector.of(Examples.link("id-1")));
            store.claims().take(claim, new LinkId("id-1"));
            store.claims().settle(new LinkId("id-1"), row);
            store.checkpoints().save(CALENDAR, position);
            store.journal().append(Vector.of(Examples.entry(CALENDAR, "run-1", "Board meeting")));
            store.held().replace(CALENDAR, Vector.of(Examples.held(CALENDAR, "digest-1")));
            store.cases().replace(CALENDAR, Vector.of(Examples.openCase(CALENDAR, "usmf/ACT-9")));
            store.leases().take(CALENDAR, "holder-1", NOW, NOW.plusSeconds(60));
            store.runs().save(run);
        }
        try (Store store = open()) {
            assertThat(store.links().ofLane(CALENDAR)).containsExactly(Examples.link("id-1"));
            assertThat(store.claims().take(claim, new LinkId("id-2")).row()).contains(row);
            assertThat(store.checkpoints().of(CALENDAR)).isEqualTo(position);
            assertThat(store.journal().ofRun("run-1"))
                    .containsExactly(Examples.entry(CALENDAR, "run-1", "Board meeting"));
            assertThat(store.held().ofLane(CALENDAR)).containsExactly(Examples.held(CALENDAR, "digest-1"));
            assertThat(store.cases().ofLane(CALENDAR)).containsExactly(Examples.openCase(CALENDAR, "usmf/ACT-9"));
            assertThat(store.leases().take(CALENDAR, "holder-2", NOW, NOW.plusSeconds(60)))
                    .isFalse();
            assertThat(store.runs().newest(10)).containsExactly(run);
        }
    }

    @Test
    default void aLaneOfTenThousandLinksIsKeptAndReplaced() {
        try (Store store = open()) {
            Seq<Link> links = Vector.range(0, 10_000).map(i -> Examples.link(String.format("id-%05d", i)));
            store.links().save(links);
            store.links().save(links);
            assertThat(store.links().count()).isEqualTo(10_000);
            assertThat(store.links().ofLane(CALENDAR)).isEqualTo(links);
        }
    }

    @Test
    default void whatOneHandleSavesAnotherSees() {
        try (Store one = open();
                Store other = open()) {
            assertThat(other.checkpoints().of(CALENDAR)).isEqualTo(LanePosition.START);
            LanePosition position = new LanePosition(
                    Option.some(new Checkpoint("feed-7")), Option.none(), Option.none(), Option.none(), "", false);
            one.checkpoints().save(CALENDAR, position);
            assertThat(other.checkpoints().of(CALENDAR)).isEqualTo(position);
        }
    }
}
