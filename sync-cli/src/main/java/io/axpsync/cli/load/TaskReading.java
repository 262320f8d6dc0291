package io.axpsync.cli.load;

import static io.axpsync.cli.load.EventReading.categories;
import static io.axpsync.cli.load.EventReading.classification;
import static io.axpsync.cli.load.EventReading.date;
import static io.axpsync.cli.load.EventReading.priority;
import static io.axpsync.cli.load.EventReading.text;

import io.axpsync.cli.load.EventReading.Unusable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VToDo;
import net.fortuna.ical4j.model.property.Trigger;

/** Takes from a VTODO what a task can be compared by. Defaults are those of RFC 5545. */
final class TaskReading {

    private static final Set<String> NOT_OURS = Set.of(
            "URL",
            "GEO",
            "ATTACH",
            "COMMENT",
            "CONTACT",
            "RESOURCES",
            "RELATED-TO",
            "LOCATION",
            "ATTENDEE",
            "ORGANIZER");

    private final ZoneId floating;
    private final EventReading times;

    /** @param floating the zone of times that name none: the mailbox's */
    TaskReading(ZoneId floating) {
        this.floating = floating;
        this.times = new EventReading(floating);
    }

    /** @throws Unusable when Outlook has no such task */
    FileTask read(String source, VToDo task) {
        if (task.getProperty(Property.RRULE).isPresent()
                || task.getProperty(Property.RDATE).isPresent()) {
            throw new Unusable(
                    "recurring-task",
                    "RRULE: D365 has no recurrence of tasks. Export the task that is due as a single one");
        }
        String status = text(task, Property.STATUS).strip().toUpperCase(Locale.ROOT);
        if (status.equals("CANCELLED")) {
            throw new Unusable(
                    "cancelled-task",
                    "STATUS:CANCELLED: there are no cancelled tasks in Outlook. Delete it, or take the status away");
        }
        Optional<Temporal> start = date(task, Property.DTSTART);
        Optional<Temporal> due = date(task, Property.DUE).or(() -> start.flatMap(from -> lasting(task, from)));
        Optional<LocalDate> first = start.map(times::day);
        Optional<LocalDate> last = due.map(times::day);
        if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
            throw new Unusable(
                    "due-before-start", "DUE: the task is due before it starts (DTSTART). Correct one of the two");
        }
        int percent = percent(text(task, Property.PERCENT_COMPLETE));
        boolean completed = status.equals("COMPLETED")
                || percent == 100
                || (status.isEmpty() && date(task, Property.COMPLETED).isPresent());
        return new FileTask(
                source,
                text(task, Property.SUMMARY),
                text(task, Property.DESCRIPTION),
                first,
                last,
                completed ? "completed" : status.equals("IN-PROCESS") || percent > 0 ? "inProgress" : "notStarted",
                completed ? 100 : percent,
                priority(text(task, Property.PRIORITY)),
                classification(text(task, Property.CLASS)),
                reminder(task, start, due),
                categories(task),
                others(task));
    }

    private Optional<Temporal> lasting(VToDo task, Temporal from) {
        return task.getProperty(Property.DURATION)
                .map(p -> ((net.fortuna.ical4j.model.property.Duration) p).getDuration())
                .map(amount -> from instanceof LocalDate day
                        ? day.plusDays(EventReading.duration(amount).toDays())
                        : times.instant(from).plus(EventReading.duration(amount)));
    }

    private static int percent(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]{1,3}") ? Math.min(100, Integer.parseInt(digits)) : 0;
    }

    /** The first alarm that rings at a known time. */
    private Optional<Instant> reminder(VToDo task, Optional<Temporal> start, Optional<Temporal> due) {
        for (VAlarm alarm : task.getAlarms()) {
            Property property = alarm.getProperty(Property.TRIGGER).orElse(null);
            if (property instanceof Trigger trigger) {
                Optional<Instant> at = rings(trigger, start, due);
                if (at.isPresent()) {
                    return at;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> rings(Trigger trigger, Optional<Temporal> start, Optional<Temporal> due) {
        if (trigger.getDuration() == null) {
            return Optional.ofNullable(trigger.getDate()).map(times::instant);
        }
        boolean end = trigger.getParameter(Parameter.RELATED)
                .map(related -> ((Parameter) related).getValue().equalsIgnoreCase("END"))
                .orElse(false);
        Duration after = EventReading.duration(trigger.getDuration());
        return (end ? due : start).map(times::instant).map(at -> at.plus(after));
    }

    private Set<String> others(VToDo task) {
        Set<String> others = new TreeSet<>();
        for (Property property : task.getProperties()) {
            if (NOT_OURS.contains(property.getName())
                    && property.getValue() != null
                    && !property.getValue().isBlank()) {
                others.add(property.getName());
            }
        }
        date(task, Property.DUE).filter(this::hasTime).ifPresent(at -> others.add("DUE-TIME"));
        date(task, Property.DTSTART).filter(this::hasTime).ifPresent(at -> others.add("START-TIME"));
        if (date(task, Property.COMPLETED).isPresent()) {
            others.add(Property.COMPLETED); // the server's word
        }
        return others;
    }

    /** Tasks have days; a time of day is not carried. */
    private boolean hasTime(Temporal at) {
        if (at instanceof LocalDate) {
            return false;
        }
        LocalDateTime local = at instanceof LocalDateTime floats
                ? floats
                : LocalDateTime.ofInstant(times.instant(at), at instanceof Instant ? ZoneOffset.UTC : floating);
        return !local.toLocalTime().equals(java.time.LocalTime.MIDNIGHT);
    }
}
