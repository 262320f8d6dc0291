package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Value;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;
import microsoft.exchange.webservices.data.core.enumeration.property.MeetingResponseType;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.schema.AppointmentSchema;
import microsoft.exchange.webservices.data.property.complex.Attendee;
import microsoft.exchange.webservices.data.property.complex.AttendeeCollection;
import microsoft.exchange.webservices.data.property.complex.EmailAddress;
import microsoft.exchange.webservices.data.property.definition.PropertyDefinition;

/** Attendees, answers and the organiser. EWS may list the organiser among the attendees; he is none. */
final class People {

    private static final Map<String, PropertyDefinition> LISTS = LinkedHashMap.of(
            "REQUIRED", AppointmentSchema.RequiredAttendees,
            "OPTIONAL", AppointmentSchema.OptionalAttendees,
            "RESOURCE", AppointmentSchema.Resources);

    private static final Map<MeetingResponseType, String> ANSWERS = HashMap.of(
            MeetingResponseType.Tentative,
            "TENTATIVE",
            MeetingResponseType.Accept,
            "ACCEPTED",
            MeetingResponseType.Decline,
            "DECLINED");

    private People() {}

    static boolean meeting(Appointment item) {
        return LISTS.keySet().exists(type -> !invited(item, type).isEmpty());
    }

    /** None where the list is not the whole truth: somebody in it has no SMTP address. */
    static Option<Value> attendees(Appointment item) {
        Vector<Value.Entry> entries = Vector.empty();
        for (String type : LISTS.keySet()) {
            for (Attendee attendee : invited(item, type)) {
                if (!address(attendee).contains("@")) {
                    return Option.none();
                }
                entries = entries.append(new Value.Entry(address(attendee), type, name(attendee)));
            }
        }
        return Option.some(Value.Entries.of(entries));
    }

    static Value responses(Appointment item) {
        return Value.Entries.of(Vector.ofAll(LISTS.keySet())
                .flatMap(type -> invited(item, type))
                .filter(attendee -> address(attendee).contains("@"))
                .flatMap(attendee -> Option.of(attendee.getResponseType())
                        .flatMap(ANSWERS::get)
                        .map(answer -> new Value.Entry(address(attendee), answer, ""))));
    }

    static Value organizer(Appointment item) {
        return organizerOf(item)
                .filter(o -> meeting(item) && address(o).contains("@"))
                .<Value>map(o -> Value.Entries.of(Vector.of(new Value.Entry(address(o), "", name(o)))))
                .getOrElse(Value.NOTHING);
    }

    /**
     * Puts the lists on an item of which nothing was loaded; each replaces the one on the server.
     *
     * @param before what is there: a list that becomes empty is deleted; nothing for a new item
     */
    static void write(Appointment item, Value before, Value after) throws Exception {
        for (String type : LISTS.keySet()) {
            Seq<Value.Entry> now = ofType(after, type);
            if (now.isEmpty() && !ofType(before, type).isEmpty()) {
                item.getPropertyBag()
                        .setObjectFromPropertyDefinition(LISTS.get(type).get(), null);
            } else if (!now.equals(ofType(before, type))) {
                AttendeeCollection list = list(item, type);
                for (Value.Entry entry : now) {
                    list.add(new Attendee(entry.label().isEmpty() ? entry.key() : entry.label(), entry.key()));
                }
            }
        }
    }

    private static AttendeeCollection list(Appointment item, String type) throws Exception {
        return switch (type) {
            case "REQUIRED" -> item.getRequiredAttendees();
            case "OPTIONAL" -> item.getOptionalAttendees();
            default -> item.getResources();
        };
    }

    private static Seq<Value.Entry> ofType(Value people, String type) {
        return people instanceof Value.Entries entries
                ? entries.values().filter(entry -> entry.value().equals(type))
                : Vector.empty();
    }

    private static Seq<Attendee> invited(Appointment item, String type) {
        String organizer = organizerOf(item).map(People::address).getOrElse("");
        return Facts.of(item, LISTS.get(type).get(), AttendeeCollection.class)
                .map(list -> Vector.ofAll(list)
                        .filter(a -> organizer.isEmpty() || !address(a).equals(organizer)))
                .getOrElse(Vector.empty());
    }

    private static Option<EmailAddress> organizerOf(Appointment item) {
        return Facts.of(item, AppointmentSchema.Organizer, EmailAddress.class);
    }

    private static String address(EmailAddress address) {
        return Blanks.shown(address.getAddress()).strip().toLowerCase(Locale.ROOT);
    }

    private static String name(EmailAddress address) {
        return Blanks.shown(address.getName());
    }
}
