package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Mailbox;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The subscriptions that clients hold. Safe for use by several threads. */
final class Subscriptions {

    /** The names of all events that there are. */
    static final List<String> EVENTS = List.of(
            "CopiedEvent",
            "CreatedEvent",
            "DeletedEvent",
            "ModifiedEvent",
            "MovedEvent",
            "NewMailEvent",
            "FreeBusyChangedEvent");

    /** More than this a caller may not have on an Exchange in the cloud; on-premises servers allow 5,000. */
    private static final int MOST = 5_000;

    /**
     * One subscription.
     *
     * @param mailbox whose folders it watches
     * @param folders their ids; empty = all
     * @param events the element names of the wanted events
     * @param timeout a pull subscription that was not asked for so long is over; zero for a streaming one
     * @param epoch of the server at its making; a server that lost its subscriptions is in another one
     * @param position a streaming one's place in the change numbers of the mailbox
     */
    record Subscription(
            String id,
            Mailbox mailbox,
            Set<String> folders,
            Set<String> events,
            Duration timeout,
            int epoch,
            Instant used,
            long position) {

        boolean streaming() {
            return timeout.isZero();
        }

        Subscription at(Instant now, long newPosition) {
            return new Subscription(id, mailbox, folders, events, timeout, epoch, now, newPosition);
        }
    }

    private final Map<String, Subscription> byId = new LinkedHashMap<>();

    synchronized Subscription add(
            Mailbox mailbox, Set<String> folders, Set<String> events, Duration timeout, Call call, long position) {
        if (byId.size() >= MOST) {
            throw new EwsError("ErrorExceededSubscriptionCount", "There are too many subscriptions.");
        }
        Subscription made = new Subscription(
                UUID.randomUUID().toString(),
                mailbox,
                folders,
                events,
                timeout,
                call.behaviour().subscriptionEpoch(),
                call.now(),
                position);
        byId.put(made.id(), made);
        return made;
    }

    /** @throws EwsError {@code ErrorSubscriptionNotFound}, {@code ErrorSubscriptionAccessDenied} */
    Subscription required(String id, Call call) {
        Subscription found = find(id, call)
                .orElseThrow(() ->
                        new EwsError("ErrorSubscriptionNotFound", "Subscription could not be found: it is lost."));
        if (call.impersonating() && found.mailbox() != call.mailbox()) {
            throw new EwsError("ErrorSubscriptionAccessDenied", "The subscription is another user's.");
        }
        return found;
    }

    private synchronized Optional<Subscription> find(String id, Call call) {
        Subscription found = byId.get(id);
        boolean over = found != null
                && (found.epoch() != call.behaviour().subscriptionEpoch()
                        || !found.streaming()
                                && found.used().plus(found.timeout()).isBefore(call.now()));
        if (over) {
            byId.remove(id);
        }
        return over ? Optional.empty() : Optional.ofNullable(found);
    }

    synchronized void keep(Subscription subscription) {
        byId.replace(subscription.id(), subscription);
    }

    synchronized void remove(String id) {
        byId.remove(id);
    }
}
