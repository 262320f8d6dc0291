package io.axpsync.core.item;

/** Names a link, in our store and in stamps. Made once by {@code IdSource}, never reused. */
public record LinkId(String id) {}
