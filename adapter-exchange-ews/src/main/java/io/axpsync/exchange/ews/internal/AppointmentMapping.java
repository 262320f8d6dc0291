package io.axpsync.exchange.ews.internal;

import static io.axpsync.core.item.Capabilities.Holding.READ_ONLY;
import static io.axpsync.core.item.Capabilities.Holding.READ_WRITE;
import static io.axpsync.core.item.Capabilities.Holding.upTo;

import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.enumeration.property.BodyType;
import microsoft.exchange.webservices.data.core.enumeration.property.Importance;
import microsoft.exchange.webservices.data.core.enumeration.property.LegacyFreeBusyStatus;
import microsoft.exchange.webservices.data.core.enumeration.property.Sensitivity;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.schema.AppointmentSchema;
import microsoft.exchange.webservices.data.property.complex.MessageBody;
import microsoft.exchange.webservices.data.property.definition.PropertyDefinition;

/**
 * What an EWS calendar item and an appointment carry for each other, in both directions: one line per field. Reading
 * gives none where the item does not say it in words that we know (an enumeration member of tomorrow, a list with
 * somebody who has no address, the join block of an online meeting): such a field is withheld and never written back.
 */
record AppointmentMapping(Field field, Holding holding, Reads reads, Writes writes) {

    private static final int LINE = 255;
    private static final int ELSEWHERE = 4;
    private static final Seq<String> BUSY =
            Vector.of("FREE", "TENTATIVE", "BUSY", "OUT_OF_OFFICE", "WORKING_ELSEWHERE");

    private static final Map<LegacyFreeBusyStatus, String> SHOW_AS = HashMap.of(
            LegacyFreeBusyStatus.Free, "FREE",
            LegacyFreeBusyStatus.Tentative, "TENTATIVE",
            LegacyFreeBusyStatus.Busy, "BUSY",
            LegacyFreeBusyStatus.OOF, "OUT_OF_OFFICE");

    private static final Map<Sensitivity, String> SENSITIVITY = HashMap.of(
            Sensitivity.Normal, "NORMAL",
            Sensitivity.Personal, "PERSONAL",
            Sensitivity.Private, "PRIVATE",
            Sensitivity.Confidential, "CONFIDENTIAL");

    private static final Map<Importance, String> IMPORTANCE =
            HashMap.of(Importance.Low, "LOW", Importance.Normal, "NORMAL", Importance.High, "HIGH");

    /** The lines in catalogue order. */
    static final Seq<AppointmentMapping> TABLE = Vector.of(
            line(
                    Field.SUBJECT,
                    upTo(LINE),
                    (a, l) -> some(text(a, AppointmentSchema.Subject)),
                    (a, v) -> a.setSubject(text(v))),
            line(Field.BODY, READ_WRITE, AppointmentMapping::body, (a, v) -> a.setBody(body(v))),
            // Needs the item's zone: AppointmentWrites writes it.
            line(
                    Field.PERIOD,
                    READ_WRITE,
                    (a, l) -> some(AppointmentTimes.read(a, l.mailbox().zone())),
                    (a, v) -> {}),
            // Only of series: Series reads them, SeriesWriting writes them.
            line(Field.EXCEPTIONS, READ_WRITE, (a, l) -> some(Value.NOTHING), (a, v) -> {}),
            line(
                    Field.LOCATION,
                    upTo(LINE),
                    (a, l) -> some(text(a, AppointmentSchema.Location)),
                    (a, v) -> a.setLocation(v.isNothing() ? null : text(v))),
            line(Field.SHOW_AS, READ_WRITE, AppointmentMapping::showAs, AppointmentMapping::showAs),
            line(
                    Field.SENSITIVITY,
                    READ_WRITE,
                    (a, l) -> choice(SENSITIVITY, a, AppointmentSchema.Sensitivity, Sensitivity.class),
                    (a, v) -> a.setSensitivity(member(SENSITIVITY, v, Sensitivity.Normal))),
            line(
                    Field.IMPORTANCE,
                    READ_WRITE,
                    (a, l) -> choice(IMPORTANCE, a, AppointmentSchema.Importance, Importance.class),
                    (a, v) -> a.setImportance(member(IMPORTANCE, v, Importance.Normal))),
            line(Field.REMINDER, READ_WRITE, (a, l) -> some(reminder(a)), AppointmentMapping::reminder),
            // These two need the lists that are there: AppointmentWrites writes them.
            line(Field.CATEGORIES, READ_WRITE, (a, l) -> some(Categories.users(Facts.categories(a), l)), (a, v) -> {}),
            line(Field.ATTENDEES, READ_WRITE, (a, l) -> People.attendees(a), (a, v) -> {}),
            line(Field.RESPONSES, READ_ONLY, (a, l) -> some(People.responses(a)), (a, v) -> {}),
            line(Field.ORGANIZER, READ_ONLY, (a, l) -> some(People.organizer(a)), (a, v) -> {}),
            line(Field.RESPONSE_REQUESTED, READ_WRITE, (a, l) -> some(asked(a)), AppointmentMapping::asked),
            // Not told by the library: AppointmentReading reads them.
            line(Field.ATTACHMENTS, READ_ONLY, (a, l) -> some(Value.NOTHING), (a, v) -> {}),
            line(Field.TIME_ZONE, READ_ONLY, (a, l) -> some(zone(a)), (a, v) -> {}));

    /** How each field is held, for the capabilities. */
    static Map<Field, Holding> holdings() {
        return TABLE.foldLeft(LinkedHashMap.empty(), (map, line) -> map.put(line.field(), line.holding()));
    }

    static AppointmentMapping of(Field field) {
        return TABLE.find(line -> line.field() == field)
                .getOrElseThrow(() -> new IllegalArgumentException("an appointment has no " + field));
    }

    /** From an item; none = it is not carried. */
    @FunctionalInterface
    interface Reads {
        Option<Value> from(Appointment item, Lane lane);
    }

    /** Onto an item of which nothing is loaded; {@link Value#NOTHING} blanks. */
    @FunctionalInterface
    interface Writes {
        void onto(Appointment item, Value value) throws Exception;
    }

    private static AppointmentMapping line(Field field, Holding holding, Reads reads, Writes writes) {
        return new AppointmentMapping(field, holding, reads, writes);
    }

    private static Option<Value> some(Value value) {
        return Option.some(value);
    }

    private static Value text(Appointment item, PropertyDefinition property) {
        return Value.text(Facts.text(item, property));
    }

    private static String text(Value value) {
        return value instanceof Value.Text t ? t.text() : "";
    }

    private static <E> Option<Value> choice(
            Map<E, String> names, Appointment item, PropertyDefinition property, Class<E> type) {
        return Facts.of(item, property, type).flatMap(names::get).map(Value::choice);
    }

    private static <E> E member(Map<E, String> names, Value value, E otherwise) {
        return names.find(t -> value instanceof Value.Choice c && c.name().equals(t._2))
                .map(t -> t._1)
                .getOrElse(otherwise);
    }

    /** An online meeting's body holds the join block, which must survive: it is not carried at all. */
    private static Option<Value> body(Appointment item, Lane lane) {
        boolean online = Facts.flag(item, AppointmentSchema.IsOnlineMeeting)
                || Mapi.text(item, Mapi.TEAMS).isDefined()
                || Mapi.text(item, Mapi.SKYPE).isDefined();
        return online
                ? Option.none()
                : some(Facts.of(item, AppointmentSchema.Body, MessageBody.class)
                        .map(body -> Blanks.shown(body.toString()))
                        .map(Value::text)
                        .getOrElse(Value.NOTHING));
    }

    private static MessageBody body(Value value) {
        return new MessageBody(BodyType.Text, text(value));
    }

    /** The MAPI property knows working elsewhere, which the schema of 2010 does not. */
    private static Option<Value> showAs(Appointment item, Lane lane) {
        return Mapi.number(item, Mapi.BUSY)
                .filter(n -> n >= 0 && n < BUSY.size())
                .map(BUSY::get)
                .map(Value::choice)
                .orElse(() ->
                        choice(SHOW_AS, item, AppointmentSchema.LegacyFreeBusyStatus, LegacyFreeBusyStatus.class));
    }

    private static void showAs(Appointment item, Value value) throws Exception {
        if (value.equals(Value.choice(BUSY.get(ELSEWHERE)))) {
            item.setExtendedProperty(Mapi.BUSY, ELSEWHERE);
        } else {
            item.setLegacyFreeBusyStatus(member(SHOW_AS, value, LegacyFreeBusyStatus.Busy));
        }
    }

    private static Value reminder(Appointment item) {
        return Facts.flag(item, AppointmentSchema.IsReminderSet)
                ? Facts.of(item, AppointmentSchema.ReminderMinutesBeforeStart, Integer.class)
                        .<Value>map(Value.Whole::new)
                        .getOrElse(Value.NOTHING)
                : Value.NOTHING;
    }

    private static void reminder(Appointment item, Value value) throws Exception {
        item.setIsReminderSet(value instanceof Value.Whole);
        if (value instanceof Value.Whole minutes) {
            item.setReminderMinutesBeforeStart((int) Math.max(0, Math.min(Integer.MAX_VALUE, minutes.number())));
        }
    }

    private static Value asked(Appointment item) {
        return People.meeting(item)
                ? Facts.of(item, AppointmentSchema.IsResponseRequested, Boolean.class)
                        .map(asked -> Value.choice(asked ? "YES" : "NO"))
                        .getOrElse(Value.NOTHING)
                : Value.NOTHING;
    }

    private static void asked(Appointment item, Value value) throws Exception {
        if (value instanceof Value.Choice choice) {
            item.setIsResponseRequested(choice.name().equals("YES"));
        }
    }

    private static Value zone(Appointment item) {
        return AppointmentTimes.zoneName(item)
                .flatMap(Zones::find)
                .map(Zones::name)
                .map(Value::text)
                .getOrElse(Value.NOTHING);
    }
}
