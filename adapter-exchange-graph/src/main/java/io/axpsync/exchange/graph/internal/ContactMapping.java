package io.axpsync.exchange.graph.internal;

import static io.axpsync.core.item.Capabilities.Holding.READ_WRITE;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What a {@code contact} and a contact of ours carry for each other, both directions: one line for each field. */
record ContactMapping(Field field, Holding holding, Reads reads, Writes writes) {

    /** What Outlook keeps where there is no date. */
    private static final LocalDate NO_DATE = LocalDate.of(4501, 1, 1);

    private static final Map<String, String> SENSITIVITY =
            LinkedHashMap.of("0", "NORMAL", "1", "PERSONAL", "2", "PRIVATE", "3", "CONFIDENTIAL");
    private static final Map<String, String> GENDER = LinkedHashMap.of("1", "FEMALE", "2", "MALE");

    /** The lines in catalogue order. */
    static final Seq<ContactMapping> TABLE = Vector.of(
            new ContactMapping(
                    Field.BODY,
                    READ_WRITE,
                    (contact, lane) ->
                            some(Value.text(Json.text(contact, "personalNotes").getOrElse(""))),
                    (body, before, value, lane) -> body.addProperty("personalNotes", Texts.write(value))),
            new ContactMapping(
                    Field.SENSITIVITY,
                    READ_WRITE,
                    (contact, lane) -> sensitivity(contact),
                    (body, before, value, lane) -> sensitivity(body, value)),
            // Needs the list that is there: ContactBodies writes it.
            new ContactMapping(
                    Field.CATEGORIES,
                    READ_WRITE,
                    (contact, lane) -> some(Categories.users(Json.texts(contact, "categories"), lane)),
                    (body, before, value, lane) -> {}),
            line(Field.NAME_PREFIX, "title"),
            line(Field.GIVEN_NAME, "givenName"),
            line(Field.MIDDLE_NAME, "middleName"),
            new ContactMapping(
                    Field.FAMILY_NAME,
                    READ_WRITE,
                    (contact, lane) -> some(Value.text(familyName(contact))),
                    (body, before, value, lane) -> body.add("surname", json(value))),
            line(Field.NAME_SUFFIX, "generation"),
            line(Field.INITIALS, "initials"),
            line(Field.NICKNAME, "nickName"),
            line(Field.PHONETIC_GIVEN_NAME, "yomiGivenName"),
            line(Field.PHONETIC_FAMILY_NAME, "yomiSurname"),
            line(Field.COMPANY, "companyName"),
            line(Field.TITLE, "jobTitle"),
            line(Field.PROFESSION, "profession"),
            line(Field.DEPARTMENT, "department"),
            line(Field.OFFICE, "officeLocation"),
            line(Field.MANAGER, "manager"),
            line(Field.ASSISTANT, "assistantName"),
            places(Field.EMAILS),
            places(Field.PHONES),
            places(Field.FAXES),
            places(Field.ASSISTANT_PHONES),
            places(Field.ADDRESSES),
            line(Field.WEB_PAGE, "businessHomePage"),
            new ContactMapping(
                    Field.BIRTHDAY,
                    READ_WRITE,
                    (contact, lane) -> date(Json.text(contact, "birthday")),
                    (body, before, value, lane) -> body.add(
                            "birthday",
                            time(value).<JsonElement>map(JsonPrimitive::new).getOrElse(JsonNull.INSTANCE))),
            new ContactMapping(
                    Field.ANNIVERSARY,
                    READ_WRITE,
                    (contact, lane) -> date(ContactProperties.read(contact, ContactProperties.ANNIVERSARY)),
                    (body, before, value, lane) -> ContactProperties.write(
                            body,
                            ContactProperties.ANNIVERSARY,
                            time(value).orElse(() -> Option.some(NO_DATE + "T00:00:00Z")))),
            line(Field.SPOUSE, "spouseName"),
            new ContactMapping(
                    Field.CHILDREN,
                    READ_WRITE,
                    (contact, lane) -> some(children(contact)),
                    (body, before, value, lane) -> children(body, before, value)),
            new ContactMapping(
                    Field.GENDER,
                    Holding.lacking(HashMap.of("NON_SPECIFIC", "")),
                    (contact, lane) -> gender(contact),
                    (body, before, value, lane) ->
                            ContactProperties.write(body, ContactProperties.GENDER, Option.some(code(GENDER, value)))));

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
        Option<Value> from(JsonObject contact, Lane lane);
    }

    /** Into the body of a write, from what the contact said before; {@link Value#NOTHING} blanks. */
    @FunctionalInterface
    interface Writes {
        void onto(JsonObject body, JsonObject before, Value value, Lane lane);
    }

    private static Option<Value> some(Value value) {
        return Option.some(value);
    }

    private static ContactMapping line(Field field, String property) {
        return new ContactMapping(
                field,
                READ_WRITE,
                (contact, lane) -> some(Value.text(Json.text(contact, property).getOrElse(""))),
                (body, before, value, lane) -> body.add(property, json(value)));
    }

    private static ContactMapping places(Field field) {
        return new ContactMapping(
                field,
                Holding.room(ContactPlaces.SLOTS.get(field).get().size()),
                (contact, lane) -> ContactPlaces.of(contact, lane).read(field),
                (body, before, value, lane) -> ContactPlaces.of(before, lane).write(body, field, value));
    }

    private static JsonElement json(Value value) {
        return value.isNothing() ? JsonNull.INSTANCE : new JsonPrimitive(Texts.write(value));
    }

    /** A card that has only a display name has it as its name. */
    private static String familyName(JsonObject contact) {
        return Json.text(contact, "surname")
                .filter(name -> !name.isBlank())
                .orElse(() -> hasOnlyADisplayName(contact) ? Json.text(contact, "displayName") : Option.none())
                .getOrElse("");
    }

    static boolean hasOnlyADisplayName(JsonObject contact) {
        return Vector.of("givenName", "surname", "nickName", "companyName")
                .forAll(name -> Json.text(contact, name).forAll(String::isBlank));
    }

    private static Option<Value> sensitivity(JsonObject contact) {
        boolean locked =
                ContactProperties.read(contact, ContactProperties.PRIVATE).exists("true"::equalsIgnoreCase);
        String code =
                ContactProperties.read(contact, ContactProperties.SENSITIVITY).getOrElse("0");
        return locked && code.equals("0")
                ? some(Value.choice("PRIVATE"))
                : SENSITIVITY.get(code).map(Value::choice);
    }

    private static void sensitivity(JsonObject body, Value value) {
        String code = code(SENSITIVITY, value);
        ContactProperties.write(body, ContactProperties.SENSITIVITY, Option.some(code));
        ContactProperties.write(body, ContactProperties.PRIVATE, Option.some(String.valueOf(code.equals("2"))));
    }

    private static Option<Value> gender(JsonObject contact) {
        String code = ContactProperties.read(contact, ContactProperties.GENDER).getOrElse("0");
        return code.equals("0") ? some(Value.NOTHING) : GENDER.get(code).map(Value::choice);
    }

    private static String code(Map<String, String> names, Value value) {
        return names.find(t -> value instanceof Value.Choice c && c.name().equals(t._2))
                .map(t -> t._1)
                .getOrElse("0");
    }

    /** The day in UTC, whatever hour it is kept at; no day where Outlook has none (4501) or .NET (0001). */
    private static Option<Value> date(Option<String> time) {
        return time.filter(text -> !text.isBlank())
                .map(text -> Try.of(() -> OffsetDateTime.parse(text)
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .toLocalDate())
                        .toOption()
                        .<Value>map(day -> day.getYear() <= 1 || day.getYear() >= NO_DATE.getYear() - 1
                                ? Value.NOTHING
                                : new Value.Date(day)))
                .getOrElse(() -> some(Value.NOTHING));
    }

    /** At noon less a minute, as Outlook on the web keeps days: it is that day in nearly every zone. */
    private static Option<String> time(Value value) {
        return value instanceof Value.Date day ? Option.some(day.date() + "T11:59:00Z") : Option.none();
    }

    private static Value children(JsonObject contact) {
        return Value.Entries.of(Json.texts(contact, "children")
                .map(NormalForm::line)
                .filter(name -> !name.isEmpty())
                .map(name -> new Value.Entry(name, "", name)));
    }

    /** Those that stay keep their order; new ones come after them. */
    private static void children(JsonObject body, JsonObject before, Value value) {
        Map<String, Value.Entry> wanted =
                value instanceof Value.Entries e ? LinkedHashMap.ofEntries(e.entries()) : LinkedHashMap.empty();
        Map<String, Value.Entry> after = LinkedHashMap.empty();
        for (String name : Json.texts(before, "children").map(NormalForm::line)) {
            Value.Entry kept = new Value.Entry(name, "", name);
            after = wanted.containsKey(kept.key()) ? after.put(kept.key(), kept) : after;
        }
        JsonArray names = new JsonArray();
        after.values()
                .appendAll(wanted.removeAll(after.keySet()).values())
                .forEach(e -> names.add(e.label().isBlank() ? e.key() : e.label()));
        body.add("children", names);
    }
}
