package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Snapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * Compares D365's raw rows of category Task with the raw tasks of a mailbox: every marked one stands on both sides, once,
 * with the same subject, days, status and importance.
 */
final class SameTasks {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private SameTasks() {}

    /** @param address a mailbox in Berlin's time */
    static void check(Snapshot now, String address, String number) {
        List<String> d365 = now.taskRows(number).stream()
                .filter(Snapshot::marked)
                .map(SameTasks::row)
                .sorted()
                .toList();
        List<String> outlook = now.tasks(address).stream()
                .filter(Snapshot::markedEvent)
                .map(SameTasks::item)
                .sorted()
                .toList();
        NotSo.unless(
                d365.equals(outlook),
                "the tasks of " + address + " are not the same: in D365 " + d365 + ", in Outlook " + outlook);
    }

    private static String row(JsonNode row) {
        return "“" + row.path("Purpose").asText() + "” " + day(row, "StartDateTime") + " to "
                + day(row, "EndDateTime") + " " + row.path("ActivityStatus").asText() + " "
                + row.path("CompletedPercentage").asInt() + " % "
                + row.path("Priority").asText();
    }

    private static String item(JsonNode item) {
        return "“" + item.path("subject").asText() + "” " + day(item, "start") + " to " + day(item, "due") + " "
                + word(item, "status") + " " + item.path("percent").asInt() + " % " + word(item, "importance");
    }

    /** Outlook writes words as notStarted and normal, D365 as NotStarted and Normal. */
    private static String word(JsonNode item, String member) {
        String word = item.path(member).asText();
        return word.isEmpty() ? "?" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** The day that a clock in Berlin shows then; 1900 is D365's way to say none. */
    static String day(JsonNode node, String member) {
        if (!node.hasNonNull(member)) {
            return "none";
        }
        LocalDate day = Instant.parse(node.path(member).asText()).atZone(BERLIN).toLocalDate();
        return day.getYear() == 1900 ? "none" : day.toString();
    }
}
