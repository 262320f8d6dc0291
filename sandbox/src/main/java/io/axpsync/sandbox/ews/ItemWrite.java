package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Attendee;
import io.axpsync.sandbox.mailbox.AttendeeType;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.ImmutableCalendarItem;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What one create or one item change writes: elements set, appended and cleared, and MAPI properties. */
final class ItemWrite {

    /** Elements that only make sense together; {@link ItemTimes} reads them. */
    static final Set<String> TIMES = Set.of(
            "Start",
            "End",
            "IsAllDayEvent",
            "StartTimeZone",
            "EndTimeZone",
            "StartTimeZoneId",
            "EndTimeZoneId",
            "MeetingTimeZone");

    private final Map<String, Xml> set = new LinkedHashMap<>();
    private final List<Xml> appended = new ArrayList<>();
    private final Set<String> cleared = new LinkedHashSet<>();
    private final List<ExtendedProperty> properties = new ArrayList<>();
    private final Set<PropertyKey> clearedProperties = new HashSet<>();

    /** A create: everything in {@code t:CalendarItem}. */
    static ItemWrite create(Xml calendarItem) {
        ItemElements.checkOrder(calendarItem);
        ItemWrite write = new ItemWrite();
        for (Xml element : calendarItem.children()) {
            write.set(element);
        }
        return write;
    }

    /** An update: the {@code t:Updates} of one item change, read strictly before anything is applied. */
    static ItemWrite update(Xml updates) {
        ItemWrite write = new ItemWrite();
        for (Xml change : updates.children()) {
            FieldPath path = FieldPath.within(change);
            switch (change.name()) {
                case "t:SetItemField" -> write.change(ItemElements.single(change, path));
                case "t:AppendToItemField" -> write.append(ItemElements.single(change, path));
                case "t:DeleteItemField" -> write.clear(path);
                default ->
                    throw EwsFault.schema(
                            change, "The element 'Updates' has invalid child element '" + change.localName() + "'.");
            }
        }
        if (updates.children().isEmpty()) {
            throw new EwsError("ErrorIncorrectUpdatePropertyCount", "The update has no property.");
        }
        return write;
    }

    private void set(Xml element) {
        String name = element.localName();
        if (name.equals("ExtendedProperty")) {
            properties.add(ItemElements.extended(element));
        } else if (TIMES.contains(name)
                || WritableFields.SET.containsKey(name)
                || WritableFields.ATTENDEES.containsKey(name)) {
            set.put(name, element);
        } else {
            throw new EwsError("ErrorInvalidPropertySet", "Set action is invalid for property " + name + ".");
        }
    }

    private void change(Xml element) {
        if (element.localName().equals("UID")) {
            throw new EwsError("ErrorInvalidPropertySet", "The UID can only be set when the item is created.");
        }
        set(element);
    }

    private void append(Xml element) {
        String name = element.localName();
        if (!name.equals("Body") && !WritableFields.ATTENDEES.containsKey(name)) {
            throw new EwsError(
                    "ErrorInvalidPropertyAppend", "Append action is not supported for property " + name + ".");
        }
        appended.add(element);
    }

    private void clear(FieldPath path) {
        if (path instanceof FieldPath.Extended extended) {
            clearedProperties.add(extended.key());
            return;
        }
        String uri = path instanceof FieldPath.Field field ? field.uri() : "";
        String name = uri.substring(uri.indexOf(':') + 1);
        if (!WritableFields.CLEAR.containsKey(name)) {
            throw new EwsError(
                    "ErrorInvalidPropertyDelete", "Delete action is not supported for property " + name + ".");
        }
        cleared.add(name);
    }

    /** The UID that a create brings along; empty = the server makes one. */
    String uid() {
        return Optional.ofNullable(set.get("UID")).map(Xml::text).orElse("");
    }

    /**
     * The draft of a create.
     *
     * @param contextZone the zone of the request's {@code TimeZoneContext}
     */
    CalendarItem draft(Instant now, Optional<String> contextZone) {
        ImmutableCalendarItem.Builder item = CalendarItem.builder();
        new ItemTimes(set, contextZone).apply(Optional.empty(), now, item);
        return ItemTimes.aligned(fields(item.build()));
    }

    /** The item with this write applied. Times and zones in the write replace those of the item only where they are given. */
    CalendarItem applied(CalendarItem before, Instant now, Optional<String> contextZone) {
        ItemTimes times = new ItemTimes(set, contextZone);
        CalendarItem timed = times.any() ? before.with(b -> times.apply(Optional.of(before), now, b)) : before;
        CalendarItem edited = fields(timed);
        return edited.recurrence().equals(before.recurrence())
                ? ItemTimes.following(before, edited)
                : ItemTimes.aligned(edited);
    }

    private CalendarItem fields(CalendarItem before) {
        CalendarItem left = before;
        for (Map.Entry<String, BiConsumer<CalendarItem, ImmutableCalendarItem.Builder>> clear :
                WritableFields.CLEAR.entrySet()) {
            CalendarItem soFar = left;
            if (cleared.contains(clear.getKey())) {
                left = soFar.with(b -> clear.getValue().accept(soFar, b));
            }
        }
        CalendarItem item = left.with(b -> {
            set.forEach((name, element) -> {
                BiConsumer<Xml, ImmutableCalendarItem.Builder> field = WritableFields.SET.get(name);
                if (field != null) {
                    field.accept(element, b);
                }
            });
            b.properties(stored(before, b));
        });
        for (Map.Entry<String, Xml> written : set.entrySet()) {
            AttendeeType type = WritableFields.ATTENDEES.get(written.getKey());
            if (type != null) {
                item = withAttendees(item, type, WritableFields.attendees(written.getValue(), type));
            }
        }
        for (Xml more : appended) {
            item = append(item, more);
        }
        return item;
    }

    private Map<PropertyKey, ExtendedProperty> stored(CalendarItem before, ImmutableCalendarItem.Builder b) {
        Map<PropertyKey, ExtendedProperty> kept = new LinkedHashMap<>(before.properties());
        kept.keySet().removeAll(clearedProperties);
        for (ExtendedProperty property : properties) {
            if (!MapiProperties.write(b, property)) {
                kept.put(property.key(), property);
            }
        }
        return kept;
    }

    private static CalendarItem append(CalendarItem item, Xml more) {
        AttendeeType type = WritableFields.ATTENDEES.get(more.localName());
        if (type == null) {
            Body body = new Body(item.body().type(), item.body().content() + more.text());
            return item.with(b -> b.body(body));
        }
        List<Attendee> all = new ArrayList<>(
                item.attendees().stream().filter(a -> a.type() == type).toList());
        for (Attendee attendee : WritableFields.attendees(more, type)) {
            if (all.stream().noneMatch(a -> a.person().is(attendee.person().address()))) {
                all.add(attendee);
            }
        }
        return withAttendees(item, type, all);
    }

    private static CalendarItem withAttendees(CalendarItem item, AttendeeType type, List<Attendee> attendees) {
        return item.with(b -> b.attendees(WritableFields.replaced(item, type, attendees)));
    }
}
