package io.axpsync.core.change;

/**
 * Where a side's feed of a lane stands. Opaque: made and read by one adapter, kept by the store, may be several kB.
 * Resuming from it repeats what was seen at most; it never skips.
 */
public record Checkpoint(String token) {}
