package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.sandbox.Sandbox;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

/** Every activity and every event of a sandbox with its version, to see what a run has written. */
record RawState(Map<ItemRef, Version> items) {

    /** @param token moves with each write */
    record Version(String title, String token) {}

    static RawState of(Sandbox sandbox) {
        JsonNode snapshot = sandbox.snapshot();
        Map<ItemRef, Version> items = LinkedHashMap.empty();
        for (JsonNode row : snapshot.path("d365").path("Activities")) {
            items = items.put(
                    ItemRef.d365(row.path("dataAreaId").asText() + "/"
                            + row.path("ActivityNumber").asText()),
                    new Version(
                            NormalForm.line(row.path("Purpose").asText()),
                            row.path("@odata.etag").asText()));
        }
        for (JsonNode item : snapshot.path("mailboxes").findValues("items").stream()
                .flatMap(all -> List.ofAll(all).toJavaStream())
                .toList()) {
            items = items.put(
                    ItemRef.exchange(item.path("id").asText()),
                    new Version(
                            NormalForm.line(item.path("subject").asText()),
                            item.path("changeKey").asText()));
        }
        return new RawState(items);
    }

    /** Asserts that what was written since {@code before} was announced in the journal before it was written. */
    void isKnownTo(Seq<JournalEntry> journal, RawState before) {
        Seq<JournalEntry> intents = journal.filter(e -> e.phase() == JournalEntry.Phase.INTENT);
        Set<ItemRef> announced = HashSet.ofAll(intents.flatMap(JournalEntry::ref));
        Map<ItemRef, Version> fresh = items.filterKeys(ref -> !before.items.containsKey(ref));
        Set<ItemRef> changed = before.items
                .filter((ref, version) -> !items.get(ref).contains(version))
                .keySet();
        assertThat(changed).as("written without a word in the journal").isSubsetOf(announced);
        assertThat(made(fresh)).as("made without a word in the journal").isSubsetOf(intended(intents));
    }

    private static List<String> made(Map<ItemRef, Version> fresh) {
        return fresh.map(t -> t._1.side() + " " + t._2.title()).toList();
    }

    private static List<String> intended(Seq<JournalEntry> intents) {
        return intents.filter(e -> e.verb().equals("create"))
                .map(e -> e.side().map(Side::name).getOrElse("") + " " + e.title())
                .toList();
    }
}
