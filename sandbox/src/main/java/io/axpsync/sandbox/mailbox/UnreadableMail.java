package io.axpsync.sandbox.mailbox;

/** Why a message cannot be delivered: it is no mail, or passes a limit that is named. */
public final class UnreadableMail extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public UnreadableMail(String reason) {
        super(reason);
    }
}
