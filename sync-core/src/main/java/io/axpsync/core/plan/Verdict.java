package io.axpsync.core.plan;

/** What the decision table says about a pair. */
public enum Verdict {
    /** There is nothing to do and nothing to remember. */
    NOTHING,
    /** Both are as they were. */
    KEEP,
    /** What changed on D365 goes to Exchange. */
    FLOW_TO_EXCHANGE,
    /** What changed on Exchange goes to D365. */
    FLOW_TO_D365,
    /** Both changed: field by field. */
    MERGE,
    CREATE_ON_EXCHANGE,
    CREATE_ON_D365,
    /** The marker is gone: the pair is no longer synchronised, and the other side loses its marker too. */
    RELEASE,
    /** Deleted on D365: by the lane's policy. */
    REMOVE_FROM_EXCHANGE,
    /** Deleted on Exchange: by the lane's policy. */
    REMOVE_FROM_D365,
    /** Deleted on Exchange but edited on D365: the edit wins, where re-creating mails nobody. */
    RESTORE_ON_EXCHANGE,
    /** Deleted on D365 but edited on Exchange: the edit wins. */
    RESTORE_ON_D365,
    /** Gone on both sides, or gone before there was a second: the link is forgotten. */
    FORGET
}
