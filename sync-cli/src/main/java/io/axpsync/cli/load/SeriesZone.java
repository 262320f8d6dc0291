package io.axpsync.cli.load;

import io.axpsync.cli.load.EventReading.Unusable;
import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Times;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DateProperty;

/**
 * The zone in which a series counts, by a name that Exchange knows. A VTIMEZONE of the file is followed: a zone serves
 * only if its clocks agree with that definition from the series' start on for as long as anybody compares.
 */
final class SeriesZone {

    private static final int YEARS = 20;

    private SeriesZone() {}

    /** @param rule RRULE's value, which Exchange has a pattern for; empty when there is none */
    static ZoneId of(VEvent event, FileEvent first, String rule, ZoneId floating) {
        if (first.when() instanceof Dates) {
            return floating;
        }
        Temporal start = event.getProperty(Property.DTSTART)
                .filter(p -> p instanceof DateProperty<?>)
                .map(p -> (Temporal) ((DateProperty<?>) p).getDate())
                .orElseThrow(() -> new Unusable("no-start", "the event has no DTSTART"));
        if (start instanceof LocalDateTime) {
            return floating;
        }
        if (!(start instanceof ZonedDateTime zoned)) {
            return ZoneId.of("UTC");
        }
        ZoneId defined = zoned.getZone();
        String name = first.zone().orElse("");
        Instant from = ((Times) first.when()).start();
        Instant to = last(rule, zoned, defined);
        return Stream.of(
                        Stream.of(name, windows(name), defined.getId()),
                        Stream.of(floating.getId()),
                        ZoneId.getAvailableZoneIds().stream()
                                .filter(id -> id.matches("(Europe|America|Asia|Australia|Pacific|Africa)/.*"))
                                .sorted())
                .flatMap(names -> names)
                .map(SeriesZone::known)
                .flatMap(Optional::stream)
                .filter(zone -> agree(zone, defined, from, to))
                .findFirst()
                .orElseThrow(() -> new Unusable(
                        "series-zone",
                        "DTSTART: no zone that Exchange knows keeps the clocks of the file's VTIMEZONE “" + name
                                + "”. Give the series a zone of the IANA list"));
    }

    /** A day after the last occurrence; endless series are watched for some years. */
    private static Instant last(String rule, ZonedDateTime start, ZoneId defined) {
        LocalDate far = start.toLocalDate().plusYears(YEARS);
        boolean ends = rule.contains("COUNT=") || rule.contains("UNTIL=");
        List<LocalDateTime> dates = ends
                ? Expansion.dates(rule, start.toLocalDateTime(), false, defined, far)
                : List.of(far.atStartOfDay());
        LocalDateTime last = dates.isEmpty() ? start.toLocalDateTime() : dates.get(dates.size() - 1);
        return last.plusDays(1).atZone(defined).toInstant();
    }

    private static String windows(String name) {
        return Zones.iana(name).orElse("");
    }

    private static Optional<ZoneId> known(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) && (name.contains("/") || name.equals("UTC"))
                ? Optional.of(ZoneId.of(name))
                : Optional.empty();
    }

    /** Whether both have the same offsets, looked at each day. */
    private static boolean agree(ZoneId zone, ZoneId defined, Instant from, Instant to) {
        if (zone.equals(defined)) {
            return true;
        }
        Instant at = from;
        while (!at.isAfter(to)) {
            if (!zone.getRules().getOffset(at).equals(defined.getRules().getOffset(at))) {
                return false;
            }
            at = at.plus(1, ChronoUnit.DAYS);
        }
        return true;
    }
}
