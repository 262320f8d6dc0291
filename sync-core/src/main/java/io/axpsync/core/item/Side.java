package io.axpsync.core.item;

/** One of the two systems that are kept the same. */
public enum Side {
    D365,
    EXCHANGE;

    /** The opposite side. */
    public Side other() {
        return this == D365 ? EXCHANGE : D365;
    }
}
