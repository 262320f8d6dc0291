package io.axpsync.d365.odata.internal.http;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;

/** A port failure on its way to the port, where it becomes a value again. Carries no stack trace: it is no bug. */
public final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String AGAIN =
            "nothing to do unless it lasts: it is tried again in the next run; then check the address, and that no"
                    + " proxy or login page stands in between";

    private final transient PortFailure failure;
    private final boolean uncertain;

    private Trouble(PortFailure failure, boolean uncertain) {
        super(failure.reason().toString(), null, false, false);
        this.failure = failure;
        this.uncertain = uncertain;
    }

    /** The server refused, or was never reached: nothing took effect. */
    public static Trouble of(PortFailure failure) {
        return new Trouble(failure, false);
    }

    /** The request was sent and no usable answer came: it may have taken effect. */
    public static Trouble uncertain(Reason reason) {
        String remedy = reason.remedy().isEmpty() ? AGAIN : reason.remedy();
        return new Trouble(new PortFailure.Unavailable(Reason.of(reason.code(), reason.text(), remedy)), true);
    }

    public PortFailure failure() {
        return failure;
    }

    public boolean isUncertain() {
        return uncertain;
    }
}
