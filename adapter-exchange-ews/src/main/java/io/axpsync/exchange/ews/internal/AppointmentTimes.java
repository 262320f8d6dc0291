package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Value;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.control.Option;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.schema.AppointmentSchema;
import microsoft.exchange.webservices.data.property.complex.time.TimeZoneDefinition;

/**
 * Start and end of an appointment. EWS tells instants; an all-day appointment is dates, midnights of the zone in which
 * it was made, end exclusive.
 */
final class AppointmentTimes {

    private AppointmentTimes() {}

    /**
     * @param mailbox the mailbox's zone: the best guess where the answer does not tell the item's
     * @throws DateTimeException when start or end is missing
     */
    static Value read(Appointment item, ZoneId mailbox) {
        Option<Instant> start = Facts.instant(item, AppointmentSchema.Start);
        Option<Instant> end = Facts.instant(item, AppointmentSchema.End);
        if (start.isEmpty() || end.isEmpty()) {
            throw new DateTimeException("start or end is missing");
        }
        if (!Facts.flag(item, AppointmentSchema.IsAllDayEvent)) {
            return new Value.Period(start.get(), end.get());
        }
        ZoneId made = zone(item, mailbox);
        LocalDateTime first = start.get().atZone(made).toLocalDateTime();
        LocalDateTime last = end.get().atZone(made).toLocalDateTime();
        LocalDate from = first.toLocalDate();
        LocalDate to = last.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? last.toLocalDate()
                : last.toLocalDate().plusDays(1);
        return new Value.Days(from, to.isAfter(from) ? to : from.plusDays(1));
    }

    /** The zone at whose midnights an all-day item begins and ends. */
    static ZoneId zone(Appointment item, ZoneId mailbox) {
        return zoneName(item)
                .flatMap(Zones::find)
                .getOrElse(() -> guess(
                        Facts.instant(item, AppointmentSchema.Start).getOrElse(Instant.EPOCH),
                        Facts.text(item, AppointmentSchema.TimeZone),
                        mailbox));
    }

    /** The name of the item's zone, as Exchange told it. */
    static Option<String> zoneName(Appointment item) {
        return Facts.of(item, AppointmentSchema.StartTimeZone, TimeZoneDefinition.class)
                .flatMap(zone -> Option.of(zone.getId()))
                .filter(id -> !id.isEmpty());
    }

    /** A feed does not tell zones for certain: a zone in which the item starts at midnight. */
    private static ZoneId guess(Instant start, String told, ZoneId mailbox) {
        Option<ZoneId> named = told.isEmpty() ? Option.none() : Zones.find(told);
        if (named.exists(zone -> midnight(start, zone))) {
            return named.get();
        } else if (midnight(start, mailbox)) {
            return mailbox;
        }
        Duration sinceMidnight = Duration.between(
                start.atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant(),
                start);
        Duration ahead = sinceMidnight.compareTo(Duration.ofHours(12)) > 0
                ? Duration.ofDays(1).minus(sinceMidnight)
                : sinceMidnight.negated();
        return ZoneOffset.ofTotalSeconds(Math.toIntExact(ahead.toSeconds()));
    }

    private static boolean midnight(Instant start, ZoneId zone) {
        return start.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant().equals(start);
    }

    /**
     * Sets start, end, zones and the all-day mark.
     *
     * @param windows the item's own zone as Windows names it, or the mailbox's
     */
    static void write(MailboxService service, Appointment item, Value value, String windows) throws Exception {
        if (value instanceof Value.Recurring series) {
            write(service, item, series.first(), series.zone().isEmpty() ? windows : Zones.windows(series));
            service.recurrence(item, SeriesGoal.pattern(series).get());
            return;
        }
        if (value instanceof Value.Days days) {
            ZoneId zone = Zones.find(windows).getOrElse(ZoneOffset.UTC);
            service.period(
                    item,
                    days.start().atStartOfDay(zone).toInstant(),
                    days.end().atStartOfDay(zone).toInstant());
            item.setIsAllDayEvent(true);
        } else if (value instanceof Value.Period period) {
            service.period(item, period.start(), period.end());
            item.setIsAllDayEvent(false);
        } else {
            return;
        }
        item.setStartTimeZone(Zones.definition(windows));
        item.setEndTimeZone(Zones.definition(windows));
    }
}
