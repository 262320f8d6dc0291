package io.axpsync.core.change;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Set;
import io.vavr.control.Option;

/** Tells what changed since the last agreement by fingerprints; versions only say where looking is worthwhile. */
public final class ChangeDetector {

    private static final Set<Field> NONE = LinkedHashSet.empty();

    private final Fingerprints fingerprints;

    public ChangeDetector(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /**
     * What happened to a linked item.
     *
     * @param observed what a targeted read or a feed says of it
     * @param evidence proof of its deletion, where there is one
     */
    public Change of(
            Option<Baseline> baseline, Observed observed, Capabilities side, Option<DeletionEvidence> evidence) {
        if (evidence.isDefined()) {
            return new Change.Deleted(evidence.get());
        } else if (observed instanceof Observed.Unreadable u) {
            return new Change.Unreadable(u.reason());
        } else if (observed instanceof Observed.Present now) {
            return ofPresent(baseline, now, side);
        }
        return new Change.Unproven();
    }

    private Change ofPresent(Option<Baseline> baseline, Observed.Present now, Capabilities side) {
        if (!now.marked() || now.place() == Observed.Place.ELSEWHERE) {
            return new Change.Left(now);
        }
        Set<Field> fields =
                now.item().isDefined() ? changed(baseline, now.item().get(), now, side) : NONE;
        if (!fields.isEmpty()) {
            return new Change.Changed(now, fields);
        }
        return now.place() == Observed.Place.OUTSIDE_WINDOW
                ? new Change.Outside(now)
                : new Change.Unchanged(Option.some(now));
    }

    /**
     * The fields whose values are not those of the baseline. Masked fields, and fields that the baseline
     * does not know because the side did not hold them then, are no changes; without a baseline, or with one of an unknown key, nothing is.
     */
    public Set<Field> changed(Option<Baseline> baseline, Item item, Observed.Present now, Capabilities side) {
        if (baseline.isEmpty()) {
            return NONE;
        }
        Option<Fingerprints> prints = fingerprints.of(baseline.get().keyId());
        Set<Field> differing = prints.isEmpty() ? NONE : prints.get().differing(baseline.get(), item);
        return differing.isEmpty()
                ? NONE
                : differing.filter(
                        f -> side.holds(f) && !Withheld.MASKED.is(now.withheld().get(f)));
    }
}
