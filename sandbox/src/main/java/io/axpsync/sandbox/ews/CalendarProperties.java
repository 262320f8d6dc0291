package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.ItemProperties.text;
import static io.axpsync.sandbox.ews.Property.EVERYWHERE;
import static io.axpsync.sandbox.ews.Property.READ;
import static io.axpsync.sandbox.ews.Property.READ_WIDE;
import static io.axpsync.sandbox.ews.Property.WIDE;
import static io.axpsync.sandbox.ews.Version.EXCHANGE_2007;
import static io.axpsync.sandbox.ews.Version.EXCHANGE_2007_SP1;
import static io.axpsync.sandbox.ews.Version.EXCHANGE_2010;
import static io.axpsync.sandbox.ews.Version.EXCHANGE_2013;

import io.axpsync.sandbox.mailbox.Attendee;
import io.axpsync.sandbox.mailbox.AttendeeType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.EventType;
import io.axpsync.sandbox.mailbox.OnlineMeeting;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.ResponseType;
import io.axpsync.sandbox.mailbox.ShowAs;
import io.axpsync.sandbox.mailbox.ZonedTime;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The properties of calendar items ({@code CalendarItemType}) that follow those of all items, in schema order. */
final class CalendarProperties {

    static final List<Property> ALL = List.of(
            Property.of(
                    "calendar:UID",
                    EXCHANGE_2007_SP1,
                    WIDE,
                    text("UID", v -> v.item().uid())),
            Property.of(
                    "calendar:RecurrenceId",
                    EXCHANGE_2007_SP1,
                    WIDE,
                    v -> v.item().originalStart().map(t -> v.time("t:RecurrenceId", t))),
            Property.of(
                    "calendar:DateTimeStamp",
                    EXCHANGE_2007_SP1,
                    WIDE,
                    text("DateTimeStamp", v -> v.time(v.item().identity().modified()))),
            Property.of("calendar:Start", EXCHANGE_2007, EVERYWHERE, time("Start", CalendarItem::start)),
            Property.of("calendar:End", EXCHANGE_2007, EVERYWHERE, time("End", CalendarItem::end)),
            Property.of(
                    "calendar:OriginalStart",
                    EXCHANGE_2007,
                    WIDE,
                    v -> v.item().originalStart().map(t -> v.time("t:OriginalStart", t))),
            Property.of(
                    "calendar:IsAllDayEvent",
                    EXCHANGE_2007,
                    WIDE,
                    text("IsAllDayEvent", v -> v.item().allDay())),
            Property.of(
                    "calendar:LegacyFreeBusyStatus",
                    EXCHANGE_2007,
                    EVERYWHERE,
                    text("LegacyFreeBusyStatus", CalendarProperties::freeBusy)),
            Property.of("calendar:Location", EXCHANGE_2007, EVERYWHERE, CalendarProperties::location),
            Property.of(
                    "calendar:IsMeeting",
                    EXCHANGE_2007,
                    EVERYWHERE,
                    text("IsMeeting", v -> v.item().isMeeting())),
            Property.of(
                    "calendar:IsCancelled",
                    EXCHANGE_2007,
                    EVERYWHERE,
                    text("IsCancelled", v -> v.item().cancelled())),
            Property.of(
                    "calendar:IsRecurring",
                    EXCHANGE_2007,
                    EVERYWHERE,
                    text("IsRecurring", v -> v.item().type() != EventType.SINGLE_INSTANCE)),
            Property.of(
                    "calendar:MeetingRequestWasSent",
                    EXCHANGE_2007,
                    EVERYWHERE,
                    text("MeetingRequestWasSent", v -> RequestSent.was(v.item()))),
            Property.of(
                    "calendar:IsResponseRequested",
                    EXCHANGE_2007,
                    EVERYWHERE,
                    text("IsResponseRequested", v -> v.item().responseRequested())),
            Property.of(
                    "calendar:CalendarItemType",
                    EXCHANGE_2007,
                    EVERYWHERE,
                    text("CalendarItemType", v -> kind(v.item()))),
            Property.of(
                    "calendar:MyResponseType",
                    EXCHANGE_2007,
                    EVERYWHERE,
                    text("MyResponseType", CalendarProperties::myResponse)),
            Property.of("calendar:Organizer", EXCHANGE_2007, EVERYWHERE, CalendarProperties::organizer),
            Property.of("calendar:RequiredAttendees", EXCHANGE_2007, READ, attendees(AttendeeType.REQUIRED)),
            Property.of("calendar:OptionalAttendees", EXCHANGE_2007, READ, attendees(AttendeeType.OPTIONAL)),
            Property.of("calendar:Resources", EXCHANGE_2007, READ, attendees(AttendeeType.RESOURCE)),
            Property.of(
                    "calendar:ConflictingMeetingCount",
                    EXCHANGE_2007,
                    READ_WIDE,
                    text("ConflictingMeetingCount", v -> 0)),
            Property.of(
                    "calendar:AdjacentMeetingCount", EXCHANGE_2007, READ_WIDE, text("AdjacentMeetingCount", v -> 0)),
            Property.of(
                    "calendar:Duration",
                    EXCHANGE_2007,
                    WIDE,
                    text(
                            "Duration",
                            v -> Duration.between(
                                    v.item().start().instant(), v.item().end().instant()))),
            Property.of(
                    "calendar:TimeZone",
                    EXCHANGE_2007,
                    WIDE,
                    text("TimeZone", v -> ItemView.windows(v.item().start().zone()))),
            Property.of("calendar:AppointmentReplyTime", EXCHANGE_2007, WIDE, CalendarProperties::replyTime),
            Property.of(
                    "calendar:AppointmentSequenceNumber",
                    EXCHANGE_2007,
                    WIDE,
                    text("AppointmentSequenceNumber", v -> v.item().sequence())),
            Property.of(
                    "calendar:AppointmentState", EXCHANGE_2007, WIDE, text("AppointmentState", v -> state(v.item()))),
            Property.of(
                    "calendar:Recurrence",
                    EXCHANGE_2007,
                    READ,
                    v -> v.item().recurrence().map(r -> RecurrenceXml.write(r, v::date))),
            Property.of(
                    "calendar:FirstOccurrence",
                    EXCHANGE_2007,
                    READ,
                    v -> v.series().first().map(o -> occurrence("t:FirstOccurrence", v, o))),
            Property.of(
                    "calendar:LastOccurrence",
                    EXCHANGE_2007,
                    READ,
                    v -> v.series().last().map(o -> occurrence("t:LastOccurrence", v, o))),
            Property.of("calendar:ModifiedOccurrences", EXCHANGE_2007, READ, CalendarProperties::modified),
            Property.of("calendar:DeletedOccurrences", EXCHANGE_2007, READ, CalendarProperties::deleted),
            Property.of(
                    "calendar:StartTimeZone",
                    EXCHANGE_2010,
                    READ_WIDE,
                    v -> Optional.of(zone("t:StartTimeZone", v.item().start()))),
            Property.of(
                    "calendar:EndTimeZone",
                    EXCHANGE_2010,
                    READ_WIDE,
                    v -> Optional.of(zone("t:EndTimeZone", v.item().end()))),
            Property.of("calendar:ConferenceType", EXCHANGE_2007, WIDE, text("ConferenceType", v -> 0)),
            Property.of(
                    "calendar:AllowNewTimeProposal",
                    EXCHANGE_2007,
                    WIDE,
                    text("AllowNewTimeProposal", v -> v.item().allowNewTimeProposals())),
            Property.of(
                    "calendar:IsOnlineMeeting",
                    EXCHANGE_2007,
                    WIDE,
                    text("IsOnlineMeeting", v -> v.item().onlineMeeting().isPresent())),
            Property.of(
                    "calendar:EnhancedLocation",
                    EXCHANGE_2013,
                    READ_WIDE,
                    v -> Optional.of(Xml.of(
                            "t:EnhancedLocation",
                            Xml.text("t:DisplayName", v.item().location()),
                            Xml.text("t:Annotation", ""),
                            Xml.of(
                                    "t:PostalAddress",
                                    Xml.text("t:Type", "Business"),
                                    Xml.text("t:LocationSource", "None"))))),
            Property.of(
                    "calendar:StartWallClock",
                    EXCHANGE_2013,
                    READ_WIDE,
                    wallClock("StartWallClock", CalendarItem::start)),
            Property.of(
                    "calendar:EndWallClock", EXCHANGE_2013, READ_WIDE, wallClock("EndWallClock", CalendarItem::end)),
            Property.of(
                    "calendar:StartTimeZoneId",
                    EXCHANGE_2013,
                    READ_WIDE,
                    text(
                            "StartTimeZoneId",
                            v -> ItemView.windows(v.item().start().zone()))),
            Property.of(
                    "calendar:EndTimeZoneId",
                    EXCHANGE_2013,
                    READ_WIDE,
                    text("EndTimeZoneId", v -> ItemView.windows(v.item().end().zone()))),
            Property.of(
                    "calendar:JoinOnlineMeetingUrl",
                    EXCHANGE_2013,
                    READ_WIDE,
                    v -> v.item()
                            .onlineMeeting()
                            .map(OnlineMeeting::joinUrl)
                            .filter(url -> !url.isEmpty())
                            .map(url -> Xml.text("t:JoinOnlineMeetingUrl", url))),
            Property.of(
                    "calendar:IsOrganizer",
                    EXCHANGE_2013,
                    WIDE,
                    text("IsOrganizer", v -> v.item().isOrganizer())));

    private CalendarProperties() {}

    private static Function<ItemView, Optional<Xml>> time(String element, Function<CalendarItem, ZonedTime> time) {
        return v -> Optional.of(v.time("t:" + element, time.apply(v.item())));
    }

    private static Function<ItemView, Optional<Xml>> wallClock(String element, Function<CalendarItem, ZonedTime> time) {
        return v -> {
            ZonedTime at = time.apply(v.item());
            return Optional.of(Xml.text("t:" + element, XsDateTime.at(at.instant(), Zones.of(at.zone()))));
        };
    }

    /** Schema versions before 2013 have no WorkingElsewhere; Exchange shows them such time as free. */
    private static Object freeBusy(ItemView v) {
        return freeBusy(v.item().showAs(), v.version());
    }

    static String freeBusy(ShowAs showAs, Version version) {
        return switch (showAs) {
            case FREE -> "Free";
            case TENTATIVE -> "Tentative";
            case BUSY -> "Busy";
            case OOF -> "OOF";
            case WORKING_ELSEWHERE -> version.atLeast(EXCHANGE_2013) ? "WorkingElsewhere" : "Free";
            case UNKNOWN -> "NoData";
        };
    }

    private static Optional<Xml> location(ItemView v) {
        return v.item().places().isEmpty()
                ? Optional.empty()
                : Optional.of(Xml.text("t:Location", v.text(v.item().location())));
    }

    private static String kind(CalendarItem item) {
        return switch (item.type()) {
            case SINGLE_INSTANCE -> "Single";
            case OCCURRENCE -> "Occurrence";
            case EXCEPTION -> "Exception";
            case SERIES_MASTER -> "RecurringMaster";
        };
    }

    private static Object myResponse(ItemView v) {
        return v.item().isOrganizer()
                ? "Organizer"
                : response(v.item().myReply().type());
    }

    static String response(ResponseType type) {
        return switch (type) {
            case NONE -> "Unknown";
            case ORGANIZER -> "Organizer";
            case TENTATIVELY_ACCEPTED -> "Tentative";
            case ACCEPTED -> "Accept";
            case DECLINED -> "Decline";
            case NOT_RESPONDED -> "NoResponseReceived";
        };
    }

    private static Optional<Xml> organizer(ItemView v) {
        Person organizer = v.item().organizer().orElse(v.owner());
        Xml name = Xml.text("t:Name", organizer.name().isEmpty() ? organizer.address() : organizer.name());
        return Optional.of(Xml.of("t:Organizer", v.clipped() ? Xml.of("t:Mailbox", name) : mailbox(organizer)));
    }

    static Xml mailbox(Person person) {
        return Xml.of(
                "t:Mailbox",
                Xml.text("t:Name", person.name().isEmpty() ? person.address() : person.name()),
                Xml.text("t:EmailAddress", person.address()),
                Xml.text("t:RoutingType", "SMTP"),
                Xml.text("t:MailboxType", "Mailbox"));
    }

    private static Function<ItemView, Optional<Xml>> attendees(AttendeeType type) {
        String element = type == AttendeeType.RESOURCE ? "t:Resources" : "t:" + ItemProperties.word(type) + "Attendees";
        return v -> {
            List<Xml> list = v.item().attendees().stream()
                    .filter(a -> a.type() == type)
                    .map(a -> attendee(v, a))
                    .toList();
            return list.isEmpty() ? Optional.empty() : Optional.of(Xml.of(element, list));
        };
    }

    private static Xml attendee(ItemView v, Attendee attendee) {
        List<Xml> parts = new ArrayList<>();
        parts.add(mailbox(attendee.person()));
        parts.add(Xml.text("t:ResponseType", response(attendee.reply().type())));
        Instant when = attendee.reply().time();
        if (when != null) {
            parts.add(v.time("t:LastResponseTime", when));
        }
        return Xml.of("t:Attendee", parts);
    }

    private static Optional<Xml> replyTime(ItemView v) {
        Instant when = v.item().myReply().time();
        return when == null ? Optional.empty() : Optional.of(v.time("t:AppointmentReplyTime", when));
    }

    /** PidLidAppointmentStateFlags: 1 meeting, 2 received (an attendee's copy), 4 cancelled. */
    static int state(CalendarItem item) {
        return (item.isMeeting() ? 1 : 0) | (item.isOrganizer() ? 0 : 2) | (item.cancelled() ? 4 : 0);
    }

    private static Optional<Xml> modified(ItemView v) {
        List<Xml> list = v.series().exceptions().stream()
                .map(o -> occurrence("t:Occurrence", v, o))
                .toList();
        return list.isEmpty() ? Optional.empty() : Optional.of(Xml.of("t:ModifiedOccurrences", list));
    }

    private static Xml occurrence(String element, ItemView v, CalendarItem occurrence) {
        return Xml.of(
                element,
                Xml.of("t:ItemId")
                        .with("Id", occurrence.identity().classicId())
                        .with("ChangeKey", occurrence.identity().changeKey()),
                v.time("t:Start", occurrence.start()),
                v.time("t:End", occurrence.end()),
                v.time(
                        "t:OriginalStart",
                        occurrence.originalStart().orElse(occurrence.start().instant())));
    }

    private static Optional<Xml> deleted(ItemView v) {
        List<Xml> list = v.series().deleted().stream()
                .map(start -> Xml.of("t:DeletedOccurrence", v.time("t:Start", start)))
                .toList();
        return list.isEmpty() ? Optional.empty() : Optional.of(Xml.of("t:DeletedOccurrences", list));
    }

    private static Xml zone(String element, ZonedTime time) {
        String windows = ItemView.windows(time.zone());
        return Xml.of(element).with("Id", windows).with("Name", windows);
    }
}
