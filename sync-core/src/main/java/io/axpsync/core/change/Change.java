package io.axpsync.core.change;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Reason;
import io.vavr.collection.Set;
import io.vavr.control.Option;

/** What happened to one item of a link since both sides agreed last. */
public sealed interface Change {

    /** It never was on this side. */
    record Absent() implements Change {}

    /** Nothing that a user would notice. */
    record Unchanged(Option<Observed.Present> now) implements Change {}

    /** These fields say something else. */
    record Changed(Observed.Present now, Set<Field> fields) implements Change {}

    /** The marker was taken off, or it is no longer this lane's. */
    record Left(Observed.Present now) implements Change {}

    /** It was deleted, and that is proven. */
    record Deleted(DeletionEvidence evidence) implements Change {}

    /** It lives outside the window; not in the decision table: the link sleeps. */
    record Outside(Observed.Present now) implements Change {}

    /** It cannot be read; not in the decision table: the link is parked. */
    record Unreadable(Reason reason) implements Change {}

    /** It was not found, but nothing proves a deletion; not in the decision table: a full comparison is asked for. */
    record Unproven() implements Change {}

    /** The five rows and columns of the decision table. */
    enum Sort {
        ABSENT,
        UNCHANGED,
        CHANGED,
        LEFT,
        DELETED
    }

    /** The row or column of the decision table; none for what is settled before it. */
    default Option<Sort> sort() {
        if (this instanceof Absent) {
            return Option.some(Sort.ABSENT);
        } else if (this instanceof Unchanged) {
            return Option.some(Sort.UNCHANGED);
        } else if (this instanceof Changed) {
            return Option.some(Sort.CHANGED);
        } else if (this instanceof Left) {
            return Option.some(Sort.LEFT);
        }
        return this instanceof Deleted ? Option.some(Sort.DELETED) : Option.none();
    }

    /** The item as it is now, where it was read. */
    default Option<Observed.Present> present() {
        if (this instanceof Unchanged u) {
            return u.now();
        } else if (this instanceof Changed c) {
            return Option.some(c.now());
        } else if (this instanceof Left l) {
            return Option.some(l.now());
        }
        return this instanceof Outside o ? Option.some(o.now()) : Option.none();
    }
}
