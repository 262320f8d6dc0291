package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.EventType;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.PropertyType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What restrictions and sort orders see of an item: texts, numbers, truth values and instants. Not everything can be
 * searched: UID, attendees, organizer, recurrence and body cannot.
 */
final class SearchValues {

    private static final Map<String, Function<CalendarItem, Object>> SCALARS = Map.ofEntries(
            Map.entry("item:ItemClass", i -> "IPM.Appointment"),
            Map.entry("item:Subject", CalendarItem::subject),
            Map.entry("item:Sensitivity", i -> (long) i.sensitivity().ordinal()),
            Map.entry("item:Importance", i -> (long) i.importance().ordinal()),
            Map.entry("item:DateTimeReceived", i -> i.identity().created()),
            Map.entry("item:DateTimeSent", i -> i.identity().created()),
            Map.entry("item:DateTimeCreated", i -> i.identity().created()),
            Map.entry("item:LastModifiedTime", i -> i.identity().modified()),
            Map.entry("item:HasAttachments", i -> false),
            Map.entry("item:ReminderIsSet", CalendarItem::reminderOn),
            Map.entry("item:ReminderDueBy", i -> i.start().instant()),
            Map.entry("item:ReminderMinutesBeforeStart", i -> (long) i.reminderMinutes()),
            Map.entry("calendar:Start", i -> i.start().instant()),
            Map.entry("calendar:End", i -> i.end().instant()),
            Map.entry("calendar:IsAllDayEvent", CalendarItem::allDay),
            Map.entry("calendar:Location", CalendarItem::location),
            Map.entry("calendar:IsMeeting", CalendarItem::isMeeting),
            Map.entry("calendar:IsCancelled", CalendarItem::cancelled),
            Map.entry("calendar:IsRecurring", i -> i.type() != EventType.SINGLE_INSTANCE),
            Map.entry("calendar:IsResponseRequested", CalendarItem::responseRequested),
            Map.entry("calendar:AppointmentSequenceNumber", i -> (long) i.sequence()),
            Map.entry(
                    "calendar:LegacyFreeBusyStatus",
                    i -> CalendarElements.freeBusy(i.showAs(), Version.EXCHANGE_2016)));

    private static final Map<String, List<String>> ENUMERATED = Map.of(
            "item:Sensitivity", List.of("Normal", "Personal", "Private", "Confidential"),
            "item:Importance", List.of("Low", "Normal", "High"));

    private SearchValues() {}

    /**
     * Checks the path and hands out its reader; a property that an item lacks gives no value.
     *
     * @throws EwsError with that code for a path that cannot be searched
     */
    static Function<CalendarItem, List<Object>> of(FieldPath path, String unsupported) {
        if (path instanceof FieldPath.Extended extended) {
            return item -> extended(item, extended.key());
        }
        String uri = path instanceof FieldPath.Field field ? field.uri() : "";
        if (uri.equals("item:Categories")) {
            return item -> List.copyOf(item.categories());
        }
        Function<CalendarItem, Object> scalar = SCALARS.get(uri);
        if (scalar == null) {
            throw new EwsError(unsupported, "The property " + uri + " cannot be used in searches.");
        }
        return item -> List.of(scalar.apply(item));
    }

    private static List<Object> extended(CalendarItem item, PropertyKey key) {
        Optional<ExtendedProperty> property = MapiProperties.of(item, key);
        return property.map(p -> typed(key.type(), p.values())).orElse(List.of());
    }

    static List<Object> typed(PropertyType type, List<String> values) {
        return values.stream().map(v -> typed(type, v)).toList();
    }

    private static Object typed(PropertyType type, String value) {
        return switch (type) {
            case BOOLEAN -> Boolean.valueOf(value);
            case SHORT, INTEGER, LONG, SHORT_ARRAY, INTEGER_ARRAY, LONG_ARRAY -> Long.valueOf(value);
            case SYSTEM_TIME, SYSTEM_TIME_ARRAY -> Instant.parse(value);
            default -> value;
        };
    }

    /**
     * How a value stands to a constant of a restriction: negative, zero, positive. Texts compare without regard to case.
     *
     * @throws EwsError {@code ErrorInvalidValueForProperty} when the constant is not of the value's type
     */
    static int compare(Object value, String constant, FieldPath path) {
        if (value instanceof Instant instant) {
            return instant.compareTo(XsDateTime.parse(constant)
                    .orElseThrow(() -> unfit(constant))
                    .in(ZoneOffset.UTC));
        }
        if (value instanceof Long number) {
            return number.compareTo(number(constant, path));
        }
        if (value instanceof Boolean truth) {
            return truth.compareTo(constant.equals("1") || constant.equalsIgnoreCase("true"));
        }
        return value.toString().compareToIgnoreCase(constant);
    }

    private static long number(String constant, FieldPath path) {
        List<String> words =
                path instanceof FieldPath.Field field ? ENUMERATED.getOrDefault(field.uri(), List.of()) : List.of();
        if (words.contains(constant)) {
            return words.indexOf(constant);
        }
        try {
            return Long.parseLong(constant.strip());
        } catch (NumberFormatException notANumber) {
            throw unfit(constant);
        }
    }

    private static EwsError unfit(String constant) {
        return new EwsError(
                "ErrorInvalidValueForProperty", "The constant '" + constant + "' is not of the property's type.");
    }

    /** The order of two values of one property. */
    static int compare(Object a, Object b) {
        if (a instanceof Instant x && b instanceof Instant y) {
            return x.compareTo(y);
        }
        if (a instanceof Long x && b instanceof Long y) {
            return x.compareTo(y);
        }
        return a.toString().compareToIgnoreCase(b.toString());
    }
}
