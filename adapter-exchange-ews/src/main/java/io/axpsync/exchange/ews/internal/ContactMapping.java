package io.axpsync.exchange.ews.internal;

import static io.axpsync.core.item.Capabilities.Holding.READ_WRITE;

import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Date;
import microsoft.exchange.webservices.data.core.enumeration.property.BodyType;
import microsoft.exchange.webservices.data.core.enumeration.property.Sensitivity;
import microsoft.exchange.webservices.data.core.service.item.Contact;
import microsoft.exchange.webservices.data.core.service.schema.ContactSchema;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.MessageBody;
import microsoft.exchange.webservices.data.property.complex.StringList;
import microsoft.exchange.webservices.data.property.definition.ExtendedPropertyDefinition;
import microsoft.exchange.webservices.data.property.definition.PropertyDefinition;
import org.jspecify.annotations.Nullable;

/** What a {@code t:Contact} and a contact of ours carry for each other, both directions: one line for each field. */
record ContactMapping(Field field, Holding holding, Reads reads, Writes writes) {

    /** Where Outlook and .NET keep that there is no date. */
    private static final int NO_DATE = 4500;

    /** Outlook on the web keeps days so: it is that day in nearly every zone. */
    private static final LocalTime NOON = LocalTime.of(11, 59);

    private static final Map<Sensitivity, String> SENSITIVITY = HashMap.of(
            Sensitivity.Normal, "NORMAL",
            Sensitivity.Personal, "PERSONAL",
            Sensitivity.Private, "PRIVATE",
            Sensitivity.Confidential, "CONFIDENTIAL");

    private static final Map<Integer, String> GENDER = HashMap.of(1, "FEMALE", 2, "MALE");

    /** Texts that are MAPI properties. */
    static final Map<Field, ExtendedPropertyDefinition> EXTENDED = HashMap.of(
            Field.NAME_PREFIX, Mapi.NAME_PREFIX,
            Field.PHONETIC_GIVEN_NAME, Mapi.PHONETIC_GIVEN_NAME,
            Field.PHONETIC_FAMILY_NAME, Mapi.PHONETIC_FAMILY_NAME);

    /** The lines in catalogue order. */
    static final Seq<ContactMapping> TABLE = Vector.of(
            new ContactMapping(
                    Field.BODY,
                    READ_WRITE,
                    (c, l) -> some(body(c)),
                    (s, c, card, v) -> c.setBody(new MessageBody(BodyType.Text, text(v)))),
            new ContactMapping(
                    Field.SENSITIVITY,
                    READ_WRITE,
                    (c, l) -> Facts.of(c, ItemSchema.Sensitivity, Sensitivity.class)
                            .flatMap(SENSITIVITY::get)
                            .map(Value::choice),
                    (s, c, card, v) -> c.setSensitivity(sensitivity(v))),
            // Needs the list that is there: ContactDrafts writes it.
            new ContactMapping(
                    Field.CATEGORIES,
                    READ_WRITE,
                    (c, l) -> some(Categories.users(Facts.categories(c), l)),
                    (s, c, card, v) -> {}),
            property(Field.NAME_PREFIX),
            line(Field.GIVEN_NAME, ContactSchema.GivenName, Contact::setGivenName),
            line(Field.MIDDLE_NAME, ContactSchema.MiddleName, Contact::setMiddleName),
            new ContactMapping(
                    Field.FAMILY_NAME,
                    READ_WRITE,
                    (c, l) -> some(Value.text(familyName(c))),
                    (s, c, card, v) -> c.setSurname(orNull(v))),
            line(Field.NAME_SUFFIX, ContactSchema.Generation, Contact::setGeneration),
            line(Field.INITIALS, ContactSchema.Initials, Contact::setInitials),
            line(Field.NICKNAME, ContactSchema.NickName, Contact::setNickName),
            property(Field.PHONETIC_GIVEN_NAME),
            property(Field.PHONETIC_FAMILY_NAME),
            line(Field.COMPANY, ContactSchema.CompanyName, Contact::setCompanyName),
            line(Field.TITLE, ContactSchema.JobTitle, Contact::setJobTitle),
            line(Field.PROFESSION, ContactSchema.Profession, Contact::setProfession),
            line(Field.DEPARTMENT, ContactSchema.Department, Contact::setDepartment),
            line(Field.OFFICE, ContactSchema.OfficeLocation, Contact::setOfficeLocation),
            line(Field.MANAGER, ContactSchema.Manager, Contact::setManager),
            line(Field.ASSISTANT, ContactSchema.AssistantName, Contact::setAssistantName),
            places(Field.EMAILS),
            places(Field.PHONES),
            places(Field.FAXES),
            places(Field.ASSISTANT_PHONES),
            places(Field.ADDRESSES),
            line(Field.WEB_PAGE, ContactSchema.BusinessHomePage, Contact::setBusinessHomePage),
            date(Field.BIRTHDAY, ContactSchema.Birthday, Contact::setBirthday),
            date(Field.ANNIVERSARY, ContactSchema.WeddingAnniversary, Contact::setWeddingAnniversary),
            line(Field.SPOUSE, ContactSchema.SpouseName, Contact::setSpouseName),
            new ContactMapping(
                    Field.CHILDREN,
                    READ_WRITE,
                    (c, l) -> some(Value.Entries.of(Card.children(c).map(name -> new Value.Entry(name, "", name)))),
                    (s, c, card, v) -> children(c, card, v)),
            new ContactMapping(
                    Field.GENDER,
                    Holding.lacking(HashMap.of("NON_SPECIFIC", "")),
                    (c, l) -> gender(c),
                    (s, c, card, v) -> c.setExtendedProperty(Mapi.GENDER, gender(v))));

    /** How each field is held, for the capabilities. */
    static Map<Field, Holding> holdings() {
        return TABLE.foldLeft(LinkedHashMap.empty(), (map, line) -> map.put(line.field(), line.holding()));
    }

    static ContactMapping of(Field field) {
        return TABLE.find(line -> line.field() == field)
                .getOrElseThrow(() -> new IllegalArgumentException("a contact has no " + field));
    }

    /** From a contact; none = it says it in words that we do not know, and is not carried. */
    @FunctionalInterface
    interface Reads {
        Option<Value> from(Contact contact, Lane lane);
    }

    /** Onto a draft that knows what stood there before; {@link Value#NOTHING} blanks. */
    @FunctionalInterface
    interface Writes {
        void onto(MailboxService service, Contact draft, Card before, Value value) throws Exception;
    }

    /** Sets a property of the library's contact; null takes it away. */
    @FunctionalInterface
    private interface Setter<T> {
        void set(Contact contact, @Nullable T value) throws Exception;
    }

    private static Option<Value> some(Value value) {
        return Option.some(value);
    }

    private static ContactMapping line(Field field, PropertyDefinition property, Setter<String> setter) {
        return new ContactMapping(
                field,
                READ_WRITE,
                (c, l) -> some(Value.text(Facts.text(c, property))),
                (s, c, card, v) -> setter.set(c, orNull(v)));
    }

    /** What the schema of 2010 has no element for. A draft knows of those that are blanked. */
    private static ContactMapping property(Field field) {
        ExtendedPropertyDefinition property = EXTENDED.get(field).get();
        return new ContactMapping(
                field,
                READ_WRITE,
                (c, l) -> some(Value.text(Mapi.text(c, property).getOrElse(""))),
                (s, c, card, v) -> {
                    if (v.isNothing()) {
                        c.removeExtendedProperty(property);
                    } else {
                        c.setExtendedProperty(property, text(v));
                    }
                });
    }

    private static ContactMapping places(Field field) {
        return new ContactMapping(
                field,
                Holding.room(CardPlaces.SLOTS.get(field).get().size()),
                (c, l) -> CardPlaces.of(c, l).read(field),
                (s, c, card, v) -> card.places().write(c, field, v));
    }

    /** The day in UTC, whatever hour it is kept at. */
    private static ContactMapping date(Field field, PropertyDefinition property, Setter<Date> setter) {
        return new ContactMapping(
                field,
                READ_WRITE,
                (c, l) -> some(Facts.instant(c, property)
                        .map(at -> at.atOffset(ZoneOffset.UTC).toLocalDate())
                        .filter(day -> day.getYear() > 1 && day.getYear() < NO_DATE)
                        .<Value>map(Value.Date::new)
                        .getOrElse(Value.NOTHING)),
                (s, c, card, v) -> setter.set(c, v instanceof Value.Date day ? s.time(noon(day.date())) : null));
    }

    private static java.time.Instant noon(LocalDate day) {
        return day.atTime(NOON).toInstant(ZoneOffset.UTC);
    }

    /** A card that has only a display name has it as its name. */
    private static String familyName(Contact contact) {
        String name = Facts.text(contact, ContactSchema.Surname);
        return name.isBlank() && Card.isNameless(contact) ? Card.shown(contact) : name;
    }

    private static Value body(Contact contact) {
        return Facts.of(contact, ItemSchema.Body, MessageBody.class)
                .map(body -> Blanks.shown(body.toString()))
                .map(Value::text)
                .getOrElse(Value.NOTHING);
    }

    private static String text(Value value) {
        return value instanceof Value.Text t ? t.text() : "";
    }

    private static @Nullable String orNull(Value value) {
        return value.isNothing() ? null : text(value);
    }

    private static Sensitivity sensitivity(Value value) {
        return SENSITIVITY
                .find(t -> value instanceof Value.Choice c && c.name().equals(t._2))
                .map(t -> t._1)
                .getOrElse(Sensitivity.Normal);
    }

    private static Option<Value> gender(Contact contact) {
        int code = Mapi.text(contact, Mapi.GENDER)
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .getOrElse(0);
        return code == 0 ? some(Value.NOTHING) : GENDER.get(code).map(Value::choice);
    }

    private static short gender(Value value) {
        return GENDER.find(t -> value instanceof Value.Choice c && c.name().equals(t._2))
                .map(t -> t._1.shortValue())
                .getOrElse((short) 0);
    }

    /** Those that stay keep their order; new ones come after them. */
    private static void children(Contact draft, Card before, Value value) throws Exception {
        Map<String, Value.Entry> wanted =
                value instanceof Value.Entries e ? LinkedHashMap.ofEntries(e.entries()) : LinkedHashMap.empty();
        Map<String, Value.Entry> after = LinkedHashMap.empty();
        for (String name : before.children()) {
            Value.Entry kept = new Value.Entry(name, "", name);
            after = wanted.containsKey(kept.key()) ? after.put(kept.key(), kept) : after;
        }
        Seq<String> names = after.values()
                .appendAll(wanted.removeAll(after.keySet()).values())
                .map(e -> e.label().isBlank() ? e.key() : e.label());
        if (names.isEmpty()) {
            draft.getPropertyBag().setObjectFromPropertyDefinition(ContactSchema.Children, null);
        } else {
            draft.setChildren(new StringList(names));
        }
    }
}
