package io.axpsync.exchange.graph.internal.wire;

import io.vavr.control.Option;
import java.time.Duration;

/**
 * An answer other than success, or none at all.
 *
 * @param status of HTTP; 0 = no answer
 * @param code Graph's error code, or one of ours where Graph did not speak
 * @param message for a person; cut, never holds a token
 * @param retryAfter what the server asked for
 * @param delivered false only where the request certainly did not reach the server
 */
public record Fault(int status, String code, String message, Option<Duration> retryAfter, boolean delivered) {

    private static final int LONGEST = 300;

    public Fault {
        message = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
    }

    static Fault unsent(String code, String message) {
        return new Fault(0, code, message, Option.none(), false);
    }

    static Fault silent(String code, String message) {
        return new Fault(0, code, message, Option.none(), true);
    }

    /** Whether the server says that it did not do it and wants to be asked again. */
    boolean throttled() {
        return status == 429 || status == 509 || status == 424;
    }

    /** Whether the server asks us to send less, and not only this part to go again. */
    boolean slowsDown() {
        return status == 429 || status == 509;
    }

    /** Whether any other mailbox would have met it, too: it is no answer of a mailbox, and no stop of ours. */
    boolean concernsEverybody() {
        return (status < 400 && !code.equals("stopped"))
                || status == 401
                || status == 407
                || slowsDown()
                || status >= 500;
    }

    /** What is said instead of asking a server that is out of order; nothing was sent, so nothing is in doubt. */
    Fault notAskedAgain() {
        return new Fault(status, code, message + "; nothing more is sent to it for now", Option.none(), false);
    }

    /** Whether it may pass; what was asked may or may not have been done. */
    boolean passing() {
        return status >= 500 || (status == 0 && delivered) || status == 408;
    }

    /** Whether a batch was not even begun because something in it is malformed or too large. */
    boolean refusesTheWhole() {
        return status == 400 || status == 413 || status == 414;
    }

    /** Whether it is unknown if a write took effect. */
    public boolean leavesDoubt() {
        return delivered && passing() && !throttled();
    }
}
