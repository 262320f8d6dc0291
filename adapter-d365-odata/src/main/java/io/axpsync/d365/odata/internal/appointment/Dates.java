package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Days in properties that D365 holds as points in time. They are written as D365 writes its own Date type, with 12:00
 * UTC, which is the same day in (nearly) every zone, so that a worker who moves does not take his dates with him.
 */
final class Dates {

    /** What D365 shows as an empty date. */
    static final Instant EMPTY = Instant.parse("1900-01-01T00:00:00Z");

    private Dates() {}

    /** Nothing when it is empty; what people or programs wrote with another hour is its day in the worker's zone. */
    static Value read(Row row, String property, ZoneId zone) {
        Option<Instant> time = row.time(property);
        return time.<Value>map(t -> new Value.Date(day(t, zone))).getOrElse(Value.NOTHING);
    }

    static LocalDate day(Instant time, ZoneId zone) {
        return time.atZone(isDateOnly(time, zone) ? ZoneOffset.UTC : zone).toLocalDate();
    }

    /** Where 12:00 UTC is midnight in the zone, it would read as the beginning of the next day there. */
    static Instant written(Value date, ZoneId zone) {
        if (!(date instanceof Value.Date day)) {
            return EMPTY;
        }
        Instant noon = day.date().atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
        return isMidnight(noon, zone) ? day.date().atStartOfDay(zone).toInstant() : noon;
    }

    /** D365 writes values of its Date type with 12:00 UTC; where that is midnight in the zone, it is an instant. */
    static boolean isDateOnly(Instant time, ZoneId zone) {
        return time.atOffset(ZoneOffset.UTC).toLocalTime().equals(LocalTime.NOON) && !isMidnight(time, zone);
    }

    static boolean isMidnight(Instant time, ZoneId zone) {
        return time.equals(time.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant());
    }
}
