package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Attendee;
import io.axpsync.sandbox.mailbox.Bodies;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.EventType;
import io.axpsync.sandbox.mailbox.GlobalObjectId;
import io.axpsync.sandbox.mailbox.OnlineMeeting;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.Place;
import io.axpsync.sandbox.mailbox.Reply;
import io.axpsync.sandbox.mailbox.Words;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;

/** Calendar items as Graph's {@code event}; reading is {@link EventReader}. */
final class EventJson {

    private static final int PREVIEW = 255;

    private final Preferences prefer;

    EventJson(Preferences prefer) {
        this.prefer = prefer;
    }

    /** The id in the form that the request prefers. */
    String id(CalendarItem item) {
        return prefer.immutableIds()
                ? item.identity().immutableId()
                : restId(item.identity().classicId());
    }

    /** The id of a master's occurrence on that date, in the form that the request prefers. */
    String occurrenceId(CalendarItem master, LocalDate date) {
        return prefer.immutableIds()
                ? CalendarItem.occurrenceId(master.identity().immutableId(), date)
                : restId(CalendarItem.occurrenceId(master.identity().classicId(), date));
    }

    /** A classic id in Graph's URL-safe alphabet. */
    static String restId(String classicId) {
        return classicId.replace('/', '-').replace('+', '_');
    }

    static String classicId(String restId) {
        return restId.replace('-', '/').replace('_', '+');
    }

    static String etag(CalendarItem item) {
        return "W/\"" + item.identity().changeKey() + "\"";
    }

    ObjectNode event(CalendarItem item) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("@odata.etag", etag(item));
        node.put("id", id(item));
        node.put("createdDateTime", Values.instant(item.identity().created()));
        node.put("lastModifiedDateTime", Values.instant(item.identity().modified()));
        node.put("changeKey", item.identity().changeKey());
        ArrayNode categories = node.putArray("categories");
        item.categories().forEach(categories::add);
        node.put("transactionId", item.transactionId().orElse(null));
        node.put("originalStartTimeZone", item.start().zone());
        node.put("originalEndTimeZone", item.end().zone());
        node.put("iCalUId", iCalUId(item));
        node.put("reminderMinutesBeforeStart", item.reminderMinutes());
        node.put("isReminderOn", item.reminderOn());
        node.put("hasAttachments", item.attachments().stream().anyMatch(a -> !a.inline()));
        node.put("subject", item.subject());
        String text = Bodies.text(item.body());
        node.put("bodyPreview", text.length() > PREVIEW ? text.substring(0, PREVIEW) : text);
        node.put("importance", Words.of(item.importance()));
        node.put("sensitivity", Words.of(item.sensitivity()));
        node.put("isAllDay", item.allDay());
        node.put("isCancelled", item.cancelled());
        node.put("isOrganizer", item.isOrganizer());
        node.put("responseRequested", item.responseRequested());
        node.put("seriesMasterId", item.seriesMasterId().isPresent() ? masterId(item) : null);
        node.put("showAs", Words.of(item.showAs()));
        node.put("type", Words.of(item.type()));
        node.put(
                "webLink",
                "https://outlook.example/owa/?itemid=" + restId(item.identity().classicId()));
        online(node, item);
        node.put("allowNewTimeProposals", item.allowNewTimeProposals());
        node.put("isDraft", false);
        node.put("hideAttendees", item.hideAttendees());
        item.recurrence()
                .ifPresentOrElse(
                        r -> node.set("recurrence", RecurrenceJson.write(r, item.start())),
                        () -> node.putNull("recurrence"));
        node.set("responseStatus", reply(item.myReply()));
        boolean asText = prefer.bodyType() == BodyType.TEXT;
        node.putObject("body")
                .put("contentType", asText ? "text" : "html")
                .put("content", asText ? text : Bodies.html(item.body()));
        times(node, item);
        places(node, item);
        ArrayNode attendees = node.putArray("attendees");
        item.attendees().forEach(attendee -> attendees.add(attendee(attendee)));
        item.organizer().ifPresent(o -> node.putObject("organizer").set("emailAddress", person(o)));
        return node;
    }

    /** An occurrence as delta has it: who wants more reads the master. */
    ObjectNode sparse(CalendarItem occurrence) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("@odata.type", "#microsoft.graph.event");
        node.put("@odata.etag", etag(occurrence));
        node.put("id", id(occurrence));
        node.put("seriesMasterId", masterId(occurrence));
        node.put("type", Words.of(occurrence.type()));
        node.set("start", Values.time(occurrence.start(), prefer.zone(), occurrence.allDay()));
        node.set("end", Values.time(occurrence.end(), prefer.zone(), occurrence.allDay()));
        return node;
    }

    /** The ids of a master's deleted occurrences, which Graph gives on request only. */
    void cancelledOccurrences(ObjectNode node, CalendarItem master) {
        ArrayNode cancelled = node.putArray("cancelledOccurrences");
        for (LocalDate date : master.cancelledDates()) {
            cancelled.add("OID." + id(master) + "." + date);
        }
    }

    static String iCalUId(CalendarItem item) {
        return item.originalStart()
                .map(start -> HexFormat.of()
                        .withUpperCase()
                        .formatHex(GlobalObjectId.ofOccurrence(item.uid(), originalDate(item, start))))
                .orElse(item.uid());
    }

    private static LocalDate originalDate(CalendarItem item, Instant start) {
        return LocalDateTime.ofInstant(start, Zones.of(item.start().zone())).toLocalDate();
    }

    private String masterId(CalendarItem instance) {
        String own = id(instance);
        return own.substring(0, own.length() - 8);
    }

    private void times(ObjectNode node, CalendarItem item) {
        node.set("start", Values.time(item.start(), prefer.zone(), item.allDay()));
        node.set("end", Values.time(item.end(), prefer.zone(), item.allDay()));
        if (item.type() == EventType.OCCURRENCE || item.type() == EventType.EXCEPTION) {
            item.originalStart().ifPresent(start -> node.put("originalStart", Values.instant(start)));
        }
    }

    private static void online(ObjectNode node, CalendarItem item) {
        node.putNull("onlineMeetingUrl");
        node.put("isOnlineMeeting", item.onlineMeeting().isPresent());
        node.put(
                "onlineMeetingProvider",
                item.onlineMeeting().map(OnlineMeeting::provider).orElse("unknown"));
        String joinUrl = item.onlineMeeting().map(OnlineMeeting::joinUrl).orElse("");
        if (joinUrl.isEmpty()) {
            node.putNull("onlineMeeting");
        } else {
            node.putObject("onlineMeeting").put("joinUrl", joinUrl);
        }
    }

    private static void places(ObjectNode node, CalendarItem item) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        item.places().forEach(place -> all.add(place(place)));
        node.set("location", all.isEmpty() ? noPlace() : all.get(0).deepCopy());
        node.set("locations", all);
    }

    private static ObjectNode place(Place place) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("displayName", place.displayName());
        node.put("locationType", "default");
        node.put("uniqueId", place.displayName());
        node.put("uniqueIdType", "private");
        node.setAll(place.details().deepCopy());
        return node;
    }

    private static ObjectNode noPlace() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("displayName", "").put("locationType", "default").put("uniqueIdType", "unknown");
        node.putObject("address");
        node.putObject("coordinates");
        return node;
    }

    private static ObjectNode attendee(Attendee attendee) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", Words.of(attendee.type()));
        node.set("status", reply(attendee.reply()));
        node.set("emailAddress", person(attendee.person()));
        return node;
    }

    private static ObjectNode reply(Reply reply) {
        Instant time = reply.time();
        return JsonNodeFactory.instance
                .objectNode()
                .put("response", Words.of(reply.type()))
                .put("time", time == null ? "0001-01-01T00:00:00Z" : Values.instant(time));
    }

    static ObjectNode person(Person person) {
        return JsonNodeFactory.instance.objectNode().put("name", person.name()).put("address", person.address());
    }
}
