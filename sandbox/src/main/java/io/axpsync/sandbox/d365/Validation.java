package io.axpsync.sandbox.d365;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code validateField} and {@code validateWrite}: lengths, related tables, and a few rules over a whole row. */
final class Validation {

    /** Where the parent of an activity link is looked up, by the type of the parent. */
    private static final Map<String, String> PARENTS = Map.of(
            "Customer", "CustomersV3.CustomerAccount",
            "Vendor", "VendorsV2.VendorAccountNumber",
            "BusRel", "Prospects.ProspectId",
            "ContactPerson", "ContactPersons.ContactPersonId");
    /** The organisations that a contact person may belong to. */
    private static final List<String> ORGANISATIONS =
            List.of("CustomersV3.PartyNumber", "VendorsV2.VendorPartyNumber", "Prospects.ProspectPartyNumber");

    private final Schema schema;
    private final Tables tables;

    Validation(Schema schema, Tables tables) {
        this.schema = schema;
        this.tables = tables;
    }

    void fields(EntityDef def, Map<String, Object> values, Collection<String> changed, boolean truncate) {
        for (String name : List.copyOf(changed)) {
            Field field = def.known(name);
            Object value = values.get(name);
            if (!(value instanceof String)) {
                continue;
            }
            String text = (String) value;
            if (field.length() > 0 && text.length() > field.length()) {
                if (!truncate || field.key()) {
                    throw Refusal.write(
                            def,
                            "Error: The text in field '" + name + "' is longer than " + field.length() + " characters",
                            "Warning: validateField failed on field '" + def.aot() + "." + name + "'");
                }
                text = text.substring(0, field.length());
                values.put(name, text);
            }
            String related = field.related().orElse("");
            if (!related.isEmpty() && !text.isEmpty() && !exists(related, text, values)) {
                throw notFound(def, name, text, related);
            }
        }
    }

    void row(EntityDef def, Map<String, Object> values, boolean creating) {
        for (Field key : def.keys()) {
            if (creating && "".equals(values.get(key.name()))) {
                throw Refusal.write(
                        def,
                        "Warning: Field '" + key.name() + "' must be filled in",
                        "Error: validateWrite failed on data source '" + def.aot() + "'");
            }
        }
        switch (def.set()) {
            case "Activities":
                if (time(values, "EndDateTime").isBefore(time(values, "StartDateTime"))) {
                    throw Refusal.write(
                            def,
                            "Warning: The end date and time must not be earlier than the start date and time",
                            "Error: validateWrite failed on data source 'smmActivities (smmActivities)'");
                }
                break;
            case "ContactPersons":
                String party = String.valueOf(values.get("AssociatedPartyNumber"));
                if (party.isEmpty()) {
                    throw Refusal.write(
                            def,
                            "Warning: Field 'AssociatedPartyNumber' must be filled in",
                            "Error: validateWrite failed on data source 'ContactPerson (ContactPerson)'");
                }
                if (ORGANISATIONS.stream().noneMatch(target -> exists(target, party, Map.of()))) {
                    throw notFound(def, "AssociatedPartyNumber", party, "DirPartyTable.PartyNumber");
                }
                break;
            case "AxpActivityLinks":
                String target = PARENTS.get(String.valueOf(values.get("ParentType")));
                String parent = String.valueOf(values.get("ParentId"));
                if (target != null && !exists(target, parent, values)) {
                    throw notFound(def, "ParentId", parent, target);
                }
                break;
            default:
        }
    }

    private static Instant time(Map<String, Object> values, String field) {
        Object value = values.get(field);
        return value instanceof Instant ? (Instant) value : Instant.MIN;
    }

    /** Whether a row of the related table has this value, in the same company where both have one. */
    private boolean exists(String target, String value, Map<String, Object> of) {
        List<String> group = Schema.GROUPS.get(target);
        if (group != null) {
            return group.stream().anyMatch(value::equalsIgnoreCase);
        }
        int dot = target.indexOf('.');
        EntityDef related = schema.set(target.substring(0, dot));
        @Nullable Object company = related.ofCompany() ? of.get(EntityDef.COMPANY) : null;
        String property = target.substring(dot + 1);
        if (company != null
                && related.keys().size() == 2
                && related.known(property).key()) {
            return tables.find(related, List.of(Field.normal(company), Field.normal(value)))
                    .isPresent();
        }
        return !tables.by(related.set(), property, value).isEmpty();
    }

    private static Refusal notFound(EntityDef def, String field, String value, String related) {
        return Refusal.write(
                def,
                "Warning: The value '" + value + "' in field '" + field + "' is not found in the related table '"
                        + related.substring(0, related.indexOf('.')) + "'",
                "Error: validateField failed on field '" + def.aot() + "." + field + "'");
    }
}
