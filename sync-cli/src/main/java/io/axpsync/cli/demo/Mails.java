package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The mails that the day may send, and not one more. One line for each recipient, as {@link Snapshot#mails()} says. */
final class Mails {

    private final List<String> expected = new ArrayList<>();

    void expect(String kind, String recipient, String subject) {
        expected.add(kind + " " + recipient.toLowerCase(Locale.ROOT) + " " + subject);
    }

    int count() {
        return expected.size();
    }

    void check(Snapshot snapshot) {
        List<String> sent = new ArrayList<>(snapshot.mails());
        List<String> missing = new ArrayList<>(expected);
        sent.forEach(missing::remove);
        List<String> superfluous = new ArrayList<>(sent);
        expected.forEach(superfluous::remove);
        Collections.sort(superfluous);
        NotSo.unless(superfluous.isEmpty(), "Exchange sent mails that nobody asked for: " + superfluous);
        NotSo.unless(missing.isEmpty(), "Exchange did not send these mails: " + missing);
    }

    /**
     * Who must be invited by the first synchronisation: attendees of marked activities that lie ahead and that nobody
     * had in his calendar yet.
     */
    void expectFirstInvitations(Snapshot before, Map<String, String> numbersByAddress, Instant now) {
        numbersByAddress.forEach((address, number) -> before.activities(number).stream()
                .filter(row -> Snapshot.marked(row)
                        && row.path("RecurrenceState").asText().equals("NotRecurring")
                        && Instant.parse(row.path("EndDateTime").asText()).isAfter(now)
                        && !known(before, address, row))
                .forEach(row -> before.rows("AxpActivityAttendees").stream()
                        .filter(person -> person.path("ActivityNumber").equals(row.path("ActivityNumber"))
                                && person.path("dataAreaId").equals(row.path("dataAreaId"))
                                && !person.path("ResponseStatus").asText().equals("Organizer"))
                        .forEach(person -> expect(
                                "invitation",
                                person.path("Email").asText(),
                                row.path("Purpose").asText()))));
    }

    private static boolean known(Snapshot before, String address, JsonNode row) {
        return before.events(address).stream()
                .anyMatch(item -> item.path("subject").equals(row.path("Purpose"))
                        && Instant.parse(item.path("start").path("instant").asText())
                                .equals(Instant.parse(row.path("StartDateTime").asText())));
    }
}
