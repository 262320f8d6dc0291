package io.axpsync.cli.state;

/** What a user named is not there, or fits several; the message says what there is. A wrong usage, exit code 2. */
public final class Unknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unknown(String message) {
        super(message);
    }
}
