package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The unpleasant things that Graph does now and then, to be switched on by tests. Each counter is used up. */
public final class GraphFaults {

    private final AtomicInteger emptyPages = new AtomicInteger();
    private final AtomicBoolean repeatsItems = new AtomicBoolean();
    private final AtomicBoolean reversesPages = new AtomicBoolean();
    private final AtomicInteger preconditionFailures = new AtomicInteger();
    private final AtomicInteger throttles = new AtomicInteger();
    private final AtomicInteger retryAfterSeconds = new AtomicInteger(1);
    private final AtomicInteger lostAnswers = new AtomicInteger();
    private final AtomicBoolean expiryIsGone = new AtomicBoolean(true);
    private final AtomicBoolean marksCancelledOccurrences = new AtomicBoolean();
    private final AtomicBoolean sparseOccurrences = new AtomicBoolean(true);
    private final AtomicBoolean removesOutOfWindow = new AtomicBoolean(true);
    private final AtomicBoolean refusesDeltaOptions = new AtomicBoolean(true);
    private final AtomicBoolean batchInOrder = new AtomicBoolean();
    private final AtomicBoolean limitsConcurrency = new AtomicBoolean();
    private final AtomicBoolean holdsNotifications = new AtomicBoolean();
    private final AtomicBoolean repeatsNotifications = new AtomicBoolean();
    private final AtomicInteger foreignNotifications = new AtomicInteger();
    private final AtomicInteger lostNotifications = new AtomicInteger();
    private final InFlight inFlight = new InFlight();
    private volatile Runnable release = () -> {};

    /** So many of the next delta pages are empty and have a next link. */
    public AtomicInteger emptyPages() {
        return emptyPages;
    }

    /** Delta pages give their first item twice. */
    public AtomicBoolean repeatsItems() {
        return repeatsItems;
    }

    /** Delta pages come in reverse order. */
    public AtomicBoolean reversesPages() {
        return reversesPages;
    }

    /** So many of the next requests for single items answer 412 without cause. */
    public AtomicInteger preconditionFailures() {
        return preconditionFailures;
    }

    /** So many of the next mailbox requests, parts of batches included, answer 429. */
    public AtomicInteger throttles() {
        return throttles;
    }

    /** What Retry-After says in those answers. */
    public AtomicInteger retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** So many of the next writes are done, and answered by 504. */
    public AtomicInteger lostAnswers() {
        return lostAnswers;
    }

    /** How an expired delta token is answered: 410 with a Location, or else 404 syncStateNotFound. */
    public AtomicBoolean expiryIsGone() {
        return expiryIsGone;
    }

    /** Whether delta marks a deleted occurrence as removed; Graph may leave it out without a word. */
    public AtomicBoolean marksCancelledOccurrences() {
        return marksCancelledOccurrences;
    }

    /** Whether delta gives occurrences with their times alone. On by default; off, they come whole. */
    public AtomicBoolean sparseOccurrences() {
        return sparseOccurrences;
    }

    /** Whether delta gives what left the window as removed, like what was deleted. On by default; off, it says nothing. */
    public AtomicBoolean removesOutOfWindow() {
        return removesOutOfWindow;
    }

    /** Whether delta over calendarView refuses query options. On by default; off, it passes over them. */
    public AtomicBoolean refusesDeltaOptions() {
        return refusesDeltaOptions;
    }

    /** Whether parts of a batch are answered in the order of the requests; Graph promises no order. Off by default. */
    public AtomicBoolean batchInOrder() {
        return batchInOrder;
    }

    /** Whether more than four requests at once for one mailbox are answered 429. Off by default. */
    public AtomicBoolean limitsConcurrency() {
        return limitsConcurrency;
    }

    /** Whether notifications wait; lifecycle events never do. Switched off, those that waited are sent: late. */
    public void holdNotifications(boolean on) {
        holdsNotifications.set(on);
        if (!on) {
            release.run();
        }
    }

    boolean holdsNotifications() {
        return holdsNotifications.get();
    }

    void whenReleased(Runnable task) {
        release = task;
    }

    /** Each notification comes twice. */
    public AtomicBoolean repeatsNotifications() {
        return repeatsNotifications;
    }

    /** So many of the next notifications carry a clientState that nobody agreed on. */
    public AtomicInteger foreignNotifications() {
        return foreignNotifications;
    }

    /** So many of the next notifications are lost; whoever listens to lifecycle events hears {@code missed}. */
    public AtomicInteger lostNotifications() {
        return lostNotifications;
    }

    /**
     * The most requests that were under way at once for a mailbox, named as in the path; a batch without order counts as
     * many as it has parts for the mailbox, four at most.
     */
    public int peakInFlight(String user) {
        return inFlight.peak(user.toLowerCase(Locale.ROOT));
    }

    InFlight inFlight() {
        return inFlight;
    }

    /** Repeats and turns round what a delta page holds, where that is on. */
    void disturb(List<ObjectNode> page) {
        if (repeatsItems.get() && !page.isEmpty()) {
            page.add(page.get(0).deepCopy());
        }
        if (reversesPages.get()) {
            Collections.reverse(page);
        }
    }

    static boolean take(AtomicInteger counter) {
        return counter.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0;
    }
}
