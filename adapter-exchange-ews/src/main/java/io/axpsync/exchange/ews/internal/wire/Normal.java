package io.axpsync.exchange.ews.internal.wire;

import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * What the library cannot read, made readable or left out; it would lose the whole answer over it. A value that is left
 * out is missing, which the mapping takes for "not told" and never for "empty".
 */
final class Normal {

    /** Not for the library: full of what the library stumbles over: rules of zones, dates of recurrences. */
    private static final Set<String> LEFT_OUT = HashSet.of(
            "Recurrence",
            "FirstOccurrence",
            "LastOccurrence",
            "ModifiedOccurrences",
            "DeletedOccurrences",
            "MeetingTimeZone",
            "Periods",
            "TransitionsGroups",
            "Transitions",
            "ResponseObjects",
            "Attachments",
            "Groups");

    /** Of these, {@link Part} keeps what an item says. */
    private static final Set<String> KEPT =
            HashSet.of("Recurrence", "ModifiedOccurrences", "DeletedOccurrences", "Attachments");

    private static final Set<String> TIMES = HashSet.of(
            "Start",
            "End",
            "LastModifiedTime",
            "DateTimeCreated",
            "DateTimeReceived",
            "DateTimeSent",
            "DateTimeStamp",
            "OriginalStart",
            "RecurrenceId",
            "LastResponseTime",
            "AppointmentReplyTime",
            "ReminderDueBy",
            "StartDate",
            "DueDate",
            "CompleteDate");

    private static final Set<String> BOOLEANS = HashSet.of(
            "IsAllDayEvent",
            "ReminderIsSet",
            "IsResponseRequested",
            "IsOnlineMeeting",
            "IsRecurring",
            "IsMeeting",
            "IncludesLastItemInRange");

    /** The names that the library knows. */
    private static final Map<String, Set<String>> CHOICES = HashMap.<String, Set<String>>of(
                    "LegacyFreeBusyStatus",
                    HashSet.of("Free", "Tentative", "Busy", "OOF", "NoData"),
                    "Sensitivity",
                    HashSet.of("Normal", "Personal", "Private", "Confidential"),
                    "Importance",
                    HashSet.of("Low", "Normal", "High"),
                    "CalendarItemType",
                    HashSet.of("Single", "Occurrence", "Exception", "RecurringMaster"),
                    "MyResponseType",
                    HashSet.of("Unknown", "Organizer", "Tentative", "Accept", "Decline", "NoResponseReceived"),
                    "ResponseType",
                    HashSet.of("Unknown", "Organizer", "Tentative", "Accept", "Decline", "NoResponseReceived"),
                    "MailboxType",
                    HashSet.of("Mailbox", "PublicDL", "PrivateDL", "Contact", "PublicFolder"))
            .put("Status", HashSet.of("NotStarted", "InProgress", "Completed", "WaitingOnOthers", "Deferred"))
            .put("DelegationState", HashSet.of("NoMatch", "OwnNew", "Owned", "Accepted", "Declined"));

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");

    private Normal() {}

    static boolean kept(String element) {
        return KEPT.contains(element);
    }

    static boolean leftOut(String element) {
        return LEFT_OUT.contains(element);
    }

    /** Whether the element holds a text that {@link #text} must see. */
    static boolean concerns(String element) {
        return TIMES.contains(element) || BOOLEANS.contains(element) || CHOICES.containsKey(element);
    }

    /** None leaves the element out. */
    static Option<String> text(String element, String text) {
        String value = text.strip();
        if (TIMES.contains(element)) {
            boolean day = value.matches("\\d{4}-\\d\\d-\\d\\d\\D?.{0,5}") && !value.contains("T");
            return day ? Option.some(value) : instant(value).map(i -> UTC.format(i.atOffset(ZoneOffset.UTC)));
        } else if (BOOLEANS.contains(element)) {
            return switch (value) {
                case "true", "1" -> Option.some("true");
                case "false", "0" -> Option.some("false");
                default -> Option.none();
            };
        }
        return Option.some(value).filter(name -> CHOICES.get(element).exists(known -> known.contains(name)));
    }

    /** xs:dateTime with any number of fraction digits; without an offset it is UTC, as no zone context was sent. */
    static Option<Instant> instant(String text) {
        try {
            String short9 = text.replaceFirst("(\\.\\d{1,9})\\d*", "$1");
            Instant instant = short9.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(short9).toInstant()
                    : LocalDateTime.parse(short9).toInstant(ZoneOffset.UTC);
            return Option.some(instant.truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException notATime) {
            return Option.none();
        }
    }
}
