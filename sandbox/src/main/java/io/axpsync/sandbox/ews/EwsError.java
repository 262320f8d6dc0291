package io.axpsync.sandbox.ews;

/** A refusal of one item or folder of a request: an error response message; the others of the batch are unaffected. */
final class EwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code a value of the schema's {@code ResponseCodeType} */
    EwsError(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
