package io.axpsync.core.item;

import io.vavr.control.Option;

/** Why a field of an item is not carried on purpose. A withheld field never flows back; its absence is no removal. */
public enum Withheld {
    /** Hidden by the lane's privacy policy. */
    MASKED,
    /** Cut to what the side can hold. */
    CUT,
    /** Must not be written: the join block of an online meeting, attendees of a past meeting. */
    PROTECTED;

    /** Whether something is withheld for this reason. */
    public boolean is(Option<Withheld> how) {
        return how.isDefined() && how.get() == this;
    }
}
