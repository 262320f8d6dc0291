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

    /**
     * One part of a batch that is to fail.
     *
     * @param operation empty = whichever comes
     * @param index of the part, from 1
     * @param stops whether the parts behind it are not processed
     */
    record ItemError(String operation, int index, String code, boolean stops) {}

    private final Deque<ItemError> itemErrors = new ConcurrentLinkedDeque<>();
    private final Deque<BusyAnswer> busy = new ConcurrentLinkedDeque<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean impersonationDenied = new AtomicBoolean();
    private final AtomicBoolean illegalCharacters = new AtomicBoolean();
    private final AtomicBoolean cutsTexts = new AtomicBoolean(true);
    private final AtomicBoolean wantsSending = new AtomicBoolean(true);
    private final AtomicBoolean syncsPublicFolders = new AtomicBoolean();
    private final AtomicBoolean wantsRouting = new AtomicBoolean();
    private final AtomicInteger subscriptionEpoch = new AtomicInteger();
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

    /** Busy answers that are still to come. */
    public int busyAnswers() {
        return busy.size();
    }

    /**
     * In the next batch that is long enough, one part fails without effect; all others are done.
     *
     * @param operation of the batch, such as {@code GetItem}; empty = whichever comes
     * @param index of the part, from 1
     * @param code a value of the schema's {@code ResponseCodeType}
     * @param stops whether the parts behind it are answered {@code ErrorBatchProcessingStopped}, without effect
     */
    public void itemError(String operation, int index, String code, boolean stops) {
        itemErrors.add(new ItemError(operation, index, code, stops));
    }

    /** Failures of batch parts that are still to come. */
    public int itemErrors() {
        return itemErrors.size();
    }

    Optional<ItemError> nextItemError(String operation, int parts) {
        for (ItemError error : itemErrors) {
            boolean fits = error.operation().isEmpty() || error.operation().equals(operation);
            if (fits && error.index() <= parts && itemErrors.remove(error)) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** FindItem and SyncFolderItems cut texts after 255 characters. On by default. */
    public AtomicBoolean cutsTexts() {
        return cutsTexts;
    }

    /** Calendar writes that do not say who shall be mailed are refused. On by default; off, nobody is mailed. */
    public AtomicBoolean wantsSending() {
        return wantsSending;
    }

    /** Public folders can be synchronised and searched deeply, as no Exchange does. Off by default. */
    public AtomicBoolean syncsPublicFolders() {
        return syncsPublicFolders;
    }

    /** Public folders are reached only by requests whose headers name their mailbox. Off by default. */
    public AtomicBoolean wantsRouting() {
        return wantsRouting;
    }

    /** All subscriptions so far are forgotten ({@code ErrorSubscriptionNotFound}), as after a move or restart. */
    public void loseSubscriptions() {
        subscriptionEpoch.incrementAndGet();
    }

    int subscriptionEpoch() {
        return subscriptionEpoch.get();
    }
}
