package io.axpsync.sandbox.mailbox;

import com.ibm.icu.util.TimeZone;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Windows and IANA names of time zones; the table between them is CLDR's {@code windowsZones}, as shipped in ICU. */
public final class Zones {

    /** What Exchange writes where a zone is not one of its own. */
    public static final String MICROSOFT_UTC = "tzone://Microsoft/Utc";

    private static final Map<String, ZoneId> KNOWN = new ConcurrentHashMap<>();

    private Zones() {}

    /** The zone of a Windows or IANA name; empty when nobody knows it. */
    public static Optional<ZoneId> find(String name) {
        ZoneId known = KNOWN.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ZoneId> found = lookUp(name);
        found.ifPresent(zone -> KNOWN.put(name, zone));
        return found;
    }

    private static Optional<ZoneId> lookUp(String name) {
        if (name.equalsIgnoreCase("UTC") || name.equals(MICROSOFT_UTC) || name.equals("tzone://Microsoft/Custom")) {
            return Optional.of(ZoneId.of("UTC"));
        }
        String iana = TimeZone.getIDForWindowsID(name, "001");
        try {
            return Optional.of(ZoneId.of(iana == null ? name : iana));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException when the name is unknown */
    public static ZoneId of(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("unknown time zone: " + name));
    }

    /** The Windows name of a zone that is named either way; empty when Windows has none. */
    public static Optional<String> windows(String name) {
        if (TimeZone.getIDForWindowsID(name, "001") != null) {
            return Optional.of(name);
        }
        return find(name).flatMap(zone -> Optional.ofNullable(TimeZone.getWindowsID(zone.getId())));
    }

    /** The IANA name of a zone that is named either way. */
    public static Optional<String> iana(String name) {
        return find(name).map(ZoneId::getId);
    }

    /** All Windows names that CLDR knows. */
    public static List<String> allWindows() {
        TreeSet<String> names = new TreeSet<>();
        for (String id : allIana()) {
            String windows = TimeZone.getWindowsID(id);
            if (windows != null) {
                names.add(windows);
            }
        }
        return List.copyOf(names);
    }

    /** All IANA names of places that this JVM has rules for. */
    public static List<String> allIana() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.contains("/") || id.equals("UTC"))
                .filter(id -> !id.toLowerCase(Locale.ROOT).startsWith("systemv"))
                .sorted()
                .toList();
    }
}
