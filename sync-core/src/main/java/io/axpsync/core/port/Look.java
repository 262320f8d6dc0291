package io.axpsync.core.port;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Window;
import io.vavr.control.Option;

/**
 * Asks for one item in full.
 *
 * @param window decides between {@code IN_LANE} and {@code OUTSIDE_WINDOW}
 * @param stamp what to look it up by where ids change with moves (EWS)
 */
public record Look(Lane lane, Window window, ItemRef ref, Option<Stamp> stamp) {}
