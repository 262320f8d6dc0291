package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** What filters may name on things that are kept as JSON: each property and path that leads to a plain value. */
final class JsonFields implements Filter.Fields<ObjectNode> {

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*Z");

    private final String type;

    /** @param type whose properties may be named */
    JsonFields(String type) {
        this.type = type;
    }

    @Override
    public ToIntFunction<ObjectNode> comparison(String path, String literal) {
        known(path);
        return item -> compare(at(item, path), literal);
    }

    @Override
    public Function<ObjectNode, String> text(String path) {
        known(path);
        return item -> at(item, path).asText("");
    }

    @Override
    public Function<ObjectNode, List<String>> texts(String collection, String member) {
        known(collection);
        return item -> {
            List<String> texts = new ArrayList<>();
            at(item, collection).forEach(entry -> texts.add((member.isEmpty() ? entry : at(entry, member)).asText("")));
            return texts;
        };
    }

    @Override
    public Function<ObjectNode, List<String>> property(PropertyKey key) {
        return item -> {
            List<String> values = new ArrayList<>();
            for (String collection : List.of(PropertiesJson.SINGLE, PropertiesJson.MULTI)) {
                for (JsonNode property : item.path(collection)) {
                    if (property.path("id").asText().equalsIgnoreCase(key.graphId())) {
                        JsonNode value = property.path("value");
                        if (value.isArray()) {
                            value.forEach(v -> values.add(v.asText()));
                        } else {
                            values.add(value.asText());
                        }
                    }
                }
            }
            return values;
        };
    }

    private void known(String path) {
        String first = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
        if (!EntityTypes.of(type).properties().containsKey(first)) {
            throw Filter.invalid();
        }
    }

    /** Nulls stand before everything else. */
    static int compare(JsonNode value, String literal) {
        if (value.isNull() || value.isMissingNode()) {
            return literal.equals("null") ? 0 : -1;
        }
        if (literal.equals("null")) {
            return 1;
        }
        if (value.isNumber() && literal.matches("-?\\d+(\\.\\d+)?")) {
            return value.decimalValue().compareTo(new BigDecimal(literal));
        }
        String text = value.asText("");
        if (INSTANT.matcher(text).matches() && literal.matches("\\d{4}-\\d\\d-\\d\\d.*")) {
            return Values.queryTime("filter", text).compareTo(Values.queryTime("filter", literal));
        }
        return text.compareToIgnoreCase(literal);
    }

    static JsonNode at(JsonNode item, String path) {
        JsonNode at = item;
        for (String step : path.split("/")) {
            at = at.path(step);
        }
        return at;
    }
}
