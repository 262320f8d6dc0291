package io.axpsync.store.jdbc.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Value;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Field values as JSON: text is a string, a whole number a number, nothing is null; the others are objects with one
 * member: {@code {"c":"BUSY"}}, {@code {"p":[start,end]}}, {@code {"d":[start,end]}}, {@code {"y":date}},
 * {@code {"m":instant}}, {@code {"r":rule,"z":zone,"f":first}}, {@code {"e":[[key,value,label]]}}.
 */
final class ValueJson {

    private ValueJson() {}

    static ObjectNode write(Map<Field, Value> values) {
        ObjectNode node = Json.object();
        values.forEach((field, value) -> node.set(field.name(), write(value)));
        return node;
    }

    /** Fields that this version does not know are passed over. */
    static Map<Field, Value> readAll(JsonNode node) {
        return Vector.ofAll(node.properties())
                .foldLeft(
                        LinkedHashMap.empty(),
                        (values, one) -> Json.member(Field.class, one.getKey())
                                .map(field -> values.put(field, read(one.getValue())))
                                .getOrElse(values));
    }

    static JsonNode write(Value value) {
        if (value instanceof Value.Text t) {
            return Json.object().textNode(t.text());
        } else if (value instanceof Value.Whole w) {
            return Json.object().numberNode(w.number());
        } else if (value instanceof Value.Choice c) {
            return Json.object().put("c", c.name());
        } else if (value instanceof Value.Period p) {
            return Json.object().set("p", pair(p.start(), p.end()));
        } else if (value instanceof Value.Days d) {
            return Json.object().set("d", pair(d.start(), d.end()));
        } else if (value instanceof Value.Recurring r) {
            return Json.object().put("r", r.rule()).put("z", r.zone()).set("f", write(r.first()));
        } else if (value instanceof Value.Date d) {
            return Json.object().put("y", d.date().toString());
        } else if (value instanceof Value.Moment m) {
            return Json.object().put("m", m.at().toString());
        } else if (value instanceof Value.Entries e) {
            ArrayNode all = Json.array();
            e.values()
                    .forEach(one ->
                            all.addArray().add(one.key()).add(one.value()).add(one.label()));
            return Json.object().set("e", all);
        }
        return NullNode.getInstance();
    }

    static Value read(JsonNode node) {
        if (node.isTextual()) {
            return new Value.Text(node.textValue());
        } else if (node.isNumber()) {
            return new Value.Whole(node.longValue());
        } else if (node.isNull()) {
            return Value.NOTHING;
        } else if (node.has("c")) {
            return Value.choice(node.get("c").asText());
        } else if (node.has("r")) {
            return new Value.Recurring(
                    read(node.required("f")),
                    node.required("r").asText(),
                    node.required("z").asText());
        } else if (node.has("p")) {
            JsonNode p = node.get("p");
            return new Value.Period(
                    Instant.parse(p.required(0).asText()),
                    Instant.parse(p.required(1).asText()));
        } else if (node.has("d")) {
            JsonNode d = node.get("d");
            return new Value.Days(
                    LocalDate.parse(d.required(0).asText()),
                    LocalDate.parse(d.required(1).asText()));
        }
        if (node.has("y")) {
            return new Value.Date(LocalDate.parse(node.get("y").asText()));
        } else if (node.has("m")) {
            return new Value.Moment(Instant.parse(node.get("m").asText()));
        }
        return Value.Entries.of(Vector.ofAll(node.required("e"))
                .map(one -> new Value.Entry(
                        one.required(0).asText(),
                        one.required(1).asText(),
                        one.required(2).asText())));
    }

    private static ArrayNode pair(Object start, Object end) {
        return Json.array().add(start.toString()).add(end.toString());
    }
}
