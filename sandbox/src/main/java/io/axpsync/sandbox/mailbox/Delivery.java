package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.List;

/**
 * A mail on its way into a mailbox.
 *
 * @param folder id or distinguished name
 * @param mime the message (RFC 5322)
 */
public record Delivery(String folder, byte[] mime, Instant received, List<String> categories) {

    public Delivery {
        mime = mime.clone();
        categories = List.copyOf(categories);
    }

    @Override
    public byte[] mime() {
        return mime.clone();
    }

    /**
     * Puts it there, unread; nobody is told.
     *
     * @throws UnreadableMail when it cannot be delivered
     * @throws MailboxFault when there is no such folder
     */
    public OtherItem into(Mailbox mailbox) {
        MessageItem message = MimeMail.read(mime, received).with(m -> m.categories(categories));
        return mailbox.others().create(folder, "Message", message);
    }
}
