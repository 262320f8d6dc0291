package io.axpsync.sandbox.ews;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The XML namespaces of EWS and the prefixes by which this front end calls them. */
final class Namespaces {

    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String MESSAGES = "http://schemas.microsoft.com/exchange/services/2006/messages";
    static final String TYPES = "http://schemas.microsoft.com/exchange/services/2006/types";
    static final String ERRORS = "http://schemas.microsoft.com/exchange/services/2006/errors";

    static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private static final Map<String, String> PREFIXES = Map.of(SOAP, "s", MESSAGES, "m", TYPES, "t", ERRORS, "e");

    private Namespaces() {}

    /** {@code t:Subject} for a known namespace, {@code {uri}Subject} for a foreign one, {@code Subject} for none. */
    static String qualified(@Nullable String uri, String localName) {
        if (uri == null || uri.isEmpty()) {
            return localName;
        }
        String prefix = PREFIXES.get(uri);
        return prefix == null ? "{" + uri + "}" + localName : prefix + ":" + localName;
    }
}
