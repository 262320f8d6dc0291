package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.List;

/**
 * A mail that Exchange sent about a meeting: one message to one or more recipients.
 *
 * @param itemId the immutable id of the sender's copy
 * @param comment what the sender added; may be empty
 */
public record SentMail(
        Instant time,
        Kind kind,
        Person from,
        List<Person> to,
        String subject,
        String itemId,
        String uid,
        String comment) {

    public enum Kind {
        INVITATION,
        UPDATE,
        CANCELLATION,
        RESPONSE,
        OTHER
    }

    public SentMail {
        to = List.copyOf(to);
    }
}
