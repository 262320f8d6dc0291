package io.axpsync.cli.system;

import io.axpsync.sandbox.http.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which permission each call needs, as the servers' makers publish it: {@code permissions.txt}. A call that the table
 * does not know is an error, so that a new call cannot slip in.
 */
final class NeededPermissions {

    private static final Pattern OPERATION = Pattern.compile("<(?:\\w+:)?Body[^>]*>\\s*<(?:\\w+:)?(\\w+)");
    private static final Pattern ROW = Pattern.compile("(graph|ews|d365) (\\S+) (\\S+) (\\S+)");
    private static final Map<String, String> VERBS =
            Map.of("GET", "read", "POST", "create", "PATCH", "update", "DELETE", "delete");

    private record Row(String frontEnd, String method, Pattern path, String permission) {}

    private final List<Row> rows = new ArrayList<>();
    private final Set<String> needed = new TreeSet<>();
    private final Set<String> unknown = new TreeSet<>();
    private int calls;

    NeededPermissions() {
        try (var in = Objects.requireNonNull(NeededPermissions.class.getResourceAsStream("permissions.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                Matcher m = ROW.matcher(line);
                if (m.matches()) {
                    String path = Pattern.quote(m.group(3)).replace("{}", "\\E[^/?]+\\Q");
                    rows.add(new Row(m.group(1), m.group(2), Pattern.compile(path), m.group(4)));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void heard(String frontEnd, Request request) {
        if (frontEnd.equals("token") || request.path().endsWith("/$batch")) {
            return; // the parts of a batch are heard one by one
        }
        calls++;
        String path = request.path();
        if (frontEnd.equals("ews")) {
            Matcher m = OPERATION.matcher(request.text());
            path = m.find() ? m.group(1) : "?";
        } else if (frontEnd.equals("d365")) {
            String set = path.replaceFirst("^.*/data/", "").replaceFirst("\\(.*", "");
            if (!set.isEmpty()) { // the list of sets needs no right on any of them
                needed.add("D365 " + set + " " + VERBS.getOrDefault(request.method(), request.method()));
            }
            return;
        }
        for (Row row : rows) {
            if (row.frontEnd.equals(frontEnd)
                    && row.method.equals(request.method())
                    && row.path.matcher(path).matches()) {
                needed.add(row.permission);
                return;
            }
        }
        unknown.add(frontEnd + " " + request.method() + " " + path);
    }

    /** Calls that the table does not know. */
    synchronized Set<String> unknown() {
        return Set.copyOf(unknown);
    }

    synchronized int calls() {
        return calls;
    }

    /** What all calls together need; what another one covers is left out. */
    synchronized Set<String> least() {
        Set<String> least = new TreeSet<>(needed);
        if (least.contains("Calendars.ReadWrite")) {
            least.remove("Calendars.Read");
        }
        if (least.contains("Tasks.ReadWrite.All")) {
            least.remove("Tasks.Read.All");
        }
        if (least.contains("Contacts.ReadWrite")) {
            least.remove("Contacts.Read");
        }
        if (least.contains("MailboxSettings.ReadWrite")) {
            least.remove("MailboxSettings.Read");
        }
        if (least.contains("Owner")) {
            least.removeAll(Set.of("Reviewer", "Editor"));
        } else if (least.contains("Editor")) {
            least.remove("Reviewer");
        }
        return least;
    }
}
