package io.axpsync.sandbox.http;

import java.util.Map;
import java.util.TreeMap;

/** Counts requests per front end: all, by status of the answer, and by method and path. */
public final class RequestCounts implements Traffic {

    /** @param byCall key is method and raw path without the query */
    public record Counts(long requests, Map<Integer, Long> byStatus, Map<String, Long> byCall) {}

    private final Map<String, Map<Integer, Long>> byStatus = new TreeMap<>();
    private final Map<String, Map<String, Long>> byCall = new TreeMap<>();

    @Override
    public synchronized void seen(String frontEnd, Request request, Response response) {
        byStatus.computeIfAbsent(frontEnd, f -> new TreeMap<>()).merge(response.status(), 1L, Long::sum);
        byCall.computeIfAbsent(frontEnd, f -> new TreeMap<>())
                .merge(request.method() + " " + request.path(), 1L, Long::sum);
    }

    /** What the front end has answered since the last {@link #clear()}. */
    public synchronized Counts of(String frontEnd) {
        Map<Integer, Long> statuses = new TreeMap<>(byStatus.getOrDefault(frontEnd, Map.of()));
        return new Counts(
                statuses.values().stream().mapToLong(n -> n).sum(),
                statuses,
                new TreeMap<>(byCall.getOrDefault(frontEnd, Map.of())));
    }

    public synchronized void clear() {
        byStatus.clear();
        byCall.clear();
    }
}
