package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;

/**
 * Says a recurrence rule (RFC 5545 §3.3.10) as Graph says it. Rules that Exchange has no pattern for are none.
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
            Set.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST");
    private static final Pattern NTH = Pattern.compile("([+-]?\\d+)([A-Z]{2})");

    private Recurrences() {}

    static boolean isSeries(VEvent event) {
        return event.getProperty(Property.RRULE).isPresent()
                || event.getProperty(Property.RDATE).isPresent();
    }

    /**
     * Whether Exchange then shows the same is for its own instances to tell: it takes the last day of months that lack
     * the day, for example.
     *
     * @param rule RRULE's value, upper case
     * @throws EventReading.Unusable when Exchange has no pattern for the rule
     */
    static ObjectNode graph(String rule, LocalDateTime start, boolean allDay, ZoneId zone) {
        Map<String, String> parts = new HashMap<>();
        for (String part : rule.split(";")) {
            String[] pair = part.split("=", 2);
            if (pair.length == 2) {
                parts.put(pair[0].strip(), pair[1].strip());
            }
        }
        if ("DAILY".equals(parts.get("FREQ")) && parts.containsKey("BYDAY") && number(parts.get("INTERVAL"), 1) == 1) {
            parts.put("FREQ", "WEEKLY");
        }
        Optional<ObjectNode> pattern =
                PARTS.containsAll(parts.keySet()) ? pattern(parts, start.toLocalDate()) : Optional.empty();
        return pattern.map(said -> {
                    ObjectNode recurrence = JsonNodeFactory.instance.objectNode();
                    recurrence.set("pattern", said.put("interval", number(parts.get("INTERVAL"), 1)));
                    recurrence.set("range", range(parts, start, Expansion.until(rule, zone, allDay)));
                    return recurrence;
                })
                .orElseThrow(() -> new EventReading.Unusable(
                        "series-rule",
                        "RRULE:" + rule + " is no pattern that Exchange has. Choose a daily, weekly, monthly or yearly"
                                + " pattern as Outlook offers them, or make single events"));
    }

    private static Optional<ObjectNode> pattern(Map<String, String> parts, LocalDate start) {
        ObjectNode pattern = JsonNodeFactory.instance.objectNode();
        String days = parts.getOrDefault("BYDAY", "");
        int month = number(parts.get("BYMONTH"), start.getMonthValue());
        int day = "-1".equals(parts.get("BYMONTHDAY"))
                ? 31 // the last of each month, to Exchange
                : number(parts.get("BYMONTHDAY"), start.getDayOfMonth());
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
                    Optional<ObjectNode> weekdays = weekdays(days, parts.get("BYSETPOS"));
                    if (weekdays.isEmpty()) {
                        return Optional.empty();
                    }
                    pattern.put("type", yearly ? "relativeYearly" : "relativeMonthly")
                            .setAll(weekdays.get());
                }
            }
            default -> {
                return Optional.empty();
            }
        }
        boolean sayable = (parts.containsKey("BYSETPOS") ? !days.isEmpty() : true)
                && !("WEEKLY".equals(parts.get("FREQ")) && parts.containsKey("BYSETPOS"))
                && number(parts.get("INTERVAL"), 1) >= 1
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31;
        return sayable ? Optional.of(pattern) : Optional.empty();
    }

    /** {@code 2TU}, and {@code TU,WE} with BYSETPOS: the second of such days. */
    private static Optional<ObjectNode> weekdays(String days, @org.jspecify.annotations.Nullable String position) {
        Matcher nth = NTH.matcher(days);
        String index = INDEX.get((nth.matches() ? nth.group(1) : position == null ? "" : position).replace("+", ""));
        List<String> names = List.of((nth.matches() ? nth.group(2) : days).split(","));
        if (index == null || !DAYS.keySet().containsAll(names) || (nth.matches() && position != null)) {
            return Optional.empty();
        }
        ObjectNode said = JsonNodeFactory.instance.objectNode().put("index", index);
        names.forEach(name -> said.withArray("daysOfWeek").add(DAYS.get(name)));
        return Optional.of(said);
    }

    /** @param until the last start that UNTIL allows: a day that it ends before the time of the series counts no more */
    private static ObjectNode range(Map<String, String> parts, LocalDateTime start, LocalDateTime until) {
        ObjectNode range = JsonNodeFactory.instance
                .objectNode()
                .put("startDate", start.toLocalDate().toString());
        if (parts.containsKey("COUNT")) {
            return range.put("type", "numbered").put("numberOfOccurrences", Math.max(1, number(parts.get("COUNT"), 1)));
        } else if (parts.containsKey("UNTIL")) {
            boolean tooEarly = until.toLocalTime().isBefore(start.toLocalTime());
            LocalDate end = until.toLocalDate().minusDays(tooEarly ? 1 : 0);
            LocalDate from = start.toLocalDate();
            return range.put("type", "endDate").put("endDate", (end.isBefore(from) ? from : end).toString());
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
