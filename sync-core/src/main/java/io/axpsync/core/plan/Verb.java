package io.axpsync.core.plan;

/** What the guard counts. */
public enum Verb {
    CREATE,
    UPDATE,
    /** An update that empties a field that had a value. */
    BLANK,
    /** Deletions and withdrawals. */
    DELETE,
    /** Counted by recipients, for the whole run. */
    MAIL
}
