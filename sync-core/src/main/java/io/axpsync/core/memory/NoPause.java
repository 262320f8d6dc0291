package io.axpsync.core.memory;

import io.axpsync.core.port.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does not wait but remembers how long it was asked to. */
public final class NoPause implements Pause {

    private final List<Duration> asked = new ArrayList<>();

    @Override
    public synchronized void pause(Duration duration) {
        asked.add(duration);
    }

    /** How long it was asked to wait, in order. */
    public synchronized List<Duration> asked() {
        return List.copyOf(asked);
    }
}
