package io.axpsync.sandbox.d365;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private final D365Options options;

    RowJson(String serviceRoot, Level level, boolean numbersAsText, D365Options options) {
        this.options = options;
        this.serviceRoot = serviceRoot;
        this.level = level;
        this.numbersAsText = numbersAsText;
    }

    /** @param selected names of the properties to show; empty shows all */
    ObjectNode entity(Row row, List<String> selected, List<Expansion> expanded) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        context(json, row.entity(), selected, expanded, "/$entity");
        fill(json, row, selected);
        return json;
    }

    void context(ObjectNode json, EntityDef def, List<String> selected, List<Expansion> expanded, String suffix) {
        if (level != Level.NONE) {
            Stream<String> deeper = expanded.stream()
                    .filter(expansion -> !expansion.selected().isEmpty())
                    .map(expansion -> expansion.link().name() + "(" + String.join(",", expansion.selected()) + ")");
            String names = Stream.concat(selected.stream(), deeper).collect(Collectors.joining(","));
            String list = names.isEmpty() ? "" : "(" + names + ")";
            json.put("@odata.context", serviceRoot + "/$metadata#" + def.set() + list + suffix);
        }
    }

    ObjectNode fill(ObjectNode json, Row row, Collection<String> selected) {
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
                field.write(json, shown(row, field), numbersAsText);
            }
        }
        if (level == Level.FULL) {
            for (Link link : row.entity().links()) {
                json.put(link.name() + "@odata.associationLink", address(row) + "/" + link.name() + "/$ref");
                json.put(link.name() + "@odata.navigationLink", address(row) + "/" + link.name());
            }
        }
        return json;
    }

    private Object shown(Row row, Field field) {
        Object value = row.get(field.name());
        return value instanceof Instant && options.isDate(row.entity(), field) ? Field.noon((Instant) value) : value;
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
