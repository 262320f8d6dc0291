package io.axpsync.sandbox.contract;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which application permission allows a call: the published table first, then the reviewed calls
 * ({@code reviewed-calls.txt}), which the published table is known to leave out.
 */
final class GraphPermissions {

    private final Map<String, String> published = new HashMap<>();
    private final Map<String, String> reviewed = new HashMap<>();

    static GraphPermissions read(Path table) {
        GraphPermissions all = new GraphPermissions();
        try {
            Map<String, List<String>> calls =
                    new JsonMapper().readValue(table.toFile(), new TypeReference<Map<String, List<String>>>() {});
            calls.keySet().stream()
                    .sorted(Comparator.comparingInt(GraphPermissions::rank))
                    .forEach(permission -> calls.getOrDefault(permission, List.of())
                            .forEach(call -> all.published.putIfAbsent(key(call), permission)));
        } catch (IOException e) {
            throw new UncheckedIOException("The permission table " + table + " cannot be read", e);
        }
        reviewedLines().forEach(line -> {
            String[] columns = line.split("\\|", 3);
            if (columns.length != 3 || columns[2].isBlank()) {
                throw new IllegalStateException("reviewed-calls.txt: a line needs call | permission | source: " + line);
            }
            all.reviewed.put(key(columns[0].strip()), columns[1].strip());
        });
        return all;
    }

    private static List<String> reviewedLines() {
        try (InputStream in = GraphPermissions.class.getResourceAsStream("reviewed-calls.txt")) {
            if (in == null) {
                throw new IllegalStateException("reviewed-calls.txt is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.isBlank() && !l.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Least rights first. */
    private static int rank(String permission) {
        if (permission.contains("ReadBasic")) {
            return 0;
        }
        return permission.contains("ReadWrite") ? 2 : 1;
    }

    private static String key(String call) {
        return call.toLowerCase(Locale.ROOT);
    }

    /** The least permission that the published table knows for the call, such as {@code GET /users/{id}/events}. */
    Optional<String> published(String call) {
        return Optional.ofNullable(published.get(key(call)));
    }

    Optional<String> reviewed(String call) {
        return Optional.ofNullable(reviewed.get(key(call)));
    }
}
