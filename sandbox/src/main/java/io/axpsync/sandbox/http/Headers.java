package io.axpsync.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP header fields; names compare without regard to case (RFC 9110 §5.1), values keep their order. */
public record Headers(Map<String, List<String>> fields) {

    public static final Headers EMPTY = new Headers(Map.of());

    public Headers {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, values) ->
                copy.computeIfAbsent(name, n -> new ArrayList<>()).addAll(values));
        fields = copy;
    }

    /** The first value of the field. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** All values of the field in the order in which they came; empty when it is absent. */
    public List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    /** These fields, with the one of that name replaced. */
    public Headers with(String name, String value) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(fields);
        copy.put(name, List.of(value));
        return new Headers(copy);
    }

    /** These fields without the one of that name. */
    public Headers without(String name) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(fields);
        copy.remove(name);
        return new Headers(copy);
    }
}
