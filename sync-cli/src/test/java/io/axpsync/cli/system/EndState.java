package io.axpsync.cli.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.Sandbox;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.List;

/**
 * What anybody could see on both servers: rows, items and mails, sorted, without what differs from one run to another
 * (ids, versions, the time of writing).
 */
record EndState(Seq<String> things) {

    private static final List<String> OF_ROWS = List.of(
            "@odata.etag",
            "ActivityNumber",
            "LastDateTimeEdited",
            "OutlookEntryId",
            "OutlookSharedObjectId",
            "Modified");

    private static final List<String> OF_ITEMS = List.of(
            "id", "classicId", "changeKey", "uid", "created", "modified", "extendedProperties", "transactionId");

    static EndState of(Sandbox sandbox) {
        ObjectNode snapshot = sandbox.snapshot();
        return new EndState(rows(snapshot.path("d365"))
                .appendAll(Vector.ofAll(snapshot.path("mailboxes")).flatMap(EndState::items))
                .appendAll(Vector.ofAll(snapshot.path("outbox")).map(EndState::mail))
                .sorted());
    }

    private static Seq<String> rows(JsonNode d365) {
        return Vector.ofAll(d365.path("Activities")).map(row -> {
            ObjectNode seen = row.deepCopy();
            String stamp = row.path("OutlookEntryId").asText();
            seen.remove(OF_ROWS);
            seen.put("stamp", stamp.replaceFirst("^(axp1;).*", "$1"));
            seen.put("uid", row.path("OutlookSharedObjectId").asText().replaceFirst("^(uid:).*", "$1"));
            for (String set : List.of("AxpActivityAttendees", "AxpActivityLinks")) {
                ArrayNode parts = seen.putArray(set);
                Vector.ofAll(d365.path(set))
                        .filter(part -> part.path("ActivityNumber").equals(row.path("ActivityNumber"))
                                && part.path("dataAreaId").equals(row.path("dataAreaId")))
                        .map(part -> part.<ObjectNode>deepCopy().remove(OF_ROWS))
                        .sortBy(ObjectNode::toString)
                        .forEach(parts::add);
            }
            return "D365 " + seen;
        });
    }

    private static Seq<String> items(JsonNode mailbox) {
        return Vector.ofAll(mailbox.path("folders"))
                .flatMap(folder -> Vector.ofAll(folder.path("items"))
                        .map(item -> mailbox.path("address").asText() + " "
                                + folder.path("kind").asText() + " " + item(item)));
    }

    private static String item(JsonNode item) {
        ObjectNode seen = item.deepCopy();
        seen.remove(OF_ITEMS);
        seen.put("stamped", item.path("extendedProperties").toString().contains("axp1;"));
        return seen.toString();
    }

    private static String mail(JsonNode mail) {
        return "mail " + mail.path("kind").asText() + " from "
                + mail.path("from").asText() + " to "
                + Vector.ofAll(mail.path("to")).map(JsonNode::asText).sorted().mkString(" ") + ": "
                + mail.path("subject").asText();
    }

    /** What the other has that this lacks, and the other way round. */
    Seq<String> difference(EndState expected) {
        return expected.things
                .removeAll(things)
                .map(t -> "lacks " + t)
                .appendAll(things.removeAll(expected.things).map(t -> "has " + t))
                .appendAll(
                        things.size() == expected.things.size()
                                ? Vector.empty()
                                : Vector.of("has " + things.size() + " things, not " + expected.things.size()));
    }
}
