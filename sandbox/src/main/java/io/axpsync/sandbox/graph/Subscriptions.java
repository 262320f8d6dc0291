package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.ItemChange;
import io.axpsync.sandbox.mailbox.Mailbox;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions that live, and what they are told. Expired ones are forgotten without a word. */
final class Subscriptions {

    private static final int MOST_PER_MAILBOX = 1000;

    private final Map<String, Subscription> byId = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Notifications notifications;

    Subscriptions(Clock clock, Notifications notifications) {
        this.clock = clock;
        this.notifications = notifications;
    }

    Notifications notifications() {
        return notifications;
    }

    List<Subscription> all() {
        byId.values().removeIf(s -> !s.expires().isAfter(clock.instant()));
        return List.copyOf(byId.values());
    }

    Subscription find(String id) {
        return all().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new GraphError(404, "ResourceNotFound", "The object was not found."));
    }

    void put(Subscription subscription) {
        long there = all().stream()
                .filter(s -> s.mailbox() == subscription.mailbox() && !s.id().equals(subscription.id()))
                .count();
        if (there >= MOST_PER_MAILBOX) {
            throw new GraphError(
                    403,
                    "Forbidden",
                    "The mailbox has " + MOST_PER_MAILBOX + " active subscriptions, the most allowed.");
        }
        byId.put(subscription.id(), subscription);
    }

    void remove(String id) {
        byId.remove(id);
    }

    /** Sends a lifecycle event about each subscription, and lets it have its effect. */
    void lifecycle(String event) {
        for (Subscription subscription : all()) {
            if (event.equals("subscriptionRemoved")) {
                remove(subscription.id());
            } else if (event.equals("reauthorizationRequired")) {
                byId.put(
                        subscription.id(),
                        subscription.with(subscription.notificationUrl(), subscription.expires(), true));
            }
            notifications.lifecycle(subscription, event);
        }
    }

    /** An event changed. */
    void changed(Mailbox mailbox, Folder folder, ItemChange.Kind kind, CalendarItem item) {
        if (byId.isEmpty() || folder.kind() != FolderKind.CALENDAR) {
            return;
        }
        for (Subscription subscription : wanting(mailbox, "event", folder.id(), kind)) {
            String id = subscription.immutableIds()
                    ? item.identity().immutableId()
                    : EventJson.restId(item.identity().classicId());
            tell(subscription, kind, "Event", "Events", id, EventJson.etag(item));
        }
    }

    /** A contact, a message or a task changed. */
    void changed(Mailbox mailbox, ItemChange.Kind kind, EntityStore.Entity entity) {
        if (byId.isEmpty()) {
            return;
        }
        String type = entity.kind().type();
        for (Subscription subscription : wanting(mailbox, type, entity.parent(), kind)) {
            String segment = entity.kind().segment();
            tell(subscription, kind, capital(type), capital(segment), entity.id(), entity.etag());
        }
    }

    private List<Subscription> wanting(Mailbox mailbox, String type, String folder, ItemChange.Kind kind) {
        return all().stream()
                .filter(s -> s.wants(mailbox, type, folder, word(kind)))
                .toList();
    }

    private void tell(
            Subscription subscription, ItemChange.Kind kind, String type, String segment, String id, String etag) {
        String resource = "Users/" + SettingsEndpoint.userId(subscription.mailbox()) + "/" + segment + "/" + id;
        ObjectNode data = Call.JSON.createObjectNode();
        data.put("@odata.type", "#Microsoft.Graph." + type);
        data.put("@odata.id", resource).put("@odata.etag", etag).put("id", id);
        notifications.change(subscription, word(kind), data, resource);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String word(ItemChange.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
