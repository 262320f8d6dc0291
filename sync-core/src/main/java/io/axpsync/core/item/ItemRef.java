package io.axpsync.core.item;

/**
 * Names one item on one side. Opaque outside the adapter that made it: on D365 {@code company/key}, on Exchange the
 * immutable id (Graph) or the item id (EWS). Compared case-sensitively (Exchange ids are).
 */
public record ItemRef(Side side, String id) {

    public ItemRef {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an item reference needs an id");
        }
    }

    public static ItemRef d365(String id) {
        return new ItemRef(Side.D365, id);
    }

    public static ItemRef exchange(String id) {
        return new ItemRef(Side.EXCHANGE, id);
    }
}
