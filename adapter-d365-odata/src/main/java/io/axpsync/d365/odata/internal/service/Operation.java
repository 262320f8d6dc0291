package io.axpsync.d365.odata.internal.service;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.net.URI;

/**
 * One operation of a batch.
 *
 * @param etag for {@code If-Match}; empty = none
 * @param body our names; empty for reads and deletes
 * @param what names item and operation in messages
 * @param joined whether it shares the change set of the write before it: both are carried out or none
 */
public record Operation(
        String method, URI uri, EntitySet set, String etag, Map<String, Object> body, String what, boolean joined) {

    public static Operation get(URI uri, EntitySet set, String what) {
        return new Operation("GET", uri, set, "", LinkedHashMap.empty(), what, false);
    }

    public static Operation post(URI uri, EntitySet set, Map<String, Object> body, String what) {
        return new Operation("POST", uri, set, "", body, what, false);
    }

    public static Operation patch(URI uri, EntitySet set, String etag, Map<String, Object> body, String what) {
        return new Operation("PATCH", uri, set, etag, body, what, false);
    }

    public static Operation delete(URI uri, EntitySet set, String etag, String what) {
        return new Operation("DELETE", uri, set, etag, LinkedHashMap.empty(), what, false);
    }

    /** The same, carried out together with the write before it or not at all. */
    public Operation joining() {
        return new Operation(method, uri, set, etag, body, what, true);
    }

    boolean isRead() {
        return method.equals("GET");
    }
}
