package io.axpsync.sandbox.mailbox;

/** What somebody answered to an invitation. */
public enum ResponseType {
    NONE,
    ORGANIZER,
    TENTATIVELY_ACCEPTED,
    ACCEPTED,
    DECLINED,
    NOT_RESPONDED
}
