package io.axpsync.core.item;

/**
 * The version of an item as its server names it (etag, change key). Opaque and not ordered: two tokens that differ say
 * that the item may have changed; only its field values say whether it did.
 */
public record ItemVersion(String token) {}
