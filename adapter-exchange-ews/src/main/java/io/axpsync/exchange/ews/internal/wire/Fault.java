package io.axpsync.exchange.ews.internal.wire;

import io.vavr.control.Option;
import java.time.Duration;
import java.util.Set;

/**
 * What went wrong with a request or with one item of it.
 *
 * @param status HTTP status; 0 when no whole answer came
 * @param code the EWS response code, or our own word in lower case: {@code tls}, {@code unreachable}, {@code html} …
 * @param message for a person; never holds secrets or bodies
 * @param backOff how long the server asks to wait
 * @param doubt whether a write may have taken effect all the same
 */
public record Fault(int status, String code, String message, Option<Duration> backOff, boolean doubt) {

    /** Codes with which Exchange says that it did not even begin. */
    private static final Set<String> NOT_BEGUN = Set.of(
            "ErrorServerBusy",
            "ErrorExceededConnectionCount",
            "ErrorTooManyObjectsOpened",
            "ErrorBatchProcessingStopped",
            "ErrorMailboxStoreUnavailable",
            "throttled",
            "unreachable");

    /** Codes that pass, but that may come in the middle of a write. */
    private static final Set<String> PASSING = Set.of(
            "ErrorTimeoutExpired",
            "ErrorInternalServerTransientError",
            "ErrorInternalServerError",
            "ErrorConnectionFailed",
            "ErrorCrossSiteRequest",
            "lost",
            "html",
            "server");

    /** Codes of what answers, or does not, before any mailbox is asked. */
    private static final Set<String> BEFORE_ANY_MAILBOX = Set.of(
            "unreachable",
            "unknown-host",
            "tls",
            "lost",
            "html",
            "server",
            "redirect",
            "no-ews",
            "proxy",
            "throttled",
            "unauthorized");

    /** Whether any other mailbox would have met it, too. */
    boolean concernsEverybody() {
        return BEFORE_ANY_MAILBOX.contains(code);
    }

    /** What is said instead of asking a server that is out of order: nothing was sent, so nothing is in doubt. */
    Fault notAskedAgain() {
        String unsent = PASSING.contains(code) ? "unreachable" : code;
        return new Fault(status, unsent, message + "; nothing more is sent to it for now", Option.none(), false);
    }

    static Fault of(String code, String message, boolean doubt) {
        return new Fault(0, code, message, Option.none(), doubt);
    }

    /** Whether the server is the one that asks us to slow down. */
    boolean busy() {
        return code.equals("ErrorServerBusy")
                || code.equals("ErrorExceededConnectionCount")
                || code.equals("throttled");
    }

    /** Whether sending it again may help and cannot double anything. */
    boolean repeatable(boolean write) {
        return NOT_BEGUN.contains(code) || (!write && PASSING.contains(code));
    }

    /** Whether a write that met it may have taken effect. */
    public boolean leavesDoubt() {
        return doubt || PASSING.contains(code);
    }
}
