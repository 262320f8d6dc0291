package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types of what is kept as JSON, and the check of a body against them: unknown names and other kinds are refused. */
final class EntityTypes {

    /** @param collection whether it is an array of them */
    record Property(String type, boolean collection, boolean nullable) {}

    /** A type with the properties of its bases. */
    record Type(String name, Map<String, Property> properties) {}

    private static final Map<String, Type> TYPES = new HashMap<>();
    private static final Map<String, Set<String>> ENUMS = new HashMap<>();

    static {
        read();
    }

    private EntityTypes() {}

    static Type of(String name) {
        Type type = TYPES.get(name);
        if (type == null) {
            throw new IllegalStateException("types.txt has no type " + name);
        }
        return type;
    }

    static Set<String> names() {
        return Set.copyOf(TYPES.keySet());
    }

    /** Refuses a body of which the type does not know a property, or knows it with another type. */
    static void check(ObjectNode body, String typeName) {
        Type type = of(typeName);
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            if (name.contains("@")) {
                continue;
            }
            Property property = type.properties().get(name);
            if (property == null) {
                throw Values.unknown(name, typeName);
            }
            if (property.collection()) {
                Values.array(field.getValue()).forEach(entry -> check(entry, property, name));
            } else if (!field.getValue().isNull() || !property.nullable()) {
                check(field.getValue(), property, name);
            }
        }
    }

    private static void check(JsonNode value, Property property, String name) {
        Set<String> words = ENUMS.get(property.type());
        if (words != null) {
            Values.word(value, words);
        } else if (TYPES.containsKey(property.type())) {
            check(
                    Values.object(
                            value,
                            property.type(),
                            of(property.type()).properties().keySet()),
                    property.type());
        } else if (!fits(value, property.type(), name)) {
            throw GraphError.badBody(
                    "Cannot convert the value of '" + name + "' to the expected type 'Edm." + property.type() + "'.");
        }
    }

    private static boolean fits(JsonNode value, String type, String name) {
        return switch (type) {
            case "Boolean" -> value.isBoolean();
            case "Int32", "Int64" -> value.isIntegralNumber();
            case "Double" -> value.isNumber();
            case "DateTimeOffset" -> value.isTextual() && Values.queryTime(name, value.textValue()) != null;
            default -> value.isTextual();
        };
    }

    private static void read() {
        Map<String, String> bases = new LinkedHashMap<>();
        Map<String, Map<String, Property>> own = new LinkedHashMap<>();
        String current = "";
        for (String line : lines()) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            if (line.startsWith(" ")) {
                Map<String, Property> properties = own.getOrDefault(current, Map.of());
                for (String entry : line.strip().split(",\\s*")) {
                    String[] words = entry.split(" ");
                    boolean nullable = !words[1].endsWith("!");
                    String type = words[1].replace("!", "");
                    boolean collection = type.startsWith("[");
                    properties.put(
                            words[0],
                            new Property(
                                    collection ? type.substring(1, type.length() - 1) : type, collection, nullable));
                }
            } else if (line.contains(" = ")) {
                String[] words = line.split(" = ");
                ENUMS.put(words[0], Set.of(words[1].split(" ")));
            } else {
                String[] words = line.replace(":", "").split(" < ");
                current = words[0];
                bases.put(current, words.length > 1 ? words[1] : "");
                own.put(current, new LinkedHashMap<>());
            }
        }
        for (String name : own.keySet()) {
            Map<String, Property> all = new LinkedHashMap<>();
            Set<String> seen = new HashSet<>();
            for (String at = name; at != null && !at.isEmpty() && seen.add(at); at = bases.get(at)) {
                all.putAll(own.getOrDefault(at, Map.of()));
            }
            TYPES.put(name, new Type(name, Map.copyOf(all)));
        }
    }

    private static List<String> lines() {
        try (InputStream in = EntityTypes.class.getResourceAsStream("types.txt")) {
            if (in == null) {
                throw new IllegalStateException("types.txt is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
