package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the raw rows of D365 with the raw items of the mailboxes: every marked single appointment stands on both
 * sides, once, and says the same. Private ones are compared by time only, because D365 sees no more of them.
 */
final class SameOnBothSides {

    private static final Duration BACK = Duration.ofDays(29);
    private static final Map<String, String> SHOW_AS = Map.of(
            "free", "Free", "tentative", "Tentative", "busy", "Busy", "oof", "OutOfOffice", "workingElsewhere", "Busy");
    private static final Map<String, String> SENSITIVITY =
            Map.of("normal", "Normal", "personal", "Personal", "private", "Privat", "confidential", "Confidential");
    private static final Set<String> PRIVATE = Set.of("Privat", "Confidential");

    private final Snapshot snapshot;
    private final Instant now;
    private final boolean attendees;

    /** @param attendees whether D365 has attendees to compare */
    SameOnBothSides(Snapshot snapshot, Instant now, boolean attendees) {
        this.snapshot = snapshot;
        this.now = now;
        this.attendees = attendees;
    }

    /** @return how many appointments stand on both sides */
    int check(Map<String, String> numbersByAddress) {
        int pairs = 0;
        for (Map.Entry<String, String> employee : numbersByAddress.entrySet()) {
            List<String> d365 = new ArrayList<>();
            for (JsonNode row : snapshot.activities(employee.getValue())) {
                boolean single = row.path("RecurrenceState").asText().equals("NotRecurring");
                if (single
                        && Snapshot.marked(row)
                        && recent(row.path("EndDateTime").asText())) {
                    d365.add(row(row));
                }
            }
            List<String> outlook = new ArrayList<>();
            for (JsonNode item : snapshot.events(employee.getKey())) {
                boolean single = item.path("recurrence").isMissingNode()
                        && item.path("seriesMasterId").isMissingNode();
                if (single
                        && Snapshot.markedEvent(item)
                        && recent(item.path("end").path("instant").asText())) {
                    outlook.add(item(item));
                }
            }
            Collections.sort(d365);
            Collections.sort(outlook);
            if (!d365.equals(outlook)) {
                throw new NotSo(employee.getKey() + ": " + difference(d365, outlook));
            }
            pairs += d365.size();
        }
        return pairs;
    }

    private boolean recent(String end) {
        return Instant.parse(end).isAfter(now.minus(BACK));
    }

    private static String difference(List<String> d365, List<String> outlook) {
        List<String> onlyThere = new ArrayList<>(d365);
        outlook.forEach(onlyThere::remove);
        List<String> onlyHere = new ArrayList<>(outlook);
        d365.forEach(onlyHere::remove);
        return "D365 and Outlook are not the same; in D365 alone: " + onlyThere + ", in Outlook alone: " + onlyHere;
    }

    private String row(JsonNode row) {
        String sensitivity = row.path("Sensitivity").asText();
        String when = Instant.parse(row.path("StartDateTime").asText()) + " to "
                + Instant.parse(row.path("EndDateTime").asText())
                + (row.path("AllDay").asText().equals("Yes") ? " all day " : " ");
        String showAs = row.path("ShowTimeAs").asText() + " " + sensitivity;
        if (PRIVATE.contains(sensitivity)) {
            return when + showAs;
        }
        Set<String> people = new TreeSet<>();
        for (JsonNode person : snapshot.rows("AxpActivityAttendees")) {
            boolean here = person.path("ActivityNumber").equals(row.path("ActivityNumber"))
                    && person.path("dataAreaId").equals(row.path("dataAreaId"));
            if (here && !person.path("ResponseStatus").asText().equals("Organizer")) {
                people.add(person(person.path("Email"), person.path("AttendeeType")));
            }
        }
        return when + showAs + " “" + row.path("Purpose").asText() + "” at “"
                + row.path("Location").asText() + "”" + (attendees ? " with " + people : "");
    }

    private String item(JsonNode item) {
        String sensitivity = SENSITIVITY.getOrDefault(item.path("sensitivity").asText(), "?");
        String when = Instant.parse(item.path("start").path("instant").asText()) + " to "
                + Instant.parse(item.path("end").path("instant").asText())
                + (item.path("allDay").asBoolean() ? " all day " : " ");
        String showAs = SHOW_AS.getOrDefault(item.path("showAs").asText(), "?") + " " + sensitivity;
        if (PRIVATE.contains(sensitivity)) {
            return when + showAs;
        }
        Set<String> people = new TreeSet<>();
        item.path("attendees").forEach(a -> people.add(person(a.path("address"), a.path("type"))));
        return when + showAs + " “" + item.path("subject").asText() + "” at “"
                + item.path("location").asText() + "”" + (attendees ? " with " + people : "");
    }

    private static String person(JsonNode address, JsonNode type) {
        return (address.asText() + "/" + type.asText()).toLowerCase(Locale.ROOT);
    }
}
