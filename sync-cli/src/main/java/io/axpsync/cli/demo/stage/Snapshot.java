package io.axpsync.cli.demo.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The raw state of both servers at one moment, as the sandbox itself tells it. */
public final class Snapshot {

    private final JsonNode root;

    Snapshot(JsonNode root) {
        this.root = root;
    }

    /** All of it. */
    public String text() {
        return root.toString();
    }

    /** The rows of one entity set of D365, whether it is published or not. */
    public List<JsonNode> rows(String set) {
        return list(root.path("d365").path(set));
    }

    /** The appointments of D365 that carry the marker and belong to that worker. */
    public List<JsonNode> activities(String personnelNumber) {
        return rows("Activities").stream()
                .filter(row -> row.path("Category").asText().equals("Appointment"))
                .filter(row ->
                        row.path("ResponsibleWorkerPersonnelNumber").asText().equals(personnelNumber))
                .toList();
    }

    /** The items in that mailbox's calendar. */
    public List<JsonNode> events(String address) {
        return folders(address, "calendar")
                .flatMap(folder -> list(folder.path("items")).stream())
                .toList();
    }

    /** The rows of category Event that belong to that worker. */
    public List<JsonNode> eventRows(String personnelNumber) {
        return rows("Activities").stream()
                .filter(row -> row.path("Category").asText().equals("Event"))
                .filter(row ->
                        row.path("ResponsibleWorkerPersonnelNumber").asText().equals(personnelNumber))
                .toList();
    }

    /** The messages in that mailbox's inbox. */
    public List<JsonNode> messages(String address) {
        return folders(address, "inbox")
                .flatMap(folder -> list(folder.path("otherItems")).stream())
                .toList();
    }

    /** The rows of category Task that belong to that worker. */
    public List<JsonNode> taskRows(String personnelNumber) {
        return rows("Activities").stream()
                .filter(row -> row.path("Category").asText().equals("Task"))
                .filter(row ->
                        row.path("ResponsibleWorkerPersonnelNumber").asText().equals(personnelNumber))
                .toList();
    }

    /** The tasks in that mailbox's own list. */
    public List<JsonNode> tasks(String address) {
        return folders(address, "tasks")
                .flatMap(folder -> list(folder.path("otherItems")).stream())
                .toList();
    }

    /** The contacts in that mailbox's own folder. */
    public List<JsonNode> contacts(String address) {
        return folders(address, "contacts")
                .flatMap(folder -> list(folder.path("otherItems")).stream())
                .toList();
    }

    private Stream<JsonNode> folders(String address, String kind) {
        return list(root.path("mailboxes")).stream()
                .filter(box -> box.path("address").asText().equalsIgnoreCase(address))
                .flatMap(box -> list(box.path("folders")).stream())
                .filter(folder -> folder.path("kind").asText().equals(kind)
                        && folder.path("distinguished").asBoolean());
    }

    public List<String> mailboxes() {
        return list(root.path("mailboxes")).stream()
                .map(box -> box.path("address").asText().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Every mail that Exchange would have sent, one line for each recipient: {@code kind recipient subject}. */
    public List<String> mails() {
        return list(root.path("outbox")).stream()
                .flatMap(mail -> list(mail.path("to")).stream()
                        .map(to -> mail.path("kind").asText() + " "
                                + to.asText().toLowerCase(Locale.ROOT) + " "
                                + mail.path("subject").asText()))
                .toList();
    }

    /** Whether a row of D365 carries that category. */
    public static boolean marked(JsonNode row) {
        return Stream.of(row.path("OutlookCategories").asText().split("[;,]"))
                .anyMatch(name -> name.strip().equalsIgnoreCase(LaneTerms.MARKER));
    }

    /** Whether an item of a mailbox carries the marker. */
    public static boolean markedEvent(JsonNode item) {
        return list(item.path("categories")).stream()
                .anyMatch(name -> name.asText().equalsIgnoreCase(LaneTerms.MARKER));
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }
}
