package io.axpsync.sandbox.d365;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The global address book: a person's names, electronic addresses and phones belong to the party, which all companies
 * share. A contact person shows the party's primary ones. Setting a primary one through the contact person adds an
 * electronic address instead of changing the old one.
 */
final class Parties {

    private static final Map<String, String> PRIMARY = Map.of(
            "Email", "PrimaryEmailAddress",
            "Phone", "PrimaryPhoneNumber",
            "Fax", "PrimaryFaxNumber",
            "URL", "PrimaryURL",
            "Telex", "PrimaryTelex",
            "Facebook", "PrimaryFacebook",
            "Twitter", "PrimaryTwitter",
            "LinkedIn", "PrimaryLinkedIn");
    private static final List<String> SHARED = List.of(
            "FirstName",
            "MiddleName",
            "LastName",
            "ContactPersonName",
            "Initials",
            "ProfessionalTitle",
            "ProfessionalSuffix",
            "PhoneticFirstName",
            "PhoneticMiddleName",
            "PhoneticLastName",
            "Gender",
            "MaritalStatus",
            "BirthDay",
            "BirthMonth",
            "BirthYear",
            "KnownAsName");

    private final Schema schema;
    private final Tables tables;
    private final Versions versions;
    private int lastAddress;

    Parties(Schema schema, Tables tables, Versions versions) {
        this.schema = schema;
        this.tables = tables;
        this.versions = versions;
    }

    /** After a contact person was written: carries its primary addresses and its names to the party. */
    void personWritten(Row person, Map<String, Object> changes) {
        String party = person.text("ContactPersonPartyNumber");
        PRIMARY.forEach((type, property) -> {
            if (changes.containsKey(property)) {
                makePrimary(party, type, person.text(property));
            }
        });
        if (changes.keySet().stream().anyMatch(SHARED::contains)) {
            Map<String, Object> shared = new HashMap<>(person.values());
            shared.keySet().retainAll(SHARED);
            for (Row other : tables.by("ContactPersons", "ContactPersonPartyNumber", party)) {
                if (other.recId() != person.recId()) {
                    tables.put(other.with(shared, other.version()).withJoined(versions.next()));
                    versions.touch(other, false);
                }
            }
        }
        if (person.version() <= 1) {
            addressesWritten(party);
        }
    }

    private void makePrimary(String party, String type, String locator) {
        EntityDef def = schema.set("PartyContactsV3");
        Optional<Row> same = Optional.empty();
        for (Row address : tables.by("PartyContactsV3", "PartyNumber", party)) {
            if (!address.text("Type").equals(type)) {
                continue;
            }
            if (address.text("Locator").equalsIgnoreCase(locator)) {
                same = Optional.of(address);
            } else if (address.yes("IsPrimary")) {
                tables.put(address.with(Map.of("IsPrimary", "No"), versions.next()));
            }
        }
        if (!locator.isEmpty()) {
            tables.put(same.map(row -> row.with(Map.of("IsPrimary", "Yes", "Locator", locator), versions.next()))
                    .orElseGet(() -> {
                        Map<String, Object> values = new HashMap<>();
                        def.fields().values().forEach(field -> values.put(field.name(), field.empty()));
                        values.putAll(Map.of("PartyNumber", party, "Type", type, "Locator", locator));
                        values.putAll(Map.of("ElectronicAddressId", nextAddress(party), "IsPrimary", "Yes"));
                        return new Row(def, tables.nextRecId(), 1, 0, values);
                    }));
        }
        addressesWritten(party);
    }

    String nextAddress(String party) {
        EntityDef def = schema.set("PartyContactsV3");
        String id;
        do {
            id = String.format(Locale.ROOT, "E-%06d", ++lastAddress);
        } while (tables.find(def, List.of(Field.normal(party), Field.normal(id)))
                .isPresent());
        return id;
    }

    /** Before an electronic address is written: the first of its type is the primary one, and there is only one. */
    void onlyPrimary(Row written) {
        if (written.yes("IsPrimary")) {
            for (Row other : tables.by("PartyContactsV3", "PartyNumber", written.get("PartyNumber"))) {
                if (other.recId() != written.recId()
                        && other.text("Type").equals(written.text("Type"))
                        && other.yes("IsPrimary")) {
                    tables.put(other.with(Map.of("IsPrimary", "No"), versions.next()));
                }
            }
        }
    }

    /**
     * After electronic addresses of a party changed: its contact persons show the new primary ones. Their own
     * {@code LastEditDateTime} does not move by that, only their etag does.
     */
    void addressesWritten(String party) {
        Map<String, Object> primary = new HashMap<>();
        PRIMARY.values().forEach(property -> primary.put(property, ""));
        for (Row address : tables.by("PartyContactsV3", "PartyNumber", party)) {
            String property = PRIMARY.get(address.text("Type"));
            if (property != null && address.yes("IsPrimary")) {
                primary.put(property, address.get("Locator"));
                if (property.equals("PrimaryPhoneNumber")) {
                    primary.put("PrimaryPhoneNumberExtension", address.get("LocatorExtension"));
                    primary.put("IsPrimaryPhoneNumberMobile", address.get("IsMobilePhone"));
                }
            }
        }
        for (Row person : tables.by("ContactPersons", "ContactPersonPartyNumber", party)) {
            tables.put(person.with(primary, person.version()).withJoined(versions.next()));
            versions.touch(person, false);
        }
    }
}
