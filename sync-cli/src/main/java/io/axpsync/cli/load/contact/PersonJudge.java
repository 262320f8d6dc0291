package io.axpsync.cli.load.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.load.contact.FileCard.Postal;
import io.axpsync.cli.load.part.Differences;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a card with D365's rows, field by field. What D365 has no place for is counted and is no difference. */
final class PersonJudge {

    private final Organisations organisations;
    private final Differences found;

    PersonJudge(Organisations organisations, Differences found) {
        this.organisations = organisations;
        this.found = found;
    }

    void compare(FileCard card, PersonRows.Person person) {
        String source = card.source();
        JsonNode row = person.row();
        for (Line line : Line.values()) {
            if (!line.column.isEmpty()) {
                found.line(
                        source,
                        name(line),
                        card.line(line),
                        row.path(line.column).asText());
            }
        }
        organisations
                .party(card.line(Line.ORGANISATION))
                .ifPresent(party -> found.same(source, "organisation", party, row.path("AssociatedPartyNumber")));
        if (!card.line(Line.MANAGER).isEmpty()) {
            found.count("contact manager");
        }
        present(source, "url", Stream.of(card.line(Line.URL)), locators(person, "URL"));
        present(source, "email", card.emails().stream(), locators(person, "Email"));
        Map<String, String> phones = card.phones();
        present(
                source,
                "tel",
                phones.entrySet().stream()
                        .filter(e -> !e.getKey().equals("AssistantPhone"))
                        .map(Map.Entry::getValue),
                person.reachedBy().stream()
                        .filter(r -> !r.path("Type").asText().equals("Email"))
                        .map(PersonJudge::locator)
                        .toList());
        found.line(
                source,
                "assistant's tel",
                phones.getOrDefault("AssistantPhone", ""),
                row.path("AssistantPhoneNumber").asText());
        if (card.addresses().values().stream()
                .anyMatch(postal ->
                        country(postal.country()).isEmpty() && !postal.country().isEmpty())) {
            found.count("contact country that no code stands for");
        }
        present(
                source,
                "adr",
                card.addresses().values().stream().map(PersonJudge::said),
                person.addresses().stream().map(PersonJudge::said).toList());
        found.same(source, "birthday", day(card.birthday()), day(row, "Birth"));
        found.same(source, "anniversary", day(card.anniversary()), day(row, "Anniversary"));
        present(source, "child", card.children().stream(), words(row, "ChildrenNames"));
        found.paragraphs(source, "note", card.note(), row.path("Notes").asText());
        found.same(
                source,
                "gender",
                card.gender().isEmpty() ? "Unknown" : card.gender().equals("F") ? "Female" : "Male",
                row.path("Gender"));
        present(source, "category", card.categories().stream(), words(row, "MicrosoftOutlookCategories"));
        found.controlCharacters(card.note());
        card.others().forEach(name -> found.count("contact " + name.toLowerCase(Locale.ROOT)));
    }

    /** Each of these must be there; case does not matter. */
    private void present(String source, String field, Stream<String> expected, List<String> there) {
        List<String> known =
                there.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
        expected.filter(text -> !text.isBlank() && !known.contains(text.toLowerCase(Locale.ROOT)))
                .forEach(text -> found.same(source, field, text, String.join(" | ", there)));
    }

    private static List<String> locators(PersonRows.Person person, String type) {
        return person.reachedBy().stream()
                .filter(r -> r.path("Type").asText().equalsIgnoreCase(type))
                .map(PersonJudge::locator)
                .toList();
    }

    private static String locator(JsonNode row) {
        return row.path("Locator").asText();
    }

    private static String said(Postal postal) {
        return parts(postal.street(), postal.locality(), postal.region(), postal.code(), postal.country());
    }

    private static String said(JsonNode row) {
        return parts(
                row.path("Street").asText(),
                row.path("City").asText(),
                row.path("State").asText(),
                row.path("ZipCode").asText(),
                row.path("CountryRegionId").asText());
    }

    /** As people read it: without regard to lines and blanks, and the country as one, whatever it is called. */
    private static String parts(String street, String locality, String region, String code, String country) {
        return Stream.of(street, locality, region, code, country(country))
                .map(part -> part.replaceAll("[\\s,]+", " ").strip())
                .collect(Collectors.joining("; "));
    }

    /** ISO 3166 alpha-3 of an English name or of a code, as the Java runtime knows them; D365 holds no other. */
    private static String country(String text) {
        return Arrays.stream(Locale.getISOCountries())
                .map(code -> new Locale.Builder().setRegion(code).build())
                .filter(l -> Stream.of(l.getCountry(), l.getISO3Country(), l.getDisplayCountry(Locale.ENGLISH))
                        .anyMatch(text.replace(" of America", "")::equalsIgnoreCase))
                .map(Locale::getISO3Country)
                .findFirst()
                .orElse("");
    }

    private static List<String> words(JsonNode row, String column) {
        return Stream.of(row.path(column).asText().split("[;,\\n]"))
                .map(String::strip)
                .toList();
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("none");
    }

    private static String day(JsonNode row, String prefix) {
        int day = row.path(prefix + "Day").asInt();
        String month = row.path(prefix + "Month").asText();
        return day == 0
                ? "none"
                : Arrays.stream(Month.values())
                        .filter(m ->
                                m.getDisplayName(TextStyle.FULL, Locale.ENGLISH).equalsIgnoreCase(month))
                        .map(m -> LocalDate.of(row.path(prefix + "Year").asInt(), m, day)
                                .toString())
                        .findFirst()
                        .orElse(month);
    }

    private static String name(Line line) {
        return line.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
