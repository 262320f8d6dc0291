package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Recurrence;
import io.axpsync.sandbox.mailbox.Recurrence.PatternType;
import io.axpsync.sandbox.mailbox.Recurrence.RangeType;
import io.axpsync.sandbox.mailbox.Words;
import io.axpsync.sandbox.mailbox.ZonedTime;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** patternedRecurrence, both ways, with the rules of facts A3. */
final class RecurrenceJson {

    private static final Set<String> PATTERN =
            Set.of("type", "interval", "month", "dayOfMonth", "daysOfWeek", "firstDayOfWeek", "index");
    private static final Set<String> RANGE =
            Set.of("type", "startDate", "endDate", "recurrenceTimeZone", "numberOfOccurrences");

    private RecurrenceJson() {}

    static Recurrence read(JsonNode node) {
        ObjectNode object = Values.object(node, "patternedRecurrence", Set.of("pattern", "range"));
        return new Recurrence(pattern(object.path("pattern")), range(object.path("range")));
    }

    private static Recurrence.Pattern pattern(JsonNode node) {
        ObjectNode pattern = Values.object(node, "recurrencePattern", PATTERN);
        PatternType type = Values.word(PatternType.class, pattern.path("type"));
        List<DayOfWeek> days = new ArrayList<>();
        if (pattern.hasNonNull("daysOfWeek")) {
            Values.array(pattern.path("daysOfWeek")).forEach(day -> days.add(Values.word(DayOfWeek.class, day)));
        }
        int interval = integer(pattern, "interval", 1);
        int month = integer(pattern, "month", 0);
        int dayOfMonth = integer(pattern, "dayOfMonth", 0);
        boolean byDays = type == PatternType.WEEKLY
                || type == PatternType.RELATIVE_MONTHLY
                || type == PatternType.RELATIVE_YEARLY;
        boolean yearly = type == PatternType.ABSOLUTE_YEARLY || type == PatternType.RELATIVE_YEARLY;
        boolean absolute = type == PatternType.ABSOLUTE_MONTHLY || type == PatternType.ABSOLUTE_YEARLY;
        require(interval >= 1, "interval");
        require(!byDays || !days.isEmpty(), "daysOfWeek");
        require(!yearly || (month >= 1 && month <= 12), "month");
        require(!absolute || (dayOfMonth >= 1 && dayOfMonth <= 31), "dayOfMonth");
        DayOfWeek first = pattern.hasNonNull("firstDayOfWeek")
                ? Values.word(DayOfWeek.class, pattern.path("firstDayOfWeek"))
                : DayOfWeek.SUNDAY;
        Recurrence.WeekIndex index = pattern.hasNonNull("index")
                ? Values.word(Recurrence.WeekIndex.class, pattern.path("index"))
                : Recurrence.WeekIndex.FIRST;
        return new Recurrence.Pattern(type, interval, month, dayOfMonth, days, first, index);
    }

    private static Recurrence.Range range(JsonNode node) {
        ObjectNode range = Values.object(node, "recurrenceRange", RANGE);
        RangeType type = Values.word(RangeType.class, range.path("type"));
        LocalDate start = Values.date(range.path("startDate"));
        LocalDate end = type == RangeType.END_DATE ? Values.date(range.path("endDate")) : null;
        int count = type == RangeType.NUMBERED ? integer(range, "numberOfOccurrences", 0) : 0;
        require(type != RangeType.NUMBERED || count >= 1, "numberOfOccurrences");
        require(end == null || !end.isBefore(start), "endDate");
        String zone = range.hasNonNull("recurrenceTimeZone") ? Values.text(range.path("recurrenceTimeZone")) : null;
        return new Recurrence.Range(type, start, end, count, zone);
    }

    /** The range begins on the day on which the event starts. */
    static void check(Recurrence recurrence, ZonedTime start) {
        require(recurrence.range().startDate().equals(start.local().toLocalDate()), "recurrence.range.startDate");
    }

    static ObjectNode write(Recurrence recurrence, ZonedTime start) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Recurrence.Pattern p = recurrence.pattern();
        ObjectNode pattern = node.putObject("pattern");
        pattern.put("type", Words.of(p.type())).put("interval", p.interval());
        pattern.put("month", p.month()).put("dayOfMonth", p.dayOfMonth());
        if (!p.daysOfWeek().isEmpty()) {
            ArrayNode days = pattern.putArray("daysOfWeek");
            p.daysOfWeek().forEach(day -> days.add(Words.of(day)));
        }
        pattern.put("firstDayOfWeek", Words.of(p.firstDayOfWeek())).put("index", Words.of(p.index()));
        Recurrence.Range r = recurrence.range();
        LocalDate end = r.endDate();
        String zone = r.zone();
        node.putObject("range")
                .put("type", Words.of(r.type()))
                .put("startDate", r.startDate().toString())
                .put("endDate", end == null ? "0001-01-01" : end.toString())
                .put("recurrenceTimeZone", zone == null ? start.zone() : zone)
                .put("numberOfOccurrences", r.occurrences());
        return node;
    }

    private static int integer(ObjectNode node, String name, int otherwise) {
        return node.hasNonNull(name) ? Values.integer(node.path(name)) : otherwise;
    }

    private static void require(boolean holds, String property) {
        if (!holds) {
            throw GraphError.badRequest(
                    "ErrorPropertyValidationFailure", "At least one property failed validation: " + property + ".");
        }
    }
}
