package io.axpsync.sandbox.d365;

import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Response;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many of the next requests, and of the next parts of batches, D365 turns away because its environment is busy
 * (priority-based throttling).
 */
final class Throttling {

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger parts = new AtomicInteger();
    private final AtomicInteger retryAfterSeconds = new AtomicInteger(5);

    AtomicInteger requests() {
        return requests;
    }

    AtomicInteger parts() {
        return parts;
    }

    AtomicInteger retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The handler, unless it is the turn of {@code left} to say no. */
    Handler before(AtomicInteger left, Handler handler) {
        return request -> left.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? busy() : handler.handle(request);
    }

    private Response busy() {
        return Response.json(
                        429,
                        "{\"error\":{\"code\":\"\",\"message\":\"This request could not be processed at this time due to"
                                + " system experiencing high resource utilization.\"}}")
                .with("Retry-After", Integer.toString(retryAfterSeconds.get()));
    }
}
