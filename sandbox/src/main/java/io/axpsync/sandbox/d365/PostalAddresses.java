package io.axpsync.sandbox.d365;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Postal addresses of parties. They are date-effective: an edit closes the version that is valid and makes a new one of
 * the same location. A contact person shows its party's primary one; writing that through the person writes the party's.
 */
final class PostalAddresses {

    static final String SET = "PartyLocationPostalAddressesV2";

    private static final Instant NEVER = Instant.parse("2154-12-31T23:59:59Z");
    private static final Map<String, String> SHOWN = Map.of(
            "Street", "PrimaryAddressStreet",
            "StreetNumber", "PrimaryAddressStreetNumber",
            "ZipCode", "PrimaryAddressZipCode",
            "City", "PrimaryAddressCity",
            "State", "PrimaryAddressStateId",
            "CountryRegionId", "PrimaryAddressCountryRegionId",
            "LocationId", "PrimaryAddressLocationId");

    private final Schema schema;
    private final Tables tables;
    private final Versions versions;
    private int lastLocation;

    PostalAddresses(Schema schema, Tables tables, Versions versions) {
        this.schema = schema;
        this.tables = tables;
        this.versions = versions;
    }

    /** What the server fills in of a new one: location, since when and until when it is valid, whether it is the primary one. */
    void onCreate(Map<String, Object> values) {
        String party = String.valueOf(values.get("PartyNumber"));
        if ("".equals(values.get("LocationId"))) {
            values.put("LocationId", String.format(Locale.ROOT, "L-%06d", ++lastLocation));
        }
        if (FieldType.DATE_TIME.empty.equals(values.get("ValidFrom"))) {
            values.put("ValidFrom", versions.now());
        }
        if (FieldType.DATE_TIME.empty.equals(values.get("ValidTo"))) {
            values.put("ValidTo", NEVER);
        }
        if (valid(party).isEmpty()) {
            values.put("IsPrimary", "Yes");
        }
    }

    /** The row that an edit leads to: a new version from now on, unless the old one began just now or has ended. */
    Row edited(Row before, Map<String, Object> values) {
        Instant now = versions.now();
        if (!before.time("ValidFrom").isBefore(now) || !isValid(before)) {
            return before.with(values, versions.next());
        }
        tables.put(before.with(Map.of("ValidTo", now.minusSeconds(1)), versions.next()));
        Map<String, Object> next = new HashMap<>(values);
        next.put("ValidFrom", now);
        return new Row(before.entity(), tables.nextRecId(), 1, 0, next);
    }

    /** After addresses of a party changed: its contact persons show the primary one. */
    void written(String party) {
        Map<String, Object> shown = new HashMap<>();
        Optional<Row> primary =
                valid(party).stream().filter(row -> row.yes("IsPrimary")).findFirst();
        SHOWN.forEach((own, theirs) ->
                shown.put(theirs, primary.map(row -> row.get(own)).orElse("")));
        for (Row person : tables.by("ContactPersons", "ContactPersonPartyNumber", party)) {
            tables.put(person.with(shown, person.version()).withJoined(versions.next()));
        }
    }

    /** After a contact person was written: what it says of its primary address is the party's. */
    void personWritten(Row person, Map<String, Object> changes) {
        if (SHOWN.values().stream().noneMatch(name -> changes.containsKey(name) && !name.endsWith("LocationId"))) {
            return;
        }
        String party = person.text("ContactPersonPartyNumber");
        Map<String, Object> values = new HashMap<>();
        SHOWN.forEach((own, theirs) -> values.put(own, person.get(theirs)));
        Optional<Row> primary =
                valid(party).stream().filter(row -> row.yes("IsPrimary")).findFirst();
        Map<String, Object> row = new HashMap<>();
        EntityDef def = schema.set(SET);
        def.fields().values().forEach(field -> row.put(field.name(), field.empty()));
        primary.ifPresent(there -> row.putAll(there.values()));
        row.putAll(values);
        row.put("PartyNumber", party);
        row.put("LocationId", primary.map(there -> there.get("LocationId")).orElse(""));
        if (primary.isPresent()) {
            tables.put(edited(primary.get(), row));
        } else {
            onCreate(row);
            tables.put(new Row(def, tables.nextRecId(), 1, 0, row));
        }
    }

    private List<Row> valid(String party) {
        return tables.by(SET, "PartyNumber", party).stream()
                .filter(this::isValid)
                .toList();
    }

    private boolean isValid(Row row) {
        return row.time("ValidTo").isAfter(versions.now());
    }
}
