package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A collection that is kept as JSON, as the query options want it: {@code $filter}, {@code $orderby}, {@code $skip},
 * {@code $top}, {@code $count}, {@code $select}. Extended properties come only when they are expanded.
 *
 * @param page how many come without {@code $top}
 * @param most how many {@code $top} may ask for
 */
record JsonList(Call call, String type, int page, int most) {

    private static final Set<String> OPTIONS =
            Set.of("$select", "$filter", "$orderby", "$expand", "$top", "$skip", "$count");

    static JsonList of(Call call, String type) {
        return new JsonList(call, type, 10, 1000);
    }

    /** For the collections that the service gives whole. */
    static JsonList whole(Call call, String type) {
        return new JsonList(call, type, 1000, 1000);
    }

    /** Context, count, values and next link; the context begins after {@code $metadata#}. */
    Response answer(String context, List<ObjectNode> all) {
        call.query().keySet().stream()
                .filter(name -> !OPTIONS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw GraphError.badRequest(
                            "ErrorInvalidUrlQuery", "The query option '" + name + "' is not supported here.");
                });
        List<ObjectNode> items =
                call.option("$filter").isPresent() || call.option("$orderby").isPresent()
                        ? all.stream()
                                .filter(call.option("$filter")
                                        .map(text -> Filter.parse(text, new JsonFields(type)))
                                        .orElse(item -> true))
                                .sorted(order())
                                .toList()
                        : all;
        int top = Math.min(most, number(call, "$top", page));
        int size = call.prefer().maxPageSize() > 0 ? Math.min(top, call.prefer().maxPageSize()) : top;
        int skip = number(call, "$skip", 0);
        ObjectNode body = Call.JSON.createObjectNode();
        body.put("@odata.context", call.base() + "/$metadata#" + context);
        if (call.option("$count").map("true"::equals).orElse(false)) {
            body.put("@odata.count", items.size());
        }
        ArrayNode value = body.putArray("value");
        int from = Math.min(skip, items.size());
        items.subList(from, (int) Math.min(items.size(), (long) from + size)).forEach(item -> value.add(shown(item)));
        if ((long) skip + size < items.size()) {
            body.put("@odata.nextLink", next(call, skip + size));
        }
        return Response.json(200, body.toString());
    }

    /** One of them, with what {@code $select} and {@code $expand} ask for. */
    ObjectNode shown(ObjectNode item) {
        ObjectNode node = item.deepCopy();
        Expansion expansion = Expansion.of(call);
        List<String> asked = new ArrayList<>();
        expansion.properties().forEach(key -> asked.add(key.graphId().toLowerCase(Locale.ROOT)));
        for (String collection : List.of(PropertiesJson.SINGLE, PropertiesJson.MULTI)) {
            ArrayNode kept = Call.JSON.createArrayNode();
            for (JsonNode property : node.path(collection)) {
                if (asked.contains(property.path("id").asText().toLowerCase(Locale.ROOT))) {
                    kept.add(property);
                }
            }
            node.remove(collection);
            if (!kept.isEmpty()) {
                node.set(collection, kept);
            }
        }
        Set<String> selected = call.selected();
        if (!selected.isEmpty()) {
            selected.removeIf(name -> {
                known(name);
                return false;
            });
            Set<String> retained = new HashSet<>(selected);
            retained.addAll(
                    type.equals("user")
                            ? List.of()
                            : List.of(
                                    "id",
                                    "@odata.etag",
                                    "@odata.type",
                                    "attachments",
                                    PropertiesJson.SINGLE,
                                    PropertiesJson.MULTI));
            node.retain(retained);
        }
        return node;
    }

    private void known(String name) {
        if (!EntityTypes.of(type).properties().containsKey(name)) {
            throw GraphError.badRequest(
                    "BadRequest",
                    "Parsing OData Select and Expand failed: Could not find a property named '" + name
                            + "' on type 'microsoft.graph." + type + "'.");
        }
    }

    private Comparator<ObjectNode> order() {
        String text = call.option("$orderby").orElse("").strip();
        if (text.isEmpty()) {
            return (a, b) -> 0;
        }
        String[] words = text.split("\\s+");
        known(words[0].split("/")[0]);
        Comparator<ObjectNode> order = (a, b) -> {
            JsonNode other = JsonFields.at(b, words[0]);
            return JsonFields.compare(JsonFields.at(a, words[0]), other.isValueNode() ? other.asText() : "null");
        };
        return words.length > 1 && words[1].equals("desc") ? order.reversed() : order;
    }

    /** The address of the page that begins there. */
    static String next(Call call, int skip) {
        StringBuilder link = new StringBuilder(call.address()).append('?');
        call.query().forEach((name, value) -> {
            if (!name.equals("$skip")) {
                link.append(name).append('=').append(MailboxCall.encoded(value)).append('&');
            }
        });
        return link.append("$skip=").append(skip).toString();
    }

    static int number(Call call, String option, int otherwise) {
        try {
            int number = Integer.parseInt(call.option(option).orElse(String.valueOf(otherwise)));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException bad) {
            // refused below
        }
        throw GraphError.badRequest("BadRequest", "Invalid value for the query option '" + option + "'.");
    }
}
