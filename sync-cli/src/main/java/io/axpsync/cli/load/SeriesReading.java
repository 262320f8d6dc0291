package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.load.EventReading.Unusable;
import io.axpsync.cli.load.FileEvent.Dates;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DateListProperty;
import net.fortuna.ical4j.model.property.DateProperty;

/**
 * Reads a VEVENT that recurs, with its overrides. What Exchange has no way to hold is refused with the property that
 * says it and with what a user can do; nothing is approximated.
 */
final class SeriesReading {

    /** More occurrences than any calendar shows; a series of more is no use to anybody. */
    private static final int MOST = 20_000;

    private final ZoneId floating;

    /** @param floating the mailbox's zone */
    SeriesReading(ZoneId floating) {
        this.floating = floating;
    }

    /** @param overrides the events of the same UID that have a RECURRENCE-ID */
    FileSeries read(String source, VEvent event, List<VEvent> overrides) {
        EventReading reading = new EventReading(floating);
        FileEvent first = reading.read(source, event);
        List<Property> rules = event.getProperties(Property.RRULE);
        if (rules.size() > 1 || event.getProperty(Property.EXRULE).isPresent()) {
            throw new Unusable(
                    "series-rule",
                    "RRULE: the series has several rules, or EXRULE; Exchange holds one rule. Split it into a series"
                            + " for each rule");
        }
        String rule = rules.isEmpty()
                ? ""
                : rules.get(0).getValue().toUpperCase(Locale.ROOT).replace(" ", "");
        boolean allDay = first.when() instanceof Dates;
        if (!rule.isEmpty()) { // before anything counts by it
            Recurrences.graph(rule, local(date(event, Property.DTSTART), first, ZoneOffset.UTC), allDay, floating);
        }
        ZoneId zone = SeriesZone.of(event, first, rule, floating);
        LocalDateTime start = local(date(event, Property.DTSTART), first, zone);
        extraDates(event, first, zone, start);
        Set<LocalDateTime> left = new HashSet<>();
        dates(event, Property.EXDATE).forEach(at -> left.add(local(at, first, zone)));
        if (rule.isEmpty()) {
            return single(first, start, zone, left);
        }
        ObjectNode recurrence = Recurrences.graph(rule, start, allDay, zone);
        Map<LocalDateTime, FileEvent> byStart = new HashMap<>();
        for (VEvent override : overrides) {
            LocalDateTime id = local(date(override, Property.RECURRENCE_ID), first, zone);
            byStart.put(id, reading.read(source, override).partOf(first));
        }
        FileSeries series = new FileSeries(first, start, zone, rule, recurrence, left, byStart);
        check(series);
        return series;
    }

    /** RDATE alone, and only of the start itself: that is one occurrence, or none when EXDATE takes it away. */
    private static FileSeries single(FileEvent first, LocalDateTime start, ZoneId zone, Set<LocalDateTime> left) {
        if (left.contains(start) || left.contains(start.toLocalDate().atStartOfDay())) {
            throw empty();
        }
        String rule = "FREQ=DAILY;COUNT=1";
        return new FileSeries(
                first,
                start,
                zone,
                rule,
                Recurrences.graph(rule, start, first.when() instanceof Dates, zone),
                left,
                Map.of());
    }

    private static void check(FileSeries series) {
        LocalDate day = series.start().toLocalDate();
        if (!series.dates(day).contains(series.start())) {
            throw new Unusable(
                    "series-start",
                    "DTSTART: " + series.start() + " is no day of RRULE:" + series.rule()
                            + "; RFC 5545 leaves open what that means. Start the series on a day of its rule");
        }
        if (!series.isEndless()) {
            int all = series.dates(series.far()).size();
            if (all > MOST) {
                throw new Unusable("series-rule", "RRULE: more than " + MOST + " occurrences. Let the series end");
            }
            if (series.originals(series.far()).isEmpty()) {
                throw empty();
            }
        }
    }

    private static Unusable empty() {
        return new Unusable(
                "series-empty",
                "EXDATE takes every occurrence away: nothing is left to put into a calendar. Remove the EXDATE, or the"
                        + " event");
    }

    private static void extraDates(VEvent event, FileEvent first, ZoneId zone, LocalDateTime start) {
        boolean periods = event.getProperties(Property.RDATE).stream()
                .anyMatch(p -> p instanceof net.fortuna.ical4j.model.property.RDate<?> r
                        && !r.getPeriods().orElse(Set.of()).isEmpty());
        boolean others = dates(event, Property.RDATE)
                .map(at -> local(at, first, zone))
                .anyMatch(at ->
                        !at.equals(start) && !at.equals(start.toLocalDate().atStartOfDay()));
        if (periods || others) {
            throw new Unusable(
                    "series-rdate",
                    "RDATE: Exchange holds no dates beside the rule of a series. Make single events of these dates");
        }
    }

    private static Temporal date(VEvent event, String name) {
        return event.getProperty(name)
                .filter(p -> p instanceof DateProperty<?>)
                .map(p -> (Temporal) ((DateProperty<?>) p).getDate())
                .orElseThrow(() -> new Unusable("unreadable-event", name + ": no date"));
    }

    private static Stream<Temporal> dates(VEvent event, String name) {
        return event.getProperties(name).stream()
                .filter(p -> p instanceof DateListProperty<?>)
                .flatMap(p -> ((DateListProperty<?>) p).getDates().stream().map(Temporal.class::cast));
    }

    /** A start on the clocks of the series; of whole days midnight, whatever time of day the file gives beside it. */
    private static LocalDateTime local(Temporal at, FileEvent first, ZoneId zone) {
        if (at instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        boolean allDay = first.when() instanceof Dates;
        if (at instanceof LocalDateTime floats) {
            return allDay ? floats.toLocalDate().atStartOfDay() : floats;
        }
        if (at instanceof ZonedDateTime zoned && allDay) {
            return zoned.toLocalDate().atStartOfDay();
        }
        Instant instant = Instant.from(at);
        return allDay
                ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toLocalDate().atStartOfDay()
                : LocalDateTime.ofInstant(instant, zone);
    }
}
