package io.axpsync.exchange.ews.internal.wire;

import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * What Exchange says of one part of a request, or in a SOAP fault: read from the answer itself, because the library
 * knows the codes of 2010 only.
 *
 * @param success also of a warning that comes with a result
 * @param values of {@code MessageXml}, by name
 */
record Verdict(boolean success, String code, String text, Map<String, String> values) {

    /** None when it went well. */
    Option<Fault> fault(int status) {
        return success ? Option.none() : Option.some(asFault(status));
    }

    Fault asFault(int status) {
        boolean busyInside = code.equals("ErrorInternalServerError")
                && values.get("InnerErrorResponseCode").contains("ErrorServerBusy");
        return new Fault(
                status,
                busyInside ? "ErrorServerBusy" : code,
                text.isBlank() ? "no reason given" : text.strip(),
                values.get("BackOffMilliseconds").flatMap(Verdict::millis),
                false);
    }

    private static Option<Duration> millis(String text) {
        return text.strip().matches("\\d{1,10}")
                ? Option.some(Duration.ofMillis(Long.parseLong(text.strip())))
                : Option.none();
    }
}
