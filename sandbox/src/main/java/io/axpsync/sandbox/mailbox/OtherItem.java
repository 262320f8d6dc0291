package io.axpsync.sandbox.mailbox;

/**
 * An item that is no calendar item: a message, a contact, a task.
 *
 * @param kind the element name in EWS, such as {@code Contact}
 */
public record OtherItem(ItemIdentity identity, String kind, Kept content) {}
