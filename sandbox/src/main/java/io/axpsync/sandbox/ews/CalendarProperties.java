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

import io.axpsync.sandbox.mailbox.AttendeeType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.EventType;
import io.axpsync.sandbox.mailbox.OnlineMeeting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
            Property.of(
                    "calendar:Start", EXCHANGE_2007, EVERYWHERE, CalendarElements.time("Start", CalendarItem::start)),
            Property.of("calendar:End", EXCHANGE_2007, EVERYWHERE, CalendarElements.time("End", CalendarItem::end)),
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
                    text("LegacyFreeBusyStatus", CalendarElements::freeBusy)),
            Property.of("calendar:Location", EXCHANGE_2007, EVERYWHERE, CalendarElements::location),
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
                    text("CalendarItemType", v -> CalendarElements.kind(v.item()))),
            Property.of(
                    "calendar:MyResponseType",
                    EXCHANGE_2007,
                    EVERYWHERE,
                    text("MyResponseType", CalendarElements::myResponse)),
            Property.of("calendar:Organizer", EXCHANGE_2007, EVERYWHERE, CalendarElements::organizer),
            Property.of(
                    "calendar:RequiredAttendees",
                    EXCHANGE_2007,
                    READ,
                    CalendarElements.attendees(AttendeeType.REQUIRED)),
            Property.of(
                    "calendar:OptionalAttendees",
                    EXCHANGE_2007,
                    READ,
                    CalendarElements.attendees(AttendeeType.OPTIONAL)),
            Property.of("calendar:Resources", EXCHANGE_2007, READ, CalendarElements.attendees(AttendeeType.RESOURCE)),
            Property.of(
                    "calendar:ConflictingMeetingCount", EXCHANGE_2007, WIDE, text("ConflictingMeetingCount", v -> 0)),
            Property.of("calendar:AdjacentMeetingCount", EXCHANGE_2007, WIDE, text("AdjacentMeetingCount", v -> 0)),
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
            Property.of("calendar:AppointmentReplyTime", EXCHANGE_2007, WIDE, CalendarElements::replyTime),
            Property.of(
                    "calendar:AppointmentSequenceNumber",
                    EXCHANGE_2007,
                    WIDE,
                    text("AppointmentSequenceNumber", v -> v.item().sequence())),
            Property.of(
                    "calendar:AppointmentState",
                    EXCHANGE_2007,
                    WIDE,
                    text("AppointmentState", v -> CalendarElements.state(v.item()))),
            Property.of(
                    "calendar:Recurrence",
                    EXCHANGE_2007,
                    READ,
                    v -> v.item().recurrence().map(r -> RecurrenceXml.write(r, v::date))),
            Property.of(
                    "calendar:FirstOccurrence",
                    EXCHANGE_2007,
                    READ,
                    v -> v.series().first().map(o -> CalendarElements.occurrence("t:FirstOccurrence", v, o))),
            Property.of(
                    "calendar:LastOccurrence",
                    EXCHANGE_2007,
                    READ,
                    v -> v.series().last().map(o -> CalendarElements.occurrence("t:LastOccurrence", v, o))),
            Property.of("calendar:ModifiedOccurrences", EXCHANGE_2007, READ, CalendarElements::modified),
            Property.of("calendar:DeletedOccurrences", EXCHANGE_2007, READ, CalendarElements::deleted),
            Property.of(
                    "calendar:StartTimeZone",
                    EXCHANGE_2010,
                    WIDE,
                    v -> Optional.of(
                            CalendarElements.zone("t:StartTimeZone", v.item().start()))),
            Property.of(
                    "calendar:EndTimeZone",
                    EXCHANGE_2010,
                    WIDE,
                    v -> Optional.of(
                            CalendarElements.zone("t:EndTimeZone", v.item().end()))),
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
                    CalendarElements.wallClock("StartWallClock", CalendarItem::start)),
            Property.of(
                    "calendar:EndWallClock",
                    EXCHANGE_2013,
                    READ_WIDE,
                    CalendarElements.wallClock("EndWallClock", CalendarItem::end)),
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
}
