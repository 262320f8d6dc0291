package io.axpsync.sandbox.graph;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests are under way for each mailbox. Graph lets four of one application run at once for a mailbox and
 * answers the rest 429; a batch without order takes as many places as it has parts for the mailbox, four at most.
 */
final class InFlight {

    static final int MOST = 4;

    private final Map<String, Integer> byMailbox = new ConcurrentHashMap<>();
    private final Map<String, Integer> peaks = new ConcurrentHashMap<>();

    /** Takes places; answers whether that kept to the limit. They are given back by {@link #leave} in any case. */
    boolean enter(String mailbox, int places) {
        int now = byMailbox.merge(mailbox, places, Integer::sum);
        peaks.merge(mailbox, now, Math::max);
        return now <= MOST;
    }

    void leave(String mailbox, int places) {
        byMailbox.merge(mailbox, -places, Integer::sum);
    }

    int peak(String mailbox) {
        return peaks.getOrDefault(mailbox, 0);
    }
}
