package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.appointment.CategoryText;
import io.axpsync.d365.odata.internal.appointment.Choices;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** How the fields of a contact stand in a contact person: one line for each, both directions. */
final class PersonMapping {

    private static final String UNKNOWN_GENDER = "Unknown";
    private static final Holding ONE = Holding.room(1);

    private static final Seq<Line> LINES = Vector.of(
            text(Field.NAME_PREFIX, "ProfessionalTitle"),
            text(Field.GIVEN_NAME, "FirstName"),
            text(Field.MIDDLE_NAME, "MiddleName"),
            text(Field.FAMILY_NAME, "LastName"),
            text(Field.NAME_SUFFIX, "ProfessionalSuffix"),
            text(Field.INITIALS, "Initials"),
            text(Field.NICKNAME, "KnownAsName"),
            text(Field.PHONETIC_GIVEN_NAME, "PhoneticFirstName"),
            text(Field.PHONETIC_FAMILY_NAME, "PhoneticLastName"),
            shown(Field.COMPANY, (person, lane) -> Value.text(person.organisation())),
            text(Field.TITLE, "EmploymentJobTitle"),
            text(Field.PROFESSION, "EmploymentProfession"),
            text(Field.DEPARTMENT, "EmploymentDepartment"),
            text(Field.OFFICE, "EmploymentOfficeLocation"),
            shown(Field.MANAGER, (person, lane) -> Value.text(person.manager())),
            text(Field.ASSISTANT, "AssistantName"),
            text(Field.SPOUSE, "SpouseName"),
            text(Field.BODY, "Notes"),
            new Line(
                    Field.BIRTHDAY,
                    Holding.READ_WRITE,
                    (person, lane) -> PersonDates.BIRTHDAY.read(person.row()),
                    PersonDates.BIRTHDAY::write),
            new Line(
                    Field.ANNIVERSARY,
                    Holding.READ_WRITE,
                    (person, lane) -> PersonDates.ANNIVERSARY.read(person.row()),
                    PersonDates.ANNIVERSARY::write),
            new Line(
                    Field.GENDER,
                    Holding.READ_WRITE,
                    (person, lane) -> gender(person.row()),
                    value -> LinkedHashMap.of(
                            "Gender",
                            value instanceof Value.Choice c ? Choices.GENDER.member(c.name()) : UNKNOWN_GENDER)),
            new Line(
                    Field.SENSITIVITY,
                    Holding.READ_WRITE,
                    (person, lane) -> Choices.SENSITIVITY.read(person.row(), "ContactActivitySensitivityLevel"),
                    value -> LinkedHashMap.of(
                            "ContactActivitySensitivityLevel",
                            Choices.SENSITIVITY.member(value instanceof Value.Choice c ? c.name() : "NORMAL"))),
            new Line(
                    Field.CHILDREN,
                    Holding.READ_WRITE,
                    (person, lane) -> children(person.row().text("ChildrenNames")),
                    value -> LinkedHashMap.of(
                            "ChildrenNames",
                            entries(value).map(PersonMapping::written).mkString(", "))),
            new Line(
                    Field.ASSISTANT_PHONES,
                    ONE,
                    PersonMapping::assistant,
                    value -> LinkedHashMap.of(
                            "AssistantPhoneNumber",
                            entries(value)
                                    .headOption()
                                    .map(e -> ContactPoint.of(e).written())
                                    .getOrElse(""))),
            apart(
                    Field.CATEGORIES,
                    (person, lane) -> CategoryText.users(person.row().text("MicrosoftOutlookCategories"), lane)),
            apart(Field.EMAILS, (person, lane) -> ReachedBy.read(person, Field.EMAILS, lane)),
            apart(Field.PHONES, (person, lane) -> ReachedBy.read(person, Field.PHONES, lane)),
            apart(Field.FAXES, (person, lane) -> ReachedBy.read(person, Field.FAXES, lane)),
            apart(Field.ADDRESSES, (person, lane) -> ReachedBy.read(person, Field.ADDRESSES, lane)),
            apart(Field.WEB_PAGE, (person, lane) -> webPage(person)));

    private PersonMapping() {}

    /** The value of a field of a person. */
    interface Reading {
        Value read(Person person, Lane lane);
    }

    /** The properties of {@code ContactPersons} that say a value. */
    interface Writing {
        Map<String, Object> write(Value value);
    }

    private record Line(Field field, Holding holding, Reading reading, Writing writing) {}

    static Map<Field, Holding> holdings() {
        return HashMap.ofEntries(LINES.map(l -> new io.vavr.Tuple2<>(l.field(), l.holding())));
    }

    static Item read(Person person, Lane lane) {
        return Item.of(
                Kind.CONTACT,
                LINES.foldLeft(
                        LinkedHashMap.<Field, Value>empty(),
                        (map, line) -> map.put(line.field(), line.reading().read(person, lane))));
    }

    /** What stands in the row of the person itself. */
    static Map<String, Object> row(Map<Field, Value> values) {
        Map<String, Object> row = LinkedHashMap.empty();
        for (Line line : LINES) {
            Option<Value> value = values.get(line.field());
            row = value.isEmpty() ? row : row.merge(line.writing().write(value.get()));
        }
        return row;
    }

    private static Line text(Field field, String property) {
        return new Line(
                field,
                Holding.READ_WRITE,
                (person, lane) -> Value.text(person.row().text(property)),
                value -> LinkedHashMap.of(property, value instanceof Value.Text t ? t.text() : ""));
    }

    private static Line shown(Field field, Reading reading) {
        return new Line(field, Holding.READ_ONLY, reading, value -> LinkedHashMap.empty());
    }

    /** Held, but not in the row alone. */
    private static Line apart(Field field, Reading reading) {
        return new Line(field, Holding.READ_WRITE, reading, value -> LinkedHashMap.empty());
    }

    private static Value gender(Row row) {
        return row.text("Gender").equals(UNKNOWN_GENDER) ? Value.NOTHING : Choices.GENDER.read(row, "Gender");
    }

    private static Value assistant(Person person, Lane lane) {
        String number = person.row().text("AssistantPhoneNumber");
        return number.isBlank()
                ? Value.NOTHING
                : Value.Entries.of(Vector.of(ContactPoint.phone("assistant", number, ReachedBy.country(person, lane))));
    }

    static Value webPage(Person person) {
        return ReachedBy.rows(person, Field.WEB_PAGE)
                .headOption()
                .map(r -> Value.text(r.text("Locator")))
                .getOrElse(Value.NOTHING);
    }

    private static Value children(String names) {
        return Value.Entries.of(Vector.of(names.split("[,;\\r\\n]"))
                .map(NormalForm::line)
                .filter(n -> !n.isEmpty())
                .map(n -> new Value.Entry(n, "", n)));
    }

    private static String written(Value.Entry entry) {
        return entry.label().isBlank() ? entry.key() : entry.label();
    }

    static Seq<Value.Entry> entries(Value value) {
        return value instanceof Value.Entries e ? e.values() : Vector.empty();
    }

    /** The fields of a write that D365 can be told. */
    static Set<Field> writable() {
        return LINES.filter(l -> l.holding() != Holding.READ_ONLY)
                .map(Line::field)
                .toSet();
    }
}
