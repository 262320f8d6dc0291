package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When an activity is. Timed ones are UTC instants. All-day ones are dates in the owner's zone: midnight of the first
 * day to midnight behind the last, as UTC; other programs write them with other hours, so reading is tolerant.
 */
final class Periods {

    private Periods() {}

    /** What the data type {@code utcDateTime} holds; its first day stands for "empty". */
    private static final Instant EARLIEST = Instant.parse("1900-01-02T00:00:00Z");

    static final Instant LATEST = Instant.parse("2154-12-31T23:59:59Z");

    /** Whether D365 can hold it. */
    static boolean fits(Value.Period period) {
        return !period.start().isBefore(EARLIEST) && !period.end().isAfter(LATEST);
    }

    /** Nothing when there is no start. */
    static Value read(Row row, ZoneId zone) {
        Option<Instant> start = row.time("StartDateTime");
        if (start.isEmpty()) {
            return Value.NOTHING;
        }
        Instant end = row.time("EndDateTime").getOrElse(start.get());
        if (!row.yes("AllDay")) {
            return new Value.Period(start.get(), end.isBefore(start.get()) ? start.get() : end);
        }
        LocalDate first = Dates.day(start.get(), zone);
        LocalDate behind = dayBehind(end, zone);
        return new Value.Days(first, behind.isAfter(first) ? behind : first.plusDays(1));
    }

    /** An end within a day counts that day. */
    private static LocalDate dayBehind(Instant end, ZoneId zone) {
        LocalDate day = Dates.day(end, zone);
        return Dates.isDateOnly(end, zone) || Dates.isMidnight(end, zone) ? day : day.plusDays(1);
    }

    /** Start and end as instants; none when there is none. */
    static Option<Value.Period> instants(Value period, ZoneId zone) {
        if (period instanceof Value.Period p) {
            return Option.some(p);
        }
        return period instanceof Value.Days d
                ? Option.some(new Value.Period(
                        d.start().atStartOfDay(zone).toInstant(),
                        d.end().atStartOfDay(zone).toInstant()))
                : Option.none();
    }

    static boolean touches(Window window, Value period, ZoneId zone) {
        return instants(period, zone).exists(p -> window.touches(p.start(), p.end()));
    }
}
