package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.ZonedTime;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * An item on its way into an answer: with what the client's version, zone and shape make of it.
 *
 * @param owner whose mailbox it is
 * @param folderChangeKey change key of the folder that holds it
 * @param contextZone the zone of the request's {@code TimeZoneContext}; times are then written on its clocks
 * @param bodyType {@code Best}, {@code HTML} or {@code Text}
 * @param attachments as the item lists them
 * @param clipped whether texts are cut as FindItem cuts them
 * @param illegalCharacters whether the subject gets a character that XML forbids
 */
record ItemView(
        CalendarItem item,
        Person owner,
        String folderChangeKey,
        SeriesView series,
        Version version,
        Optional<ZoneId> contextZone,
        String bodyType,
        List<Xml> attachments,
        boolean clipped,
        boolean illegalCharacters) {

    /** FindItem and SyncFolderItems answer no text longer than this. */
    private static final int LONGEST = 255;

    Xml time(String name, Instant instant) {
        return Xml.text(name, time(instant));
    }

    Xml time(String name, ZonedTime time) {
        return time(name, time.instant());
    }

    /** On the clocks of the {@code TimeZoneContext} with their offset, else in UTC. */
    String time(Instant instant) {
        return contextZone
                .filter(zone -> version.atLeast(Version.EXCHANGE_2010))
                .map(zone -> XsDateTime.at(instant, zone))
                .orElseGet(() -> XsDateTime.utc(instant));
    }

    /** A date of a recurrence as Exchange writes it: with the offset of the answer's zone, {@code Z} for UTC. */
    String date(String isoDate) {
        ZoneId zone =
                contextZone.filter(z -> version.atLeast(Version.EXCHANGE_2010)).orElse(ZoneId.of("UTC"));
        return isoDate + LocalDate.parse(isoDate).atStartOfDay(zone).getOffset().getId();
    }

    String text(String value) {
        return clipped && value.length() > LONGEST
                ? value.substring(0, value.offsetByCodePoints(0, value.codePointCount(0, LONGEST)))
                : value;
    }

    /** The Windows name of a zone; the name itself where Windows has none. */
    static String windows(String zone) {
        return Zones.windows(zone).orElse(zone);
    }
}
