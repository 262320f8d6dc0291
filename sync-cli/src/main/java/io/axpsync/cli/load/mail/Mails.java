package io.axpsync.cli.load.mail;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.cli.demo.stage.Snapshot;
import io.axpsync.cli.load.part.Differences;
import io.axpsync.cli.load.part.FolderFiles;
import io.axpsync.cli.load.part.Part;
import io.axpsync.cli.load.part.Stamped;
import io.axpsync.core.item.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The mails of a folder in a mailbox, delivered as they are and marked; and what became of them. */
public final class Mails {

    private final Admin admin;
    private final String mailbox;
    private final String personnelNumber;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, Integer> parked = new TreeMap<>();
    private final List<String> reasons = new ArrayList<>();
    private int imported;

    /** Delivers them; the server reads what stands in the files. */
    public Mails(Admin admin, List<Path> files, String mailbox, String personnelNumber) {
        this.admin = admin;
        this.mailbox = mailbox;
        this.personnelNumber = personnelNumber;
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            try {
                if (!Files.isRegularFile(file)) {
                    park(name, "unreadable-file", "it is no file");
                } else {
                    sources.put(admin.deliver(mailbox, Files.readAllBytes(file), LaneTerms.MARKER), name);
                }
            } catch (Admin.Refused e) {
                park(name, "refused-by-exchange", "Exchange does not take the mail: " + e.getMessage());
            } catch (IOException e) {
                park(name, "unreadable-file", FolderFiles.message(e));
            }
        }
    }

    public boolean isEmpty() {
        return sources.isEmpty();
    }

    /**
     * Compares them with D365's rows.
     *
     * @param after the raw state
     * @param cases tells the reason of a message's open case, if it has one
     * @param found takes what D365 says otherwise
     * @param problems takes activities that no file explains
     */
    public Part judge(
            Snapshot after, Function<JsonNode, @Nullable Reason> cases, Differences found, List<String> problems) {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        after.eventRows(personnelNumber).forEach(row -> rows.put(key(row), row));
        Set<String> explained = new TreeSet<>();
        Map<String, String> open = new LinkedHashMap<>(sources);
        for (JsonNode item : after.messages(mailbox)) {
            String source = open.remove(item.path("id").asText());
            if (source == null) {
                continue;
            }
            JsonNode row = rows.get(Stamped.key(item).toLowerCase(java.util.Locale.ROOT));
            Reason reason = cases.apply(item);
            if (row != null && !explained.add(key(row))) {
                park(
                        source + " " + item.path("subject").asText(),
                        "same-mail",
                        "Message-ID, sender, date and subject are those of another file: it is the same activity. Nothing to do");
            } else if (row != null) {
                imported++;
                compare(source, item, row, found);
            } else {
                String why = reason == null ? "D365 has no activity of it, and no reason is known" : reason.toString();
                park(source + " " + item.path("subject").asText(), reason == null ? "unaccounted" : reason.code(), why);
            }
        }
        open.values().forEach(source -> park(source, "unaccounted", "it is not in the mailbox any more"));
        rows.forEach((key, row) -> {
            if (!explained.contains(key)) {
                problems.add("D365 has an activity that no file explains: " + key + " “"
                        + row.path("Purpose").asText() + "”");
            }
        });
        return new Part(
                imported + parked.values().stream().mapToInt(Integer::intValue).sum(), imported, parked);
    }

    private void compare(String source, JsonNode item, JsonNode row, Differences found) {
        found.line(
                source,
                "subject",
                item.path("subject").asText(),
                row.path("Purpose").asText());
        found.same(
                source,
                "received",
                Instant.parse(item.path("received").asText()).truncatedTo(ChronoUnit.SECONDS),
                row.path("StartDateTime"));
        found.paragraphs(
                source,
                "text",
                admin.text(mailbox, item.path("id").asText()),
                row.path("OutlookText").asText());
        found.same(source, "end", row.path("StartDateTime").asText(), row.path("EndDateTime"));
        if (!item.path("attachments").isEmpty()) {
            found.count("mail attachments");
        }
    }

    private static String key(JsonNode row) {
        return (row.path("dataAreaId").asText() + "/"
                        + row.path("ActivityNumber").asText())
                .toLowerCase(java.util.Locale.ROOT);
    }

    private void park(String source, String reason, String why) {
        parked.merge(reason, 1, Integer::sum);
        reasons.add(source + ": " + reason + ": " + why);
    }

    /** One line for each mail that D365 does not hold. */
    public List<String> reasons() {
        return reasons;
    }
}
