package io.axpsync.store.jdbc.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.FieldPrint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.FieldTable;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;

/**
 * Fingerprints as JSON: a single one is a string, those of a set an object of key to value, and what is withheld an
 * array of why and that.
 */
final class BaselineJson {

    private BaselineJson() {}

    static String write(Map<Field, FieldPrint> prints) {
        return Json.text(node(prints));
    }

    /** Prints, and the versions that our last writes replaced where the server's word for it is all there is. */
    static String write(Baseline baseline) {
        ObjectNode node = node(baseline.prints());
        if (!baseline.replaced().isEmpty()) {
            ArrayNode replaced = Json.array();
            baseline.replaced().forEach(version -> replaced.add(version.token()));
            node.set("r", replaced);
        }
        return Json.text(node);
    }

    private static ObjectNode node(Map<Field, FieldPrint> prints) {
        ObjectNode fields = Json.object();
        prints.forEach((field, print) -> fields.set(field.name(), write(print)));
        return Json.versioned().set("f", fields);
    }

    /** Fields that this version does not know are passed over. */
    static Map<Field, FieldPrint> read(String text, String place) {
        return Json.read(
                text.getBytes(StandardCharsets.UTF_8),
                place,
                node -> prints(node).map());
    }

    static Baseline read(ItemVersion version, String keyId, String text, String place) {
        return Json.read(
                text.getBytes(StandardCharsets.UTF_8),
                place,
                node -> new Baseline(version, keyId, prints(node), replaced(node)));
    }

    private static Seq<ItemVersion> replaced(JsonNode node) {
        return node.has("r")
                ? Vector.ofAll(node.required("r")).map(version -> new ItemVersion(version.asText()))
                : Vector.empty();
    }

    private static FieldTable<FieldPrint> prints(JsonNode node) {
        JsonNode prints = node.required("f");
        return FieldTable.of(field -> prints.has(field.name()) ? read(prints.required(field.name())) : null);
    }

    private static JsonNode write(FieldPrint print) {
        JsonNode bare = print instanceof FieldPrint.Single single
                ? Json.object().textNode(single.print())
                : elements(((FieldPrint.Elements) print).prints());
        return print.withheld()
                .map(why -> (JsonNode) Json.array().add(why.name()).add(bare))
                .getOrElse(bare);
    }

    private static JsonNode elements(Map<String, String> prints) {
        ObjectNode node = Json.object();
        prints.forEach(node::put);
        return node;
    }

    private static FieldPrint read(JsonNode node) {
        Option<Withheld> withheld =
                node.isArray() ? Option.some(Withheld.valueOf(node.required(0).asText())) : Option.none();
        JsonNode bare = node.isArray() ? node.required(1) : node;
        if (bare.isTextual()) {
            return new FieldPrint.Single(bare.textValue(), withheld);
        }
        return new FieldPrint.Elements(
                Vector.ofAll(bare.properties())
                        .foldLeft(
                                HashMap.empty(),
                                (prints, one) ->
                                        prints.put(one.getKey(), one.getValue().asText())),
                withheld);
    }
}
