package io.axpsync.sandbox.mailbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What one Exchange does and another does not, and the mistakes that a test wants it to make. Changed at any time. */
public final class MailboxBehaviour {

    private final AtomicBoolean rewritesHtml = new AtomicBoolean(true);
    private final AtomicBoolean bumpsAfterWrite = new AtomicBoolean();
    private final AtomicBoolean mailsOwnFields = new AtomicBoolean();
    private final AtomicBoolean readsDeletedItems = new AtomicBoolean();
    private final AtomicBoolean newIdsOnMove = new AtomicBoolean(true);
    private final AtomicInteger epoch = new AtomicInteger(1);
    private final AtomicInteger ignoredWrites = new AtomicInteger();
    private final AtomicInteger doubledCreates = new AtomicInteger();
    private final AtomicInteger extraMails = new AtomicInteger();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final Set<String> readOnly = ConcurrentHashMap.newKeySet();

    /** Bodies are normalised to a whole HTML page when they are stored. On by default. */
    public AtomicBoolean rewritesHtml() {
        return rewritesHtml;
    }

    /** The change key moves once more after each write, with no field changed. */
    public AtomicBoolean bumpsAfterWrite() {
        return bumpsAfterWrite;
    }

    /**
     * A Graph write of an organiser's own fields (categories, reminder, show-as, sensitivity, extended properties) mails
     * the attendees. Undocumented, so both exist.
     */
    public AtomicBoolean mailsOwnFields() {
        return mailsOwnFields;
    }

    /** A deleted item is still found by its immutable id, in Deleted Items. */
    public AtomicBoolean readsDeletedItems() {
        return readsDeletedItems;
    }

    /** An item that is moved gets a new classic id. On by default; off, it keeps the old one. */
    public AtomicBoolean newIdsOnMove() {
        return newIdsOnMove;
    }

    /** Part of every delta token and sync state; those of another epoch are expired. */
    public int epoch() {
        return epoch.get();
    }

    /** Makes the server forget all delta tokens and sync states that it has given out. */
    public void expireTokens() {
        epoch.incrementAndGet();
    }

    /** So many of the next writes answer success and have no effect. */
    public AtomicInteger ignoredWrites() {
        return ignoredWrites;
    }

    /** So many of the next creates make two items. */
    public AtomicInteger doubledCreates() {
        return doubledCreates;
    }

    /** So many of the next writes send one mail that nobody asked for. */
    public AtomicInteger extraMails() {
        return extraMails;
    }

    /** Mailboxes, by lower-case address, that the service account may not open. */
    public Set<String> denied() {
        return denied;
    }

    /** Mailboxes, by lower-case address, in which the service account and the application may read, but not write. */
    public Set<String> readOnly() {
        return readOnly;
    }

    static boolean take(AtomicInteger counter) {
        return counter.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0;
    }
}
