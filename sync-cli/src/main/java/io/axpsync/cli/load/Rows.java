package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Snapshot;
import io.axpsync.cli.load.part.Stamped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds D365's rows of a mailbox item in the raw state: by the row that the item's stamp names, and by the digest of its
 * iCalendar UID, which both stand on the servers for everybody to read (see docs/how-it-works.md).
 */
final class Rows {

    private final Snapshot snapshot;
    private final List<JsonNode> rows;
    private final Set<String> claimed = new TreeSet<>();

    Rows(Snapshot snapshot, String personnelNumber) {
        this.snapshot = snapshot;
        this.rows = snapshot.activities(personnelNumber);
    }

    List<JsonNode> of(JsonNode item) {
        String stamped = Stamped.key(item);
        String digest = digest(item.path("uid").asText());
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode row : rows) {
            boolean byStamp = key(row).equalsIgnoreCase(stamped);
            boolean byDigest = stamped.isEmpty()
                    && row.path("OutlookSharedObjectId").asText().equals(digest);
            if (byStamp || byDigest) {
                found.add(row);
                claimed.add(key(row));
            }
        }
        return found;
    }

    /** Takes the first row that nothing has taken yet and that fits. */
    Optional<JsonNode> claim(Predicate<JsonNode> fits) {
        Optional<JsonNode> found = unclaimed().stream().filter(fits).findFirst();
        found.ifPresent(row -> claimed.add(key(row)));
        return found;
    }

    List<JsonNode> recurrences(JsonNode master) {
        return snapshot.rows("AxpActivityRecurrences").stream()
                .filter(row -> key(row).equals(key(master)))
                .toList();
    }

    List<JsonNode> occurrences(JsonNode master) {
        return snapshot.rows("AxpActivityOccurrences").stream()
                .filter(row -> row.path("dataAreaId").equals(master.path("dataAreaId"))
                        && row.path("MasterActivityNumber").equals(master.path("ActivityNumber")))
                .toList();
    }

    /** The activities that stand for modified occurrences of that master, by number; they are explained by it. */
    Map<String, JsonNode> exceptions(JsonNode master) {
        Map<String, JsonNode> exceptions = new HashMap<>();
        for (JsonNode occurrence : occurrences(master)) {
            String number = occurrence.path("ActivityNumber").asText();
            for (JsonNode row : rows) {
                if (!number.isEmpty()
                        && row.path("ActivityNumber").asText().equals(number)
                        && row.path("dataAreaId").equals(master.path("dataAreaId"))) {
                    exceptions.put(number, row);
                    claimed.add(key(row));
                }
            }
        }
        return exceptions;
    }

    /** The rows that no item was found for. */
    List<JsonNode> unclaimed() {
        return rows.stream().filter(row -> !claimed.contains(key(row))).toList();
    }

    List<JsonNode> people(JsonNode row) {
        return snapshot.rows("AxpActivityAttendees").stream()
                .filter(person -> key(person).equals(key(row)))
                .toList();
    }

    private static String key(JsonNode row) {
        return row.path("dataAreaId").asText() + "/"
                + row.path("ActivityNumber").asText();
    }

    private static String digest(String uid) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(uid.getBytes(StandardCharsets.UTF_8));
            return "uid:" + HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
