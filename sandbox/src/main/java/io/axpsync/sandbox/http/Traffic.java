package io.axpsync.sandbox.http;

/**
 * Hears every request and its answer, on each front end, after the answer was made and before it is sent. Tests hang
 * their contract checks and their request counters here.
 */
@FunctionalInterface
public interface Traffic {

    /** @param frontEnd {@code graph}, {@code ews}, {@code d365}, {@code token} or {@code admin} */
    void seen(String frontEnd, Request request, Response response);

    /** This listener, then the other. */
    default Traffic and(Traffic other) {
        return (frontEnd, request, response) -> {
            seen(frontEnd, request, response);
            other.seen(frontEnd, request, response);
        };
    }
}
