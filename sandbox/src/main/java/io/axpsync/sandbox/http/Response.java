package io.axpsync.sandbox.http;

import java.nio.charset.StandardCharsets;

/** One HTTP answer. */
public record Response(int status, Headers headers, byte[] body) {

    /** An answer without a body. */
    public static Response empty(int status) {
        return new Response(status, Headers.EMPTY, new byte[0]);
    }

    /** An answer with a UTF-8 text body of the given media type. */
    public static Response text(int status, String mediaType, String body) {
        return new Response(
                status, Headers.EMPTY.with("Content-Type", mediaType), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Response json(int status, String body) {
        return text(status, "application/json;odata.metadata=minimal;charset=utf-8", body);
    }

    public Response with(String header, String value) {
        return new Response(status, headers.with(header, value), body);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
