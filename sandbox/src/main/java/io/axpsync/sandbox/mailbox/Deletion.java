package io.axpsync.sandbox.mailbox;

/** Where a deleted item goes. */
public enum Deletion {
    /** Deleted Items: what Outlook and Graph do, and EWS's MoveToDeletedItems. */
    TO_DELETED_ITEMS,
    /** Out of sight, but kept: EWS's SoftDelete, and all that is deleted where there are no Deleted Items. */
    SOFT,
    /** Nowhere: EWS's HardDelete. */
    HARD
}
