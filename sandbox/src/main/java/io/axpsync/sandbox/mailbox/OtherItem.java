package io.axpsync.sandbox.mailbox;

/**
 * An item that is no calendar item: a message, a contact, a task. The mailbox keeps it and does not understand it.
 *
 * @param kind the element name in EWS, such as {@code Contact}
 * @param content what the client wrote, in the form of the front end that it came by
 */
public record OtherItem(ItemIdentity identity, String kind, String content) {}
