package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Words;
import io.axpsync.sandbox.mailbox.ZonedTime;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads typed values out of request bodies, refusing what Graph refuses, and writes them. */
final class Values {

    private static final DateTimeFormatter SEVEN_DIGITS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS");
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");

    private Values() {}

    static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw conversion(node, "Edm.String");
        }
        return node.textValue();
    }

    /** A string, null counting as empty. */
    static String textOrEmpty(JsonNode node) {
        return node.isNull() ? "" : text(node);
    }

    static boolean bool(JsonNode node) {
        if (!node.isBoolean()) {
            throw conversion(node, "Edm.Boolean");
        }
        return node.booleanValue();
    }

    static int integer(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw conversion(node, "Edm.Int32");
        }
        return node.intValue();
    }

    static <E extends Enum<E>> E word(Class<E> type, JsonNode node) {
        String word = text(node);
        return Words.parse(type, word)
                .orElseThrow(() -> GraphError.badBody("Requested value '" + word + "' was not found."));
    }

    static void word(JsonNode node, Set<String> words) {
        if (!words.contains(text(node))) {
            throw GraphError.badBody("Requested value '" + node.textValue() + "' was not found.");
        }
    }

    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        array(node).forEach(entry -> texts.add(text(entry)));
        return texts;
    }

    static ArrayNode array(JsonNode node) {
        if (!(node instanceof ArrayNode array)) {
            throw GraphError.badBody(
                    "When trying to read a collection, a value that is not a JSON array was found: " + node);
        }
        return array;
    }

    /** An object of a type that has only these properties; annotations are passed over. */
    static ObjectNode object(JsonNode node, String type, Set<String> properties) {
        if (!(node instanceof ObjectNode object)) {
            throw GraphError.badBody("An object of type 'microsoft.graph." + type + "' is expected.");
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.contains("@odata.") && !properties.contains(name)) {
                throw unknown(name, type);
            }
        }
        return object;
    }

    static GraphError unknown(String property, String type) {
        return GraphError.badBody("The property '" + property + "' does not exist on type 'microsoft.graph." + type
                + "'. Make sure to only use property names that are defined by the type.");
    }

    static GraphError unknownZone(String zone) {
        return GraphError.badRequest(
                "TimeZoneNotSupportedException",
                "A valid TimeZone value must be specified. The following TimeZone value is not supported: '" + zone
                        + "'.");
    }

    /** A dateTimeTimeZone: local text without offset, and a zone; none means UTC. */
    static ZonedTime time(JsonNode node) {
        ObjectNode object = object(node, "dateTimeTimeZone", Set.of("dateTime", "timeZone"));
        String local = text(object.path("dateTime"));
        String zone =
                object.path("timeZone").isTextual() ? object.path("timeZone").textValue() : "UTC";
        if (Zones.find(zone).isEmpty()) {
            throw unknownZone(zone);
        }
        try {
            if (LOCAL.matcher(local).matches()) {
                return ZonedTime.of(LocalDateTime.parse(local), zone);
            }
        } catch (DateTimeParseException fallThrough) {
            throw badTime(local);
        }
        throw badTime(local);
    }

    private static GraphError badTime(String local) {
        return GraphError.badBody("The value '" + local + "' of a dateTimeTimeZone is not a local date and time.");
    }

    static ObjectNode time(ZonedTime time, String zone, boolean allDay) {
        LocalDateTime local = allDay ? time.local() : time.in(zone).local();
        return JsonNodeFactory.instance
                .objectNode()
                .put("dateTime", SEVEN_DIGITS.format(local))
                .put("timeZone", zone);
    }

    static String instant(Instant instant) {
        return SEVEN_DIGITS.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z";
    }

    static LocalDate date(JsonNode node) {
        try {
            return LocalDate.parse(text(node));
        } catch (DateTimeParseException bad) {
            throw conversion(node, "Edm.Date");
        }
    }

    /** A time in a query: with an offset as written, without one in UTC. */
    static Instant queryTime(String name, String text) {
        try {
            String time = text.length() == 10 ? text + "T00:00:00" : text;
            return LOCAL.matcher(time).matches()
                    ? LocalDateTime.parse(time).toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException bad) {
            throw GraphError.badRequest(
                    "ErrorInvalidParameter", "The value '" + text + "' of parameter '" + name + "' is invalid.");
        }
    }

    private static GraphError conversion(JsonNode node, String type) {
        return GraphError.badBody(
                "Cannot convert the literal '" + node.asText() + "' to the expected type '" + type + "'.");
    }
}
