package io.axpsync.sandbox.contract;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query of a request target, and the general OData rules for it (OData v4 URL conventions §2, §5). */
final class QueryOptions {

    private QueryOptions() {}

    /** The options, decoded; says what is not a legal query. */
    static Map<String, String> of(URI uri, Findings findings) {
        Map<String, String> found = new LinkedHashMap<>();
        String raw = Optional.ofNullable(uri.getRawQuery()).orElse("");
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                findings.wrong("the query option '" + pair + "' has no name or no value");
                continue;
            }
            String name = decode(pair.substring(0, equals));
            String value = pair.substring(equals + 1);
            findings.must(
                    !value.contains("+") || name.endsWith("token"),
                    "'+' in the value of " + name + " is read as a blank by one server and as a plus by the next");
            findings.must(found.put(name, decode(value)) == null, "the query option " + name + " stands twice");
        }
        return found;
    }

    /** Percent-decoding; a plus stays a plus. */
    static String decode(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Cuts at the separator, but not inside brackets or quotes. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted = (c == '\'') != quoted;
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == separator && depth == 0 && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
