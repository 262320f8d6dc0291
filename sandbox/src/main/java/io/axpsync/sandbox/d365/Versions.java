package io.axpsync.sandbox.d365;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The change feeds of the companion model. A version row moves whenever its activity or contact person changes, or
 * anything that is published with it; a deleted one leaves a tombstone that is kept for 90 days.
 */
final class Versions {

    static final Duration KEPT = Duration.ofDays(90);
    private static final List<String> WITH_TOMBSTONES =
            List.of("AxpActivityVersions", "AxpContactVersions", "AxpPrivateContacts");

    private final Schema schema;
    private final Tables tables;
    private final Clock clock;
    private final Random random = new Random(365);

    Versions(Schema schema, Tables tables, Clock clock) {
        this.schema = schema;
        this.tables = tables;
        this.clock = clock;
    }

    /** Now in the resolution of D365: whole seconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** A RecVersion after an update: opaque, unrelated to the one before. */
    int next() {
        return 2 + random.nextInt(Integer.MAX_VALUE - 2);
    }

    /** Moves the version of whatever this row is published with. */
    void touch(Row row, boolean deleted) {
        String set = row.entity().set();
        switch (set) {
            case "Activities":
                move("AxpActivityVersions", "ActivityNumber", row, row.text("ActivityNumber"), deleted);
                occurrences(row).forEach(occurrence -> touch(occurrence, false));
                break;
            case "ContactPersons":
                move("AxpContactVersions", "ContactPersonId", row, row.text("ContactPersonId"), deleted);
                break;
            case "PartyContactsV3":
            case "PartyLocationPostalAddressesV2":
                for (Row person : tables.by("ContactPersons", "ContactPersonPartyNumber", row.get("PartyNumber"))) {
                    touch(person, false);
                }
                break;
            default:
                parent(row).ifPresent(activity -> touch(activity, false));
        }
    }

    /** The rows by which a series has this activity as one of its modified occurrences. */
    List<Row> occurrences(Row activity) {
        return tables.by("AxpActivityOccurrences", "ActivityNumber", activity.get("ActivityNumber")).stream()
                .filter(row -> row.get(EntityDef.COMPANY).equals(activity.get(EntityDef.COMPANY)))
                .toList();
    }

    private java.util.Optional<Row> parent(Row row) {
        return row.entity().keys().stream()
                .filter(key -> key.related()
                        .filter("Activities.ActivityNumber"::equals)
                        .isPresent())
                .findFirst()
                .flatMap(key -> tables.by("Activities", "ActivityNumber", row.get(key.name())).stream()
                        .filter(activity -> activity.get(EntityDef.COMPANY).equals(row.get(EntityDef.COMPANY)))
                        .findFirst());
    }

    private void move(String set, String keyName, Row of, String key, boolean deleted) {
        EntityDef def = schema.set(set);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(EntityDef.COMPANY, of.get(EntityDef.COMPANY));
        values.put(keyName, key);
        values.put("ModifiedDateTime", now());
        values.put("RecVersion", next());
        values.put("IsDeleted", deleted ? "Yes" : "No");
        tables.put(tables.find(def, def.key(values))
                .map(row -> row.with(values, next()))
                .orElseGet(() -> new Row(def, tables.nextRecId(), 1, 0, values)));
    }

    /** Forgets the tombstones of this set that are older than 90 days. */
    void forgetOld(EntityDef def) {
        if (!WITH_TOMBSTONES.contains(def.set())) {
            return;
        }
        Instant oldest = now().minus(KEPT);
        for (Row row : tables.all(def)) {
            if (row.yes("IsDeleted") && row.time("ModifiedDateTime").isBefore(oldest)) {
                tables.remove(def, row.key());
            }
        }
    }
}
