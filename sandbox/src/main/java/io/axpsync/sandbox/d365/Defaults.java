package io.axpsync.sandbox.d365;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server fills in by itself: number sequences, derived values and edit stamps. */
final class Defaults {

    private final Schema schema;
    private final Tables tables;
    private final Versions versions;
    private final Parties parties;
    private final PostalAddresses addresses;
    private final Map<String, Integer> sequences = new HashMap<>();

    Defaults(Schema schema, Tables tables, Versions versions, Parties parties, PostalAddresses addresses) {
        this.addresses = addresses;
        this.schema = schema;
        this.tables = tables;
        this.versions = versions;
        this.parties = parties;
    }

    /** @param numbers whether the number sequences give out the keys that are left out */
    void onCreate(EntityDef def, Map<String, Object> values, boolean numbers) {
        switch (def.set()) {
            case "Activities":
                if (numbers) {
                    number(def, values, "ActivityNumber", "AKT-");
                }
                values.put("LastDateTimeEdited", versions.now());
                break;
            case "ContactPersons":
                if (numbers) {
                    number(def, values, "ContactPersonId", "AP-");
                }
                if (empty(values, "ContactPersonPartyNumber")) {
                    values.put("ContactPersonPartyNumber", newParty());
                }
                if (empty(values, "ContactPersonPartyType")) {
                    values.put("ContactPersonPartyType", "Person");
                }
                values.put("LastEditDateTime", versions.now());
                break;
            case "PartyContactsV3":
                if (empty(values, "ElectronicAddressId")) {
                    values.put("ElectronicAddressId", parties.nextAddress((String) value(values, "PartyNumber")));
                }
                if (tables.by("PartyContactsV3", "PartyNumber", value(values, "PartyNumber")).stream()
                        .noneMatch(other -> other.get("Type").equals(value(values, "Type")))) {
                    values.put("IsPrimary", "Yes");
                }
                break;
            case PostalAddresses.SET:
                addresses.onCreate(values);
                break;
            default:
        }
    }

    /** @param set the properties that the caller set */
    void onWrite(EntityDef def, Map<String, Object> values, Set<String> set) {
        switch (def.set()) {
            case "Activities":
                activity(values, set);
                break;
            case "ContactPersons":
                person(values, set);
                break;
            case "AxpPrivateContacts":
                values.put("IsDeleted", "No");
                values.put("ModifiedDateTime", versions.now());
                break;
            case "AxpInstallations":
                values.put("ModifiedDateTime", versions.now());
                break;
            default:
        }
    }

    /** The application's own edit stamp, unless the caller wrote it. */
    void stampEdit(EntityDef def, Map<String, Object> values, Set<String> set) {
        for (String stamp : List.of("LastDateTimeEdited", "LastEditDateTime")) {
            if (def.fields().containsKey(stamp) && !set.contains(stamp)) {
                values.put(stamp, versions.now());
            }
        }
    }

    private void activity(Map<String, Object> values, Set<String> set) {
        if (!unset(values, "StartDateTime")
                && (unset(values, "EndDateTime") || "Event".equals(values.get("Category")))) {
            // Tasks and events have no end of their own in the forms of D365.
            if (!set.contains("EndDateTime")) {
                values.put("EndDateTime", value(values, "StartDateTime"));
            }
        }
        if ("Yes".equals(values.get("Reminder")) && unset(values, "ReminderDate") && !unset(values, "StartDateTime")) {
            values.put("ReminderDate", ((Instant) value(values, "StartDateTime")).minus(Duration.ofMinutes((Integer)
                            value(values, "ReminderMinutes"))));
        }
        if ("Yes".equals(values.get("Closed")) && unset(values, "DateAndTimeClosed")) {
            values.put("DateAndTimeClosed", versions.now());
        }
    }

    private static void person(Map<String, Object> values, Set<String> set) {
        boolean renamed = set.contains("FirstName") || set.contains("MiddleName") || set.contains("LastName");
        if (empty(values, "ContactPersonName") || (renamed && !set.contains("ContactPersonName"))) {
            values.put(
                    "ContactPersonName",
                    Stream.of("FirstName", "MiddleName", "LastName")
                            .map(part -> (String) value(values, part))
                            .filter(part -> !part.isEmpty())
                            .collect(Collectors.joining(" ")));
        }
        if (empty(values, "SearchName")) {
            String name = (String) value(values, "ContactPersonName");
            values.put("SearchName", name.substring(0, name.offsetByCodePoints(0, Math.min(20, points(name)))));
        }
        if (set.stream().anyMatch(field -> field.startsWith("PrimaryAddress"))) {
            values.put(
                    "FormattedPrimaryAddress",
                    Stream.of(
                                    (String) value(values, "PrimaryAddressStreet"),
                                    (value(values, "PrimaryAddressZipCode") + " " + value(values, "PrimaryAddressCity"))
                                            .trim(),
                                    (String) value(values, "PrimaryAddressCountryRegionId"))
                            .filter(line -> !line.isEmpty())
                            .collect(Collectors.joining("\n")));
        }
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }

    private void number(EntityDef def, Map<String, Object> values, String field, String prefix) {
        String company = (String) value(values, EntityDef.COMPANY);
        while (empty(values, field)) {
            int next = sequences.merge(def.set() + company, 1, Integer::sum);
            String candidate = prefix
                    + company.substring(0, Math.min(1, company.length())).toUpperCase(Locale.ROOT)
                    + String.format(Locale.ROOT, "%06d", 100_000 + next);
            if (tables.find(def, List.of(Field.normal(company), Field.normal(candidate)))
                    .isEmpty()) {
                values.put(field, candidate);
            }
        }
    }

    private String newParty() {
        EntityDef persons = schema.set("ContactPersons");
        String party;
        do {
            party = String.format(Locale.ROOT, "P-09%04d", sequences.merge("party", 1, Integer::sum));
        } while (!tables.by(persons.set(), "ContactPersonPartyNumber", party).isEmpty());
        return party;
    }

    private static boolean empty(Map<String, Object> values, String field) {
        return "".equals(values.get(field));
    }

    private static boolean unset(Map<String, Object> values, String field) {
        return FieldType.DATE_TIME.empty.equals(values.get(field));
    }

    private static Object value(Map<String, Object> values, String field) {
        Object value = values.get(field);
        if (value == null) {
            throw new IllegalStateException("no value for " + field);
        }
        return value;
    }
}
