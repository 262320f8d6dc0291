package io.axpsync.exchange.ews.internal;

import com.ibm.icu.util.TimeZone;
import io.axpsync.core.item.Value;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.ZoneId;
import java.time.ZoneOffset;
import microsoft.exchange.webservices.data.property.complex.time.TimeZoneDefinition;

/** EWS names time zones as Windows does. CLDR's table, through ICU; the library's own dates from 2015. */
final class Zones {

    private static final String WORLD = "001";
    private static final String UTC = "UTC";

    private Zones() {}

    /** None for a zone that nobody knows, such as {@code tzone://Microsoft/Custom}. */
    static Option<ZoneId> find(String name) {
        if (name.equalsIgnoreCase(UTC) || name.equals("tzone://Microsoft/Utc")) {
            return Option.some(ZoneOffset.UTC);
        }
        String iana = TimeZone.getIDForWindowsID(name, WORLD);
        return Try.of(() -> ZoneId.of(iana == null ? name : iana)).toOption();
    }

    /** The IANA name of a zone, {@code UTC} for no zone at all. */
    static String name(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? UTC : zone.getId();
    }

    /** The Windows name of a zone; {@code UTC} for zones that Windows lacks, such as a bare offset. */
    static String windows(ZoneId zone) {
        String windows = TimeZone.getWindowsID(zone.getId());
        return windows == null || zone.normalized().equals(ZoneOffset.UTC) ? UTC : windows;
    }

    static String windows(Value.Recurring series) {
        return windows(ZoneId.of(series.zone()));
    }

    /** By its id alone: the server knows the rules. */
    static TimeZoneDefinition definition(String windows) {
        TimeZoneDefinition definition = new ById();
        definition.setId(windows);
        return definition;
    }

    /** The library wants rules with each zone. */
    private static final class ById extends TimeZoneDefinition {
        @Override
        public void validate() {}
    }
}
