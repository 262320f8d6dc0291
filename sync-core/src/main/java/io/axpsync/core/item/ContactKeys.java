package io.axpsync.core.item;

import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.Locale;

/**
 * By what a contact is recognised.
 *
 * @param addresses its e-mail addresses, lower case
 * @param name given and family name, lower case; empty when it lacks both
 * @param company the company that it names
 */
public record ContactKeys(Set<String> addresses, String name, CompanyName company) {

    public static ContactKeys of(Item contact) {
        Set<String> addresses = contact.value(Field.EMAILS) instanceof Value.Entries e
                ? LinkedHashSet.ofAll(e.values().map(Value.Entry::key))
                : LinkedHashSet.empty();
        String name = Vector.of(Field.GIVEN_NAME, Field.FAMILY_NAME)
                .map(field -> text(contact, field))
                .mkString(" ");
        return new ContactKeys(
                addresses,
                NormalForm.line(name).toLowerCase(Locale.ROOT),
                CompanyName.of(text(contact, Field.COMPANY)));
    }

    public boolean sharesAddress(ContactKeys other) {
        return addresses.exists(other.addresses::contains);
    }

    public boolean isNamedAs(ContactKeys other) {
        return !name.isEmpty() && name.equals(other.name);
    }

    /** Whether both are of one name and company. */
    public boolean hasNameAndCompanyOf(ContactKeys other) {
        return isNamedAs(other) && company.meets(other.company);
    }

    private static String text(Item contact, Field field) {
        return contact.value(field) instanceof Value.Text t ? t.text() : "";
    }
}
