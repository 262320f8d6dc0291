package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The item elements of a write: names and order as the schema has them, one property per update. */
final class ItemElements {

    private static final List<String> ORDER = order();
    private static final Set<String> HOLDERS = Set.of("t:CalendarItem", "t:Item", "t:Message");

    private ItemElements() {}

    private static List<String> order() {
        List<String> order = new ArrayList<>(SchemaNames.ITEM);
        order.addAll(SchemaNames.CALENDAR);
        return List.copyOf(order);
    }

    /** @throws EwsFault {@code ErrorSchemaValidation} for a child that the schema does not have at this place */
    static void checkOrder(Xml calendarItem) {
        int last = 0;
        for (Xml element : calendarItem.children()) {
            int at = element.name().startsWith("t:") ? ORDER.indexOf(element.localName()) : -1;
            boolean repeated = at == last && !element.localName().equals("ExtendedProperty") && last > 0;
            if (at < last || repeated) {
                throw EwsFault.schema(
                        element,
                        "The element '" + calendarItem.localName() + "' has invalid child element '"
                                + element.localName() + "'.");
            }
            last = at;
        }
    }

    /**
     * The one property of {@code SetItemField} or {@code AppendToItemField}.
     *
     * @throws EwsError {@code ErrorIncorrectUpdatePropertyCount}, {@code ErrorUpdatePropertyMismatch}
     */
    static Xml single(Xml change, FieldPath path) {
        Xml holder = change.children().stream()
                .filter(c -> !FieldPath.ELEMENTS.contains(c.name()))
                .findFirst()
                .orElseThrow(() ->
                        EwsFault.schema(change, "The element '" + change.localName() + "' has incomplete content."));
        if (!HOLDERS.contains(holder.name())) {
            throw new EwsError("ErrorUpdatePropertyMismatch", "The item of the update is not a calendar item.");
        }
        if (holder.children().size() != 1) {
            throw new EwsError(
                    "ErrorIncorrectUpdatePropertyCount",
                    "An object within a change description must contain one and only one property to modify.");
        }
        checkOrder(holder);
        Xml element = holder.children().get(0);
        boolean matches;
        if (path instanceof FieldPath.Extended extended) {
            matches = element.name().equals("t:ExtendedProperty")
                    && extended(element).key().equals(extended.key());
        } else {
            String uri = path instanceof FieldPath.Field field ? field.uri() : "";
            matches = element.localName().equals(uri.substring(uri.indexOf(':') + 1));
        }
        if (!matches) {
            throw new EwsError(
                    "ErrorUpdatePropertyMismatch", "The property of the path and the property of the item differ.");
        }
        return element;
    }

    /** @throws EwsError {@code ErrorInvalidExtendedPropertyValue} when a value is not of the property's type */
    static ExtendedProperty extended(Xml element) {
        PropertyKey key = ExtendedFieldUri.read(element.required("t:ExtendedFieldURI"));
        boolean array = key.typeName().endsWith("Array");
        List<String> values = array
                ? element.required("t:Values").children("t:Value").stream()
                        .map(Xml::text)
                        .toList()
                : List.of(element.required("t:Value").text());
        String type = array ? key.typeName().substring(0, key.typeName().length() - 5) : key.typeName();
        return new ExtendedProperty(
                key, values.stream().map(v -> canonical(type, v)).toList());
    }

    private static String canonical(String type, String value) {
        try {
            return switch (type) {
                case "Integer", "Short" -> Integer.toString(Integer.parseInt(value.strip()));
                case "Long", "Currency" -> Long.toString(Long.parseLong(value.strip()));
                case "Float", "Double", "ApplicationTime" -> new BigDecimal(value.strip()).toPlainString();
                case "Boolean" -> bool(value.strip());
                case "CLSID" -> UUID.fromString(value.strip()).toString();
                case "Binary" ->
                    Base64.getEncoder().encodeToString(Base64.getMimeDecoder().decode(value.strip()));
                case "SystemTime" ->
                    XsDateTime.utc(XsDateTime.parse(value)
                            .orElseThrow(IllegalArgumentException::new)
                            .in(ZoneOffset.UTC));
                default -> value;
            };
        } catch (IllegalArgumentException notOfType) {
            throw new EwsError(
                    "ErrorInvalidExtendedPropertyValue",
                    "The value of an extended property is not of its type " + type + ".");
        }
    }

    private static String bool(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> "true";
            case "false", "0" -> "false";
            default -> throw new IllegalArgumentException(value);
        };
    }
}
