package io.axpsync.core.item;

/** What becomes of recurring tasks: D365 has none, and To Do does not say how their days go on. */
public enum RecurringTasks {
    /** They stay where they are, with a reason. */
    REFUSE,
    /**
     * The occurrence at which such a task stands is carried as a single task. When it is completed it goes on as the
     * completed single task that Exchange makes of it, and the next occurrence is a task of its own.
     */
    SINGLE
}
