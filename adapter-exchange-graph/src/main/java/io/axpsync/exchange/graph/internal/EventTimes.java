package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import com.microsoft.graph.models.DateTimeTimeZone;
import com.microsoft.graph.models.Event;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.control.Option;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Start and end of an event. Graph writes local times without an offset and the name of a zone; an all-day event is
 * dates: midnights of the zone in which it was made, end exclusive.
 */
final class EventTimes {

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS");

    private EventTimes() {}

    /** @throws DateTimeException when a time cannot be read */
    static Value read(Event event) {
        DateTimeTimeZone start = event.getStart();
        DateTimeTimeZone end = event.getEnd();
        if (start == null || end == null) {
            throw new DateTimeException("start or end is missing");
        }
        if (!Boolean.TRUE.equals(event.getIsAllDay())) {
            return new Value.Period(instant(start), instant(end));
        }
        ZoneId made =
                Option.of(event.getOriginalStartTimeZone()).flatMap(Zones::find).getOrElse(ZoneOffset.UTC);
        LocalDate first = date(start, made, false);
        LocalDate last = date(end, made, true);
        return new Value.Days(first, last.isAfter(first) ? last : first.plusDays(1));
    }

    /** Whether an instance, which may tell little more than its times, takes place exactly then. */
    static boolean says(JsonObject instance, Value period) {
        return period instanceof Value.Period p
                && Json.object(instance, "start")
                        .flatMap(start -> Json.text(start, "dateTime"))
                        .exists(text -> text.startsWith(LocalDateTime.ofInstant(p.start(), ZoneOffset.UTC)
                                .format(TO_THE_SECOND)));
    }

    private static Instant instant(DateTimeTimeZone time) {
        String text = String.valueOf(time.getDateTime());
        if (text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:\\d\\d")) {
            return OffsetDateTime.parse(text).toInstant();
        }
        return LocalDateTime.parse(text).atZone(zone(time)).toInstant();
    }

    private static ZoneId zone(DateTimeTimeZone time) {
        String name = time.getTimeZone() == null ? "UTC" : time.getTimeZone();
        return Zones.find(name).getOrElseThrow(() -> new DateTimeException("unknown time zone " + name));
    }

    /** The date as written when it is a midnight; else the day in the zone in which the event was made. */
    private static LocalDate date(DateTimeTimeZone time, ZoneId made, boolean exclusive) {
        String text = String.valueOf(time.getDateTime());
        if (text.startsWith("T00:00", 10)) {
            return LocalDate.parse(text.substring(0, 10));
        }
        LocalDateTime there = instant(time).atZone(made).toLocalDateTime();
        boolean up = exclusive && !there.toLocalTime().equals(LocalTime.MIDNIGHT);
        return up ? there.toLocalDate().plusDays(1) : there.toLocalDate();
    }

    /**
     * Sets start, end and the all-day mark.
     *
     * @param zone the item's own zone as Graph named it, or the mailbox's
     */
    static void write(Event event, Value value, String zone) {
        if (value instanceof Value.Recurring series) {
            series(event, series, series.zone().isEmpty() ? zone : Zones.name(ZoneId.of(series.zone())));
        } else if (value instanceof Value.Days days) {
            event.setIsAllDay(true);
            event.setStart(time(days.start().atStartOfDay(), zone));
            event.setEnd(time(days.end().atStartOfDay(), zone));
        } else if (value instanceof Value.Period period) {
            String writable = Zones.find(zone)
                    .filter(z -> says(period.start(), z) && says(period.end(), z))
                    .map(z -> zone)
                    .getOrElse("UTC");
            ZoneId id = Zones.find(writable).getOrElse(ZoneOffset.UTC);
            event.setIsAllDay(false);
            event.setStart(time(LocalDateTime.ofInstant(period.start(), id), writable));
            event.setEnd(time(LocalDateTime.ofInstant(period.end(), id), writable));
        }
    }

    /** A series counts in its own zone, so its first occurrence is told in that zone too. */
    private static void series(Event event, Value.Recurring series, String zone) {
        if (series.first() instanceof Value.Period first) {
            ZoneId id = ZoneId.of(series.zone());
            event.setIsAllDay(false);
            event.setStart(time(LocalDateTime.ofInstant(first.start(), id), zone));
            event.setEnd(time(LocalDateTime.ofInstant(first.end(), id), zone));
        } else {
            write(event, series.first(), zone);
        }
        SeriesPattern.write(event, series, zone);
    }

    /** Whether the local time names that instant: in the repeated hour of autumn it names the earlier one only. */
    static boolean says(Instant instant, ZoneId zone) {
        return LocalDateTime.ofInstant(instant, zone).atZone(zone).toInstant().equals(instant);
    }

    private static DateTimeTimeZone time(LocalDateTime local, String zone) {
        DateTimeTimeZone time = new DateTimeTimeZone();
        time.setDateTime(LOCAL.format(local));
        time.setTimeZone(zone);
        return time;
    }
}
