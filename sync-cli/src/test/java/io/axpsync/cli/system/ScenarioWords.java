package io.axpsync.cli.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What scenarios say shorter than the servers do: people by name, times with their zone, long texts. */
record ScenarioWords(Map<String, String> people) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d)?) ([A-Za-z_/+-]+)");
    private static final Pattern NAME = Pattern.compile("@([a-z]+)\\b(?!\\.)");

    /** With the people's addresses in the place of their names, and long texts at full length. */
    JsonNode spelled(JsonNode node) {
        if (node.isTextual()) {
            return new TextNode(NAME.matcher(node.asText())
                    .replaceAll(
                            m -> Matcher.quoteReplacement(people.get(m.group(1)).getOrElse(m.group()))));
        }
        if (node.isArray()) {
            ArrayNode all = JSON.arrayNode();
            node.forEach(n -> all.add(spelled(n)));
            return all;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.has("repeat")) {
            return new TextNode(
                    node.path("repeat").asText().repeat(node.path("times").asInt())
                            + node.path("then").asText(""));
        }
        ObjectNode object = JSON.objectNode();
        node.fields()
                .forEachRemaining(
                        f -> object.set(spelled(new TextNode(f.getKey())).asText(), spelled(f.getValue())));
        return object;
    }

    /** {@code 2026-03-10T10:00 Europe/Vienna}. */
    static Option<Instant> time(JsonNode node) {
        Matcher m = TIME.matcher(node.asText());
        return m.matches()
                ? Option.some(LocalDateTime.parse(m.group(1))
                        .atZone(ZoneId.of(m.group(2)))
                        .toInstant())
                : Option.none();
    }

    /** Properties of a D365 row. */
    ObjectNode row(JsonNode said) {
        ObjectNode row = (ObjectNode) spelled(said);
        said.fieldNames().forEachRemaining(name -> time(row.path(name)).forEach(t -> row.put(name, t.toString())));
        return row;
    }

    /** Members of an event as Graph has them. */
    ObjectNode event(JsonNode said) {
        ObjectNode event = (ObjectNode) spelled(said);
        for (String name : new String[] {"start", "end"}) {
            Matcher m = TIME.matcher(event.path(name).asText());
            if (m.matches()) {
                event.putObject(name).put("dateTime", m.group(1)).put("timeZone", m.group(2));
            }
        }
        if (event.path("location").isTextual()) {
            String place = event.path("location").asText();
            event.putObject("location").put("displayName", place);
        }
        if (event.path("body").isTextual()) {
            String text = event.path("body").asText();
            event.putObject("body")
                    .put("contentType", text.startsWith("<") ? "html" : "text")
                    .put("content", text);
        }
        if (event.path("attendees").isObject()) {
            JsonNode said2 = event.path("attendees");
            ArrayNode attendees = event.putArray("attendees");
            if (said2.has("many")) {
                for (int i = 1; i <= said2.path("many").asInt(); i++) {
                    attendees
                            .addObject()
                            .put("type", "required")
                            .putObject("emailAddress")
                            .put("address", "guest" + i + "@outside.example")
                            .put("name", "Guest " + i);
                }
                return event;
            }
            said2.fields().forEachRemaining(a -> {
                ObjectNode attendee =
                        attendees.addObject().put("type", a.getValue().asText());
                attendee.putObject("emailAddress").put("address", a.getKey()).put("name", a.getKey());
            });
        }
        return event;
    }

    /** As it is said in scenarios: {@code invitation @guest}. */
    String mail(Object kind, String to) {
        return kind.toString().toLowerCase(Locale.ROOT) + " " + to;
    }
}
