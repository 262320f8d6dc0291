package io.axpsync.sandbox.mailbox;

/** A body as it is stored. */
public record Body(BodyType type, String content) {
    public static final Body EMPTY = new Body(BodyType.TEXT, "");
}
