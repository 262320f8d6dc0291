package io.axpsync.sandbox.d365;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The create pipeline of D365 (initValue, set fields, defaultRow, validateField, validateWrite, write) and its
 * siblings for update and delete. Every call is atomic.
 */
final class Writes {

    /** Who writes: a service over OData, a user in a form, or the loading of a company. */
    enum Origin {
        ODATA,
        USER,
        LOAD
    }

    private final Schema schema;
    private final Tables tables;
    private final Versions versions;
    private final Parties parties;
    private final PostalAddresses addresses;
    private final Defaults defaults;
    private final Validation validation;
    private final Supplier<D365Options> options;

    Writes(Schema schema, Tables tables, Versions versions, Supplier<D365Options> options) {
        this.schema = schema;
        this.tables = tables;
        this.versions = versions;
        this.options = options;
        this.parties = new Parties(schema, tables, versions);
        this.addresses = new PostalAddresses(schema, tables, versions);
        this.defaults = new Defaults(schema, tables, versions, parties, addresses);
        this.validation = new Validation(schema, tables);
    }

    Row create(EntityDef def, Map<String, Object> given, Origin origin) {
        return tables.atomically(() -> {
            Map<String, Object> values = new LinkedHashMap<>();
            def.fields().values().forEach(field -> values.put(field.name(), field.empty()));
            values.putAll(given);
            if (def.ofCompany()) {
                values.compute(
                        EntityDef.COMPANY,
                        (name, company) -> Field.normal(
                                company == null || company.equals("")
                                        ? options.get().defaultCompany()
                                        : company));
            }
            permitted(def, values.get(EntityDef.COMPANY), origin);
            defaults.onCreate(
                    def, values, origin == Origin.LOAD || options.get().numbersByServer());
            defaults.onWrite(def, values, given.keySet());
            rewrite(def, values, given.keySet(), origin);
            if (origin != Origin.LOAD) {
                required(def, values);
            }
            validation.fields(def, values, values.keySet(), options.get().truncate());
            validation.row(def, values, true);
            List<Object> key = def.key(values);
            Row before = tables.find(def, key).orElse(null);
            if (before != null && !revivable(before)) {
                throw Refusal.write(
                        def,
                        "Error: Cannot create a record in " + def.set() + " (" + def.aot() + "). The record already"
                                + " exists");
            }
            Row row = before != null
                    ? before.with(values, versions.next())
                    : new Row(def, tables.nextRecId(), origin == Origin.LOAD ? 0 : 1, 0, values);
            tables.put(row);
            written(row, given);
            return tables.find(def, key).orElse(row);
        });
    }

    private void permitted(EntityDef def, @Nullable Object company, Origin origin) {
        if (origin == Origin.ODATA && company != null && !options.get().permitted(company)) {
            throw Refusal.write(def, "Error: You do not have access to the company '" + company + "'");
        }
    }

    private void rewrite(EntityDef def, Map<String, Object> values, Set<String> set, Origin origin) {
        for (String name : set) {
            Field field = def.known(name);
            Object value = values.get(name);
            if (value instanceof Instant && options.get().isDate(def, field) && !value.equals(field.empty())) {
                values.put(name, Field.noon((Instant) value));
            }
            if (value instanceof String
                    && field.type() == FieldType.STRING
                    && options.get().rewritesTexts()) {
                values.put(name, ((String) value).strip().replaceAll("\\r?\\n", "\r\n"));
            }
        }
        if (options.get().rewritesTexts() && origin != Origin.LOAD && "".equals(values.get("SourceApplication"))) {
            values.put("SourceApplication", "Dynamics 365");
        }
    }

    private void required(EntityDef def, Map<String, Object> values) {
        for (Field field : def.fields().values()) {
            if (options.get().required().contains(def.set() + "." + field.name())
                    && field.empty().equals(values.get(field.name()))) {
                throw Refusal.write(
                        def,
                        "Warning: Field '" + field.name() + "' must be filled in",
                        "Error: validateWrite failed on data source '" + def.aot() + "'");
            }
        }
    }

    private void notEdited(EntityDef def, Row before, Map<String, Object> changes) {
        changes.forEach((name, value) -> {
            if (options.get().notEditable().contains(def.set() + "." + name)
                    && !before.get(name).equals(value)) {
                throw Refusal.write(
                        def,
                        "Warning: Field '" + name + "' does not allow editing",
                        "Error: validateField failed on field '" + def.aot() + "." + name + "'");
            }
        });
    }

    private static boolean revivable(Row row) {
        return row.entity().set().equals("AxpPrivateContacts") && row.yes("IsDeleted");
    }

    Row patch(EntityDef def, List<Object> key, Map<String, Object> changes, Origin origin) {
        return tables.atomically(() -> {
            Row before = existing(def, key);
            Map<String, Object> fields = new LinkedHashMap<>(changes);
            def.keys().forEach(field -> fields.remove(field.name()));
            Map<String, Object> values = new LinkedHashMap<>(before.values());
            values.putAll(fields);
            notEdited(def, before, fields);
            defaults.onWrite(def, values, fields.keySet());
            rewrite(def, values, fields.keySet(), origin);
            if (origin == Origin.USER || options.get().editStampMoves()) {
                defaults.stampEdit(def, values, fields.keySet());
            }
            validation.fields(def, values, fields.keySet(), options.get().truncate());
            validation.row(def, values, false);
            Row row = def.set().equals(PostalAddresses.SET)
                    ? addresses.edited(before, values)
                    : before.with(values, versions.next());
            tables.put(row);
            written(row, fields);
            return tables.find(def, row.key()).orElse(row);
        });
    }

    void delete(EntityDef def, List<Object> key) {
        tables.atomically(() -> {
            Row row = existing(def, key);
            if (def.set().equals("AxpPrivateContacts")) {
                tables.put(row.with(Map.of("IsDeleted", "Yes", "ModifiedDateTime", versions.now()), versions.next()));
                return row;
            }
            List<Row> exceptions = def.set().equals("Activities") ? exceptions(row) : List.of();
            children(row);
            exceptions.forEach(exception -> delete(def, exception.key()));
            if (def.set().equals("PartyContactsV3")) {
                tables.remove(def, key);
                parties.addressesWritten(row.text("PartyNumber"));
                return row;
            }
            versions.touch(row, true);
            tables.remove(def, key);
            if (def.set().equals(PostalAddresses.SET)) {
                addresses.written(row.text("PartyNumber"));
            }
            if (def.set().equals("Activities")) {
                cancelOccurrences(row);
            }
            return row;
        });
    }

    /** The activities of a series' modified occurrences, which are deleted with it. */
    private List<Row> exceptions(Row master) {
        return tables.by("AxpActivityOccurrences", "MasterActivityNumber", master.get("ActivityNumber")).stream()
                .filter(row -> row.get(EntityDef.COMPANY).equals(master.get(EntityDef.COMPANY)))
                .flatMap(row -> tables.by("Activities", "ActivityNumber", row.get("ActivityNumber")).stream())
                .filter(row -> row.get(EntityDef.COMPANY).equals(master.get(EntityDef.COMPANY))
                        && row.text("RecurrenceState").equals("Exception"))
                .toList();
    }

    /** Who deletes the activity of a modified occurrence cancels the occurrence. */
    private void cancelOccurrences(Row activity) {
        EntityDef occurrences = schema.set("AxpActivityOccurrences");
        for (Row row : versions.occurrences(activity)) {
            patch(occurrences, row.key(), Map.of("State", "Cancelled", "ActivityNumber", ""), Origin.USER);
        }
    }

    /** Moves the row's version although no field changed, as a job of the server may do. */
    void touch(EntityDef def, List<Object> key) {
        tables.atomically(() -> {
            Row row = existing(def, key);
            tables.put(row.with(Map.of(), versions.next()));
            versions.touch(row, false);
            return row;
        });
    }

    /** Moves only the etag, as a change of a joined table that the entity does not publish would. */
    void unsettle(Row row) {
        tables.atomically(() -> {
            tables.find(row.entity(), row.key()).ifPresent(now -> tables.put(now.with(Map.of(), versions.next())));
            return row;
        });
    }

    private Row existing(EntityDef def, List<Object> key) {
        return tables.find(def, key).filter(row -> !revivable(row)).orElseThrow(() -> Refusal.missing(def));
    }

    private void written(Row row, Map<String, Object> given) {
        versions.touch(row, false);
        if (row.entity().set().equals("ContactPersons")) {
            parties.personWritten(row, given);
            addresses.personWritten(row, given);
        } else if (row.entity().set().equals("PartyContactsV3")) {
            parties.onlyPrimary(row);
            parties.addressesWritten(row.text("PartyNumber"));
        } else if (row.entity().set().equals(PostalAddresses.SET)) {
            addresses.written(row.text("PartyNumber"));
        }
    }

    /** Delete actions: what hangs on a row by its key goes with it. */
    private void children(Row parent) {
        for (EntityDef def : schema.sets()) {
            for (Field field : def.keys()) {
                String target = field.related().orElse("");
                int dot = target.indexOf('.');
                if (dot < 0
                        || !target.substring(0, dot).equals(parent.entity().set())
                        || !parent.entity().ofCompany()) {
                    continue;
                }
                Object value = parent.get(target.substring(dot + 1));
                for (Row child : tables.by(def.set(), field.name(), value)) {
                    if (child.get(EntityDef.COMPANY).equals(parent.get(EntityDef.COMPANY)) && !revivable(child)) {
                        delete(def, child.key());
                    }
                }
            }
        }
    }
}
