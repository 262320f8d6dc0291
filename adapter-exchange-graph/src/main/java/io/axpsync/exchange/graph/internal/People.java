package io.axpsync.exchange.graph.internal;

import com.microsoft.graph.models.Attendee;
import com.microsoft.graph.models.AttendeeType;
import com.microsoft.graph.models.EmailAddress;
import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.Recipient;
import com.microsoft.graph.models.ResponseType;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Attendees, answers and the organiser. Graph may list the organiser among the attendees; he is none. */
final class People {

    private static final Map<AttendeeType, String> TYPES = HashMap.of(
            AttendeeType.Required, "REQUIRED", AttendeeType.Optional, "OPTIONAL", AttendeeType.Resource, "RESOURCE");

    private static final Map<ResponseType, String> ANSWERS = HashMap.of(
            ResponseType.TentativelyAccepted,
            "TENTATIVE",
            ResponseType.Accepted,
            "ACCEPTED",
            ResponseType.Declined,
            "DECLINED");

    private People() {}

    static boolean meeting(Event event) {
        return !invited(event).isEmpty();
    }

    /** None where the list is not the whole truth: hidden from attendees, or somebody in it has no SMTP address. */
    static Option<Value> attendees(Event event) {
        Seq<Attendee> invited = invited(event);
        boolean partial = hidden(event)
                || invited.exists(a -> !address(a).contains("@"))
                || invited.exists(a -> a.getType() == null);
        return partial
                ? Option.none()
                : Option.some(Value.Entries.of(invited.map(a -> new Value.Entry(
                        address(a), TYPES.getOrElse(a.getType(), "REQUIRED"), name(a.getEmailAddress())))));
    }

    static Option<Value> responses(Event event) {
        return hidden(event)
                ? Option.none()
                : Option.some(Value.Entries.of(invited(event)
                        .filter(a -> a.getStatus() != null && address(a).contains("@"))
                        .flatMap(a -> ANSWERS.get(a.getStatus().getResponse())
                                .map(answer -> new Value.Entry(address(a), answer, "")))));
    }

    static Value organizer(Event event) {
        Recipient organizer = event.getOrganizer();
        return !meeting(event) || organizer == null || address(organizer).isEmpty()
                ? Value.NOTHING
                : Value.Entries.of(
                        Vector.of(new Value.Entry(address(organizer), "", name(organizer.getEmailAddress()))));
    }

    /** A list that replaces the one on the server; answers are the server's and stay with the addresses. */
    static void write(Event event, Value value) {
        List<Attendee> attendees = new ArrayList<>();
        if (value instanceof Value.Entries entries) {
            for (Value.Entry entry : entries.values()) {
                EmailAddress address = new EmailAddress();
                address.setAddress(entry.key());
                address.setName(entry.label().isEmpty() ? entry.key() : entry.label());
                Attendee attendee = new Attendee();
                attendee.setEmailAddress(address);
                attendee.setType(TYPES.find(t -> t._2.equals(entry.value()))
                        .map(t -> t._1)
                        .getOrElse(AttendeeType.Required));
                attendees.add(attendee);
            }
        }
        event.setAttendees(attendees);
    }

    private static boolean hidden(Event event) {
        return Boolean.TRUE.equals(event.getHideAttendees()) && Boolean.FALSE.equals(event.getIsOrganizer());
    }

    private static Seq<Attendee> invited(Event event) {
        String organizer = event.getOrganizer() == null ? "" : address(event.getOrganizer());
        return Option.of(event.getAttendees())
                .map(list -> Vector.ofAll(list)
                        .filter(a -> organizer.isEmpty() || !address(a).equals(organizer)))
                .getOrElse(Vector.empty());
    }

    private static String address(Recipient recipient) {
        EmailAddress address = recipient.getEmailAddress();
        return address == null || address.getAddress() == null
                ? ""
                : address.getAddress().strip().toLowerCase(Locale.ROOT);
    }

    private static String name(EmailAddress address) {
        return address.getName() == null ? "" : address.getName();
    }
}
