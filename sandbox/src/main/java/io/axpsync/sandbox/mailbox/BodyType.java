package io.axpsync.sandbox.mailbox;

/** The media type of a body. */
public enum BodyType {
    TEXT,
    HTML
}
