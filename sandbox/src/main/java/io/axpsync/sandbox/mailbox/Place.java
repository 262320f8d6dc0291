package io.axpsync.sandbox.mailbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a meeting is.
 *
 * @param details the rest of Graph's location (address, coordinates, …) as it was written, without the name; EWS knows
 *     the name only. Never changed after construction
 */
public record Place(String displayName, ObjectNode details) {

    public static Place named(String displayName) {
        return new Place(displayName, JsonNodeFactory.instance.objectNode());
    }
}
