package io.axpsync.core.item;

import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * An organisation of D365 that contact persons can belong to.
 *
 * @param type customer, vendor or prospect
 * @param area {@code dataAreaId} of the row, lower case
 * @param key {@code CustomerAccount}, {@code VendorAccountNumber} or {@code ProspectId}
 * @param party number in the global address book: one organisation may be customer and vendor; empty when not known
 * @param aliases {@code NameAlias}, {@code SearchName}
 * @param addresses e-mail addresses that are known of it and of its contact persons
 */
public record Company(
        DirectoryEntry.Type type,
        String area,
        String key,
        String party,
        String name,
        Seq<String> aliases,
        Seq<String> addresses) {

    /** The row that a contact person is made for. */
    public DirectoryEntry entry() {
        return new DirectoryEntry(type, "", area, key, party, name, Option.none());
    }

    /** Names the organisation, whichever of its rows is meant. */
    public String organisation() {
        return party.isEmpty() ? type + "/" + area + "/" + key : party;
    }
}
