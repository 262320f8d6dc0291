package io.axpsync.sandbox.mailbox;

/** Who may see an item's content. */
public enum Sensitivity {
    NORMAL,
    PERSONAL,
    PRIVATE,
    CONFIDENTIAL
}
