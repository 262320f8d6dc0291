package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.Values.bool;
import static io.axpsync.sandbox.ews.Values.word;

import io.axpsync.sandbox.mailbox.Attendee;
import io.axpsync.sandbox.mailbox.AttendeeType;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ImmutableCalendarItem;
import io.axpsync.sandbox.mailbox.Importance;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.Place;
import io.axpsync.sandbox.mailbox.Reply;
import io.axpsync.sandbox.mailbox.Sensitivity;
import io.axpsync.sandbox.mailbox.ShowAs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** How the elements of a written calendar item reach the model, one line each; times are {@link ItemTimes}. */
final class WritableFields {

    private static final Map<String, Sensitivity> SENSITIVITY = Map.of(
            "Normal", Sensitivity.NORMAL,
            "Personal", Sensitivity.PERSONAL,
            "Private", Sensitivity.PRIVATE,
            "Confidential", Sensitivity.CONFIDENTIAL);
    private static final Map<String, Importance> IMPORTANCE =
            Map.of("Low", Importance.LOW, "Normal", Importance.NORMAL, "High", Importance.HIGH);
    private static final Map<String, ShowAs> FREE_BUSY = Map.of(
            "Free", ShowAs.FREE,
            "Tentative", ShowAs.TENTATIVE,
            "Busy", ShowAs.BUSY,
            "OOF", ShowAs.OOF,
            "WorkingElsewhere", ShowAs.WORKING_ELSEWHERE,
            "NoData", ShowAs.UNKNOWN);

    /** A value that the server takes and the model does not keep. */
    private static final BiConsumer<Xml, ImmutableCalendarItem.Builder> TAKEN = (x, i) -> {};

    static final Map<String, BiConsumer<Xml, ImmutableCalendarItem.Builder>> SET = Map.ofEntries(
            Map.entry("Subject", (x, i) -> i.subject(x.text())),
            Map.entry("Sensitivity", (x, i) -> i.sensitivity(word(x, SENSITIVITY))),
            Map.entry("Body", (x, i) -> i.body(body(x))),
            Map.entry("Categories", (x, i) -> i.categories(strings(x))),
            Map.entry("Importance", (x, i) -> i.importance(word(x, IMPORTANCE))),
            Map.entry("ReminderIsSet", (x, i) -> i.reminderOn(bool(x))),
            Map.entry("ReminderMinutesBeforeStart", (x, i) -> i.reminderMinutes(reminder(x))),
            Map.entry("ReminderDueBy", (x, i) -> XsDateTime.of(x, x.text())),
            Map.entry("UID", (x, i) -> i.uid(x.text())),
            Map.entry("LegacyFreeBusyStatus", (x, i) -> i.showAs(word(x, FREE_BUSY))),
            Map.entry("Location", (x, i) -> i.places(places(x.text()))),
            Map.entry(
                    "EnhancedLocation",
                    (x, i) -> i.places(places(x.required("t:DisplayName").text()))),
            Map.entry("IsResponseRequested", (x, i) -> i.responseRequested(bool(x))),
            Map.entry("AllowNewTimeProposal", (x, i) -> i.allowNewTimeProposals(bool(x))),
            Map.entry("Recurrence", (x, i) -> i.recurrence(RecurrenceXml.read(x))),
            Map.entry("ItemClass", TAKEN),
            Map.entry("Culture", TAKEN),
            Map.entry("DateTimeStamp", TAKEN),
            Map.entry("ConferenceType", TAKEN),
            Map.entry("IsOnlineMeeting", TAKEN),
            Map.entry("MeetingWorkspaceUrl", TAKEN),
            Map.entry("NetShowUrl", TAKEN));

    static final Map<String, AttendeeType> ATTENDEES = Map.of(
            "RequiredAttendees", AttendeeType.REQUIRED,
            "OptionalAttendees", AttendeeType.OPTIONAL,
            "Resources", AttendeeType.RESOURCE);

    /** What clearing a property leaves; the others cannot be cleared. */
    static final Map<String, BiConsumer<CalendarItem, ImmutableCalendarItem.Builder>> CLEAR = Map.ofEntries(
            Map.entry("Subject", (before, i) -> i.subject("")),
            Map.entry("Body", (before, i) -> i.body(new Body(before.body().type(), ""))),
            Map.entry("Categories", (before, i) -> i.categories(List.of())),
            Map.entry("Location", (before, i) -> i.places(List.of())),
            Map.entry("EnhancedLocation", (before, i) -> i.places(List.of())),
            Map.entry(
                    "Recurrence", (before, i) -> i.recurrence(Optional.empty()).cancelledDates(List.of())),
            Map.entry("RequiredAttendees", (before, i) -> i.attendees(others(before, AttendeeType.REQUIRED))),
            Map.entry("OptionalAttendees", (before, i) -> i.attendees(others(before, AttendeeType.OPTIONAL))),
            Map.entry("Resources", (before, i) -> i.attendees(others(before, AttendeeType.RESOURCE))),
            Map.entry("Culture", (before, i) -> {}),
            Map.entry("MeetingWorkspaceUrl", (before, i) -> {}),
            Map.entry("NetShowUrl", (before, i) -> {}));

    private WritableFields() {}

    static List<Attendee> others(CalendarItem item, AttendeeType without) {
        return item.attendees().stream().filter(a -> a.type() != without).toList();
    }

    /** The item's attendees with those of one type replaced. */
    static List<Attendee> replaced(CalendarItem item, AttendeeType type, List<Attendee> by) {
        return Stream.concat(others(item, type).stream(), by.stream())
                .sorted(Comparator.comparing(Attendee::type))
                .toList();
    }

    static List<Attendee> attendees(Xml list, AttendeeType type) {
        List<Attendee> attendees = new ArrayList<>();
        for (Xml attendee : list.children()) {
            if (!attendee.name().equals("t:Attendee")) {
                throw EwsFault.schema(attendee, "The element '" + list.localName() + "' has invalid child element.");
            }
            attendees.add(new Attendee(person(attendee.required("t:Mailbox")), type, Reply.NONE));
        }
        if (attendees.isEmpty()) {
            throw EwsFault.schema(list, "The element '" + list.localName() + "' has incomplete content.");
        }
        return attendees;
    }

    static Person person(Xml mailbox) {
        String address = mailbox.childText("t:EmailAddress")
                .map(String::strip)
                .filter(a -> !a.isEmpty())
                .orElseThrow(
                        () -> new EwsError("ErrorMissingInformationEmailAddress", "The e-mail address is missing."));
        if (!address.contains("@")) {
            throw new EwsError("ErrorInvalidRecipients", "At least one recipient isn't valid.");
        }
        return new Person(mailbox.childText("t:Name").orElse(address), address);
    }

    static Body body(Xml element) {
        String type = element.choice("BodyType", List.of("HTML", "Text"));
        return new Body(type.equals("HTML") ? BodyType.HTML : BodyType.TEXT, element.text());
    }

    static List<String> strings(Xml list) {
        return list.children("t:String").stream().map(Xml::text).distinct().toList();
    }

    private static List<Place> places(String name) {
        return name.isEmpty() ? List.of() : List.of(Place.named(name));
    }

    private static int reminder(Xml element) {
        int minutes = Values.integer(element);
        if (minutes < 0 || minutes > 2_629_800) {
            throw Values.invalid(element);
        }
        return minutes;
    }
}
