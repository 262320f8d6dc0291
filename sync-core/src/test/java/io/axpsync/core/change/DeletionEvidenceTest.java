package io.axpsync.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Window;
import io.vavr.collection.Vector;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing counts as deleted without a proof and its confirmation. */
class DeletionEvidenceTest {

    private static final ItemRef REF = ItemRef.exchange("A");
    private static final Window WINDOW = new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(9));
    private static final Completeness FULL = new Completeness.Full(WINDOW, 1, "probe");
    private static final Observed NOT_FOUND = new Observed.Gone(REF, Observed.Trace.NOT_FOUND);
    private static final Observed LEFT = new Observed.Gone(REF, Observed.Trace.LEFT_VIEW);

    @Test
    void missingInAFullListingAndNotFoundIsProof() {
        assertThat(DeletionEvidence.of(snapshot(FULL), REF, NOT_FOUND)).isNotEmpty();
    }

    @Test
    @Tag("promise-1")
    void missingInADeltaIsNoProof() {
        assertThat(DeletionEvidence.of(snapshot(new Completeness.Delta()), REF, NOT_FOUND))
                .isEmpty();
    }

    @Test
    void reportedAsGoneAndNotFoundIsProof() {
        assertThat(DeletionEvidence.of(snapshot(new Completeness.Delta(), LEFT), REF, NOT_FOUND))
                .isNotEmpty();
    }

    @Test
    void reportedAsGoneButFoundElsewhereIsNoProof() {
        Observed elsewhere = Observed.Present.builder()
                .ref(REF)
                .version(new ItemVersion("1"))
                .marked(true)
                .place(Observed.Place.ELSEWHERE)
                .build();
        assertThat(DeletionEvidence.of(snapshot(FULL, LEFT), REF, elsewhere)).isEmpty();
    }

    @Test
    void leavingAViewConfirmsNothing() {
        assertThat(DeletionEvidence.of(snapshot(FULL), REF, LEFT)).isEmpty();
    }

    @Test
    void aConfirmationForAnotherItemIsNoProof() {
        Observed other = new Observed.Gone(ItemRef.exchange("B"), Observed.Trace.NOT_FOUND);
        assertThat(DeletionEvidence.of(snapshot(FULL), REF, other)).isEmpty();
    }

    @Test
    void theOtherSidesListingProvesNothing() {
        Snapshot d365 =
                new Snapshot(LaneId.of("1", Kind.APPOINTMENT), Side.D365, Vector.empty(), FULL, new Checkpoint("c"));
        assertThat(DeletionEvidence.of(d365, REF, NOT_FOUND)).isEmpty();
    }

    private static Snapshot snapshot(Completeness completeness, Observed... items) {
        return new Snapshot(
                LaneId.of("1", Kind.APPOINTMENT), Side.EXCHANGE, Vector.of(items), completeness, new Checkpoint("c"));
    }
}
