package io.axpsync.sandbox.ews;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal of the whole request, answered as a SOAP fault with HTTP 500. */
final class EwsFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Map<String, String> details;

    /** @param details element name of {@code MessageXml} (or {@code Value@Name}) and its text, in order */
    EwsFault(String code, String message, Map<String, String> details) {
        super(message, null, false, false);
        this.code = code;
        this.details = new LinkedHashMap<>(details);
    }

    EwsFault(String code, String message) {
        this(code, message, Map.of());
    }

    /** A violation of the published schema at the given element. */
    static EwsFault schema(Xml at, String violation) {
        return schema(at.place(), violation);
    }

    static EwsFault schema(Xml.Place at, String violation) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("LineNumber", Integer.toString(at.line()));
        details.put("LinePosition", Integer.toString(at.column()));
        details.put("Violation", violation);
        return new EwsFault("ErrorSchemaValidation", "The request failed schema validation: " + violation, details);
    }

    /** @param backOffMillis how long the client shall stay away, in milliseconds */
    static EwsFault busy(long backOffMillis) {
        return new EwsFault(
                "ErrorServerBusy",
                "The server cannot service this request right now. Try again later.",
                Map.of("Value@BackOffMilliseconds", Long.toString(backOffMillis)));
    }

    String code() {
        return code;
    }

    Map<String, String> details() {
        return details;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
