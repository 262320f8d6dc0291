package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /subscriptions}. Receivers are on this machine only, so that the sandbox never calls anybody else. */
final class SubscriptionsEndpoint {

    /** The longest life for Outlook resources; a wish for less than the shortest is raised to that. */
    private static final Duration LONGEST = Duration.ofMinutes(4230);

    private static final Duration SHORTEST = Duration.ofMinutes(45);
    private static final int LONGEST_STATE = 128;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> CHANGES = Set.of("created", "updated", "deleted");

    /** What can be followed: the path below the user with {@code {id}} for a folder, and what changes there. */
    private static final Map<String, String> RESOURCES = Map.of(
            "events", "event",
            "calendar/events", "event",
            "calendars/{id}/events", "event",
            "contacts", "contact",
            "contactfolders/{id}/contacts", "contact",
            "messages", "message",
            "mailfolders/{id}/messages", "message",
            "todo/lists/{id}/tasks", "todoTask");

    private final Subscriptions subscriptions;
    private final Clock clock;

    SubscriptionsEndpoint(Subscriptions subscriptions, Clock clock) {
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /**
     * @param rest the path after {@code subscriptions}
     * @param open finds the mailbox of a user, or refuses
     */
    Response answer(Call call, List<String> rest, Function<String, Mailbox> open) {
        if (rest.isEmpty()) {
            call.allow("GET", "POST");
            if (call.is("POST")) {
                return created(call, open);
            }
            List<ObjectNode> all = new ArrayList<>();
            subscriptions.all().forEach(s -> all.add(s.json()));
            return JsonList.whole(call, "subscription").answer("subscriptions", all);
        }
        Subscription found = subscriptions.find(rest.get(0));
        if (rest.size() == 2 && rest.get(1).replace("microsoft.graph.", "").equals("reauthorize")) {
            call.allow("POST");
            subscriptions.put(found.with(found.notificationUrl(), found.expires(), false));
            return Response.empty(204);
        }
        if (rest.size() > 1) {
            throw GraphError.noSegment(rest.get(1));
        }
        call.allow("GET", "PATCH", "DELETE");
        if (call.is("DELETE")) {
            subscriptions.remove(found.id());
            return Response.empty(204);
        }
        if (call.is("PATCH")) {
            found = renewed(found, call.body());
        }
        return answer(call, 200, found);
    }

    private static Response answer(Call call, int status, Subscription subscription) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("@odata.context", call.base() + "/$metadata#subscriptions/$entity");
        node.setAll(subscription.json());
        return Response.json(status, node.toString());
    }

    private Response created(Call call, Function<String, Mailbox> open) {
        ObjectNode body = call.body();
        EntityTypes.check(body, "subscription");
        Set<String> changes =
                new LinkedHashSet<>(Arrays.asList(required(body, "changeType").split(",")));
        String state = body.hasNonNull("clientState") ? body.path("clientState").textValue() : null;
        require(CHANGES.containsAll(changes), "changeType must be of " + CHANGES + ".");
        require(state == null || state.length() <= LONGEST_STATE, "clientState has 128 characters at most.");
        require(!body.path("includeResourceData").asBoolean(), "Notifications with resource data are not served here.");
        String resource = required(body, "resource");
        String[] path = resource.replaceFirst("^/", "").split("/");
        boolean me = path[0].equalsIgnoreCase("me");
        int below = me ? 1 : 2;
        require(path.length > below && (me || path[0].equalsIgnoreCase("users")), invalid(resource));
        Mailbox mailbox = open.apply(me ? "me" : Call.decode(path[1].replace("+", "%2B")));
        String[] rest = Arrays.copyOfRange(path, below, path.length);
        String kind = Optional.ofNullable(RESOURCES.get(template(rest)))
                .orElseThrow(() -> GraphError.badRequest("ExtensionError", invalid(resource)));
        String folder = rest.length == 3 || rest.length == 4 ? folder(mailbox, rest[rest.length - 2]) : "";
        if (rest.length == 2) {
            folder = mailbox.folder(FolderKind.CALENDAR).id();
        }
        URI url = receiver(required(body, "notificationUrl"));
        URI lifecycle = body.hasNonNull("lifecycleNotificationUrl")
                ? receiver(body.path("lifecycleNotificationUrl").textValue())
                : null;
        validated(url);
        validated(lifecycle);
        Subscription made = new Subscription(
                UUID.randomUUID().toString(),
                resource,
                changes,
                url,
                lifecycle,
                state,
                expiry(required(body, "expirationDateTime")),
                mailbox,
                kind,
                folder,
                call.prefer().immutableIds(),
                false);
        subscriptions.put(made);
        return answer(call, 201, made);
    }

    private Subscription renewed(Subscription found, ObjectNode body) {
        EntityTypes.check(body, "subscription");
        body.fieldNames()
                .forEachRemaining(name -> require(
                        Set.of("expirationDateTime", "notificationUrl").contains(name),
                        "The property " + name + " can't be changed."));
        URI url = found.notificationUrl();
        if (body.hasNonNull("notificationUrl")) {
            url = receiver(body.path("notificationUrl").textValue());
            validated(url);
        }
        Instant until = body.hasNonNull("expirationDateTime")
                ? expiry(body.path("expirationDateTime").textValue())
                : found.expires();
        Subscription renewed = found.with(url, until, false);
        subscriptions.put(renewed);
        return renewed;
    }

    private Instant expiry(String text) {
        Instant wished = Values.queryTime("expirationDateTime", text);
        Instant now = clock.instant();
        require(wished.isAfter(now), "Subscription expiration can't be in the past.");
        require(
                !wished.isAfter(now.plus(LONGEST)),
                "Subscription expiration can only be " + LONGEST.toMinutes() + " minutes in the future.");
        return wished.isBefore(now.plus(SHORTEST)) ? now.plus(SHORTEST) : wished;
    }

    private void validated(@Nullable URI url) {
        require(
                url == null || subscriptions.notifications().validates(url),
                "Subscription validation request failed. Notification endpoint must respond with 200 OK to validation"
                        + " request.");
    }

    private static URI receiver(String text) {
        try {
            URI url = URI.create(text);
            boolean here = url.getHost() != null && LOOPBACK.contains(url.getHost());
            require(
                    here && ("https".equals(url.getScheme()) || "http".equals(url.getScheme())),
                    "The sandbox notifies receivers on this machine only, not '" + text + "'.");
            return url;
        } catch (IllegalArgumentException bad) {
            throw GraphError.badRequest("InvalidRequest", "'" + text + "' is no address of a receiver.");
        }
    }

    private static String template(String[] rest) {
        String[] template = rest.clone();
        for (int i = 0; i < template.length; i++) {
            boolean id = i > 0 && (i == template.length - 2);
            template[i] = id ? "{id}" : template[i].toLowerCase(java.util.Locale.ROOT);
        }
        return String.join("/", template);
    }

    private static String folder(Mailbox mailbox, String id) {
        return mailbox.folder(id.toLowerCase(java.util.Locale.ROOT))
                .or(() -> mailbox.folder(id))
                .orElseThrow(GraphError::notFound)
                .id();
    }

    private static String invalid(String resource) {
        return "The resource '" + resource + "' can't be subscribed to.";
    }

    private static String required(ObjectNode body, String name) {
        if (!body.hasNonNull(name)) {
            throw GraphError.badRequest("InvalidRequest", "The property " + name + " is required.");
        }
        return body.path(name).textValue();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw GraphError.badRequest("InvalidRequest", message);
        }
    }
}
