package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.EventType;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.GlobalObjectId;
import io.axpsync.sandbox.mailbox.ImmutableCalendarItem;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.Sensitivity;
import io.axpsync.sandbox.mailbox.ShowAs;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * MAPI properties of calendar items that are another view of what the schema's properties say (MS-OXOCAL); all others
 * are stored as they were written.
 */
final class MapiProperties {

    private static final String APPOINTMENT = "{00062002-0000-0000-c000-000000000046}";
    private static final String COMMON = "{00062008-0000-0000-c000-000000000046}";
    private static final String MEETING = "{6ed8da90-450b-101b-98da-00aa003f1305}";
    private static final String PUBLIC_STRINGS = "{00020329-0000-0000-c000-000000000046}";

    private static final String BUSY_STATUS = "Integer " + APPOINTMENT + " Id 0x8205";
    private static final String PRIVATE = "Boolean " + COMMON + " Id 0x8506";
    private static final String KEYWORDS = "StringArray " + PUBLIC_STRINGS + " Name Keywords";

    private static final List<ShowAs> BUSY =
            List.of(ShowAs.FREE, ShowAs.TENTATIVE, ShowAs.BUSY, ShowAs.OOF, ShowAs.WORKING_ELSEWHERE);

    private static final Map<String, Function<CalendarItem, Object>> DERIVED = Map.ofEntries(
            Map.entry("String 0x37", CalendarItem::subject),
            Map.entry("Integer 0x36", i -> i.sensitivity().ordinal()),
            Map.entry("Integer 0x17", i -> i.importance().ordinal()),
            Map.entry("String 0x1a", i -> "IPM.Appointment"),
            Map.entry("SystemTime 0x3007", i -> XsDateTime.utc(i.identity().created())),
            Map.entry("SystemTime 0x3008", i -> XsDateTime.utc(i.identity().modified())),
            Map.entry(BUSY_STATUS, i -> Math.max(0, BUSY.indexOf(i.showAs()))),
            Map.entry("Integer " + APPOINTMENT + " Id 0x8217", CalendarElements::state),
            Map.entry("Integer " + APPOINTMENT + " Id 0x8201", CalendarItem::sequence),
            Map.entry("String " + APPOINTMENT + " Id 0x8208", CalendarItem::location),
            Map.entry(
                    "SystemTime " + APPOINTMENT + " Id 0x820d",
                    i -> XsDateTime.utc(i.start().instant())),
            Map.entry(
                    "SystemTime " + APPOINTMENT + " Id 0x820e",
                    i -> XsDateTime.utc(i.end().instant())),
            Map.entry("Boolean " + APPOINTMENT + " Id 0x8215", CalendarItem::allDay),
            Map.entry(
                    "Integer " + APPOINTMENT + " Id 0x8218",
                    i -> i.myReply().type().ordinal()),
            Map.entry("Boolean " + APPOINTMENT + " Id 0x8223", i -> i.type() == EventType.SERIES_MASTER),
            Map.entry("Integer " + COMMON + " Id 0x8501", CalendarItem::reminderMinutes),
            Map.entry(
                    "SystemTime " + COMMON + " Id 0x8502",
                    i -> XsDateTime.utc(i.start().instant())),
            Map.entry("Boolean " + COMMON + " Id 0x8503", CalendarItem::reminderOn),
            Map.entry(PRIVATE, i -> i.sensitivity() == Sensitivity.PRIVATE),
            Map.entry(
                    "SystemTime " + COMMON + " Id 0x8516",
                    i -> XsDateTime.utc(i.start().instant())),
            Map.entry(
                    "SystemTime " + COMMON + " Id 0x8517",
                    i -> XsDateTime.utc(i.end().instant())),
            Map.entry("Binary " + MEETING + " Id 0x3", MapiProperties::globalObjectId),
            Map.entry("Binary " + MEETING + " Id 0x23", i -> base64(GlobalObjectId.clean(i.uid()))));

    private MapiProperties() {}

    /** The property of the item, derived or stored; empty when it has none. */
    static Optional<ExtendedProperty> of(CalendarItem item, PropertyKey key) {
        if (key.graphId().equals(KEYWORDS)) {
            return item.categories().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ExtendedProperty(key, item.categories()));
        }
        Function<CalendarItem, Object> derived = DERIVED.get(key.graphId());
        return derived != null
                ? Optional.of(ExtendedProperty.of(key, derived.apply(item).toString()))
                : Optional.ofNullable(item.properties().get(key));
    }

    /**
     * Writes through to what the property is a view of.
     *
     * @return whether it is such a property; the others are to be stored
     */
    static boolean write(ImmutableCalendarItem.Builder item, ExtendedProperty property) {
        String value = property.values().isEmpty() ? "" : property.values().get(0);
        switch (property.key().graphId()) {
            case KEYWORDS -> item.categories(property.values());
            case BUSY_STATUS -> item.showAs(BUSY.get(Math.min(BUSY.size() - 1, Math.max(0, Integer.parseInt(value)))));
            case PRIVATE -> item.sensitivity(Boolean.parseBoolean(value) ? Sensitivity.PRIVATE : Sensitivity.NORMAL);
            default -> {
                return DERIVED.containsKey(property.key().graphId());
            }
        }
        return true;
    }

    private static String globalObjectId(CalendarItem item) {
        Optional<Instant> original = item.originalStart();
        return base64(
                original.isEmpty()
                        ? GlobalObjectId.clean(item.uid())
                        : GlobalObjectId.ofOccurrence(
                                item.uid(),
                                original.get()
                                        .atZone(Zones.of(item.start().zone()))
                                        .toLocalDate()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
