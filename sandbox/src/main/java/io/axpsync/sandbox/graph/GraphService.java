package io.axpsync.sandbox.graph;

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

    private final Mailboxes mailboxes;
    private final boolean asUser;
    private final GraphFaults faults = new GraphFaults();
    private final GraphBatch batch;
    private final CalendarsEndpoint calendars;
    private final SettingsEndpoint settings = new SettingsEndpoint();

    public GraphService(Mailboxes mailboxes) {
        this(mailboxes, handler -> handler);
    }

    /** @param parts what stands before the service for each part of a batch, as it may for a request of its own */
    public GraphService(Mailboxes mailboxes, UnaryOperator<Handler> parts) {
        this(mailboxes, false, parts);
    }

    private GraphService(Mailboxes mailboxes, boolean asUser, UnaryOperator<Handler> parts) {
        this.mailboxes = mailboxes;
        this.batch = new GraphBatch(parts.apply(this::handle), faults);
        this.asUser = asUser;
        this.calendars =
                new CalendarsEndpoint(new EventsEndpoint(faults), new DeltaEndpoint(mailboxes.behaviour(), faults));
    }

    /**
     * The same mailboxes for those who stand behind the service: the users in Outlook and the server itself. Nothing is
     * denied and nothing goes wrong. Bodies may also set what Graph computes (iCalUId, organizer, isOrganizer,
     * responseStatus, isCancelled, attendees' status at the create); {@code X-Sandbox-Notify: none} keeps a write from
     * mailing; {@code POST …/events/{id}/move} with a {@code destinationId} moves an event between folders.
     */
    public Handler asUser() {
        return new GraphService(mailboxes, true, handler -> handler);
    }

    public GraphFaults faults() {
        return faults;
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

    private Response answer(Call call) {
        List<String> path = call.segments();
        if (path.equals(List.of("$batch"))) {
            return batch.answer(call);
        }
        if (path.size() < 2 || !path.get(0).equals("users")) {
            throw GraphError.noSegment(path.isEmpty() ? "" : path.get(0));
        }
        List<String> rest = path.subList(2, path.size());
        if (rest.isEmpty()) {
            call.allow("GET");
            return settings.user(call, find(path.get(1), "Request_ResourceNotFound"));
        }
        Mailbox mailbox = find(path.get(1), "ErrorInvalidUser");
        if (!asUser && mailboxes.behaviour().denied().contains(mailbox.address().toLowerCase(Locale.ROOT))) {
            throw new GraphError(
                    403, "ErrorAccessDenied", "Access to OData is disabled: the mailbox is out of the app's scope.");
        }
        Response response = admitted(new MailboxCall(call, mailbox, mailboxes, asUser), rest);
        if (!call.is("GET") && response.status() < 300 && GraphFaults.take(faults.lostAnswers())) {
            throw new GraphError(504, "UnknownError", "The gateway got no answer in time.");
        }
        return response;
    }

    private Response admitted(MailboxCall call, List<String> rest) {
        String user = call.call().segments().get(1).toLowerCase(Locale.ROOT);
        boolean inLimit = faults.inFlight().enter(user, 1);
        try {
            if (GraphFaults.take(faults.throttles())
                    || (!inLimit && faults.limitsConcurrency().get())) {
                throw throttled();
            }
            return route(call, rest);
        } finally {
            faults.inFlight().leave(user, 1);
        }
    }

    private Response route(MailboxCall call, List<String> rest) {
        return switch (rest.get(0)) {
            case "mailboxSettings" -> settings.mailboxSettings(call, rest);
            case "outlook" -> settings.outlook(call, rest.subList(1, rest.size()));
            case "translateExchangeIds", "microsoft.graph.translateExchangeIds" -> settings.translate(call);
            case "mailFolders" -> settings.mailFolders(call, rest.subList(1, rest.size()));
            default -> calendars.answer(call, rest);
        };
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
