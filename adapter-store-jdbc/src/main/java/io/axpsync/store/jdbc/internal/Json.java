package io.axpsync.store.jdbc.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.StateUntrusted;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * The written form of what has no columns of its own: small JSON that names its version ({@code "v":1}). A version may
 * gain members that older readers pass over; a change of meaning gets a new number.
 */
final class Json {

    static final int VERSION = 1;
    private static final int LONGEST_TEXT = 500_000_000;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            // half a surrogate pair, as mail programs cut them, has no UTF-8
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build());

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** An object that names its version. */
    static ObjectNode versioned() {
        return object().put("v", VERSION);
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new IllegalStateException("a tree in memory can always be written", e);
        }
    }

    static String text(JsonNode node) {
        return new String(bytes(node), StandardCharsets.US_ASCII);
    }

    /**
     * Reads what was written by this version or an older one.
     *
     * @param place for the message when it cannot be read
     */
    static <T> T read(byte[] text, String place, Function<JsonNode, T> reader) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.required("v").asInt() > VERSION) {
                throw new StateUntrusted(Reason.of(
                        "state-newer",
                        "A row of the state (" + place + ") was written by a newer version of this program.",
                        "Use that version; a state cannot be taken back to an older one."));
            }
            return reader.apply(node);
        } catch (IOException | IllegalArgumentException e) {
            throw new StateUntrusted(
                    Reason.of(
                            "state-damaged",
                            "A row of the state (" + place + ") cannot be read.",
                            "Restore the state from its last copy."),
                    e);
        }
    }

    /** A member of an enumeration; none when it is unknown here. */
    static <E extends Enum<E>> Option<E> member(Class<E> type, String name) {
        return Vector.of(type.getEnumConstants()).find(one -> one.name().equals(name));
    }
}
