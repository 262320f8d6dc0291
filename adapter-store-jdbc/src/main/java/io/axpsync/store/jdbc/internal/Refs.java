package io.axpsync.store.jdbc.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/** References and reasons as texts and JSON. */
final class Refs {

    private Refs() {}

    /** {@code D365:usmf/ACT-1}. */
    static String text(ItemRef ref) {
        return ref.side() + ":" + ref.id();
    }

    static ItemRef of(String text) {
        int colon = text.indexOf(':');
        return new ItemRef(Side.valueOf(text.substring(0, colon)), text.substring(colon + 1));
    }

    static ArrayNode write(Seq<ItemRef> refs) {
        ArrayNode node = Json.array();
        refs.forEach(ref -> node.add(text(ref)));
        return node;
    }

    static Seq<ItemRef> readAll(JsonNode node) {
        return Vector.ofAll(node).map(one -> of(one.asText()));
    }

    static ArrayNode write(Reason reason) {
        return Json.array().add(reason.code()).add(reason.text()).add(reason.remedy());
    }

    static Reason readReason(JsonNode node) {
        return Reason.of(
                node.required(0).asText(),
                node.required(1).asText(),
                node.required(2).asText());
    }
}
