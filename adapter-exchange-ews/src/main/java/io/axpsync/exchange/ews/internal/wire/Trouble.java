package io.axpsync.exchange.ews.internal.wire;

/** Carries a fault through the library, which passes exceptions on. */
final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient Fault fault;

    Trouble(Fault fault) {
        super(fault.code());
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
