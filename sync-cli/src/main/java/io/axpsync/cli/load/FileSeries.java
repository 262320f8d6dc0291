package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Times;
import io.axpsync.cli.load.FileEvent.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A series as its file says it: RRULE, EXDATE and the overrides. It expands itself with ical4j; what Exchange and D365
 * show is compared with that.
 *
 * @param first the VEVENT that recurs, with its own start and end
 * @param start of it, on the clocks of the zone; midnight of whole days
 * @param zone in which the rule counts; of whole days the mailbox's, where it is never looked at
 * @param rule RRULE's value, upper case
 * @param recurrence as Graph says it
 * @param left original starts, as {@code start}, that EXDATE takes away; at midnight they stand for the whole day
 * @param overrides the other VEVENTs by RECURRENCE-ID, as {@code start}
 */
record FileSeries(
        FileEvent first,
        LocalDateTime start,
        ZoneId zone,
        String rule,
        ObjectNode recurrence,
        Set<LocalDateTime> left,
        Map<LocalDateTime, FileEvent> overrides) {

    /** Of series that the file gives no end: what takes place within so many days of today is compared. */
    static final Duration AHEAD = Duration.ofDays(730);

    /**
     * One occurrence.
     *
     * @param original the start that the rule gives it, as {@link FileSeries#start}
     * @param event what it is; its own override, or the series at another time
     */
    record Occasion(LocalDateTime original, FileEvent event) {}

    /** Where each occurrence that takes place begins by the rule, up to that day, in order; overrides included. */
    List<LocalDateTime> originals(LocalDate last) {
        return dates(last).stream().filter(Predicate.not(this::isLeft)).toList();
    }

    /** All starts that the rule gives, up to that day, EXDATE or not. */
    List<LocalDateTime> dates(LocalDate last) {
        return Expansion.dates(rule, start, isAllDay(), zone, last);
    }

    /** What takes place, up to that day by the rule; overrides at their own times. */
    List<Occasion> occasions(LocalDate last) {
        return originals(last).stream()
                .map(original -> new Occasion(original, overrides.getOrDefault(original, first.at(when(original)))))
                .toList();
    }

    private boolean isLeft(LocalDateTime original) {
        return left.contains(original) || left.contains(original.toLocalDate().atStartOfDay());
    }

    /** Nobody looks further. */
    LocalDate far() {
        return start.toLocalDate().plusYears(100);
    }

    boolean isAllDay() {
        return first.when() instanceof Dates;
    }

    boolean isEndless() {
        return !rule.contains("COUNT=") && !rule.contains("UNTIL=");
    }

    /** When the occurrence with that original start takes place by the rule: as long as the first, on local clocks. */
    When when(LocalDateTime original) {
        if (first.when() instanceof Dates dates) {
            long days = dates.end().toEpochDay() - dates.start().toEpochDay();
            LocalDate day = original.toLocalDate();
            return new Dates(day, day.plusDays(days));
        }
        LocalDateTime end = LocalDateTime.ofInstant(((Times) first.when()).end(), zone);
        return new Times(
                original.atZone(zone).toInstant(),
                original.plus(Duration.between(start, end)).atZone(zone).toInstant());
    }

    /** Overrides whose RECURRENCE-ID is no occurrence; they change nothing that takes place. */
    List<FileEvent> strays() {
        Set<LocalDateTime> taken = effectiveOverrides().keySet();
        return overrides.entrySet().stream()
                .filter(e -> !taken.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Up to which day it has to be compared: to its end or to its last override, endless ones for a while. */
    LocalDate end(Instant now) {
        LocalDate soon = LocalDateTime.ofInstant(now.plus(AHEAD), zone).toLocalDate();
        List<LocalDateTime> known = new ArrayList<>();
        effectiveOverrides().forEach((original, override) -> {
            known.add(original);
            known.add(
                    override.when() instanceof Dates dates
                            ? dates.end().atStartOfDay()
                            : LocalDateTime.ofInstant(((Times) override.when()).end(), zone));
        });
        if (!isEndless()) {
            known.addAll(dates(far()));
        }
        return Stream.concat(
                        Stream.of(isEndless() ? soon : start.toLocalDate(), start.toLocalDate()),
                        known.stream().map(LocalDateTime::toLocalDate))
                .max(LocalDate::compareTo)
                .orElse(soon);
    }

    /** Overrides that take place, by their original starts. */
    Map<LocalDateTime, FileEvent> effectiveOverrides() {
        LocalDate last = overrides.keySet().stream()
                .map(LocalDateTime::toLocalDate)
                .max(LocalDate::compareTo)
                .orElse(start.toLocalDate());
        Set<LocalDateTime> there = Set.copyOf(originals(last.isBefore(far()) ? last : far()));
        return overrides.entrySet().stream()
                .filter(e -> there.contains(e.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, LinkedHashMap::new));
    }
}
