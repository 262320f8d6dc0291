package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.ews.Subscriptions.Subscription;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.Mailbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Subscribe (pull and streaming), GetEvents, GetStreamingEvents and Unsubscribe. A streaming connection is answered at
 * once with what there is, or after a short wait with nothing, and says that it closes: clients then open the next.
 */
final class SubscriptionCalls {

    /** How long a streaming connection waits for something to tell, in real time. */
    private static final Duration WAIT = Duration.ofMillis(500);

    private SubscriptionCalls() {}

    static List<Xml> subscribe(Call call, Xml request) {
        Xml wanted = request.only();
        boolean streaming = wanted.name().equals("m:StreamingSubscriptionRequest");
        Set<String> events = new LinkedHashSet<>();
        for (Xml event : wanted.list("t:EventTypes")) {
            if (!Subscriptions.EVENTS.contains(event.text().strip())) {
                throw Values.invalid(event);
            }
            events.add(event.text().strip());
        }
        int minutes = wanted.name().equals("m:PullSubscriptionRequest") ? minutes(wanted, "t:Timeout", 1440) : 0;
        return List.of(new Batch(call, "Subscribe").one(() -> {
            if (wanted.name().equals("m:PushSubscriptionRequest")) {
                throw new EwsError("ErrorInvalidOperation", "Push subscriptions are not offered here.");
            }
            Mailbox mailbox = call.mailbox();
            Set<String> folders = new LinkedHashSet<>();
            boolean all = wanted.attribute("SubscribeToAllFolders")
                    .map(a -> Values.bool(wanted, "SubscribeToAllFolders"))
                    .orElse(false);
            List<Xml> ids = wanted.child("t:FolderIds").map(Xml::children).orElse(List.of());
            if (all == !ids.isEmpty()) {
                throw new EwsError("ErrorInvalidSubscriptionRequest", "Name folders, or subscribe to all of them.");
            }
            for (Xml id : ids) {
                Call.In<Folder> folder = Ids.folder(call, id, "ErrorFolderNotFound");
                Ids.refusePublic(call, folder.mailbox(), "A subscription");
                if (!folders.isEmpty() && folder.mailbox() != mailbox) {
                    throw new EwsError("ErrorInvalidSubscriptionRequest", "All folders must be of one mailbox.");
                }
                mailbox = folder.mailbox();
                folders.add(folder.what().id());
            }
            long position = wanted.childText("t:Watermark").map(Watermark::read).orElse(Events.newest(mailbox));
            Subscription made = call.state()
                    .subscriptions()
                    .add(mailbox, folders, events, Duration.ofMinutes(minutes), call, position);
            List<Xml> answer = new ArrayList<>();
            answer.add(Xml.text("m:SubscriptionId", made.id()));
            if (!streaming) {
                answer.add(Xml.text("m:Watermark", Watermark.write(position)));
            }
            return answer;
        }));
    }

    private static int minutes(Xml request, String name, int most) {
        Xml element = request.required(name);
        int minutes = Values.integer(element);
        if (minutes < 1 || minutes > most) {
            throw Values.invalid(element);
        }
        return minutes;
    }

    static List<Xml> events(Call call, Xml request) {
        String id = request.required("m:SubscriptionId").text();
        String watermark = request.required("m:Watermark").text();
        return List.of(new Batch(call, "GetEvents").one(() -> {
            Subscription subscription = call.state().subscriptions().required(id, call);
            if (subscription.streaming()) {
                throw new EwsError("ErrorInvalidPullSubscriptionId", "The subscription is no pull subscription.");
            }
            long from = Watermark.read(watermark);
            Events found = Events.since(call, subscription, from);
            call.state().subscriptions().keep(subscription.at(call.now(), found.position()));
            List<Xml> parts = new ArrayList<>();
            parts.add(Xml.text("t:SubscriptionId", id));
            parts.add(Xml.text("t:PreviousWatermark", watermark));
            parts.add(Xml.text("t:MoreEvents", found.more()));
            parts.addAll(found.elements());
            return List.of(Xml.of("m:Notification", parts));
        }));
    }

    static List<Xml> streaming(Call call, Xml request) {
        List<Xml> ids = request.list("m:SubscriptionIds");
        minutes(request, "m:ConnectionTimeout", 30);
        List<String> lost = new ArrayList<>();
        for (Xml id : ids) {
            try {
                call.state().subscriptions().required(id.text(), call);
            } catch (EwsError gone) {
                lost.add(id.text());
            }
        }
        if (!lost.isEmpty()) {
            Xml names = Xml.of(
                    "m:ErrorSubscriptionIds",
                    lost.stream().map(id -> Xml.text("t:SubscriptionId", id)).toList());
            return List.of(new Batch(call, "GetStreamingEvents", names).one(() -> {
                throw new EwsError("ErrorSubscriptionNotFound", "One or more subscriptions could not be found.");
            }));
        }
        return List.of(new Batch(call, "GetStreamingEvents").one(() -> streamed(call, ids)));
    }

    private static List<Xml> streamed(Call call, List<Xml> ids) {
        List<Xml> notifications = new ArrayList<>();
        long end = System.nanoTime() + WAIT.toNanos();
        do {
            for (Xml id : ids) {
                Subscription subscription = call.state().subscriptions().required(id.text(), call);
                Events found = Events.since(call, subscription, subscription.position());
                if (found.any()) {
                    call.state().subscriptions().keep(subscription.at(call.now(), found.position()));
                    List<Xml> parts = new ArrayList<>();
                    parts.add(Xml.text("t:SubscriptionId", id.text()));
                    parts.addAll(found.elements());
                    notifications.add(Xml.of("t:Notification", parts));
                }
            }
        } while (notifications.isEmpty() && paused() && System.nanoTime() < end);
        Xml closed = Xml.text("m:ConnectionStatus", "Closed");
        return notifications.isEmpty() ? List.of(closed) : List.of(Xml.of("m:Notifications", notifications), closed);
    }

    private static boolean paused() {
        try {
            Thread.sleep(20);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static List<Xml> unsubscribe(Call call, Xml request) {
        String id = request.required("m:SubscriptionId").text();
        return List.of(new Batch(call, "Unsubscribe").one(() -> {
            call.state().subscriptions().required(id, call);
            call.state().subscriptions().remove(id);
            return List.of();
        }));
    }
}
