package io.axpsync.core.contract.side;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import java.time.LocalDate;

/** Persons and what they are reached by, for tests of contacts. */
public final class Persons {

    /** Tells a user that a card waits for its company. */
    public static final Category UNKNOWN = new Category("D365: company unknown");

    private Persons() {}

    /** The contacts of that mailbox, whose users live in Austria. */
    public static Lane contacts(Lane calendar) {
        return calendar.withKind(Kind.CONTACT)
                .withId(LaneId.of(calendar.mailbox().personnelNumber(), Kind.CONTACT))
                .withStatusCategories(HashSet.of(UNKNOWN))
                .withMailbox(calendar.mailbox().withCountry("AT"));
    }

    public static Value mails(String... addresses) {
        return Value.Entries.of(Vector.of(addresses).zipWithIndex((a, i) -> ContactPoint.email("email" + (i + 1), a)));
    }

    /** Slot and number in turn. */
    public static Value phones(String... slotsAndNumbers) {
        return Value.Entries.of(Vector.range(0, slotsAndNumbers.length / 2)
                .map(i -> ContactPoint.phone(slotsAndNumbers[2 * i], slotsAndNumbers[2 * i + 1], "AT")));
    }

    public static Value address(String slot, String street, String country) {
        return Value.Entries.of(Vector.of(new PostalAddress(slot, street, "Wien", "W", "1010", country).entry("AT")));
    }

    public static Value names(String... names) {
        return Value.Entries.of(Vector.of(names).map(n -> new Value.Entry(n, "", n)));
    }

    public static Item person() {
        return Item.of(
                Kind.CONTACT,
                LinkedHashMap.of(
                        Field.GIVEN_NAME,
                        Value.text("Anna"),
                        Field.FAMILY_NAME,
                        Value.text("Huber"),
                        Field.COMPANY,
                        Value.text("Nordwind Energie AG"),
                        Field.EMAILS,
                        mails("Anna.Huber@nordwind.example"),
                        Field.PHONES,
                        phones("business", "01 5880021"),
                        Field.SENSITIVITY,
                        Value.choice("NORMAL")));
    }

    /** With a value in each field. */
    public static Item fullPerson() {
        Item item = person();
        for (Field field : Vector.of(
                Field.BODY,
                Field.NAME_PREFIX,
                Field.MIDDLE_NAME,
                Field.NAME_SUFFIX,
                Field.INITIALS,
                Field.NICKNAME,
                Field.PHONETIC_GIVEN_NAME,
                Field.PHONETIC_FAMILY_NAME,
                Field.TITLE,
                Field.PROFESSION,
                Field.DEPARTMENT,
                Field.OFFICE,
                Field.MANAGER,
                Field.ASSISTANT,
                Field.WEB_PAGE,
                Field.SPOUSE)) {
            item = item.with(field, Value.text("The " + field));
        }
        return item.with(Field.SENSITIVITY, Value.choice("PRIVATE"))
                .with(Field.CATEGORIES, names("Red", "Blue"))
                .with(Field.EMAILS, mails("Anna.Huber@nordwind.example", "a@x.example", "b@x.example"))
                .with(
                        Field.PHONES,
                        Value.Entries.of(
                                Vector.range(0, 15).map(i -> ContactPoint.phone("", "01 58800" + (20 + i), "AT"))))
                .with(Field.FAXES, phones("business", "01 5880050", "home", "01 5880051", "other", "01 5880052"))
                .with(Field.ASSISTANT_PHONES, phones("assistant", "01 5880060"))
                .with(
                        Field.ADDRESSES,
                        Value.Entries.of(Vector.of("business", "home", "other")
                                .map(slot -> new PostalAddress(
                                                slot, "Ring 1\n" + slot, "Wien", "W", "1010", "Österreich")
                                        .entry("AT"))))
                .with(Field.BIRTHDAY, new Value.Date(LocalDate.of(1604, 2, 29)))
                .with(Field.ANNIVERSARY, new Value.Date(LocalDate.of(1999, 12, 31)))
                .with(Field.CHILDREN, names("Eva", "Max"))
                .with(Field.GENDER, Value.choice("FEMALE"));
    }
}
