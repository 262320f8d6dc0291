package io.axpsync.sandbox.mailbox;

/** Where a deleted item goes. */
public enum Deletion {
    /** Deleted Items: what Outlook and Graph do, and EWS's MoveToDeletedItems. */
    TO_DELETED_ITEMS,
    /** Nowhere that a client sees: EWS's HardDelete and SoftDelete. */
    HARD
}
