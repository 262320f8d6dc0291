package io.axpsync.cli.load.contact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A card as a user's import puts it into the folder: a Graph contact, with the marker. What Graph has no property for goes
 * through the MAPI property that Outlook uses (MS-OXPROPS).
 */
final class GraphContact {

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("AssistantPhone", "String 0x3A2E"),
            Map.entry("BusinessFax", "String 0x3A24"),
            Map.entry("HomeFax", "String 0x3A25"),
            Map.entry("OtherFax", "String 0x3A23"),
            Map.entry("Pager", "String 0x3A21"),
            Map.entry("CarPhone", "String 0x3A1E"),
            Map.entry("RadioPhone", "String 0x3A1D"),
            Map.entry("PrimaryPhone", "String 0x3A1A"),
            Map.entry("OtherTelephone", "String 0x3A1F"),
            Map.entry("Callback", "String 0x3A02"),
            Map.entry("CompanyMainPhone", "String 0x3A57"));

    private GraphContact() {}

    static ObjectNode of(FileCard card, String marker) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        card.lines().forEach((line, text) -> json.put(line.member, text));
        ArrayNode emails = json.putArray("emailAddresses");
        card.emails().forEach(address -> emails.addObject().put("address", address));
        ArrayNode extended = json.putArray("singleValueExtendedProperties");
        numbers(json, "businessPhones", card, "BusinessPhone", "BusinessPhone2");
        numbers(json, "homePhones", card, "HomePhone", "HomePhone2");
        card.phones().forEach((place, number) -> {
            String property = PROPERTIES.get(place);
            if (place.equals("MobilePhone")) {
                json.put("mobilePhone", number);
            } else if (property != null) {
                extended.addObject().put("id", property).put("value", number);
            }
        });
        card.addresses()
                .forEach((place, postal) ->
                        address(json.putObject(place.toLowerCase(java.util.Locale.ROOT) + "Address"), postal));
        card.birthday().ifPresent(day -> json.put("birthday", midnight(day)));
        card.anniversary()
                .ifPresent(day ->
                        extended.addObject().put("id", "SystemTime 0x3A41").put("value", midnight(day)));
        if (!card.gender().isEmpty()) {
            extended.addObject()
                    .put("id", "Short 0x3A4D")
                    .put("value", card.gender().equals("F") ? "1" : "2");
        }
        card.children().forEach(json.withArray("children")::add);
        if (!card.note().isEmpty()) {
            json.put("personalNotes", card.note());
        }
        ArrayNode categories = json.putArray("categories").add(marker);
        card.categories().stream().filter(c -> !c.equalsIgnoreCase(marker)).forEach(categories::add);
        if (extended.isEmpty()) {
            json.remove("singleValueExtendedProperties");
        }
        return json;
    }

    private static void numbers(ObjectNode json, String member, FileCard card, String... places) {
        List<String> numbers = Stream.of(places)
                .filter(card.phones()::containsKey)
                .map(card.phones()::get)
                .toList();
        numbers.forEach(json.withArray(member)::add);
    }

    private static void address(ObjectNode json, FileCard.Postal postal) {
        json.put("street", postal.street())
                .put("city", postal.locality())
                .put("state", postal.region())
                .put("postalCode", postal.code())
                .put("countryOrRegion", postal.country());
    }

    private static String midnight(LocalDate day) {
        return day + "T00:00:00Z";
    }
}
