package io.axpsync.sandbox.ews;

import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The troubles that a test wants the EWS front end to make. Changed at any time. */
public final class EwsBehaviour {

    /** The shapes in which Exchange says that it is busy. */
    public enum Busy {
        /** A SOAP fault {@code ErrorServerBusy} with HTTP 500 and the pause as {@code BackOffMilliseconds}. */
        FAULT,
        /** HTTP 503 with an HTML page and {@code Retry-After} in seconds. */
        SERVICE_UNAVAILABLE,
        /** HTTP 200, each response message {@code ErrorServerBusy}. */
        IN_ANSWER,
        /** HTTP 200, each response message {@code ErrorInternalServerError} with {@code ErrorServerBusy} inside. */
        INNER
    }

    /** One busy answer to come. @param backOffMillis the pause that is asked for, in milliseconds */
    record BusyAnswer(Busy shape, long backOffMillis) {}

    private final Deque<BusyAnswer> busy = new ConcurrentLinkedDeque<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean impersonationDenied = new AtomicBoolean();
    private final AtomicBoolean illegalCharacters = new AtomicBoolean();
    private final AtomicBoolean retired = new AtomicBoolean();
    private final AtomicInteger htmlAnswers = new AtomicInteger();

    /**
     * The next so many requests are answered busy.
     *
     * @param backOffMillis the pause that is asked for, in milliseconds
     */
    public void busy(Busy shape, int times, long backOffMillis) {
        for (int i = 0; i < times; i++) {
            busy.add(new BusyAnswer(shape, backOffMillis));
        }
    }

    Optional<BusyAnswer> nextBusy() {
        return Optional.ofNullable(busy.poll());
    }

    /** Nobody may impersonate anybody ({@code ErrorImpersonateUserDenied}). */
    public AtomicBoolean impersonationDenied() {
        return impersonationDenied;
    }

    /** Mailboxes, by lower-case address, that nobody may impersonate. */
    public Set<String> denied() {
        return denied;
    }

    /** Subjects come with a control character at their end, as reference {@code &#x1F;}: the answer is not well-formed. */
    public AtomicBoolean illegalCharacters() {
        return illegalCharacters;
    }

    /** EWS is switched off: HTTP 403 to everything. */
    public AtomicBoolean retired() {
        return retired;
    }

    /** So many of the next answers are an HTML page with HTTP 200. */
    public AtomicInteger htmlAnswers() {
        return htmlAnswers;
    }
}
