package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Attendee;
import io.axpsync.sandbox.mailbox.AttendeeType;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ImmutableCalendarItem;
import io.axpsync.sandbox.mailbox.Importance;
import io.axpsync.sandbox.mailbox.OnlineMeeting;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.Place;
import io.axpsync.sandbox.mailbox.Reply;
import io.axpsync.sandbox.mailbox.ResponseType;
import io.axpsync.sandbox.mailbox.Sensitivity;
import io.axpsync.sandbox.mailbox.ShowAs;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Graph's {@code event} out of a request body. What Graph computes itself may stand in a body and has no effect;
 * what Graph does not know, or knows with another type, is refused. The sandbox's own users ({@link OutlookUser}) may
 * also write what only a server knows.
 */
final class EventReader {

    private static final Set<String> COMPUTED = Set.of(
            "id",
            "createdDateTime",
            "lastModifiedDateTime",
            "changeKey",
            "bodyPreview",
            "hasAttachments",
            "isDraft",
            "onlineMeeting",
            "onlineMeetingUrl",
            "originalStart",
            "originalStartTimeZone",
            "originalEndTimeZone",
            "seriesMasterId",
            "type",
            "webLink",
            "cancelledOccurrences",
            "isCancelled",
            "isOrganizer",
            "organizer",
            "responseStatus",
            "iCalUId");
    private static final Set<String> PLACE = Set.of(
            "displayName",
            "address",
            "coordinates",
            "locationEmailAddress",
            "locationType",
            "locationUri",
            "uniqueId",
            "uniqueIdType");
    private static final Set<String> PLACE_TYPES = Set.of(
            "default",
            "conferenceRoom",
            "homeAddress",
            "businessAddress",
            "geoCoordinates",
            "streetAddress",
            "hotel",
            "restaurant",
            "localBusiness",
            "postalAddress");
    private static final Set<String> PROVIDERS =
            Set.of("unknown", "skypeForBusiness", "skypeForConsumer", "teamsForBusiness");
    private static final int MOST_ATTENDEES = 500;

    private final boolean trusted;

    /** @param trusted whether the writer is the server or its user and not a client */
    EventReader(boolean trusted) {
        this.trusted = trusted;
    }

    CalendarItem create(ObjectNode body) {
        if (!body.hasNonNull("start") || !body.hasNonNull("end")) {
            throw GraphError.badRequest(
                    "ErrorPropertyValidationFailure", "At least one property failed validation: start and end.");
        }
        CalendarItem empty = CalendarItem.builder()
                .start(Values.time(body.path("start")))
                .end(Values.time(body.path("end")))
                .build();
        return checked(apply(empty, body));
    }

    CalendarItem update(CalendarItem before, ObjectNode body) {
        if (body.has("transactionId") && !trusted) {
            throw GraphError.badRequest(
                    "ErrorInvalidRequest", "The property transactionId can be set only when the event is created.");
        }
        return checked(apply(before, body));
    }

    private CalendarItem apply(CalendarItem before, ObjectNode body) {
        return before.with(b -> {
            for (Iterator<Map.Entry<String, JsonNode>> fields = body.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                if (!field.getKey().contains("@odata.") && !both(b, before, field.getKey(), field.getValue())) {
                    computed(b, field.getKey(), field.getValue());
                }
            }
            if (body.has("locations") && !body.has("location")) {
                List<Place> places = new ArrayList<>();
                Values.array(body.path("locations")).forEach(place -> places.add(place(place)));
                b.places(places);
            }
        });
    }

    /** One line per property that a client may write. */
    private static boolean both(ImmutableCalendarItem.Builder b, CalendarItem before, String name, JsonNode value) {
        switch (name) {
            case "subject" -> b.subject(Values.textOrEmpty(value));
            case "body" -> b.body(body(value));
            case "start" -> b.start(Values.time(value));
            case "end" -> b.end(Values.time(value));
            case "isAllDay" -> b.allDay(Values.bool(value));
            case "location" -> b.places(value.isNull() ? List.of() : List.of(place(value)));
            case "locations" -> Values.array(value);
            case "showAs" -> b.showAs(Values.word(ShowAs.class, value));
            case "sensitivity" -> b.sensitivity(Values.word(Sensitivity.class, value));
            case "importance" -> b.importance(Values.word(Importance.class, value));
            case "isReminderOn" -> b.reminderOn(Values.bool(value));
            case "reminderMinutesBeforeStart" -> b.reminderMinutes(Values.integer(value));
            case "categories" -> b.categories(Values.texts(value));
            case "attendees" -> b.attendees(attendees(value));
            case "responseRequested" -> b.responseRequested(Values.bool(value));
            case "allowNewTimeProposals" -> b.allowNewTimeProposals(Values.bool(value));
            case "hideAttendees" -> b.hideAttendees(Values.bool(value));
            case "isOnlineMeeting" -> online(b, before, Values.bool(value), "teamsForBusiness");
            case "onlineMeetingProvider" -> {
                Values.word(value, PROVIDERS);
                online(b, before, !value.textValue().equals("unknown"), value.textValue());
            }
            case "recurrence" ->
                b.recurrence(value.isNull() ? Optional.empty() : Optional.of(RecurrenceJson.read(value)));
            case "transactionId" -> b.transactionId(Optional.ofNullable(value.textValue()));
            case PropertiesJson.SINGLE, PropertiesJson.MULTI ->
                b.properties(PropertiesJson.merged(b.build().properties(), PropertiesJson.read(name, value)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void computed(ImmutableCalendarItem.Builder b, String name, JsonNode value) {
        if (!COMPUTED.contains(name)) {
            throw Values.unknown(name, "event");
        }
        if (!trusted) {
            return;
        }
        switch (name) {
            case "iCalUId" -> b.uid(Values.text(value));
            case "isCancelled" -> b.cancelled(Values.bool(value));
            case "isOrganizer" -> b.isOrganizer(Values.bool(value));
            case "organizer" -> b.organizer(person(value.path("emailAddress")));
            case "responseStatus" -> b.myReply(reply(value));
            default -> {}
        }
    }

    private static void online(ImmutableCalendarItem.Builder b, CalendarItem before, boolean on, String provider) {
        if (on && before.onlineMeeting().isEmpty()) {
            b.onlineMeeting(new OnlineMeeting(provider, "", ""));
        }
    }

    private static Body body(JsonNode value) {
        if (value.isNull()) {
            return Body.EMPTY;
        }
        ObjectNode object = Values.object(value, "itemBody", Set.of("contentType", "content"));
        BodyType type = object.hasNonNull("contentType")
                ? Values.word(BodyType.class, object.path("contentType"))
                : BodyType.TEXT;
        return new Body(type, object.hasNonNull("content") ? Values.text(object.path("content")) : "");
    }

    private static Place place(JsonNode value) {
        ObjectNode object = Values.object(value, "location", PLACE);
        if (object.hasNonNull("locationType")) {
            Values.word(object.path("locationType"), PLACE_TYPES);
        }
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        object.fields().forEachRemaining(field -> {
            if (!field.getKey().contains("@odata.")
                    && !field.getKey().equals("displayName")
                    && !field.getValue().isNull()) {
                details.set(field.getKey(), field.getValue().deepCopy());
            }
        });
        return new Place(object.hasNonNull("displayName") ? Values.text(object.path("displayName")) : "", details);
    }

    private static List<Attendee> attendees(JsonNode value) {
        List<Attendee> attendees = new ArrayList<>();
        for (JsonNode entry : Values.array(value)) {
            ObjectNode attendee =
                    Values.object(entry, "attendee", Set.of("type", "status", "emailAddress", "proposedNewTime"));
            AttendeeType type = attendee.hasNonNull("type")
                    ? Values.word(AttendeeType.class, attendee.path("type"))
                    : AttendeeType.REQUIRED;
            Reply reply = attendee.hasNonNull("status") ? reply(attendee.path("status")) : Reply.NONE;
            attendees.add(new Attendee(person(attendee.path("emailAddress")), type, reply));
        }
        if (attendees.size() > MOST_ATTENDEES) {
            throw GraphError.badRequest(
                    "ErrorInvalidRequest", "Your request can't be completed. An event can have 500 attendees at most.");
        }
        return attendees;
    }

    static Person person(JsonNode value) {
        ObjectNode object = Values.object(value, "emailAddress", Set.of("name", "address"));
        String address = Values.textOrEmpty(object.path("address"));
        if (!address.matches("[^@\\s]+@[^@\\s]+")) {
            throw GraphError.badRequest(
                    "ErrorInvalidRecipients", "At least one recipient isn't valid: '" + address + "'.");
        }
        return new Person(object.hasNonNull("name") ? Values.text(object.path("name")) : address, address);
    }

    private static Reply reply(JsonNode value) {
        ObjectNode object = Values.object(value, "responseStatus", Set.of("response", "time"));
        ResponseType type = Values.word(ResponseType.class, object.path("response"));
        String time = object.path("time").asText("");
        return new Reply(type, time.isEmpty() || time.startsWith("0001-") ? null : Values.queryTime("time", time));
    }

    private CalendarItem checked(CalendarItem item) {
        if (item.allDay()) {
            boolean midnights = item.start().local().toLocalTime().equals(LocalTime.MIDNIGHT)
                    && item.end().local().toLocalTime().equals(LocalTime.MIDNIGHT)
                    && item.start().zone().equals(item.end().zone());
            if (!midnights) {
                throw GraphError.badRequest(
                        "ErrorInvalidRequest",
                        "Your request can't be completed. The start and end of an all-day event need to be set to"
                                + " midnight of the same time zone.");
            }
            if (!item.end().local().isAfter(item.start().local())) {
                throw GraphError.badRequest(
                        "ErrorInvalidRequest", "The duration of an event marked as All day must be at least 24 hours.");
            }
        }
        item.recurrence().ifPresent(recurrence -> RecurrenceJson.check(recurrence, item.start()));
        return trusted
                ? item
                : item.with(b -> b.attendees(item.attendees().stream()
                        .map(a -> a.withReply(Reply.NONE))
                        .toList()));
    }
}
