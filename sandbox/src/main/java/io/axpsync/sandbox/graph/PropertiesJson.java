package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.PropertyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** singleValueExtendedProperties and multiValueExtendedProperties, both ways. */
final class PropertiesJson {

    static final String SINGLE = "singleValueExtendedProperties";
    static final String MULTI = "multiValueExtendedProperties";

    private PropertiesJson() {}

    /** What a body sets: an empty value takes the property away. */
    static Map<PropertyKey, Optional<ExtendedProperty>> read(String collection, JsonNode node) {
        Map<PropertyKey, Optional<ExtendedProperty>> read = new LinkedHashMap<>();
        boolean multi = collection.equals(MULTI);
        String type = multi ? "multiValueLegacyExtendedProperty" : "singleValueLegacyExtendedProperty";
        for (JsonNode entry : Values.array(node)) {
            ObjectNode property = Values.object(entry, type, Set.of("id", "value"));
            PropertyKey key = key(Values.text(property.path("id")));
            if (multi != key.type().name().endsWith("_ARRAY")) {
                throw invalid(key.graphId());
            }
            JsonNode value = property.path("value");
            if (multi) {
                List<String> values = Values.texts(value);
                values.forEach(v -> check(key, v));
                read.put(key, values.isEmpty() ? Optional.empty() : Optional.of(new ExtendedProperty(key, values)));
            } else if (value.isNull()) {
                if (key.type() != PropertyType.STRING && key.type() != PropertyType.BINARY) {
                    throw invalid(key.graphId());
                }
                read.put(key, Optional.empty());
            } else {
                check(key, Values.text(value));
                read.put(key, Optional.of(ExtendedProperty.of(key, value.textValue())));
            }
        }
        return read;
    }

    static Map<PropertyKey, ExtendedProperty> merged(
            Map<PropertyKey, ExtendedProperty> before, Map<PropertyKey, Optional<ExtendedProperty>> written) {
        Map<PropertyKey, ExtendedProperty> merged = new LinkedHashMap<>(before);
        written.forEach((key, property) -> {
            merged.remove(key);
            property.ifPresent(p -> merged.put(key, p));
        });
        return merged;
    }

    /** Adds those of the asked-for properties that exist; a collection of which none exists is left out, as in Graph. */
    static void write(ObjectNode node, Map<PropertyKey, ExtendedProperty> properties, Set<PropertyKey> asked) {
        List<ExtendedProperty> found = new ArrayList<>();
        asked.forEach(key -> Optional.ofNullable(properties.get(key)).ifPresent(found::add));
        for (ExtendedProperty property : found) {
            boolean multi = property.key().type().name().endsWith("_ARRAY");
            ArrayNode array = node.withArray(multi ? MULTI : SINGLE);
            ObjectNode entry = array.addObject().put("id", property.key().graphId());
            if (multi) {
                ArrayNode values = entry.putArray("value");
                property.values().forEach(values::add);
            } else {
                entry.put("value", property.values().get(0));
            }
        }
    }

    /** Gives a folder a name, and the extended properties that a body sets. */
    static Folder write(Mailbox mailbox, Folder folder, String name, ObjectNode body) {
        List<ExtendedProperty> set = new ArrayList<>();
        List<PropertyKey> removed = new ArrayList<>();
        for (String collection : List.of(SINGLE, MULTI)) {
            if (body.has(collection)) {
                read(collection, body.path(collection))
                        .forEach((key, property) -> property.ifPresentOrElse(set::add, () -> removed.add(key)));
            }
        }
        return mailbox.writeFolder(folder.id(), name, set, removed);
    }

    static PropertyKey key(String id) {
        return PropertyKey.parse(id).orElseThrow(() -> invalid(id));
    }

    private static void check(PropertyKey key, String value) {
        try {
            switch (key.type()) {
                case SHORT, SHORT_ARRAY -> Short.parseShort(value);
                case INTEGER, INTEGER_ARRAY -> Integer.parseInt(value);
                case LONG, LONG_ARRAY -> Long.parseLong(value);
                case FLOAT, DOUBLE, FLOAT_ARRAY, DOUBLE_ARRAY -> Double.parseDouble(value);
                case BOOLEAN -> {
                    if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                        throw invalid(key.graphId());
                    }
                }
                case SYSTEM_TIME, SYSTEM_TIME_ARRAY -> Values.queryTime(key.graphId(), value);
                case BINARY, BINARY_ARRAY -> java.util.Base64.getDecoder().decode(value);
                default -> {}
            }
        } catch (IllegalArgumentException bad) {
            throw invalid(key.graphId());
        }
    }

    private static GraphError invalid(String id) {
        return GraphError.badRequest(
                "ErrorInvalidProperty", "The extended property or its value is invalid: '" + id + "'.");
    }
}
