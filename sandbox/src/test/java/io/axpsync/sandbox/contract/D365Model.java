package io.axpsync.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The documented entity sets of D365 ({@code d365-sets.txt}): keys, properties, enumerations. */
final class D365Model {

    /** @param complete whether every property of the set is listed */
    record EntitySet(String name, boolean complete, List<String> keys, Map<String, String> properties) {}

    private final Map<String, Set<String>> enums = new LinkedHashMap<>();
    private final Map<String, EntitySet> sets = new LinkedHashMap<>();

    static D365Model read() {
        try (InputStream in = D365Model.class.getResourceAsStream("d365-sets.txt")) {
            if (in == null) {
                throw new IllegalStateException("d365-sets.txt is not on the class path");
            }
            D365Model model = new D365Model();
            EntitySet[] current = new EntitySet[1];
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.isBlank() && !l.startsWith("#"))
                    .forEach(line -> current[0] = model.line(line, current[0]));
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EntitySet line(String line, EntitySet current) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        if (words.get(0).equals("enum")) {
            enums.put(words.get(1), new LinkedHashSet<>(words.subList(2, words.size())));
            return current;
        }
        if (words.get(0).equals("set")) {
            EntitySet set = new EntitySet(
                    words.get(1),
                    words.get(2).equals("complete"),
                    List.copyOf(words.subList(3, words.size())),
                    new LinkedHashMap<>());
            sets.put(set.name(), set);
            return set;
        }
        String type = words.get(0).replace(":", "");
        words.subList(1, words.size()).forEach(p -> current.properties().put(p, type));
        return current;
    }

    Optional<EntitySet> set(String name) {
        return Optional.ofNullable(sets.get(name));
    }

    /** The members of a documented enumeration. */
    Optional<Set<String>> members(String type) {
        return Optional.ofNullable(enums.get(type));
    }

    /** Why the value does not fit the type; nothing when it does. Null is for the caller to judge. */
    Optional<String> misfit(JsonNode value, String type) {
        boolean fits = switch (type) {
            case "Any" -> true;
            case "Text" -> value.isTextual();
            case "Text255" -> value.isTextual() && value.textValue().length() <= 255;
            case "DateTime" -> EdmJson.fits(value, "Edm.DateTimeOffset");
            case "Number" -> value.isNumber();
            case "Int32", "Int64", "Decimal", "Boolean", "Binary" -> EdmJson.fits(value, "Edm." + type);
            default -> value.isTextual() && enums.getOrDefault(type, Set.of()).contains(value.textValue());
        };
        return fits ? Optional.empty() : Optional.of(value + " is no " + type);
    }

    /** Whether a column of that type may be null: strings and enumerations may, numbers and times never. */
    boolean nullable(String type) {
        return type.startsWith("Text") || type.equals("Any") || type.equals("Binary") || enums.containsKey(type);
    }

    /** Why a filter literal does not fit a property of the type. */
    Optional<String> misfit(FilterGrammar.Literal literal, String type, String operator) {
        String kind = literal.kind();
        String namespace = "enum:Microsoft.Dynamics.DataEntities.";
        if (kind.equals("null")) {
            return Optional.of("compares with null: D365 columns are never null, empty strings are ''");
        }
        boolean fits = switch (type) {
            case "Any" -> true;
            case "Text" -> kind.equals("Edm.String") || kind.startsWith(namespace);
            case "Text255" -> kind.equals("Edm.String");
            case "DateTime" -> kind.equals("Edm.DateTimeOffset");
            case "Number", "Int32", "Int64", "Decimal" -> kind.equals("number");
            case "Boolean" -> kind.equals("Edm.Boolean");
            default ->
                kind.equals(namespace + type)
                        && enums.getOrDefault(type, Set.of()).contains(member(literal.text()));
        };
        if (!fits) {
            return Optional.of("compares a " + type + " with " + literal.text());
        }
        boolean isEnum = kind.startsWith("enum:");
        return isEnum && !operator.equals("eq") && !operator.equals("ne")
                ? Optional.of("enumerations know eq and ne only, not " + operator)
                : Optional.empty();
    }

    private static String member(String literal) {
        return literal.substring(literal.indexOf('\'') + 1, literal.length() - 1);
    }
}
