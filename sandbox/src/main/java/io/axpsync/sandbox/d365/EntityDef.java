package io.axpsync.sandbox.d365;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entity set with its type.
 *
 * @param aot the name of the data entity in the application object tree; error texts name it
 * @param companion whether the set belongs to the companion model
 * @param computed whether only the server writes it
 */
record EntityDef(
        String set,
        String type,
        String aot,
        boolean companion,
        boolean computed,
        Map<String, Field> fields,
        List<Link> links) {

    static final String COMPANY = "dataAreaId";

    List<Field> keys() {
        return fields.values().stream().filter(Field::key).toList();
    }

    boolean ofCompany() {
        return fields.containsKey(COMPANY);
    }

    Link link(String name) {
        return links.stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(set + " has no navigation property " + name));
    }

    Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    Field known(String name) {
        return field(name)
                .orElseThrow(() -> Refusal.payload("The property '" + name + "' does not exist on type '"
                        + Schema.NAMESPACE + "." + type + "'. Make sure to only use property names that are defined by"
                        + " the type."));
    }

    /** The key in which rows are found: values in key order, texts in lower case. */
    List<Object> key(Map<String, Object> values) {
        List<Object> key = new ArrayList<>();
        for (Field field : keys()) {
            Object value = values.get(field.name());
            if (value == null) {
                throw Refusal.payload("The key property '" + field.name() + "' is missing.");
            }
            key.add(Field.normal(value));
        }
        return List.copyOf(key);
    }
}
