package io.axpsync.core.port;

import java.time.Duration;

/** Waits. Tests pass one that does not. */
@FunctionalInterface
public interface Pause {

    /** @throws InterruptedException when the run is stopped meanwhile */
    void pause(Duration duration) throws InterruptedException;
}
