package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.demo.stage.Admin;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What somebody does with messages in Outlook, and what he sees there. */
record ScenarioMessages(Users users, Admin admin, String address) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A step {@code outlook} of a scenario about messages, spelled out. */
    void outlook(JsonNode what, String marker) {
        if (what.has("mail")) {
            JsonNode mail = what.path("mail");
            Seq<String> categories = mail.has("categories")
                    ? Vector.ofAll(mail.path("categories")).map(JsonNode::asText)
                    : Vector.of(marker);
            deliver(mail, categories);
        } else if (what.has("edit")) {
            users.outlook(
                    "PATCH",
                    address,
                    path(what.path("edit")),
                    "none",
                    what.path("change").toString());
        } else if (what.has("move")) {
            ObjectNode to =
                    JSON.objectNode().put("destinationId", what.path("to").asText());
            users.outlook("POST", address, path(what.path("move")) + "/move", "none", to.toString());
        } else if (what.has("copy")) {
            ObjectNode to =
                    JSON.objectNode().put("destinationId", what.path("to").asText());
            users.outlook("POST", address, path(what.path("copy")) + "/copy", "none", to.toString());
        } else {
            throw new IllegalArgumentException("nobody does that with a message: " + what);
        }
    }

    private void deliver(JsonNode mail, Seq<String> categories) {
        String html = mail.path("html").asText();
        String mime = header("From", mail.path("from").asText("somebody@elsewhere.example"))
                + header(
                        "To",
                        mail.has("to")
                                ? Vector.ofAll(mail.path("to"))
                                        .map(JsonNode::asText)
                                        .mkString(", ")
                                : address)
                + header("Subject", mail.path("subject").asText())
                + (mail.has("id") ? header("Message-ID", "<" + mail.path("id").asText() + ">") : "")
                + (mail.has("answers")
                        ? header("In-Reply-To", "<" + mail.path("answers").asText() + ">")
                        : "")
                + (mail.has("sensitivity")
                        ? header("Sensitivity", mail.path("sensitivity").asText())
                        : "")
                + header("Date", "Mon, 2 Mar 2026 07:00:00 +0100")
                + header("MIME-Version", "1.0")
                + (mail.has("files") ? header("Content-Type", "multipart/mixed; boundary=b") + "\r\n--b\r\n" : "")
                + header("Content-Transfer-Encoding", "8bit")
                + header("Content-Type", (html.isEmpty() ? "text/plain" : "text/html") + "; charset=utf-8")
                + "\r\n" + (html.isEmpty() ? mail.path("text").asText("As agreed.") : html) + "\r\n"
                + Vector.ofAll(mail.path("files"))
                        .map(file -> "--b\r\n" + header("Content-Type", "application/pdf")
                                + header("Content-Disposition", "attachment; filename=\"" + file.asText() + "\"")
                                + header("Content-Transfer-Encoding", "base64") + "\r\nSGVsbG8=\r\n")
                        .mkString()
                + (mail.has("files") ? "--b--\r\n" : "");
        admin.deliver(
                address,
                mime.getBytes(StandardCharsets.UTF_8),
                mail.path("folder").asText("inbox"),
                categories.asJava());
    }

    private static String header(String name, String value) {
        return name + ": " + value + "\r\n";
    }

    private String path(JsonNode subject) {
        Seq<JsonNode> found = seen().filter(m -> m.path("subject").asText().equals(subject.asText()));
        assertThat(found).as("messages called %s", subject).isNotEmpty();
        return "/messages/" + URLEncoder.encode(found.head().path("id").asText(), StandardCharsets.UTF_8);
    }

    /** All messages of the mailbox, by subject. */
    Seq<JsonNode> seen() {
        return Vector.ofAll(users.outlook("GET", address, "/messages?$top=100&$select=subject,categories", "none", "")
                        .path("value"))
                .sortBy(m -> m.path("subject").asText());
    }
}
