package io.axpsync.core.port;

import io.axpsync.core.item.LaneId;
import java.time.Instant;

/** One run per lane at a time, also across processes that share a store. */
public interface Leases {

    /**
     * Takes or renews the lane for a holder. A lease of another holder is taken over once it has expired.
     *
     * @param now UTC; a lease has expired when its {@code until} is not after it
     * @param until how long the holder has it, exclusive; UTC
     * @return whether the holder has it now
     */
    boolean take(LaneId lane, String holder, Instant now, Instant until);

    /** Gives it back; a lease of another holder is left alone. */
    void release(LaneId lane, String holder);
}
