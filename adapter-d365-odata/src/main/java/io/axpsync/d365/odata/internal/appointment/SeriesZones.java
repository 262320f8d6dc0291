package io.axpsync.d365.odata.internal.appointment;

import com.ibm.icu.util.TimeZone;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.Value;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.ZoneId;

/**
 * The zones in which series count: {@code AxpActivityRecurrences.TimeZone} names them as Windows does, and by its IANA
 * name a zone for which Windows has none with the same rules. CLDR's table, through ICU.
 */
final class SeriesZones {

    private static final String WORLD = "001";
    private static final String UTC = "UTC";

    private SeriesZones() {}

    /**
     * The IANA zone behind a name; none for a zone that nobody knows.
     *
     * @param own the zone of the worker, which an empty name stands for
     */
    static Option<ZoneId> find(String name, ZoneId own) {
        if (name.isEmpty()) {
            return Option.some(own);
        } else if (name.equalsIgnoreCase(UTC)) {
            return Option.some(ZoneId.of(UTC));
        } else if (name.equalsIgnoreCase(windows(own.getId()))) {
            return Option.some(own);
        }
        String iana = TimeZone.getIDForWindowsID(name, WORLD);
        return Try.of(() -> ZoneId.of(iana == null ? name : iana)).toOption();
    }

    /** How the zone of a series is written: by a name under which its occurrences stay the same. */
    static String name(Value.Recurring series) {
        String windows = windows(series.zone());
        String back = TimeZone.getIDForWindowsID(windows, WORLD);
        boolean same =
                back != null && Recurrence.same(series, new Value.Recurring(series.first(), series.rule(), back));
        return same ? windows : series.zone();
    }

    private static String windows(String iana) {
        String windows = TimeZone.getWindowsID(iana);
        return windows == null ? "" : windows;
    }
}
