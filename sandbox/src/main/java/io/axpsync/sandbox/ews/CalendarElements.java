package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.Version.EXCHANGE_2013;

import io.axpsync.sandbox.mailbox.Attendee;
import io.axpsync.sandbox.mailbox.AttendeeType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.ResponseType;
import io.axpsync.sandbox.mailbox.ShowAs;
import io.axpsync.sandbox.mailbox.ZonedTime;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How the values of calendar items look in XML. */
final class CalendarElements {

    private CalendarElements() {}

    static Function<ItemView, Optional<Xml>> time(String element, Function<CalendarItem, ZonedTime> time) {
        return v -> Optional.of(v.time("t:" + element, time.apply(v.item())));
    }

    static Function<ItemView, Optional<Xml>> wallClock(String element, Function<CalendarItem, ZonedTime> time) {
        return v -> {
            ZonedTime at = time.apply(v.item());
            return Optional.of(Xml.text("t:" + element, XsDateTime.at(at.instant(), Zones.of(at.zone()))));
        };
    }

    /** Schema versions before 2013 have no WorkingElsewhere; Exchange shows them such time as free. */
    static Object freeBusy(ItemView v) {
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

    static Optional<Xml> location(ItemView v) {
        return v.item().places().isEmpty()
                ? Optional.empty()
                : Optional.of(Xml.text("t:Location", v.text(v.item().location())));
    }

    static String kind(CalendarItem item) {
        return switch (item.type()) {
            case SINGLE_INSTANCE -> "Single";
            case OCCURRENCE -> "Occurrence";
            case EXCEPTION -> "Exception";
            case SERIES_MASTER -> "RecurringMaster";
        };
    }

    static Object myResponse(ItemView v) {
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

    static Optional<Xml> organizer(ItemView v) {
        Person organizer = v.item().organizer().orElse(v.owner());
        Xml name = Xml.text("t:Name", organizer.name().isEmpty() ? organizer.address() : organizer.name());
        return Optional.of(Xml.of("t:Organizer", v.clipped() ? Xml.of("t:Mailbox", name) : mailbox(organizer)));
    }

    static Xml mailbox(Person person) {
        List<Xml> parts = new ArrayList<>();
        parts.add(Xml.text("t:Name", person.name().isEmpty() ? person.address() : person.name()));
        if (!person.address().isEmpty()) {
            parts.add(Xml.text("t:EmailAddress", person.address()));
            parts.add(Xml.text("t:RoutingType", "SMTP"));
        }
        parts.add(Xml.text("t:MailboxType", person.address().isEmpty() ? "OneOff" : "Mailbox"));
        return Xml.of("t:Mailbox", parts);
    }

    static Function<ItemView, Optional<Xml>> attendees(AttendeeType type) {
        String element = type == AttendeeType.RESOURCE ? "t:Resources" : "t:" + ItemProperties.word(type) + "Attendees";
        return v -> {
            List<Xml> list = v.item().attendees().stream()
                    .filter(a -> a.type() == type)
                    .map(a -> attendee(v, a))
                    .toList();
            return list.isEmpty() ? Optional.empty() : Optional.of(Xml.of(element, list));
        };
    }

    static Xml attendee(ItemView v, Attendee attendee) {
        List<Xml> parts = new ArrayList<>();
        parts.add(mailbox(attendee.person()));
        parts.add(Xml.text("t:ResponseType", response(attendee.reply().type())));
        Instant when = attendee.reply().time();
        if (when != null) {
            parts.add(v.time("t:LastResponseTime", when));
        }
        return Xml.of("t:Attendee", parts);
    }

    static Optional<Xml> replyTime(ItemView v) {
        Instant when = v.item().myReply().time();
        return when == null ? Optional.empty() : Optional.of(v.time("t:AppointmentReplyTime", when));
    }

    /** PidLidAppointmentStateFlags: 1 meeting, 2 received (an attendee's copy), 4 cancelled. */
    static int state(CalendarItem item) {
        return (item.isMeeting() ? 1 : 0) | (item.isOrganizer() ? 0 : 2) | (item.cancelled() ? 4 : 0);
    }

    static Optional<Xml> modified(ItemView v) {
        List<Xml> list = v.series().exceptions().stream()
                .map(o -> occurrence("t:Occurrence", v, o))
                .toList();
        return list.isEmpty() ? Optional.empty() : Optional.of(Xml.of("t:ModifiedOccurrences", list));
    }

    static Xml occurrence(String element, ItemView v, CalendarItem occurrence) {
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

    static Optional<Xml> deleted(ItemView v) {
        List<Xml> list = v.series().deleted().stream()
                .map(start -> Xml.of("t:DeletedOccurrence", v.time("t:Start", start)))
                .toList();
        return list.isEmpty() ? Optional.empty() : Optional.of(Xml.of("t:DeletedOccurrences", list));
    }

    static Xml zone(String element, ZonedTime time) {
        String windows = ItemView.windows(time.zone());
        return Xml.of(element).with("Id", windows).with("Name", windows);
    }
}
