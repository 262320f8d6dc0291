package io.axpsync.sandbox.mailbox;

/** What a calendar item is with regard to a series. */
public enum EventType {
    SINGLE_INSTANCE,
    OCCURRENCE,
    EXCEPTION,
    SERIES_MASTER
}
