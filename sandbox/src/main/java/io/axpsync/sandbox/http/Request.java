package io.axpsync.sandbox.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP request as a handler sees it.
 *
 * @param connection names the TCP connection that it came on; NTLM authenticates connections, not requests
 * @param uri the request target with scheme and authority as the client addressed them; raw, undecoded
 * @param body the whole body, empty when there was none
 */
public record Request(String connection, String method, URI uri, Headers headers, byte[] body) {

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The raw path, still percent-encoded. */
    public String path() {
        return uri.getRawPath();
    }
}
