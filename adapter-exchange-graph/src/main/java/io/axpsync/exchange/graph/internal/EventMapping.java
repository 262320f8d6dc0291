package io.axpsync.exchange.graph.internal;

import static io.axpsync.core.item.Capabilities.Holding.READ_ONLY;
import static io.axpsync.core.item.Capabilities.Holding.READ_WRITE;
import static io.axpsync.core.item.Capabilities.Holding.upTo;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.FreeBusyStatus;
import com.microsoft.graph.models.Importance;
import com.microsoft.graph.models.Location;
import com.microsoft.graph.models.Sensitivity;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What a Graph event and an appointment carry for each other, in both directions: one line per field. Reading gives
 * none where the event does not say it in words that we know (an enumeration member of tomorrow, a list that hides
 * somebody, the join block of an online meeting): such a field is withheld and never written back.
 */
record EventMapping(Field field, Holding holding, Reads reads, Writes writes) {

    private static final int LINE = 255;

    private static final Map<FreeBusyStatus, String> SHOW_AS = HashMap.of(
            FreeBusyStatus.Free, "FREE",
            FreeBusyStatus.Tentative, "TENTATIVE",
            FreeBusyStatus.Busy, "BUSY",
            FreeBusyStatus.Oof, "OUT_OF_OFFICE",
            FreeBusyStatus.WorkingElsewhere, "WORKING_ELSEWHERE");

    private static final Map<Sensitivity, String> SENSITIVITY = HashMap.of(
            Sensitivity.Normal, "NORMAL",
            Sensitivity.Personal, "PERSONAL",
            Sensitivity.Private, "PRIVATE",
            Sensitivity.Confidential, "CONFIDENTIAL");

    private static final Map<Importance, String> IMPORTANCE =
            HashMap.of(Importance.Low, "LOW", Importance.Normal, "NORMAL", Importance.High, "HIGH");

    /** The lines in catalogue order. */
    static final Seq<EventMapping> TABLE = Vector.of(
            line(
                    Field.SUBJECT,
                    upTo(LINE),
                    (e, l) -> some(Texts.read(e.getSubject())),
                    (e, v) -> e.setSubject(Texts.write(v))),
            line(Field.BODY, READ_WRITE, EventMapping::body, (e, v) -> e.setBody(Texts.body(v))),
            // Needs the item's zone: EventBodies writes it.
            line(Field.PERIOD, READ_WRITE, (e, l) -> some(EventTimes.read(e)), (e, v) -> {}),
            line(Field.LOCATION, upTo(LINE), (e, l) -> some(location(e)), (e, v) -> e.setLocation(location(v))),
            line(
                    Field.SHOW_AS,
                    READ_WRITE,
                    (e, l) -> choice(SHOW_AS, e.getShowAs()),
                    (e, v) -> e.setShowAs(member(SHOW_AS, v, FreeBusyStatus.Busy))),
            line(
                    Field.SENSITIVITY,
                    READ_WRITE,
                    (e, l) -> choice(SENSITIVITY, e.getSensitivity()),
                    (e, v) -> e.setSensitivity(member(SENSITIVITY, v, Sensitivity.Normal))),
            line(
                    Field.IMPORTANCE,
                    READ_WRITE,
                    (e, l) -> choice(IMPORTANCE, e.getImportance()),
                    (e, v) -> e.setImportance(member(IMPORTANCE, v, Importance.Normal))),
            line(Field.REMINDER, READ_WRITE, (e, l) -> some(reminder(e)), EventMapping::reminder),
            // Needs the list that is there: EventBodies writes it.
            line(Field.CATEGORIES, READ_WRITE, (e, l) -> some(Categories.users(names(e), l)), (e, v) -> {}),
            line(Field.ATTENDEES, READ_WRITE, (e, l) -> People.attendees(e), People::write),
            line(Field.RESPONSES, READ_ONLY, (e, l) -> People.responses(e), (e, v) -> {}),
            line(Field.ORGANIZER, READ_ONLY, (e, l) -> some(People.organizer(e)), (e, v) -> {}),
            line(Field.RESPONSE_REQUESTED, READ_WRITE, (e, l) -> some(asked(e)), EventMapping::asked),
            line(Field.TIME_ZONE, READ_ONLY, (e, l) -> some(zone(e)), (e, v) -> {}),
            // Listed apart: EventFiles reads them. Attaching a file to a meeting would mail its attendees.
            line(Field.ATTACHMENTS, READ_ONLY, (e, l) -> some(Value.NOTHING), (e, v) -> {}),
            // Events of their own: SeriesExceptions reads them, SeriesWriting writes them.
            line(Field.EXCEPTIONS, READ_WRITE, (e, l) -> some(Value.NOTHING), (e, v) -> {}));

    /** How each field is held, for the capabilities. */
    static Map<Field, Holding> holdings() {
        return TABLE.foldLeft(LinkedHashMap.empty(), (map, line) -> map.put(line.field(), line.holding()));
    }

    static EventMapping of(Field field) {
        return TABLE.find(line -> line.field() == field)
                .getOrElseThrow(() -> new IllegalArgumentException("an event has no " + field));
    }

    static Seq<String> names(Event event) {
        return event.getCategories() == null ? Vector.empty() : Vector.ofAll(event.getCategories());
    }

    /** From an event; none = it is not carried. */
    @FunctionalInterface
    interface Reads {
        Option<Value> from(Event event, Lane lane);
    }

    /** Onto a fresh event; {@link Value#NOTHING} blanks. */
    @FunctionalInterface
    interface Writes {
        void onto(Event event, Value value);
    }

    private static EventMapping line(Field field, Holding holding, Reads reads, Writes writes) {
        return new EventMapping(field, holding, reads, writes);
    }

    private static Option<Value> some(Value value) {
        return Option.some(value);
    }

    private static <E> Option<Value> choice(Map<E, String> names, E member) {
        return Option.of(member).flatMap(names::get).map(Value::choice);
    }

    private static <E> E member(Map<E, String> names, Value value, E otherwise) {
        return names.find(t -> value instanceof Value.Choice c && c.name().equals(t._2))
                .map(t -> t._1)
                .getOrElse(otherwise);
    }

    /** An online meeting's body holds the join block, which must survive: it is not carried at all. */
    private static Option<Value> body(Event event, Lane lane) {
        return Boolean.TRUE.equals(event.getIsOnlineMeeting()) ? Option.none() : some(Texts.read(event.getBody()));
    }

    private static Value location(Event event) {
        return event.getLocation() == null
                ? Value.NOTHING
                : Texts.read(event.getLocation().getDisplayName());
    }

    private static Location location(Value value) {
        Location location = new Location();
        location.setDisplayName(Texts.write(value));
        return location;
    }

    private static Value reminder(Event event) {
        Integer minutes = event.getReminderMinutesBeforeStart();
        return Boolean.TRUE.equals(event.getIsReminderOn()) && minutes != null
                ? new Value.Whole(minutes)
                : Value.NOTHING;
    }

    private static void reminder(Event event, Value value) {
        event.setIsReminderOn(value instanceof Value.Whole);
        if (value instanceof Value.Whole minutes) {
            event.setReminderMinutesBeforeStart((int) Math.max(0, Math.min(Integer.MAX_VALUE, minutes.number())));
        }
    }

    private static Value asked(Event event) {
        return People.meeting(event) && event.getResponseRequested() != null
                ? Value.choice(event.getResponseRequested() ? "YES" : "NO")
                : Value.NOTHING;
    }

    private static void asked(Event event, Value value) {
        if (value instanceof Value.Choice choice) {
            event.setResponseRequested(choice.name().equals("YES"));
        }
    }

    private static Value zone(Event event) {
        return Option.of(event.getOriginalStartTimeZone())
                .flatMap(Zones::find)
                .map(Zones::name)
                .map(Value::text)
                .getOrElse(Value.NOTHING);
    }
}
