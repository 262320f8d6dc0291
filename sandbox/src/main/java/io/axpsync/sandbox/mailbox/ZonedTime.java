package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * A local time and the name of its zone as it was written, Windows or IANA.
 *
 * @param zone a name that {@link Zones} knows
 */
public record ZonedTime(LocalDateTime local, String zone) {

    public static ZonedTime of(LocalDateTime local, String zone) {
        return new ZonedTime(local, zone);
    }

    /** That instant on the clocks of that zone. */
    public static ZonedTime at(Instant instant, String zone) {
        return new ZonedTime(LocalDateTime.ofInstant(instant, Zones.of(zone)), zone);
    }

    /** The instant; a time in a gap moves forward, one in an overlap is the earlier, as java.time has it. */
    public Instant instant() {
        return local.atZone(Zones.of(zone)).toInstant();
    }

    /** The same instant on the clocks of another zone. */
    public ZonedTime in(String otherZone) {
        return zone.equals(otherZone) ? this : at(instant(), otherZone);
    }
}
