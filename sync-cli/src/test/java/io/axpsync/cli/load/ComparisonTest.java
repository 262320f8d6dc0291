package io.axpsync.cli.load;

import static io.axpsync.cli.load.Fixtures.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.load.part.Differences;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of {@code --load}: it must see each difference, and none where there is none. */
class ComparisonTest {

    /** The row that {@code plain-1} should have. */
    private static ObjectNode row() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Purpose", "Offer:  second draft")
                .put("OutlookText", "Agenda\r\n\r\n  1. price, delivery \r\n  2. date\r\n")
                .put("Location", "Room 4")
                .put("StartDateTime", "2030-03-14T08:00:00Z")
                .put("EndDateTime", "2030-03-14T09:30:00Z")
                .put("AllDay", "No")
                .put("Sensitivity", "Normal")
                .put("ShowTimeAs", "Busy")
                .put("Priority", "High")
                .put("Reminder", "Yes")
                .put("ReminderMinutes", 20)
                .put("OutlookCategories", "D365;Red;sales");
    }

    private static Differences compare(FileEvent event, JsonNode row, boolean companion, List<JsonNode> people) {
        Differences found = new Differences("D365");
        new Comparison(Fixtures.BERLIN, found, companion).compare(event, row, people);
        return found;
    }

    private static List<String> differences(Consumer<ObjectNode> edit) {
        ObjectNode row = row();
        edit.accept(row);
        return compare(event("plain-1"), row, true, List.of()).lines();
    }

    @Test
    void lineEndsAndTrailingBlanksAreNoDifference() {
        assertThat(differences(row -> {})).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Purpose, Offer: second draft, summary",
        "OutlookText, Agenda, description",
        "Location, '', location",
        "StartDateTime, 2030-03-14T09:00:00Z, dtstart",
        "EndDateTime, 2030-03-14T09:31:00Z, dtend",
        "AllDay, Yes, all day",
        "Sensitivity, Privat, class",
        "ShowTimeAs, Free, transp",
        "Priority, Normal, priority",
        "Reminder, No, alarm",
        "ReminderMinutes, 15, alarm minutes",
        "OutlookCategories, D365;Red, categories"
    })
    void everyFieldThatSaysSomethingElseIsADifference(String property, String value, String named) {
        assertThat(differences(row -> row.put(property, value)))
                .singleElement()
                .asString()
                .contains(": " + named + ": ");
    }

    @Test
    void wholeDaysAreMidnightsOfTheOwnersZone() {
        ObjectNode row = row().put("Purpose", "Trade fair")
                .put("OutlookText", "")
                .put("Location", "")
                .put("AllDay", "Yes")
                .put("StartDateTime", "2030-03-31T22:00:00Z")
                .put("EndDateTime", "2030-04-03T22:00:00Z")
                .put("ShowTimeAs", "Free")
                .put("Priority", "Normal")
                .put("Reminder", "No")
                .put("OutlookCategories", "D365");
        Differences comparison = compare(event("plain-2"), row, true, List.of());
        assertThat(comparison.lines()).isEmpty();
        assertThat(comparison.notCarried()).containsEntry("url", 1);
        row.put("StartDateTime", "2030-04-01T00:00:00Z");
        assertThat(compare(event("plain-2"), row, true, List.of()).lines()).hasSize(1);
    }

    @Test
    void aTextThatWasCutWithItsMarkIsNotCarriedAndOneWithoutIsADifference() {
        FileEvent endless = event("nasty-1");
        String cut = endless.summary().substring(0, 240).strip();
        ObjectNode row = row();
        row.put("Purpose", cut + " […]");
        assertThat(compare(endless, row, true, List.of()).notCarried()).containsEntry("summaryBeyondLength", 1);
        row.put("Purpose", cut);
        assertThat(compare(endless, row, true, List.of()).lines()).anyMatch(line -> line.contains(": summary: "));
    }

    @Test
    void peopleAreComparedWhereD365HasThemAndCountedWhereNot() {
        FileEvent meeting = event("plain-9");
        assertThat(compare(meeting, row(), false, List.of()).notCarried())
                .containsEntry("attendees", 1)
                .containsEntry("organizer", 1);
        List<JsonNode> people = List.of(
                person("gesche.albers@albers-hafen.example", "Required", "Organizer"),
                person("anna.bergmann@fabrikon.example", "Required", "Accepted"),
                person("lukas.petersen@fabrikon.example", "Optional", "None"),
                person("pier@albers-hafen.example", "Resource", "None"));
        assertThat(compare(meeting, row(), true, people).lines()).noneMatch(line -> line.contains(": attendees: "));
        assertThat(compare(meeting, row(), true, people.subList(0, 3)).lines())
                .anyMatch(line -> line.contains(": attendees: "));
    }

    @Test
    void charactersThatNoServerKeepsAreCounted() {
        ObjectNode row = row().put("Purpose", "Bell  and escape  in it");
        Differences comparison = compare(event("nasty-2"), row, true, List.of());
        assertThat(comparison.notCarried()).containsEntry("controlCharacters", 1);
        assertThat(comparison.lines()).noneMatch(line -> line.contains(": summary: "));
    }

    private static JsonNode person(String address, String type, String response) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Email", address)
                .put("AttendeeType", type)
                .put("ResponseStatus", response);
    }
}
