package io.axpsync.exchange.graph.internal;

import com.ibm.icu.util.TimeZone;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The names of time zones that Graph uses: Windows names, IANA names, and two of its own. CLDR's table, through ICU. */
final class Zones {

    private static final String WORLD = "001";

    private Zones() {}

    /** None for a zone that nobody knows, such as {@code tzone://Microsoft/Custom}. */
    static Option<ZoneId> find(String name) {
        if (name.equalsIgnoreCase("UTC") || name.equals("tzone://Microsoft/Utc")) {
            return Option.some(ZoneOffset.UTC);
        }
        String iana = TimeZone.getIDForWindowsID(name, WORLD);
        return Try.of(() -> ZoneId.of(iana == null ? name : iana)).toOption();
    }

    /** The name under which a zone is written: Graph takes IANA names, and {@code UTC} for no zone at all. */
    static String name(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }
}
