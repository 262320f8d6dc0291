package io.axpsync.core.item;

/** Whom Exchange shall mail about a write. */
public enum Notify {
    NOBODY,
    /** Only attendees whom the change concerns. */
    CONCERNED,
    EVERYBODY
}
