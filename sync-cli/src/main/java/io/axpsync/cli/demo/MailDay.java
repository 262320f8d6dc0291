package io.axpsync.cli.demo;

import static io.axpsync.cli.demo.Company.ANNA;
import static io.axpsync.cli.demo.Company.ANNAS_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.cli.demo.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/** Anna marks a customer's mail, and the answer of somebody whom D365 does not know. The raw state is checked. */
final class MailDay {

    private static final String CUSTOMER = "AP-N001";

    private final Admin admin;
    private final Office office;
    private final boolean companion;

    MailDay(Stage stage, Office office, boolean companion) {
        this.admin = stage.admin();
        this.office = office;
        this.companion = companion;
    }

    /** Both become activities; the answer belongs to whom the question belongs to. */
    String imported() {
        office.addMessages();
        deliver("gesche.albers@albers-hafen.example", "Zweiter Kai", "q1@albers-hafen.example", "");
        deliver(
                "buero@kaibau.example",
                "AW: Zweiter Kai",
                "a1@kaibau.example",
                "In-Reply-To: <q1@albers-hafen.example>\r\n");
        office.sync();
        JsonNode question = activity("Zweiter Kai");
        JsonNode answer = activity("AW: Zweiter Kai");
        if (companion) {
            NotSo.unless(belongs(question), "the mail of a contact person does not belong to it");
            NotSo.unless(belongs(answer), "the answer does not belong to whom its question belongs to");
        } else {
            NotSo.unless(
                    question.path("Notes").asText().contains("gesche.albers@albers-hafen.example"),
                    "the notes do not say whom the mail is from");
        }
        for (JsonNode message : admin.snapshot().messages(ANNA)) {
            NotSo.unlessEqual("the categories of a mail", List.of("D365: imported"), categories(message));
        }
        NotSo.unless(office.plan().operations() == 0, "something is still to be done about the mails");
        return "Anna marks a customer's mail, and the answer of somebody unknown: both are activities"
                + (companion
                        ? "\nof the customer's contact person, and she sees in Outlook that they were imported."
                        : ".");
    }

    private void deliver(String from, String subject, String id, String more) {
        String mime = "From: " + from + "\r\nTo: " + ANNA + "\r\nSubject: " + subject + "\r\nMessage-ID: <" + id
                + ">\r\n" + more + "Date: Mon, 2 Mar 2026 07:00:00 +0100\r\n\r\nGuten Tag,\r\nwie besprochen.\r\n";
        admin.deliver(ANNA, mime.getBytes(StandardCharsets.UTF_8), LaneTerms.MARKER);
    }

    private JsonNode activity(String subject) {
        List<JsonNode> found = admin.snapshot().eventRows(ANNAS_NUMBER).stream()
                .filter(row -> row.path("Purpose").asText().equals(subject))
                .toList();
        NotSo.unless(
                found.size() == 1, "D365 has " + found.size() + " activities of the mail " + subject + ", not one");
        return found.get(0);
    }

    private boolean belongs(JsonNode activity) {
        return admin.snapshot().rows("AxpActivityLinks").stream()
                .anyMatch(link -> link.path("ActivityNumber").equals(activity.path("ActivityNumber"))
                        && link.path("ParentId").asText().equals(CUSTOMER)
                        && link.path("IsPrimary").asText().equals("Yes"));
    }

    private static List<String> categories(JsonNode message) {
        return StreamSupport.stream(message.path("categories").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
