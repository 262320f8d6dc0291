package io.axpsync.sandbox.mailbox;

/** A write or read that Exchange refuses. The code is the one that both protocols use, such as ErrorItemNotFound. */
public final class MailboxFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    public MailboxFault(String code, String message) {
        super(message);
        this.code = code;
    }

    public static MailboxFault notFound() {
        return new MailboxFault("ErrorItemNotFound", "The specified object was not found in the store.");
    }

    public static MailboxFault conflict() {
        return new MailboxFault(
                "ErrorIrresolvableConflict",
                "The send or update operation could not be performed because the change key passed in the request does"
                        + " not match the current change key for the item.");
    }

    public String code() {
        return code;
    }
}
