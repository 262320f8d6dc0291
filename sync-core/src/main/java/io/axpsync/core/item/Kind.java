package io.axpsync.core.item;

/** What sort of thing an item is. A {@link #MESSAGE} is an e-mail; it is only ever imported into D365. */
public enum Kind {
    APPOINTMENT,
    TASK,
    CONTACT,
    MESSAGE
}
