package io.axpsync.sandbox.graph;

import io.axpsync.sandbox.auth.BearerGate;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MailboxFault;
import io.axpsync.sandbox.mailbox.Mailboxes;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Microsoft Graph v1.0 for the mailboxes of the sandbox. Who may call is checked before it; which mailboxes the caller
 * may open is {@link io.axpsync.sandbox.mailbox.MailboxBehaviour#denied()}.
 */
public final class GraphService implements Handler {

    /** By this header the gate names the user of a delegated token; it takes away what a client puts there. */
    static final String USER = BearerGate.USER;

    static final String TENANT = "5f0dd1a2-7a35-4f0e-9d4e-0b3c1c2d3e4f";
    static final String APPLICATION = "8a1e5c1e-3c55-4f37-9f0f-6d4a2e7b1c90";

    private final Mailboxes mailboxes;
    private final boolean asUser;
    private final GraphFaults faults;
    private final Subscriptions subscriptions;
    private final GraphBatch batch;
    private final UserEndpoints endpoints;
    private final SubscriptionsEndpoint subscribing;

    public GraphService(Mailboxes mailboxes) {
        this(mailboxes, handler -> handler);
    }

    /** @param parts what stands before the service for each part of a batch, as it may for a request of its own */
    public GraphService(Mailboxes mailboxes, UnaryOperator<Handler> parts) {
        this.mailboxes = mailboxes;
        this.asUser = false;
        this.faults = new GraphFaults();
        this.subscriptions = new Subscriptions(mailboxes.clock(), new Notifications(faults));
        this.endpoints = new UserEndpoints(mailboxes.clock(), faults, subscriptions);
        this.subscribing = new SubscriptionsEndpoint(subscriptions, mailboxes.clock());
        this.batch = new GraphBatch(parts.apply(this::handle), faults);
        faults.whenReleased(subscriptions.notifications()::release);
        mailboxes.listen(subscriptions::changed);
    }

    /** The same, seen from behind. */
    private GraphService(GraphService front) {
        this.mailboxes = front.mailboxes;
        this.asUser = true;
        this.faults = new GraphFaults();
        this.subscriptions = front.subscriptions;
        this.endpoints = front.endpoints.with(faults);
        this.subscribing = front.subscribing;
        this.batch = new GraphBatch(this::handle, faults);
    }

    /**
     * The same mailboxes for those who stand behind the service: the users in Outlook and the server itself. Nothing is
     * denied and nothing goes wrong. Bodies may also set what Graph computes (iCalUId, organizer, isOrganizer,
     * responseStatus, isCancelled, attendees' status at the create); {@code X-Sandbox-Notify: none} keeps a write from
     * mailing; {@code users/public-folders/contactFolders} are the public folders; {@code POST …/events/{id}/move} with a {@code destinationId} moves an event between folders.
     */
    public Handler asUser() {
        return new GraphService(this);
    }

    public GraphFaults faults() {
        return faults;
    }

    /**
     * Sends a lifecycle event about each subscription: {@code missed}, {@code subscriptionRemoved} (it is gone) or
     * {@code reauthorizationRequired} (it is told nothing until it is renewed or reauthorized).
     *
     * @throws IllegalArgumentException for any other
     */
    public void lifecycle(String event) {
        if (!List.of("missed", "subscriptionRemoved", "reauthorizationRequired").contains(event)) {
            throw new IllegalArgumentException("there is no lifecycle event " + event);
        }
        subscriptions.lifecycle(event);
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public Response handle(Request request) {
        String requestId = UUID.randomUUID().toString();
        String clientRequestId = request.headers().first("client-request-id").orElse(requestId);
        Response response;
        try {
            Call call = Call.of(request);
            response = answer(call);
            if (!call.prefer().applied().isEmpty()) {
                response = response.with(
                        "Preference-Applied", String.join(", ", call.prefer().applied()));
            }
        } catch (GraphError error) {
            response =
                    error.response(requestId, clientRequestId, mailboxes.clock().instant());
        } catch (MailboxFault fault) {
            response = GraphError.of(fault)
                    .response(requestId, clientRequestId, mailboxes.clock().instant());
        }
        return response.with("request-id", requestId).with("client-request-id", clientRequestId);
    }

    private Response answer(Call asked) {
        Call call = asked;
        List<String> path = call.segments();
        if (path.equals(List.of("$batch"))) {
            return batch.answer(call);
        }
        if (!path.isEmpty() && path.get(0).equals("me")) {
            call = call.below("users", me(call), 1);
            path = call.segments();
        }
        if (path.equals(List.of("users"))) {
            return endpoints.users(call, mailboxes.all());
        }
        if (!path.isEmpty() && path.get(0).equals("subscriptions")) {
            Call at = call;
            return subscribing.answer(call, path.subList(1, path.size()), user -> open(at, user));
        }
        if (path.size() < 2 || !path.get(0).equals("users")) {
            throw GraphError.noSegment(path.isEmpty() ? "" : path.get(0));
        }
        List<String> rest = path.subList(2, path.size());
        if (rest.isEmpty()) {
            return endpoints.user(call, find(path.get(1), "Request_ResourceNotFound"));
        }
        Mailbox mailbox = open(call, path.get(1));
        Response response = admitted(new MailboxCall(call, mailbox, mailboxes, asUser), rest);
        if (!call.is("GET") && response.status() < 300 && GraphFaults.take(faults.lostAnswers())) {
            throw new GraphError(504, "UnknownError", "The gateway got no answer in time.");
        }
        return response;
    }

    /** The user that a delegated token stands for. */
    private static String me(Call call) {
        return call.request()
                .headers()
                .first(USER)
                .orElseThrow(() -> GraphError.badRequest(
                        "BadRequest", "/me request is only valid with delegated authentication flow."));
    }

    /** A mailbox that the caller may open: an application all but those out of its scope, a user the own one. */
    private Mailbox open(Call call, String user) {
        if (asUser && user.equals(mailboxes.publicFolders().address())) {
            return mailboxes.publicFolders();
        }
        Mailbox mailbox = find(user.equals("me") ? me(call) : user, "ErrorInvalidUser");
        String address = mailbox.address().toLowerCase(Locale.ROOT);
        boolean anothers = call.request()
                .headers()
                .first(USER)
                .filter(own -> !own.equalsIgnoreCase(address))
                .isPresent();
        if (!asUser && (anothers || mailboxes.behaviour().denied().contains(address))) {
            throw new GraphError(
                    403, "ErrorAccessDenied", "Access to OData is disabled: the mailbox is out of the app's scope.");
        }
        List<String> path = call.segments();
        boolean writes = !call.is("GET")
                && path.get(0).equals("users")
                && !path.get(path.size() - 1).endsWith("translateExchangeIds");
        if (!asUser && writes && mailboxes.behaviour().readOnly().contains(address)) {
            throw MailboxCall.denied();
        }
        return mailbox;
    }

    private Response admitted(MailboxCall call, List<String> rest) {
        String user = call.call().segments().get(1).toLowerCase(Locale.ROOT);
        boolean inLimit = faults.inFlight().enter(user, 1);
        try {
            if (GraphFaults.take(faults.throttles())
                    || (!inLimit && faults.limitsConcurrency().get())) {
                throw throttled();
            }
            return endpoints.answer(call, rest);
        } finally {
            faults.inFlight().leave(user, 1);
        }
    }

    private GraphError throttled() {
        return new GraphError(
                429,
                "ApplicationThrottled",
                "Application is over its MailboxConcurrency limit.",
                Headers.EMPTY.with(
                        "Retry-After", String.valueOf(faults.retryAfterSeconds().get())));
    }

    private Mailbox find(String user, String code) {
        return mailboxes
                .find(user)
                .or(() -> mailboxes.all().stream()
                        .filter(mailbox -> SettingsEndpoint.userId(mailbox).equals(user))
                        .findFirst())
                .orElseThrow(() -> new GraphError(
                        404,
                        code,
                        code.equals("ErrorInvalidUser")
                                ? "The requested user '" + user + "' is invalid."
                                : "Resource '" + user
                                        + "' does not exist or one of its queried reference-property objects are not"
                                        + " present."));
    }
}
