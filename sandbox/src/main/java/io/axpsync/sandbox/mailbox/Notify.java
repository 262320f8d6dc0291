package io.axpsync.sandbox.mailbox;

/**
 * Who is mailed about a write to the organiser's copy of a meeting. EWS lets the caller choose; Graph and Outlook decide
 * themselves ({@link #AS_NEEDED}).
 */
public enum Notify {
    /** Nobody: EWS {@code SendToNone}. */
    NONE,
    /** Only the attendees whom the write added or removed: EWS {@code SendToChanged…}. */
    CHANGED,
    /** Everybody: EWS {@code SendToAll…}. */
    ALL,
    /**
     * Graph's rule: everybody when something changed that attendees see, only the added and removed when merely the list
     * of attendees changed; whether a write of the organiser's own fields (categories, reminder, show-as, sensitivity,
     * extended properties) mails is undocumented and a choice of {@link MailboxBehaviour}.
     */
    AS_NEEDED
}
