package io.axpsync.sandbox.graph;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.Words;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** What filters on events may name. */
final class EventFields implements Filter.Fields<CalendarItem> {

    private static final Set<String> WORDS = Set.of(
            "subject",
            "iCalUId",
            "importance",
            "sensitivity",
            "showAs",
            "type",
            "isAllDay",
            "isCancelled",
            "isOrganizer",
            "hasAttachments",
            "seriesMasterId");

    @Override
    public ToIntFunction<CalendarItem> comparison(String path, String literal) {
        switch (path) {
            case "start/dateTime", "end/dateTime", "createdDateTime", "lastModifiedDateTime" -> {
                Instant instant = Values.queryTime(path, literal);
                return item -> time(item, path).compareTo(instant);
            }
            default -> {
                Function<CalendarItem, String> word = text(path);
                return item -> word.apply(item).compareToIgnoreCase(literal);
            }
        }
    }

    @Override
    public Function<CalendarItem, String> text(String path) {
        if (!WORDS.contains(path)) {
            throw Filter.invalid();
        }
        return item -> word(item, path);
    }

    @Override
    public Function<CalendarItem, List<String>> texts(String collection, String member) {
        if (!collection.equals("categories") || !member.isEmpty()) {
            throw Filter.invalid();
        }
        return CalendarItem::categories;
    }

    @Override
    public Function<CalendarItem, List<String>> property(PropertyKey key) {
        return item -> {
            ExtendedProperty property = item.properties().get(key);
            return property == null ? List.of() : property.values();
        };
    }

    private static Instant time(CalendarItem item, String path) {
        return switch (path) {
            case "start/dateTime" -> item.start().instant();
            case "end/dateTime" -> item.end().instant();
            case "createdDateTime" -> item.identity().created();
            default -> item.identity().modified();
        };
    }

    private static String word(CalendarItem item, String path) {
        return switch (path) {
            case "subject" -> item.subject();
            case "iCalUId" -> EventJson.iCalUId(item);
            case "importance" -> Words.of(item.importance());
            case "sensitivity" -> Words.of(item.sensitivity());
            case "showAs" -> Words.of(item.showAs());
            case "type" -> Words.of(item.type());
            case "isAllDay" -> String.valueOf(item.allDay());
            case "isCancelled" -> String.valueOf(item.cancelled());
            case "isOrganizer" -> String.valueOf(item.isOrganizer());
            case "hasAttachments" -> String.valueOf(!item.attachments().isEmpty());
            default -> item.seriesMasterId().orElse("");
        };
    }
}
