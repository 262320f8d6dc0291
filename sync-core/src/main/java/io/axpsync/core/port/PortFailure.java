package io.axpsync.core.port;

import io.axpsync.core.item.Reason;
import java.time.Duration;

/** What can go wrong at a port and is expected to. Everything else is a bug and thrown. */
public sealed interface PortFailure {

    Reason reason();

    /** The version that was expected is not the newest; nothing was written. */
    record Stale(Reason reason) implements PortFailure {}

    /** There is no such item, or we may not see it. */
    record Missing(Reason reason) implements PortFailure {}

    /** The server refuses this item as it is; trying again unchanged will not help. Other items go on. */
    record Rejected(Reason reason) implements PortFailure {}

    /** Too many requests, after the adapter has already waited and tried again. */
    record Throttled(Reason reason, Duration retryAfter) implements PortFailure {}

    /** Not reachable, or it answers nonsense. Nothing is known about what was under way. */
    record Unavailable(Reason reason) implements PortFailure {}

    /** Credentials or permissions do not suffice. */
    record Denied(Reason reason) implements PortFailure {}

    /** The checkpoint is no longer understood; observe in full. */
    record Expired(Reason reason) implements PortFailure {}
}
