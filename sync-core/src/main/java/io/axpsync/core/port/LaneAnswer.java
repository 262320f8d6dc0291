package io.axpsync.core.port;

import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Lane;
import io.vavr.control.Either;

/** One complete lane, or why it could not be observed. */
public record LaneAnswer(Lane lane, Either<PortFailure, Snapshot> snapshot) {}
