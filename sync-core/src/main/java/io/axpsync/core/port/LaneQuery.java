package io.axpsync.core.port;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Window;
import io.vavr.control.Option;

/**
 * Asks for one lane.
 *
 * @param since where the last recorded snapshot ended; none asks for a full listing
 */
public record LaneQuery(Lane lane, Window window, Option<Checkpoint> since) {}
