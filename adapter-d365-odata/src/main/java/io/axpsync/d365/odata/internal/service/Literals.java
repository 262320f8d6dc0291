package io.axpsync.d365.odata.internal.service;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Values as OData literals (OData v4 URL conventions). The only place where text of users enters an address: a quote is
 * doubled, so no text can end its literal. D365 reads {@code *} in a text as a wildcard and has no way to escape it, so
 * whoever filters by text compares the rows again.
 */
public final class Literals {

    private Literals() {}

    /** {@code Edm.String}. */
    public static String text(String value) {
        return "'" + whole(value).replace("'", "''") + "'";
    }

    /** The text as UTF-8 can carry it: half a surrogate pair, which some program cut, becomes U+FFFD. */
    static String whole(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** {@code Edm.DateTimeOffset}, UTC, whole seconds as D365 holds them. */
    public static String time(Instant value) {
        return value.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A value of a property as a literal: a time stands bare, everything else that is asked for is a text. */
    static String of(String property, String value) {
        return property.endsWith("DateTime") || property.equals("ValidFrom") ? value : text(value);
    }

    /** A member of one of D365's enumerations. */
    public static String member(String enumeration, String member) {
        return "Microsoft.Dynamics.DataEntities." + enumeration + "'" + member + "'";
    }

    /**
     * A literal or segment in an address: everything but the unreserved characters of RFC 3986 and {@code '(),=:} is
     * percent-encoded as UTF-8.
     */
    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if ((c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || "-._~'(),=:".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append("0123456789ABCDEF".charAt(c >> 4)).append("0123456789ABCDEF".charAt(c & 15));
            }
        }
        return out.toString();
    }
}
