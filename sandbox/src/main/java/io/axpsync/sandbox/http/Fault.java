package io.axpsync.sandbox.http;

import java.time.Duration;

/**
 * One trouble that a front end shall make.
 *
 * @param status the HTTP status of {@link Kind#STATUS}; 0 where the kind brings its own
 * @param headers of the made-up answer, added to those of the kind
 * @param body of {@link Kind#STATUS}
 * @param delay before the answer is sent, in real time; {@link Kind#SLOW} is nothing but that
 */
public record Fault(Kind kind, int status, Headers headers, String body, Duration delay) {

    /** What goes wrong. The first group makes an answer up; the others let the server work. */
    public enum Kind {
        /** An answer with the given status, headers and body; the server does nothing. */
        STATUS(true),
        /** 200 with an HTML page to sign in on. */
        LOGIN_PAGE(true),
        /** 302 to a page to sign in on. */
        REDIRECT(true),
        /** 404 without a body. */
        EMPTY_NOT_FOUND(true),
        /** 200 and the right media type, but no JSON and no XML. */
        GARBAGE(true),
        /** 200 and the right media type, but nothing else. */
        EMPTY(true),
        /** 200 and an answer of 8 MiB that begins well. */
        HUGE(true),
        /** The connection ends before an answer; the server does nothing. */
        RESET(true),
        /** The same, and then nobody listens any more, until the faults are cleared. */
        DOWN(true),
        /** The true answer, in ISO 8859-1 where its header says UTF-8. */
        WRONG_CHARSET(false),
        /** The true answer, half of it; then the connection ends. */
        CUT(false),
        /** The true answer, late; the server does it at once. */
        SLOW(false),
        /** The server does it, and the connection ends before the answer. */
        LOST_ANSWER(false),
        /** Answers as if done; nothing was written. */
        NO_EFFECT(false),
        /** What is created is created twice, and answered once. */
        DOUBLE_EFFECT(false),
        /** Done, and a mail is sent that nobody asked for. */
        EXTRA_MAIL(false);

        private final boolean madeUp;

        Kind(boolean madeUp) {
            this.madeUp = madeUp;
        }

        /** Whether the server behind the front end never sees the request. */
        public boolean madeUp() {
            return madeUp;
        }
    }

    public static Fault of(Kind kind) {
        return new Fault(kind, 0, Headers.EMPTY, "", Duration.ZERO);
    }

    /** An answer of that status with that body. */
    public static Fault status(int status, String mediaType, String body) {
        return new Fault(Kind.STATUS, status, Headers.EMPTY.with("Content-Type", mediaType), body, Duration.ZERO);
    }

    /** A gateway's HTML page with that status, as it comes from in front of both systems. */
    public static Fault gateway(int status) {
        return status(status, "text/html", "<html><body><h1>" + status + " Service Unavailable</h1></body></html>");
    }

    /** 429 with {@code Retry-After}, rounded up to seconds, and Graph's error object. */
    public static Fault throttled(Duration retryAfter) {
        long seconds = (retryAfter.toMillis() + 999) / 1000;
        return status(
                        429,
                        "application/json",
                        "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"Too many requests.\"}}")
                .with("Retry-After", Long.toString(seconds));
    }

    public static Fault slow(Duration delay) {
        return new Fault(Kind.SLOW, 0, Headers.EMPTY, "", delay);
    }

    public Fault with(String header, String value) {
        return new Fault(kind, status, headers.with(header, value), body, delay);
    }
}
