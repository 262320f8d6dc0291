package io.axpsync.sandbox.ews;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Simple values of the schema: refused as schema violations when they are not what their type says. */
final class Values {

    private Values() {}

    static boolean bool(Xml element) {
        return switch (element.text().strip()) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw invalid(element);
        };
    }

    static boolean bool(Xml element, String attribute) {
        String value = element.requiredAttribute(attribute);
        if (!List.of("true", "false", "1", "0").contains(value)) {
            throw EwsFault.schema(element, "The '" + attribute + "' attribute is invalid - The value '" + value + "'.");
        }
        return value.equals("true") || value.equals("1");
    }

    static int integer(Xml element) {
        try {
            return Integer.parseInt(element.text().strip());
        } catch (NumberFormatException notANumber) {
            throw invalid(element);
        }
    }

    static int integer(Xml element, String attribute) {
        try {
            return Integer.parseInt(element.requiredAttribute(attribute).strip());
        } catch (NumberFormatException notANumber) {
            throw EwsFault.schema(element, "The '" + attribute + "' attribute is invalid.");
        }
    }

    static <T> T word(Xml element, Map<String, T> words) {
        return Optional.ofNullable(words.get(element.text())).orElseThrow(() -> invalid(element));
    }

    static EwsFault invalid(Xml element) {
        return EwsFault.schema(
                element,
                "The '" + element.localName() + "' element is invalid - The value '" + element.text()
                        + "' is invalid according to its datatype.");
    }
}
