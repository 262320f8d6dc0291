package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.ResponseType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The actions on one event. */
final class EventActions {

    private static final Set<String> RESPONSES = Set.of("accept", "tentativelyAccept", "decline");

    private EventActions() {}

    static Response act(MailboxCall call, CalendarItem item, String action) {
        Map<String, JsonNode> body = parameters(call.call().body());
        var comment = body.get("comment");
        var sendResponse = body.get("sendresponse");
        String text = comment == null ? "" : Values.textOrEmpty(comment);
        boolean send = sendResponse == null || sendResponse.isNull() || Values.bool(sendResponse);
        if (send && RESPONSES.contains(action) && !item.responseRequested() && !item.isOrganizer()) {
            throw GraphError.badRequest(
                    "ErrorInvalidRequest",
                    "Your request can't be completed. The meeting organizer hasn't requested a response.");
        }
        proposal(item, body.get("proposednewtime"));
        String id = item.identity().immutableId();
        switch (action) {
            case "accept" -> call.mailbox().respond(id, ResponseType.ACCEPTED, send, text);
            case "tentativelyAccept" -> call.mailbox().respond(id, ResponseType.TENTATIVELY_ACCEPTED, send, text);
            case "decline" -> call.mailbox().respond(id, ResponseType.DECLINED, send, text);
            case "cancel" -> {
                if (!item.isOrganizer()) {
                    throw GraphError.badRequest(
                            "ErrorInvalidRequest",
                            "Your request can't be completed. You need to be an organizer to cancel a meeting.");
                }
                call.mailbox().delete(id, null, Deletion.TO_DELETED_ITEMS, call.notifying(), text);
            }
            case "move" -> {
                if (!call.asUser()) {
                    throw GraphError.noSegment(action);
                }
                var target = body.get("destinationid");
                call.mailbox().move(id, target == null ? "" : Values.text(target));
            }
            case "forward" -> forward(call, item, body, text);
            case "dismissReminder" -> call.mailbox().bump(id);
            case "snoozeReminder" -> {
                Values.time(Optional.ofNullable(body.get("newremindertime"))
                        .orElseThrow(() -> GraphError.badBody("NewReminderTime is needed.")));
                call.mailbox().bump(id);
            }
            case "permanentDelete" -> {
                call.mailbox().delete(id, null, Deletion.HARD, call.notifying(), "");
                return Response.empty(204);
            }
            default -> throw GraphError.noSegment(action);
        }
        return Response.empty(202);
    }

    /** The organiser's forward invites the people; an attendee's goes to the organiser's meeting, as Exchange does it. */
    private static void forward(MailboxCall call, CalendarItem item, Map<String, JsonNode> body, String comment) {
        List<Person> people = new ArrayList<>();
        for (JsonNode recipient : Values.array(body.getOrDefault("torecipients", MissingNode.getInstance()))) {
            people.add(EventReader.person(Values.object(recipient, "recipient", Set.of("emailAddress"))
                    .path("emailAddress")));
        }
        if (people.isEmpty()) {
            throw GraphError.badRequest("ErrorInvalidRecipients", "At least one recipient isn't valid.");
        }
        call.mailbox().forward(item.identity().immutableId(), people, comment);
    }

    /** The proposal of an answer that is no yes; the organiser must have allowed it. */
    private static void proposal(CalendarItem item, @Nullable JsonNode proposed) {
        if (proposed == null || proposed.isNull()) {
            return;
        }
        ObjectNode slot = Values.object(proposed, "timeSlot", Set.of("start", "end"));
        Values.time(slot.path("start"));
        Values.time(slot.path("end"));
        if (!item.allowNewTimeProposals()) {
            throw GraphError.badRequest(
                    "ErrorInvalidRequest", "Your request can't be completed. The organizer doesn't allow proposals.");
        }
    }

    /** The parameters of an action; the service takes their names in any case. */
    private static Map<String, JsonNode> parameters(ObjectNode body) {
        return body.properties().stream()
                .collect(Collectors.toMap(
                        e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (first, again) -> again));
    }
}
