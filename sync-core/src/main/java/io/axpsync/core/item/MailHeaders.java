package io.axpsync.core.item;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/**
 * What a message says of itself and of its thread (RFC 5322), for recognising it; none of it is a field that flows.
 *
 * @param messageId as it stands between the angle brackets; empty when it has none
 * @param inReplyTo the messages that it answers
 * @param references the thread from its first message on, in the order of the header
 * @param conversation what the mailbox calls the thread; means nothing in another mailbox; empty when it does not say
 */
public record MailHeaders(
        String messageId, Seq<String> inReplyTo, Seq<String> references, String conversation, Protection protection) {

    /** Headers name thousands of ancestors only when somebody wants to do harm. */
    private static final int MOST_ANCESTORS = 20;

    /** Of a message that answers nothing. */
    public static MailHeaders of(String messageId) {
        return new MailHeaders(messageId, Vector.empty(), Vector.empty(), "", Protection.NONE);
    }

    /** How its text is kept from us. A signature alone keeps nothing. */
    public enum Protection {
        NONE,
        /** Rights management: {@code rpmsg.message}. */
        RIGHTS_MANAGED,
        /** S/MIME or PGP. */
        ENCRYPTED
    }

    /**
     * The ids of the messages before it, the nearest first: those that it answers, then the references from the last to the
     * first; each once, itself never, at most {@value #MOST_ANCESTORS}.
     */
    public Seq<String> ancestors() {
        return inReplyTo
                .appendAll(references.reverse())
                .map(String::strip)
                .filter(id -> !id.isEmpty() && !id.equals(messageId))
                .distinct()
                .take(MOST_ANCESTORS);
    }
}
