package io.axpsync.sandbox.mailbox;

/** How far a task is. EWS and Graph have the same words for it. */
public enum TaskStatus {
    NOT_STARTED,
    IN_PROGRESS,
    COMPLETED,
    WAITING_ON_OTHERS,
    DEFERRED
}
