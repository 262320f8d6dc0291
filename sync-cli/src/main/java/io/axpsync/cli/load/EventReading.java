package io.axpsync.cli.load;

import io.axpsync.cli.load.FileEvent.Busy;
import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Person;
import io.axpsync.cli.load.FileEvent.Times;
import io.axpsync.cli.load.FileEvent.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DateProperty;
import net.fortuna.ical4j.model.property.Trigger;

/** Takes from a VEVENT what an appointment can be compared by. Defaults are those of RFC 5545. */
final class EventReading {

    private static final Set<String> NOT_OURS =
            Set.of("URL", "GEO", "ATTACH", "COMMENT", "CONTACT", "RESOURCES", "RELATED-TO", "X-ALT-DESC");

    private final ZoneId floating;

    EventReading(ZoneId floating) {
        this.floating = floating;
    }

    /** The event says nothing that could be put into a calendar. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String code;

        Unusable(String code, String why) {
            super(why);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    FileEvent read(String source, VEvent event) {
        Temporal start =
                date(event, Property.DTSTART).orElseThrow(() -> new Unusable("no-start", "the event has no DTSTART"));
        List<Person> attendees = attendees(event);
        return new FileEvent(
                source,
                text(event, Property.UID).strip(),
                text(event, Property.SUMMARY),
                text(event, Property.DESCRIPTION),
                text(event, Property.LOCATION),
                when(event, start),
                classification(text(event, Property.CLASS)),
                busy(event),
                priority(text(event, Property.PRIORITY)),
                reminder(event),
                categories(event),
                event.getProperty(Property.ORGANIZER).flatMap(EventReading::person),
                attendees,
                event.getProperty(Property.DTSTART).flatMap(p -> parameter(p, Parameter.TZID)),
                others(event, attendees));
    }

    static String text(Component event, String name) {
        return event.getProperty(name).map(Property::getValue).orElse("");
    }

    static Optional<Temporal> date(Component event, String name) {
        return event.getProperty(name).filter(p -> p instanceof DateProperty<?>).map(p ->
                (Temporal) ((DateProperty<?>) p).getDate());
    }

    private When when(VEvent event, Temporal start) {
        Optional<Temporal> end = date(event, Property.DTEND);
        Optional<TemporalAmount> lasts = event.getProperty(Property.DURATION)
                .map(p -> ((net.fortuna.ical4j.model.property.Duration) p).getDuration());
        if (start instanceof LocalDate first) {
            LocalDate last = end.map(this::day)
                    .or(() -> lasts.map(amount -> first.plusDays(days(amount))))
                    .orElse(first.plusDays(1));
            if (last.isBefore(first)) {
                throw new Unusable("ends-before-start", "the event ends before it starts");
            }
            return new Dates(first, last.isAfter(first) ? last : first.plusDays(1));
        }
        Instant from = instant(start);
        Instant to = end.map(this::instant)
                .or(() -> lasts.map(amount -> from(start, amount)))
                .orElse(from);
        if (to.isBefore(from)) {
            throw new Unusable("ends-before-start", "the event ends before it starts");
        }
        return new Times(from, to);
    }

    private Instant from(Temporal start, TemporalAmount amount) {
        return start instanceof Instant instant
                ? instant.atZone(java.time.ZoneOffset.UTC).plus(amount).toInstant()
                : instant(start.plus(amount));
    }

    private static long days(TemporalAmount amount) {
        if (amount instanceof Period period) {
            return period.toTotalMonths() * 30 + period.getDays();
        }
        Duration duration = Duration.from(amount);
        return (duration.toSeconds() + 86_399) / 86_400;
    }

    Instant instant(Temporal temporal) {
        if (temporal instanceof LocalDate date) {
            return date.atStartOfDay(floating).toInstant();
        }
        return temporal instanceof LocalDateTime local ? local.atZone(floating).toInstant() : Instant.from(temporal);
    }

    LocalDate day(Temporal temporal) {
        if (temporal instanceof LocalDate date) {
            return date;
        }
        if (temporal instanceof ZonedDateTime zoned) {
            return zoned.toLocalDate();
        }
        return instant(temporal).atZone(floating).toLocalDate();
    }

    static String classification(String word) {
        String known = word.strip().toUpperCase(Locale.ROOT);
        return known.equals("PRIVATE") || known.equals("CONFIDENTIAL") ? known : "PUBLIC";
    }

    /** Outlook's own word first (MS-OXCICAL 2.1.3.1.1.20.31), then TRANSP, then STATUS. */
    private static Busy busy(VEvent event) {
        String outlook = text(event, "X-MICROSOFT-CDO-BUSYSTATUS").strip().toUpperCase(Locale.ROOT);
        for (Busy busy : Busy.values()) {
            if (busy.name().equals(outlook)) {
                return busy;
            }
        }
        if (text(event, Property.TRANSP).strip().equalsIgnoreCase("TRANSPARENT")) {
            return Busy.FREE;
        }
        return text(event, Property.STATUS).strip().equalsIgnoreCase("TENTATIVE") ? Busy.TENTATIVE : Busy.BUSY;
    }

    static int priority(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]") ? Integer.parseInt(digits) : 0;
    }

    /** The first alarm that rings a whole number of minutes before the start, as far as there is one. */
    private static Optional<Integer> reminder(VEvent event) {
        for (VAlarm alarm : event.getAlarms()) {
            Property trigger = alarm.getProperty(Property.TRIGGER).orElse(null);
            if (trigger instanceof Trigger t
                    && t.getDuration() != null
                    && !parameter(t, Parameter.RELATED).orElse("START").equalsIgnoreCase("END")) {
                Duration before = duration(t.getDuration()).negated();
                if (!before.isNegative()) {
                    return Optional.of(Math.toIntExact(before.toMinutes()));
                }
            }
        }
        return Optional.empty();
    }

    static Duration duration(TemporalAmount amount) {
        return amount instanceof Period period ? Duration.ofDays(days(period)) : Duration.from(amount);
    }

    /** Commas and semicolons part categories in Outlook. */
    static List<String> categories(Component event) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (Property property : event.getProperties(Property.CATEGORIES)) {
            for (String name : property.getValue().split("[,;]")) {
                String clean = name.replace("\\", "").strip();
                if (!clean.isEmpty()) {
                    byKey.putIfAbsent(clean.toLowerCase(Locale.ROOT), clean);
                }
            }
        }
        return List.copyOf(byKey.values());
    }

    private static List<Person> attendees(VEvent event) {
        Map<String, Person> byAddress = new LinkedHashMap<>();
        for (Property property : event.getProperties(Property.ATTENDEE)) {
            person(property).ifPresent(p -> byAddress.putIfAbsent(p.address().toLowerCase(Locale.ROOT), p));
        }
        event.getProperty(Property.ORGANIZER)
                .flatMap(EventReading::person)
                .ifPresent(organizer -> byAddress.remove(organizer.address().toLowerCase(Locale.ROOT)));
        return List.copyOf(byAddress.values());
    }

    /** None when there is no e-mail address to know the person by. */
    private static Optional<Person> person(Property property) {
        String address = property.getValue().strip().replaceFirst("(?i)^mailto:", "");
        if (!address.matches("[^@\\s]+@[^@\\s]+")) {
            return Optional.empty();
        }
        String type = parameter(property, Parameter.CUTYPE).orElse("").toUpperCase(Locale.ROOT);
        String role = parameter(property, Parameter.ROLE).orElse("").toUpperCase(Locale.ROOT);
        boolean resource = type.equals("ROOM") || type.equals("RESOURCE");
        boolean optional = role.equals("OPT-PARTICIPANT") || role.equals("NON-PARTICIPANT");
        String answer = parameter(property, Parameter.PARTSTAT).orElse("").toUpperCase(Locale.ROOT);
        return Optional.of(new Person(
                address,
                parameter(property, Parameter.CN).orElse(address).strip(),
                resource ? "RESOURCE" : optional ? "OPTIONAL" : "REQUIRED",
                Set.of("ACCEPTED", "TENTATIVE", "DECLINED").contains(answer) ? answer : "NONE"));
    }

    private static Set<String> others(VEvent event, List<Person> attendees) {
        Set<String> others = new TreeSet<>();
        for (Property property : event.getProperties()) {
            if (NOT_OURS.contains(property.getName())
                    && property.getValue() != null
                    && !property.getValue().isBlank()) {
                others.add(property.getName());
            }
        }
        if (text(event, Property.STATUS).strip().equalsIgnoreCase("CANCELLED")) {
            others.add("STATUS");
        }
        if (event.getAlarms().size() > reminder(event).map(r -> 1).orElse(0)) {
            others.add("VALARM");
        }
        if (attendees.isEmpty() && event.getProperty(Property.ORGANIZER).isPresent()) {
            others.add("ORGANIZER");
        }
        return others;
    }

    private static Optional<String> parameter(Property property, String name) {
        List<String> values = new ArrayList<>();
        property.getParameter(name).ifPresent(p -> values.add(((Parameter) p).getValue()));
        return values.stream().findFirst();
    }
}
