package io.axpsync.d365.odata.internal.http;

import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import java.net.URI;

/**
 * One HTTP request.
 *
 * @param repeatable whether sending it again after a lost answer can double nothing
 */
@SuppressWarnings("ArrayRecordComponent")
public record Call(String method, URI uri, Map<String, String> headers, byte[] body, boolean repeatable) {

    public static Call get(URI uri) {
        return new Call("GET", uri, HashMap.of("Accept", "application/json;odata.metadata=minimal"), new byte[0], true);
    }

    public Call with(String header, String value) {
        return new Call(method, uri, headers.put(header, value), body, repeatable);
    }

    /** Method and path, for messages; the query may hold names of people. */
    public String what() {
        return method + " " + uri.getPath();
    }
}
