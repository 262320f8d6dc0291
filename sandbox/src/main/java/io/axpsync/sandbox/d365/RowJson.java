package io.axpsync.sandbox.d365;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows as OData JSON, and JSON as values of a row. */
final class RowJson {

    /** How much of the metadata an answer carries: {@code odata.metadata=none|minimal|full}. */
    enum Level {
        NONE,
        MINIMAL,
        FULL
    }

    private final String serviceRoot;
    private final Level level;
    private final boolean numbersAsText;

    RowJson(String serviceRoot, Level level, boolean numbersAsText) {
        this.serviceRoot = serviceRoot;
        this.level = level;
        this.numbersAsText = numbersAsText;
    }

    /** @param selected names of the properties to show; empty shows all */
    ObjectNode entity(Row row, Collection<String> selected) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        context(json, row.entity(), selected, "/$entity");
        fill(json, row, selected);
        return json;
    }

    void context(ObjectNode json, EntityDef def, Collection<String> selected, String suffix) {
        if (level != Level.NONE) {
            String list = selected.isEmpty() ? "" : "(" + String.join(",", selected) + ")";
            json.put("@odata.context", serviceRoot + "/$metadata#" + def.set() + list + suffix);
        }
    }

    void fill(ObjectNode json, Row row, Collection<String> selected) {
        if (level == Level.FULL) {
            json.put("@odata.type", "#" + Schema.NAMESPACE + "." + row.entity().type());
            json.put("@odata.id", serviceRoot + "/" + address(row));
        }
        if (level != Level.NONE) {
            json.put("@odata.etag", row.etag());
        }
        if (level == Level.FULL) {
            json.put("@odata.editLink", address(row));
        }
        for (Field field : row.entity().fields().values()) {
            if (selected.isEmpty() || selected.contains(field.name())) {
                if (level == Level.FULL) {
                    annotate(json, field);
                }
                field.write(json, row.get(field.name()), numbersAsText);
            }
        }
    }

    private static void annotate(ObjectNode json, Field field) {
        String annotation = field.name() + "@odata.type";
        field.members().ifPresent(members -> json.put(annotation, "#" + Schema.NAMESPACE + "." + members.name()));
        if (Set.of(FieldType.DATE_TIME, FieldType.DECIMAL, FieldType.LONG, FieldType.BINARY)
                .contains(field.type())) {
            json.put(annotation, "#" + field.type().edm);
        }
    }

    /** {@code Set(key1='…',key2=…)}, not percent-encoded. */
    static String address(Row row) {
        return row.entity().set()
                + row.entity().keys().stream()
                        .map(key -> key.name() + "=" + key.literal(row.get(key.name())))
                        .collect(Collectors.joining(",", "(", ")"));
    }

    /** The values of a JSON object; annotations are passed over, unknown properties refused. */
    static Map<String, Object> values(EntityDef def, JsonNode json) {
        if (!json.isObject()) {
            throw Refusal.payload("A JSON object was expected.");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        json.fields().forEachRemaining(entry -> {
            String name = entry.getKey();
            if (!name.contains("@")) {
                values.put(name, def.known(name).read(entry.getValue()));
            }
        });
        return values;
    }
}
