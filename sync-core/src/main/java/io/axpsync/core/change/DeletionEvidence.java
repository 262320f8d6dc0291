package io.axpsync.core.change;

import io.axpsync.core.item.ItemRef;
import io.vavr.control.Option;

/**
 * Proof that an item was deleted; without one no deletion can be planned. There is no public constructor: proof is a
 * tombstone, or a missing entry in a listing that is proven to be full, and one targeted read that confirms it.
 */
public final class DeletionEvidence {

    private final ItemRef ref;
    private final String how;

    private DeletionEvidence(ItemRef ref, String how) {
        this.ref = ref;
        this.how = how;
    }

    /**
     * @param snapshot the listing in which the item is marked as gone, or is missing although it is full
     * @param confirmation what one targeted read of the item answered after that
     * @return none when either does not prove it
     */
    public static Option<DeletionEvidence> of(Snapshot snapshot, ItemRef ref, Observed confirmation) {
        boolean confirmed = confirmation instanceof Observed.Gone gone
                && gone.ref().equals(ref)
                && gone.trace() != Observed.Trace.LEFT_VIEW;
        if (!confirmed || snapshot.side() != ref.side()) {
            return Option.none();
        }
        Option<Observed> seen = snapshot.items().find(o -> o.ref().equals(ref));
        if (seen.exists(o -> o instanceof Observed.Gone)) {
            return Option.some(new DeletionEvidence(ref, "reported as gone and confirmed by a read of its own"));
        }
        if (seen.isEmpty() && snapshot.completeness() instanceof Completeness.Full full) {
            return Option.some(new DeletionEvidence(
                    ref, "missing in a full listing (" + full.probe() + ") and confirmed by a read of its own"));
        }
        return Option.none();
    }

    /**
     * Not of a deletion: the item is there, and a read of its own says that it is not selected any more. Enough to take
     * back a copy that we made of it, and for nothing else.
     */
    public static Option<DeletionEvidence> leftSelection(Observed.Present item) {
        return item.marked() || item.item().isEmpty()
                ? Option.none()
                : Option.some(new DeletionEvidence(item.ref(), "not selected any more, by a read of its own"));
    }

    /**
     * Not of a deletion: the item is there, and a read of its own says that it belongs to somebody else now. Enough to
     * take it from the one whom it belonged to, once the other has it.
     */
    public static Option<DeletionEvidence> changedHands(Observed.Present item) {
        return item.place() != Observed.Place.ELSEWHERE || item.item().isEmpty()
                ? Option.none()
                : item.owner()
                        .map(owner -> new DeletionEvidence(
                                item.ref(), "belongs to worker " + owner + " now, by a read of its own"));
    }

    public ItemRef ref() {
        return ref;
    }

    /** For the journal: how it was proven. */
    public String how() {
        return how;
    }

    @Override
    public String toString() {
        return ref + " " + how;
    }
}
