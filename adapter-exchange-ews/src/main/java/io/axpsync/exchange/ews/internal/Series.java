package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.RecurrenceRule;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.axpsync.exchange.ews.internal.wire.Part;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import microsoft.exchange.webservices.data.core.service.item.Appointment;

/**
 * What a recurring master says of its series.
 *
 * @param modified the occurrences that take place otherwise
 * @param cancelled keys of those that do not
 */
record Series(Recurrence rule, Vector<Modified> modified, Vector<String> cancelled) {

    /** An occurrence with an id of its own; when it takes place, and when it would by the rule. */
    record Modified(String id, String key, Value at, Value byRule) {}

    /** The ids of the modified occurrences in an answer. */
    static Seq<String> modifiedIds(Seq<Part> parts) {
        return listed(parts, "ModifiedOccurrences")
                .flatMap(occurrence -> occurrence.child("ItemId"))
                .map(Part::id)
                .filter(id -> !id.isEmpty());
    }

    /** @throws DateTimeException naming what cannot be read */
    static Series read(Appointment item, Seq<Part> parts, Lane lane) {
        Part recurrence = parts.find(part -> part.name().equals("Recurrence"))
                .getOrElseThrow(() -> new DateTimeException("its pattern is missing"));
        RecurrenceRule says = RecurrenceXml.read(recurrence);
        Value first = AppointmentTimes.read(item, lane.mailbox().zone());
        boolean allDay = first instanceof Value.Days;
        ZoneId zone = allDay ? AppointmentTimes.zone(item, lane.mailbox().zone()) : zone(item);
        Either<Reason, Recurrence> rule =
                Recurrence.of(new Value.Recurring(first, says.text(), allDay ? "" : Zones.name(zone)));
        return rule.map(it -> read(it, zone, parts)).getOrElseThrow(refused -> new DateTimeException(refused.text()));
    }

    private static Series read(Recurrence rule, ZoneId zone, Seq<Part> parts) {
        Vector<Modified> modified = Vector.empty();
        for (Part occurrence : listed(parts, "ModifiedOccurrences")) {
            Instant by = instant(occurrence, "OriginalStart");
            Recurrence.Occurrence original = original(rule, zone, by)
                    .getOrElseThrow(() -> new DateTimeException(
                            "an exception belongs to " + by + ", when it has no occurrence by its pattern"));
            Instant start = instant(occurrence, "Start");
            Instant end = instant(occurrence, "End");
            Value at = new Value.Period(start, end.isBefore(start) ? start : end);
            String id = occurrence.child("ItemId").map(Part::id).getOrElse("");
            modified = modified.append(new Modified(id, original.key(), at, original.period()));
        }
        Vector<String> cancelled = Vector.empty();
        for (Part deleted : listed(parts, "DeletedOccurrences")) {
            // what the pattern has no occurrence for does not take place anyway
            cancelled = cancelled.appendAll(
                    original(rule, zone, instant(deleted, "Start")).map(Recurrence.Occurrence::key));
        }
        return new Series(rule, modified, cancelled);
    }

    private static Option<Recurrence.Occurrence> original(Recurrence rule, ZoneId zone, Instant start) {
        LocalDate date = LocalDate.ofInstant(start, zone);
        return rule.isAllDay() ? rule.on(date) : rule.at(start).orElse(() -> rule.on(date));
    }

    private static Instant instant(Part part, String name) {
        return MailboxService.instant(part.text(name))
                .getOrElseThrow(() -> new DateTimeException("the " + name + " of an exception cannot be read"));
    }

    private static Seq<Part> listed(Seq<Part> parts, String name) {
        return parts.find(part -> part.name().equals(name)).map(Part::children).getOrElse(Vector.empty());
    }

    private static ZoneId zone(Appointment item) {
        String name = AppointmentTimes.zoneName(item).getOrElse("");
        return Zones.find(name)
                .getOrElseThrow(() -> new DateTimeException("nobody knows its time zone \"" + name
                        + "\", in which its pattern counts; choose another one in Outlook"));
    }

    /** Whether an occurrence touches the window. */
    boolean touches(Window window, ZoneId mailbox) {
        Map<Field, Value> values = LinkedHashMap.of(
                Field.PERIOD,
                rule.value(),
                Field.EXCEPTIONS,
                exceptions(modified.toMap(
                        Modified::key, one -> RecurrenceOverride.changed(HashMap.of(Field.PERIOD, one.at())))));
        return RecurrenceSet.of(Item.of(Kind.APPOINTMENT, values)).exists(set -> set.touches(window, mailbox));
    }

    /**
     * The series as an item.
     *
     * @param master as read so far
     * @param occurrences the modified ones by their ids
     * @throws DateTimeException when one of them was not told
     */
    Item item(Item master, Map<String, Appointment> occurrences, Lane lane) {
        Map<String, RecurrenceOverride> changed = HashMap.empty();
        for (Modified one : modified) {
            Appointment occurrence = occurrences
                    .get(one.id())
                    .getOrElseThrow(() -> new DateTimeException("its exception of " + one.key() + " cannot be read"));
            Item itself = master;
            for (Field field : RecurrenceOverride.FIELDS) {
                itself = itself.with(
                        field,
                        AppointmentMapping.of(field)
                                .reads()
                                .from(occurrence, lane)
                                .getOrElse(master.value(field)));
            }
            RecurrenceOverride override = RecurrenceOverride.between(master, one.byRule(), itself);
            if (!override.isNone()) {
                changed = changed.put(one.key(), override);
            }
        }
        return master.with(Field.PERIOD, rule.value()).with(Field.EXCEPTIONS, exceptions(changed));
    }

    private Value exceptions(Map<String, RecurrenceOverride> changed) {
        Vector<Value.Entry> entries = changed.map(one -> one._2.entry(one._1)).toVector();
        Vector<Value.Entry> all = entries.appendAll(cancelled.map(RecurrenceOverride.CANCELLED::entry));
        return all.isEmpty() ? Value.NOTHING : Value.Entries.of(all);
    }
}
