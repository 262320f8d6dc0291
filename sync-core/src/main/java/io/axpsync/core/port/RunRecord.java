package io.axpsync.core.port;

import io.vavr.control.Option;
import java.time.Instant;

/**
 * One run in the store.
 *
 * @param summary one line for a person; empty while it goes on
 */
public record RunRecord(String id, Instant started, Option<Instant> finished, String summary) {}
