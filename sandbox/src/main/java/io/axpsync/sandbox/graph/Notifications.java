package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends notifications, one after the other and apart from the change that caused them. A receiver that does not answer
 * 2xx within three seconds is tried three times; then the notification is lost, and a lifecycle event says so.
 */
final class Notifications {

    private static final int TRIES = 3;

    private record Notice(Subscription to, URI url, ObjectNode body, boolean lifecycle) {}

    private final GraphFaults faults;
    private final Deque<Notice> held = new ArrayDeque<>();
    private final ThreadPoolExecutor thread;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Notifications(GraphFaults faults) {
        this.faults = faults;
        this.thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread daemon = new Thread(work, "sandbox-notifications");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** Whether the receiver answers the handshake: 200, text/plain, the token as it was. */
    boolean validates(URI url) {
        String token = "Validation: " + UUID.randomUUID() + " +%/";
        String join = url.getRawQuery() == null ? "?" : "&";
        URI target = URI.create(url + join + "validationToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(target)
                            .timeout(Duration.ofSeconds(10))
                            .header("Content-Type", "text/plain; charset=utf-8")
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            return answer.statusCode() == 200
                    && type.startsWith("text/plain")
                    && answer.body().equals(token);
        } catch (IOException | IllegalArgumentException unreachable) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Tells of a change. */
    void change(Subscription to, String changeType, ObjectNode resourceData, String resource) {
        if (GraphFaults.take(faults.lostNotifications())) {
            lifecycle(to, "missed");
            return;
        }
        boolean foreign = GraphFaults.take(faults.foreignNotifications());
        ObjectNode body = envelope(to, foreign ? "of somebody else" : to.clientState());
        ObjectNode one = (ObjectNode) body.path("value").path(0);
        one.put("changeType", changeType).put("resource", resource).set("resourceData", resourceData);
        Notice notice = new Notice(to, to.notificationUrl(), body, false);
        add(notice);
        if (faults.repeatsNotifications().get()) {
            add(notice);
        }
    }

    /** Tells of what became of the subscription itself, where somebody wants to know. */
    void lifecycle(Subscription to, String event) {
        URI url = to.lifecycleUrl();
        if (url != null) {
            ObjectNode body = envelope(to, to.clientState());
            ((ObjectNode) body.path("value").path(0))
                    .put("lifecycleEvent", event)
                    .put("changeType", "updated")
                    .put("resource", to.resource());
            add(new Notice(to, url, body, true));
        }
    }

    private static ObjectNode envelope(Subscription to, @org.jspecify.annotations.Nullable String clientState) {
        ObjectNode root = Call.JSON.createObjectNode();
        ObjectNode one = root.putArray("value").addObject();
        one.put("subscriptionId", to.id());
        one.put("subscriptionExpirationDateTime", Values.instant(to.expires()));
        one.put("clientState", clientState);
        one.put("tenantId", GraphService.TENANT);
        return root;
    }

    private synchronized void add(Notice notice) {
        if (faults.holdsNotifications() && !notice.lifecycle()) {
            held.add(notice);
        } else {
            thread.execute(() -> deliver(notice));
        }
    }

    /** Sends what was held back, late. */
    synchronized void release() {
        while (!held.isEmpty()) {
            Notice notice = held.remove();
            thread.execute(() -> deliver(notice));
        }
    }

    private void deliver(Notice notice) {
        for (int i = 0; i < TRIES; i++) {
            if (posted(notice).filter(status -> status >= 200 && status < 300).isPresent()) {
                return;
            }
        }
        if (!notice.lifecycle()) {
            lifecycle(notice.to(), "missed");
        }
    }

    private Optional<Integer> posted(Notice notice) {
        try {
            return Optional.of(client.send(
                            HttpRequest.newBuilder(notice.url())
                                    .timeout(Duration.ofSeconds(3))
                                    .header("Content-Type", "application/json; charset=utf-8")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            notice.body().toString()))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode());
        } catch (IOException | IllegalArgumentException unreachable) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Waits until all that is not held back was sent. For tests: what has not arrived then does not come. */
    void settle() {
        try {
            for (int i = 0; i < 2; i++) {
                thread.submit(() -> {}).get(); // a delivery may add one more
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
