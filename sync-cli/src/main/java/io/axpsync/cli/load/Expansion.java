package io.axpsync.cli.load;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Recur;

/**
 * The starts that an RRULE gives, as ical4j finds them. The synchronisation itself uses another library: that is why
 * this one may judge.
 */
final class Expansion {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    private Expansion() {}

    /**
     * @param rule RRULE's value, upper case
     * @param start of the first, on the zone's clocks
     * @param allDay whether dates recur
     * @param last the last day that is looked at
     */
    static List<LocalDateTime> dates(String rule, LocalDateTime start, boolean allDay, ZoneId zone, LocalDate last) {
        LocalDateTime until = until(rule, zone, allDay);
        String open = Arrays.stream(rule.split(";"))
                .filter(part -> !part.startsWith("UNTIL="))
                .collect(Collectors.joining(";"));
        LocalDate bound = until.toLocalDate().isBefore(last) ? until.toLocalDate() : last;
        if (bound.isBefore(start.toLocalDate())) {
            return List.of();
        }
        List<LocalDateTime> found = allDay
                ? new Recur<LocalDate>(open)
                        .getDates(start.toLocalDate(), start.toLocalDate(), bound.plusDays(1)).stream()
                                .map(LocalDate::atStartOfDay)
                                .toList()
                : new Recur<LocalDateTime>(open)
                        .getDates(start, start, bound.plusDays(1).atStartOfDay());
        return found.stream()
                .filter(at -> !at.isAfter(until) && !at.toLocalDate().isAfter(last))
                .sorted()
                .toList();
    }

    /** The last start that UNTIL allows, on the zone's clocks: a date allows its whole day, UTC is converted. */
    static LocalDateTime until(String rule, ZoneId zone, boolean allDay) {
        String value = Arrays.stream(rule.split(";"))
                .filter(part -> part.startsWith("UNTIL="))
                .map(part -> part.substring("UNTIL=".length()).strip())
                .findFirst()
                .orElse("");
        if (value.isEmpty()) {
            return LocalDate.of(9999, 1, 1).atStartOfDay();
        }
        LocalDate day = LocalDate.parse(value.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
        if (allDay || value.length() < 15) {
            return day.plusDays(1).atStartOfDay().minusSeconds(1);
        }
        LocalDateTime time = LocalDateTime.parse(value.substring(0, 15), SECONDS);
        if (!value.endsWith("Z")) {
            return time;
        }
        Instant instant = time.toInstant(ZoneOffset.UTC);
        return LocalDateTime.ofInstant(instant, zone);
    }
}
