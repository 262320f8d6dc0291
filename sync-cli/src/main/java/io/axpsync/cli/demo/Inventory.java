package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands in the calendars and in D365, by owner and subject, from the servers' raw state: the marked and the others,
 * so that a loss or a double on both sides is found as well.
 */
final class Inventory {

    private final Map<String, List<String>> items = new TreeMap<>();

    private Inventory() {}

    /** @param employees mailbox to personnel number */
    static Inventory of(Snapshot snapshot, Map<String, String> employees) {
        Inventory inventory = new Inventory();
        employees.forEach((mailbox, number) -> {
            inventory.items.put(mailbox + " in Outlook", sorted(snapshot.events(mailbox), "subject"));
            inventory.items.put(mailbox + " in D365", sorted(snapshot.activities(number), "Purpose"));
        });
        return inventory;
    }

    /** With what people called otherwise, on both sides. */
    Inventory renamed(String mailbox, String from, String to) {
        Inventory renamed = new Inventory();
        items.forEach((where, subjects) -> renamed.items.put(
                where,
                where.startsWith(mailbox)
                        ? subjects.stream()
                                .map(s -> s.equals(from) ? to : s)
                                .sorted()
                                .toList()
                        : subjects));
        return renamed;
    }

    /** @throws NotSo when something that was there is not any more, or something is there that was not */
    void mustBe(Inventory expected) {
        expected.items.forEach((where, before) -> {
            List<String> now = items.getOrDefault(where, List.of());
            List<String> lost = new ArrayList<>(before);
            now.forEach(lost::remove);
            List<String> more = new ArrayList<>(now);
            before.forEach(more::remove);
            NotSo.unless(lost.isEmpty(), where + ": lost " + lost);
            NotSo.unless(more.isEmpty(), where + ": doubled, or made by nobody: " + more);
        });
    }

    private static List<String> sorted(List<JsonNode> nodes, String subject) {
        return nodes.stream().map(node -> node.path(subject).asText()).sorted().toList();
    }
}
