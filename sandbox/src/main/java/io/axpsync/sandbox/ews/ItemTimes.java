package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ImmutableCalendarItem;
import io.axpsync.sandbox.mailbox.Recurrence;
import io.axpsync.sandbox.mailbox.ZonedTime;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Start, end and zones of a written item. A time with an offset names an instant; one without is wall-clock time of
 * {@code StartTimeZone}/{@code EndTimeZone} of the same write, else of the request's {@code TimeZoneContext}, else of
 * UTC. All-day items are floored and raised to midnights of their zone.
 */
final class ItemTimes {

    private static final Duration LONGEST = Duration.ofDays(1825);

    private final Map<String, Xml> written;
    private final Optional<String> contextZone;

    /** @param written the elements of the write by local name */
    ItemTimes(Map<String, Xml> written, Optional<String> contextZone) {
        this.written = written;
        this.contextZone = contextZone;
    }

    /** Whether the write says anything about times. */
    boolean any() {
        return written.keySet().stream().anyMatch(name -> ItemWrite.TIMES.contains(name))
                || written.containsKey("Recurrence");
    }

    /** @param before the item, or empty for a create at that time */
    void apply(Optional<CalendarItem> before, Instant now, ImmutableCalendarItem.Builder item) {
        Optional<String> startZone = zone("StartTimeZone", "StartTimeZoneId").or(() -> meetingZone());
        Optional<String> endZone = zone("EndTimeZone", "EndTimeZoneId").or(() -> startZone);
        String keptStart = startZone
                .or(() -> before.map(b -> b.start().zone()))
                .or(() -> contextZone)
                .orElse("UTC");
        String keptEnd = endZone.or(() -> before.map(b -> b.end().zone())).orElse(keptStart);
        Optional<CalendarItem> old = before;
        ZonedTime start = time("Start", startZone, keptStart)
                .or(() -> old.map(b -> b.start().in(keptStart)))
                .orElseGet(() -> ZonedTime.at(nextHalfHour(now), keptStart));
        ZonedTime end = time("End", endZone, keptEnd)
                .or(() -> old.map(b -> b.end().in(keptEnd)))
                .orElseGet(() -> ZonedTime.at(start.instant().plus(30, ChronoUnit.MINUTES), keptEnd));
        boolean allDay = Optional.ofNullable(written.get("IsAllDayEvent"))
                .map(Values::bool)
                .orElse(before.map(CalendarItem::allDay).orElse(false));
        if (end.instant().isBefore(start.instant())) {
            throw new EwsError("ErrorCalendarEndDateIsEarlierThanStartDate", "EndDate is earlier than StartDate");
        }
        if (Duration.between(start.instant(), end.instant()).compareTo(LONGEST) > 0) {
            throw new EwsError("ErrorCalendarDurationIsTooLong", "Duration is too long.");
        }
        if (allDay) {
            LocalDateTime first = start.local().toLocalDate().atStartOfDay();
            item.start(ZonedTime.of(first, start.zone()));
            item.end(ZonedTime.of(raised(first, end.in(start.zone()).local()), start.zone()));
        } else {
            item.start(start).end(end);
        }
        item.allDay(allDay);
    }

    private static LocalDateTime raised(LocalDateTime first, LocalDateTime end) {
        LocalDateTime day = end.toLocalDate().atStartOfDay();
        LocalDateTime midnight = day.equals(end) ? day : day.plusDays(1);
        return midnight.isAfter(first) ? midnight : first.plusDays(1);
    }

    private Optional<ZonedTime> time(String element, Optional<String> zoneOfWrite, String kept) {
        return Optional.ofNullable(written.get(element)).map(x -> {
            XsDateTime time = XsDateTime.of(x, x.text());
            String wallClock = zoneOfWrite.or(() -> contextZone).orElse("UTC");
            return ZonedTime.at(time.in(Zones.of(wallClock)), kept);
        });
    }

    private Optional<String> zone(String definition, String id) {
        return Optional.ofNullable(written.get(definition))
                .map(x -> x.attribute("Id").orElse(""))
                .or(() -> Optional.ofNullable(written.get(id)).map(Xml::text))
                .map(ItemTimes::known);
    }

    private Optional<String> meetingZone() {
        return Optional.ofNullable(written.get("MeetingTimeZone"))
                .flatMap(x -> x.attribute("TimeZoneName"))
                .filter(name -> Zones.find(name).isPresent());
    }

    /** @throws EwsError {@code ErrorCalendarInvalidTimeZone} */
    static String known(String zone) {
        if (zone.isEmpty() || Zones.find(zone).isEmpty()) {
            throw new EwsError("ErrorCalendarInvalidTimeZone", "The time zone '" + zone + "' is not known.");
        }
        return zone;
    }

    private static Instant nextHalfHour(Instant now) {
        return Instant.ofEpochSecond((now.getEpochSecond() / 1800 + 1) * 1800);
    }

    /** A master that was moved to another date takes its range along. */
    static CalendarItem following(CalendarItem before, CalendarItem moved) {
        LocalDate date = moved.start().local().toLocalDate();
        if (moved.recurrence().isEmpty() || date.equals(before.start().local().toLocalDate())) {
            return moved;
        }
        return aligned(moved.with(b -> b.recurrence(beginning(moved.recurrence().get(), date))));
    }

    private static Recurrence beginning(Recurrence recurrence, LocalDate date) {
        Recurrence.Range range = recurrence.range();
        return new Recurrence(
                recurrence.pattern(),
                new Recurrence.Range(range.type(), date, range.endDate(), range.occurrences(), range.zone()));
    }

    /** The item of a series begins on the first date of its range, at the time of day that it was given. */
    static CalendarItem aligned(CalendarItem item) {
        Optional<Recurrence> recurrence = item.recurrence();
        if (recurrence.isEmpty()) {
            return item;
        }
        LocalTime time = item.start().local().toLocalTime();
        Duration length = Duration.between(item.start().instant(), item.end().instant());
        boolean wholeDays = item.allDay();
        long days = ChronoUnit.DAYS.between(
                item.start().local(), item.end().in(item.start().zone()).local());
        return FirstOccurrence.of(item)
                .map(date -> item.with(b -> {
                    ZonedTime start =
                            ZonedTime.of(date.atTime(time), item.start().zone());
                    b.start(start);
                    b.end(
                            wholeDays
                                    ? ZonedTime.of(start.local().plusDays(days), start.zone())
                                    : ZonedTime.at(
                                            start.instant().plus(length),
                                            item.end().zone()));
                    b.recurrence(beginning(recurrence.get(), date));
                }))
                .orElseThrow(() -> new EwsError("ErrorRecurrenceHasNoOccurrence", "The recurrence has no occurrence."));
    }
}
