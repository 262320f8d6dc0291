package io.axpsync.core.plan;

/** What the guard counts. */
public enum Verb {
    CREATE,
    UPDATE,
    /** An update that empties a field that had a value. */
    BLANK,
    /** Deletions and withdrawals. */
    DELETE,
    /** Pairs that the lane no longer covers because it was configured anew; nothing is deleted. */
    RELEASE,
    /** Counted by recipients, for the whole run. */
    MAIL
}
