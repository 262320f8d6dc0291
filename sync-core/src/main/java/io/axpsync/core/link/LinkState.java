package io.axpsync.core.link;

/** The life of a link. A link never ends by being forgotten. */
public enum LinkState {
    /** A create is under way; whether it took effect is looked up by stamp before anything is repeated. */
    PENDING,
    /** Both items are known and agree up to what changed since. */
    LINKED,
    /** No longer synchronised, not forgotten: keeps its stamps, is not planned, comes back only on an edge. */
    RELEASED,
    /** Outside the window; wakes when it is inside. */
    DORMANT
}
