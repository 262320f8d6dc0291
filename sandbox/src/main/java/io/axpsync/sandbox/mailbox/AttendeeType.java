package io.axpsync.sandbox.mailbox;

/** An attendee's part in a meeting; rooms and equipment are resources. */
public enum AttendeeType {
    REQUIRED,
    OPTIONAL,
    RESOURCE
}
