package io.axpsync.cli.load.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Snapshot;
import io.axpsync.cli.load.part.Stamped;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds D365's contact person of an item in a mailbox, by the stamp that it carries. */
final class PersonRows {

    private final Snapshot snapshot;
    private final List<JsonNode> rows;
    private final Set<String> claimed = new TreeSet<>();

    PersonRows(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.rows = snapshot.rows("ContactPersons");
    }

    /**
     * A contact person.
     *
     * @param reachedBy its rows of {@code PartyContactsV3}
     * @param addresses its rows of {@code PartyLocationPostalAddressesV2}
     */
    record Person(JsonNode row, List<JsonNode> reachedBy, List<JsonNode> addresses) {}

    List<Person> of(JsonNode item) {
        String stamped = Stamped.key(item);
        return rows.stream()
                .filter(row -> key(row).equalsIgnoreCase(stamped))
                .peek(row -> claimed.add(key(row)))
                .map(this::person)
                .toList();
    }

    private Person person(JsonNode row) {
        String party = row.path("ContactPersonPartyNumber").asText();
        return new Person(row, ofParty("PartyContactsV3", party), ofParty("PartyLocationPostalAddressesV2", party));
    }

    private List<JsonNode> ofParty(String set, String party) {
        return snapshot.rows(set).stream()
                .filter(row -> row.path("PartyNumber").asText().equals(party))
                .toList();
    }

    /** The contact persons that no item was found for. */
    Stream<JsonNode> unclaimed() {
        return rows.stream().filter(row -> !claimed.contains(key(row)));
    }

    private static String key(JsonNode row) {
        return row.path("dataAreaId").asText() + "/"
                + row.path("ContactPersonId").asText();
    }
}
