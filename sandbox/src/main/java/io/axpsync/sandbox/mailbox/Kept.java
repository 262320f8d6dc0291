package io.axpsync.sandbox.mailbox;

/** What a mailbox keeps of an item that is no calendar item. */
public sealed interface Kept permits Kept.AsWritten, ContactItem, MessageItem, TaskItem {

    /** As one text, for whoever looks at the raw state. */
    String text();

    /**
     * What the mailbox does not understand.
     *
     * @param text what the client wrote, in the form of the front end that it came by
     */
    record AsWritten(String text) implements Kept {}
}
