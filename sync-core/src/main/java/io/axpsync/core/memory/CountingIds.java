package io.axpsync.core.memory;

import io.axpsync.core.port.IdSource;
import java.util.concurrent.atomic.AtomicLong;

/** Identifiers that a test can foretell: {@code id-1}, {@code id-2} … Unique within one source only. */
public final class CountingIds implements IdSource {

    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    public CountingIds() {
        this("id-");
    }

    public CountingIds(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public String next() {
        return prefix + last.incrementAndGet();
    }
}
