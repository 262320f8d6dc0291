package io.axpsync.sandbox.mailbox;

/** Somebody in a mail's or a meeting's header; the name may be empty. */
public record Person(String name, String address) {

    /** Whether this is that SMTP address; addresses compare without regard to case. */
    public boolean is(String otherAddress) {
        return address.equalsIgnoreCase(otherAddress);
    }
}
