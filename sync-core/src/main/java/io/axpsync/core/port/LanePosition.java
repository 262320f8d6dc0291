package io.axpsync.core.port;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Window;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * Where a lane stands after its last recorded run.
 *
 * @param d365 none = needs comparison: the next run observes the side in full
 * @param exchange as {@code d365}
 * @param window what both sides were observed for
 * @param compared when both sides were last compared in full; UTC
 * @param configuration fingerprint of what decides scope (marker, folder, mailbox, companies, backend)
 * @param agreed whether the lane has completed its first agreement
 */
public record LanePosition(
        Option<Checkpoint> d365,
        Option<Checkpoint> exchange,
        Option<Window> window,
        Option<Instant> compared,
        String configuration,
        boolean agreed) {

    public static final LanePosition START =
            new LanePosition(Option.none(), Option.none(), Option.none(), Option.none(), "", false);

    public Option<Checkpoint> checkpoint(Side side) {
        return side == Side.D365 ? d365 : exchange;
    }
}
