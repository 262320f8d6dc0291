package io.axpsync.core.port;

import io.axpsync.core.item.LaneId;
import java.time.Instant;

/** One run per lane at a time, also across processes that share a store. */
public interface Leases {

    /**
     * Takes or renews the lane for a holder. An expired lease of another holder is taken over.
     *
     * @return whether the holder has it now
     */
    boolean take(LaneId lane, String holder, Instant now, Instant until);

    /** Gives it back; a lease of another holder is left alone. */
    void release(LaneId lane, String holder);
}
