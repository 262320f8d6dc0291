package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Countries;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;
import java.util.MissingResourceException;

/**
 * What a person is reached by: rows of its party, each an element of a set. D365 has no slots; what its rows say of
 * themselves is a hint for the side that has some.
 */
final class ReachedBy {

    /** {@code LogisticsElectronicAddressMethodType}. */
    private static final Map<Field, String> TYPES =
            HashMap.of(Field.EMAILS, "Email", Field.PHONES, "Phone", Field.FAXES, "Fax", Field.WEB_PAGE, "URL");

    static final Seq<Field> ELECTRONIC = Vector.of(Field.EMAILS, Field.PHONES, Field.FAXES);

    private ReachedBy() {}

    static String type(Field field) {
        return TYPES.get(field).get();
    }

    /** The rows of a field, the primary one first. */
    static Seq<Row> rows(Person person, Field field) {
        return field == Field.ADDRESSES
                ? person.postal()
                : person.electronic()
                        .filter(r -> r.text("Type").equals(type(field))
                                && !r.text("Locator").isBlank());
    }

    /** The elements of a set with the rows that say so. */
    static Seq<Tuple2<Value.Entry, Row>> elements(Person person, Field field, Lane lane) {
        String country = country(person, lane);
        return rows(person, field)
                .zipWithIndex((row, i) -> new Tuple2<>(element(row, i, field, country, lane), row))
                .filter(t -> !t._1.key().isEmpty());
    }

    static Value read(Person person, Field field, Lane lane) {
        return Value.Entries.of(elements(person, field, lane).map(Tuple2::_1).reverse());
    }

    /** Addresses are counted: where the other side has no room for all, the primary one goes first. */
    private static Value.Entry element(Row row, int place, Field field, String country, Lane lane) {
        return switch (field) {
            case EMAILS -> ContactPoint.email(place < 9 ? "email" + (place + 1) : "more", row.text("Locator"));
            case ADDRESSES -> address(row).entry(lane.mailbox().country());
            default -> ContactPoint.phone(slot(row), number(row), country);
        };
    }

    private static String number(Row row) {
        String extension = row.text("LocatorExtension").strip();
        return extension.isEmpty() ? row.text("Locator") : row.text("Locator") + " ext. " + extension;
    }

    private static String slot(Row row) {
        String words = (row.text("Purpose") + " " + row.text("Description")).toLowerCase(Locale.ROOT);
        if (row.yes("IsMobilePhone")) {
            return "mobile";
        }
        return words.contains("home") || row.yes("IsPrivate") ? "home" : "business";
    }

    static PostalAddress address(Row row) {
        String street = row.text("Street").strip();
        String number = row.text("StreetNumber").strip();
        return new PostalAddress(
                slotOfAddress(row),
                number.isEmpty() || street.isEmpty() ? street + number : street + " " + number,
                row.text("City"),
                row.text("State"),
                row.text("ZipCode"),
                row.text("CountryRegionId"));
    }

    private static String slotOfAddress(Row row) {
        if (row.yes("IsRoleHome") || (row.yes("IsPrivate") && !row.yes("IsRoleBusiness"))) {
            return "home";
        }
        return row.yes("IsRoleBusiness") || row.yes("IsPrimary") ? "business" : "other";
    }

    /** Whose national numbers the person's telephones are: of its business address, else of another, else the mailbox's. */
    static String country(Person person, Lane lane) {
        Seq<Row> named = person.postal().filter(r -> !r.text("CountryRegionId").isBlank());
        return named.find(r -> slotOfAddress(r).equals("business"))
                .orElse(named.headOption())
                .flatMap(r -> Countries.code(r.text("CountryRegionId")))
                .getOrElse(() -> lane.mailbox().country());
    }

    /** What a row of an element is made of or becomes; of a new one also what it is for. */
    static Map<String, Object> columns(Field field, Value.Entry element) {
        if (field == Field.ADDRESSES) {
            PostalAddress address = PostalAddress.of(element);
            return LinkedHashMap.of(
                    "Street", address.street(),
                    "StreetNumber", "",
                    "City", address.locality(),
                    "State", address.region(),
                    "ZipCode", address.postalCode(),
                    "CountryRegionId", countryRegion(address.country()));
        }
        String written = ContactPoint.of(element).written();
        return field == Field.EMAILS
                ? LinkedHashMap.of("Locator", written)
                : LinkedHashMap.of("Locator", written, "LocatorExtension", "");
    }

    static Map<String, Object> purpose(Field field, Value.Entry element) {
        if (field == Field.ADDRESSES) {
            String slot = PostalAddress.of(element).slot();
            return LinkedHashMap.of(
                    "IsRoleBusiness", slot.startsWith("business") ? "Yes" : "No",
                    "IsRoleHome", slot.startsWith("home") ? "Yes" : "No");
        }
        String slot = ContactPoint.of(element).slot();
        if (field == Field.PHONES && slot.startsWith("mobile")) {
            return LinkedHashMap.of("IsMobilePhone", "Yes");
        }
        return slot.startsWith("home") ? LinkedHashMap.of("Description", "Home") : LinkedHashMap.empty();
    }

    /** D365 keeps countries by the three letters of ISO 3166-1; one that is none of them cannot be said there. */
    private static String countryRegion(String country) {
        return Countries.code(country).flatMap(ReachedBy::threeLetters).getOrElse("");
    }

    private static Option<String> threeLetters(String code) {
        try {
            return Option.some(new Locale.Builder().setRegion(code).build().getISO3Country());
        } catch (MissingResourceException e) {
            return Option.none();
        }
    }
}
