package io.axpsync.core.port;

import io.axpsync.core.item.Reason;

/** The store cannot be read, written or believed. The run ends at once; nothing further is written on any side. */
public final class StateUntrusted extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient Reason reason;

    public StateUntrusted(Reason reason, Throwable cause) {
        super(reason.toString(), cause);
        this.reason = reason;
    }

    public StateUntrusted(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
