package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer to an invitation.
 *
 * @param time when it was given; null while there is none
 */
public record Reply(ResponseType type, @Nullable Instant time) {

    public static final Reply NONE = new Reply(ResponseType.NONE, null);
    public static final Reply NOT_RESPONDED = new Reply(ResponseType.NOT_RESPONDED, null);
    public static final Reply ORGANIZER = new Reply(ResponseType.ORGANIZER, null);
}
