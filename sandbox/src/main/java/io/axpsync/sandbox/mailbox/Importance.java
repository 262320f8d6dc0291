package io.axpsync.sandbox.mailbox;

/** An item's importance. */
public enum Importance {
    LOW,
    NORMAL,
    HIGH
}
