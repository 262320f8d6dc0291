package io.axpsync.core.item;

import static io.axpsync.core.item.Kind.APPOINTMENT;
import static io.axpsync.core.item.Kind.CONTACT;
import static io.axpsync.core.item.Kind.MESSAGE;
import static io.axpsync.core.item.Kind.TASK;

import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.EnumSet;

/**
 * The one catalogue of what items carry. Each field says which kinds have it, its shape, whether attendees see it
 * (changing it on an organiser's meeting makes Exchange mail them), and its normal form ({@link NormalForm}).
 */
public enum Field {
    /** SUMMARY. One line. A contact has names instead. */
    SUBJECT(Shape.LINE, true, APPOINTMENT, TASK, MESSAGE),
    /** DESCRIPTION, NOTE of a contact, as plain text. D365 {@code OutlookText}, of a contact person {@code Notes}. */
    BODY(Shape.PARAGRAPHS, true, APPOINTMENT, TASK, CONTACT, MESSAGE),
    /**
     * DTSTART, DTEND and RRULE as one: {@link Value.Period}, {@link Value.Days} for an all-day item,
     * {@link Value.Recurring} for a series.
     */
    PERIOD(Shape.PERIOD, true, APPOINTMENT, MESSAGE),
    /** LOCATION. One line. */
    LOCATION(Shape.LINE, true, APPOINTMENT),
    /** Free/busy: FREE, TENTATIVE, BUSY, OUT_OF_OFFICE, WORKING_ELSEWHERE. The user's own, attendees do not see it. */
    SHOW_AS(Shape.CHOICE, false, APPOINTMENT),
    /** NORMAL, PERSONAL, PRIVATE, CONFIDENTIAL. */
    SENSITIVITY(Shape.CHOICE, false, APPOINTMENT, TASK, CONTACT, MESSAGE),
    /** LOW, NORMAL, HIGH (Outlook's order; D365 numbers it otherwise). An invitation shows it. */
    IMPORTANCE(Shape.CHOICE, true, APPOINTMENT, TASK, MESSAGE),
    /** Minutes before the start; nothing = no reminder. */
    REMINDER(Shape.WHOLE, false, APPOINTMENT),
    /** The user's categories, without the marker and without our status categories. Of a message they stay where they are. */
    CATEGORIES(Shape.SET, false, APPOINTMENT, TASK, CONTACT, MESSAGE),
    /**
     * Who is invited: key = SMTP address, value = REQUIRED, OPTIONAL or RESOURCE, label = name. Of an imported message:
     * further employees who have it, in D365 only.
     */
    ATTENDEES(Shape.SET, true, APPOINTMENT, MESSAGE),
    /** What they answered: key = SMTP address, value = TENTATIVE, ACCEPTED or DECLINED. Exchange alone knows. */
    RESPONSES(Shape.SET, false, APPOINTMENT),
    /** ORGANIZER: one entry, key = SMTP address, label = name; only of meetings. Exchange alone knows. */
    ORGANIZER(Shape.SET, false, APPOINTMENT),
    /** YES or NO: whether attendees are asked to answer. */
    RESPONSE_REQUESTED(Shape.CHOICE, false, APPOINTMENT),
    /** IANA name of the zone in which the item was written; a presentation matter, the period is in UTC. */
    TIME_ZONE(Shape.LINE, false, APPOINTMENT),
    /**
     * The occurrences of a series that are not as the series says (RECURRENCE-ID, EXDATE): key = original start, local
     * in the zone of the series ({@code 2026-03-04t10:00}; {@code 2026-03-04} of an all-day series), value =
     * {@link RecurrenceOverride}. Only items whose PERIOD is {@link Value.Recurring} have any.
     */
    EXCEPTIONS(Shape.SET, true, APPOINTMENT),
    /** DTSTART of a task: a day. */
    START_DATE(Shape.DATE, false, TASK),
    /** DUE of a task: a day. */
    DUE_DATE(Shape.DATE, false, TASK),
    /** When a task reminds its owner (VALARM with an absolute TRIGGER); nothing = no reminder. */
    REMINDER_AT(Shape.MOMENT, false, TASK),
    /** NOT_STARTED, IN_PROGRESS, COMPLETED, WAITING, DEFERRED. */
    STATUS(Shape.CHOICE, false, TASK),
    /** PERCENT-COMPLETE, 0 to 100; 100 when and only when STATUS is COMPLETED. */
    PERCENT_COMPLETE(Shape.WHOLE, false, TASK),
    /** COMPLETED, as a day; only of tasks that are. */
    COMPLETED_DATE(Shape.DATE, false, TASK),
    /** How long it will take in all, in minutes. */
    TOTAL_WORK(Shape.WHOLE, false, TASK),
    /** How long it has taken, in minutes. */
    ACTUAL_WORK(Shape.WHOLE, false, TASK),
    /** Billing information, free text. */
    BILLING(Shape.LINE, false, TASK),
    /** Mileage, free text. */
    MILEAGE(Shape.LINE, false, TASK),
    /** N, honorific prefix: Dr., Prof. D365 {@code ProfessionalTitle}. */
    NAME_PREFIX(Shape.LINE, false, CONTACT),
    /** N, given name. */
    GIVEN_NAME(Shape.LINE, false, CONTACT),
    /** N, additional names. */
    MIDDLE_NAME(Shape.LINE, false, CONTACT),
    /** N, family name. */
    FAMILY_NAME(Shape.LINE, false, CONTACT),
    /** N, honorific suffix: jun., MSc. D365 {@code ProfessionalSuffix}. */
    NAME_SUFFIX(Shape.LINE, false, CONTACT),
    INITIALS(Shape.LINE, false, CONTACT),
    /** NICKNAME. D365 {@code KnownAsName}. */
    NICKNAME(Shape.LINE, false, CONTACT),
    /** How the given name is spoken (Outlook's yomi). */
    PHONETIC_GIVEN_NAME(Shape.LINE, false, CONTACT),
    /** How the family name is spoken. */
    PHONETIC_FAMILY_NAME(Shape.LINE, false, CONTACT),
    /** ORG: the name of the company. In D365 the person belongs to it, and it is not renamed by a contact. */
    COMPANY(Shape.LINE, false, CONTACT),
    /** TITLE: the job title. */
    TITLE(Shape.LINE, false, CONTACT),
    /** ROLE: the profession. */
    PROFESSION(Shape.LINE, false, CONTACT),
    /** ORG, organisational unit. */
    DEPARTMENT(Shape.LINE, false, CONTACT),
    /** Where the office is. */
    OFFICE(Shape.LINE, false, CONTACT),
    /** RELATED: the manager's name. */
    MANAGER(Shape.LINE, false, CONTACT),
    /** RELATED: the assistant's name. */
    ASSISTANT(Shape.LINE, false, CONTACT),
    /** EMAIL: {@link ContactPoint}; key = the address in lower case. */
    EMAILS(Shape.SET, false, CONTACT),
    /** TEL of the person, voice: {@link ContactPoint}; key = E.164. */
    PHONES(Shape.SET, false, CONTACT),
    /** TEL of type fax: {@link ContactPoint}; key = E.164. Nobody calls a fax, so it is none of the phones. */
    FAXES(Shape.SET, false, CONTACT),
    /** The assistant's number, {@link ContactPoint}: somebody else's, so it is none of the phones. */
    ASSISTANT_PHONES(Shape.SET, false, CONTACT),
    /** ADR: {@link PostalAddress}; key = its parts in normal form. */
    ADDRESSES(Shape.SET, false, CONTACT),
    /** URL. */
    WEB_PAGE(Shape.LINE, false, CONTACT),
    /** BDAY; of unknown year in 1604, as telephones write it to Exchange. */
    BIRTHDAY(Shape.DATE, false, CONTACT),
    /** ANNIVERSARY, as BDAY. */
    ANNIVERSARY(Shape.DATE, false, CONTACT),
    /** RELATED: the spouse's name. */
    SPOUSE(Shape.LINE, false, CONTACT),
    /** RELATED: the children's names: key = name, label = as written. */
    CHILDREN(Shape.SET, false, CONTACT),
    /** GENDER: MALE, FEMALE, NON_SPECIFIC; nothing = not said. */
    GENDER(Shape.CHOICE, false, CONTACT),
    /** From: one entry, key = SMTP address, label = name. */
    SENDER(Shape.SET, false, MESSAGE),
    /** To, Cc and Bcc: key = SMTP address, value = TO, CC or BCC, label = name. */
    RECIPIENTS(Shape.SET, false, MESSAGE),
    /** {@link AttachedFile}: key = name, value = size in bytes and content type, label = name as written; no contents. */
    ATTACHMENTS(Shape.SET, false, APPOINTMENT, MESSAGE),
    /** {@link ActivityLink}: what the activity belongs to, in D365 only. */
    ASSOCIATIONS(Shape.SET, false, MESSAGE);

    /**
     * Sets of what a person is reached by. Each element counts for itself: two contacts that meet for the first time have
     * those of both.
     */
    public static final Set<Field> REACHED_BY =
            HashSet.of(EMAILS, PHONES, FAXES, ASSISTANT_PHONES, ADDRESSES, CHILDREN);

    /**
     * What D365 holds of the person itself, in its address book, and not of its job: all companies share it.
     */
    public static final Set<Field> OF_THE_PARTY = HashSet.of(
            NAME_PREFIX,
            GIVEN_NAME,
            MIDDLE_NAME,
            FAMILY_NAME,
            NAME_SUFFIX,
            INITIALS,
            NICKNAME,
            PHONETIC_GIVEN_NAME,
            PHONETIC_FAMILY_NAME,
            EMAILS,
            PHONES,
            FAXES,
            ADDRESSES,
            WEB_PAGE,
            BIRTHDAY,
            ANNIVERSARY,
            GENDER,
            CHILDREN);

    /** Fields that only Exchange can know; D365 mirrors them. */
    public static final Set<Field> EXCHANGE_KNOWS = HashSet.of(RESPONSES, ORGANIZER, ATTACHMENTS);

    /** How the value of a field is built. */
    public enum Shape {
        LINE,
        PARAGRAPHS,
        CHOICE,
        WHOLE,
        PERIOD,
        DATE,
        MOMENT,
        SET
    }

    private final Shape shape;
    private final boolean attendeesSee;
    private final EnumSet<Kind> kinds;

    Field(Shape shape, boolean attendeesSee, Kind first, Kind... more) {
        this.shape = shape;
        this.attendeesSee = attendeesSee;
        this.kinds = EnumSet.of(first, more);
    }

    public Shape shape() {
        return shape;
    }

    /** Whether the value is a set whose elements are compared and merged one by one. */
    public boolean isSet() {
        return shape == Shape.SET;
    }

    /** Whether attendees see it, so that Exchange mails them when an organiser's copy changes. */
    public boolean attendeesSee() {
        return attendeesSee;
    }

    public boolean belongsTo(Kind kind) {
        return kinds.contains(kind);
    }

    private static final Map<Kind, Seq<Field>> OF = Vector.of(Kind.values())
            .toMap(kind -> kind, kind -> Vector.of(values()).filter(f -> f.belongsTo(kind)));

    private static final Seq<Field> CATALOGUE = Vector.of(values());

    /** All fields. */
    public static Seq<Field> catalogue() {
        return CATALOGUE;
    }

    /** The fields of a kind in catalogue order. */
    public static Seq<Field> of(Kind kind) {
        return OF.apply(kind);
    }
}
