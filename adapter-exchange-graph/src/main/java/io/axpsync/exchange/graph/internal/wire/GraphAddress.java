package io.axpsync.exchange.graph.internal.wire;

import io.axpsync.exchange.graph.GraphConfig;
import io.vavr.control.Option;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where Graph is. Links in answers are followed only when they lead there: an address that a server chooses is never
 * fetched.
 *
 * @param base scheme, host and version: {@code https://graph.microsoft.com/v1.0}
 */
public record GraphAddress(String base) {

    private static final String VERSION = "/v1.0";

    static GraphAddress of(GraphConfig config) {
        String host = config.host().toString();
        return new GraphAddress((host.endsWith("/") ? host.substring(0, host.length() - 1) : host) + VERSION);
    }

    /** A link as a batch part takes it; none when it leads anywhere else. */
    public Option<String> relative(String link) {
        try {
            URI uri = new URI(link);
            URI ours = URI.create(base);
            boolean home = ours.getScheme().equalsIgnoreCase(String.valueOf(uri.getScheme()))
                    && authority(ours).equals(authority(uri))
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && String.valueOf(uri.getRawPath()).startsWith(VERSION + "/users")
                    && !uri.getRawPath().contains("/../");
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return home ? Option.some(uri.getRawPath().substring(VERSION.length()) + query) : Option.none();
        } catch (URISyntaxException notALink) {
            return Option.none();
        }
    }

    private static String authority(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
        return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** {@code /users/<address>} and more segments, each encoded. */
    public static String path(String mailbox, String... segments) {
        StringBuilder path = new StringBuilder("/users/").append(encode(mailbox));
        for (String segment : segments) {
            path.append('/').append(encode(segment));
        }
        return path.toString();
    }

    /** Percent-encodes what is not unreserved (RFC 3986), for a path segment or the value of a query option. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~")
                .replace("%40", "@");
    }

    /** A text literal of OData: single quotes are doubled. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
