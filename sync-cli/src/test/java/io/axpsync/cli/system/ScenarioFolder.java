package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.demo.stage.Admin;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/**
 * What somebody does with the contacts of a published folder, and what he sees there.
 *
 * @param mailbox that holds it; empty = a public folder
 */
record ScenarioFolder(Admin admin, String mailbox, String path) {

    /** A step {@code outlook} of a scenario, spelled out. */
    void outlook(JsonNode what) {
        if (what.has("create")) {
            admin.createPublished(mailbox, path, ScenarioContacts.card((ObjectNode) what.path("create")));
        } else if (what.has("edit")) {
            admin.editPublished(
                    mailbox, path, id(what.path("edit")), ScenarioContacts.card((ObjectNode) what.path("change")));
        } else if (what.has("delete")) {
            admin.deletePublished(mailbox, path, id(what.path("delete")));
        } else if (what.has("allow")) {
            admin.allow(mailbox, path, what.path("allow").asText());
        } else {
            throw new IllegalArgumentException("nobody does that with a folder: " + what);
        }
    }

    private String id(JsonNode surname) {
        Seq<JsonNode> found = Vector.ofAll(admin.published(mailbox, path))
                .filter(c -> c.path("surname").asText().equals(surname.asText()));
        assertThat(found).as("contacts called %s", surname).hasSize(1);
        return found.head().path("id").asText();
    }

    Seq<JsonNode> seen() {
        return ScenarioContacts.shown(Vector.ofAll(admin.published(mailbox, path)));
    }
}
