package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;

/**
 * Says a recurrence rule (RFC 5545 §3.3.10) as Graph says it. Rules that Exchange has no pattern for are none; extra and
 * left-out dates (RDATE, EXDATE) are not said, because series are only recognised so far and not compared.
 */
final class Recurrences {

    private static final Map<String, String> DAYS = Map.of(
            "MO",
            "monday",
            "TU",
            "tuesday",
            "WE",
            "wednesday",
            "TH",
            "thursday",
            "FR",
            "friday",
            "SA",
            "saturday",
            "SU",
            "sunday");
    private static final Map<String, String> INDEX =
            Map.of("1", "first", "2", "second", "3", "third", "4", "fourth", "-1", "last");
    private static final Set<String> PARTS =
            Set.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "WKST");
    private static final Pattern NTH = Pattern.compile("([+-]?\\d+)([A-Z]{2})");

    private Recurrences() {}

    static boolean isSeries(VEvent event) {
        return event.getProperty(Property.RRULE).isPresent()
                || event.getProperty(Property.RDATE).isPresent();
    }

    static Optional<ObjectNode> graph(VEvent event, FileEvent first, ZoneId floating) {
        List<Property> rules = event.getProperties(Property.RRULE);
        if (rules.size() != 1) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : rules.get(0).getValue().toUpperCase(Locale.ROOT).split(";")) {
            String[] pair = part.split("=", 2);
            if (pair.length == 2) {
                parts.put(pair[0].strip(), pair[1].strip());
            }
        }
        if (!PARTS.containsAll(parts.keySet())) {
            return Optional.empty();
        }
        LocalDate start = GraphEvent.startDate(first, floating);
        return pattern(parts, start).map(pattern -> {
            ObjectNode recurrence = JsonNodeFactory.instance.objectNode();
            recurrence.set("pattern", pattern.put("interval", number(parts.get("INTERVAL"), 1)));
            recurrence.set("range", range(parts, start));
            return recurrence;
        });
    }

    private static Optional<ObjectNode> pattern(Map<String, String> parts, LocalDate start) {
        ObjectNode pattern = JsonNodeFactory.instance.objectNode();
        String days = parts.getOrDefault("BYDAY", "");
        int month = number(parts.get("BYMONTH"), start.getMonthValue());
        int day = number(parts.get("BYMONTHDAY"), start.getDayOfMonth());
        boolean yearly = "YEARLY".equals(parts.get("FREQ"));
        switch (parts.getOrDefault("FREQ", "")) {
            case "DAILY" -> pattern.put("type", "daily");
            case "WEEKLY" -> {
                pattern.put("type", "weekly")
                        .put("firstDayOfWeek", DAYS.getOrDefault(parts.getOrDefault("WKST", "MO"), "monday"));
                var names = pattern.putArray("daysOfWeek");
                String all = days.isEmpty() ? start.getDayOfWeek().name().substring(0, 2) : days;
                for (String name : all.split(",")) {
                    if (!DAYS.containsKey(name)) {
                        return Optional.empty();
                    }
                    names.add(DAYS.get(name));
                }
            }
            case "MONTHLY", "YEARLY" -> {
                if (yearly) {
                    pattern.put("month", month);
                }
                if (days.isEmpty()) {
                    pattern.put("type", yearly ? "absoluteYearly" : "absoluteMonthly")
                            .put("dayOfMonth", day);
                } else {
                    Matcher nth = NTH.matcher(days);
                    String index = nth.matches() ? INDEX.get(nth.group(1).replace("+", "")) : null;
                    if (index == null || !DAYS.containsKey(nth.group(2))) {
                        return Optional.empty();
                    }
                    pattern.put("type", yearly ? "relativeYearly" : "relativeMonthly")
                            .put("index", index);
                    pattern.putArray("daysOfWeek").add(DAYS.get(nth.group(2)));
                }
            }
            default -> {
                return Optional.empty();
            }
        }
        boolean sayable = month >= 1 && month <= 12 && day >= 1 && day <= 31;
        return sayable ? Optional.of(pattern) : Optional.empty();
    }

    private static ObjectNode range(Map<String, String> parts, LocalDate start) {
        ObjectNode range = JsonNodeFactory.instance.objectNode().put("startDate", start.toString());
        String until = parts.getOrDefault("UNTIL", "");
        if (parts.containsKey("COUNT")) {
            return range.put("type", "numbered").put("numberOfOccurrences", Math.max(1, number(parts.get("COUNT"), 1)));
        } else if (until.matches("\\d{8}.*")) {
            LocalDate end = LocalDate.parse(until.substring(0, 8), java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
            return range.put("type", "endDate").put("endDate", (end.isBefore(start) ? start : end).toString());
        }
        return range.put("type", "noEnd");
    }

    /** A list of numbers, or none at all, is 0: nothing that a pattern can say. */
    private static int number(@org.jspecify.annotations.Nullable String text, int absent) {
        if (text == null) {
            return absent;
        }
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }
}
