package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ContactFields;
import io.axpsync.sandbox.mailbox.ContactItem;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.MessageProperties;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What restrictions and sort orders see of items of all kinds. */
final class OtherValues {

    private OtherValues() {}

    /** Checks the path and hands out its reader; items that lack the property give no value. */
    static Function<Stored, List<Object>> of(FieldPath path, String unsupported) {
        if (path instanceof FieldPath.Indexed indexed) {
            Dictionaries.element(indexed);
            return stored -> stored instanceof Stored.Other other
                    ? Dictionaries.text(other.content(), indexed)
                            .<List<Object>>map(List::of)
                            .orElse(List.of())
                    : List.of();
        }
        boolean foreign = path instanceof FieldPath.Field field
                && FieldPath.FOREIGN.contains(
                        field.uri().substring(0, field.uri().indexOf(':')));
        Function<CalendarItem, List<Object>> appointments =
                foreign ? item -> List.of() : SearchValues.of(path, unsupported);
        return stored -> stored instanceof Stored.Other other
                ? values(other, path)
                : appointments.apply(((Stored.Appointment) stored).item());
    }

    private static List<Object> values(Stored.Other other, FieldPath path) {
        if (path instanceof FieldPath.Extended extended) {
            return property(other, extended.key())
                    .map(p -> SearchValues.typed(extended.key().type(), p.values()))
                    .orElse(List.of());
        }
        String uri = path instanceof FieldPath.Field field ? field.uri() : "";
        if (uri.equals("item:DateTimeCreated")) {
            return List.of(other.identity().created());
        }
        if (uri.equals("item:LastModifiedTime")) {
            return List.of(other.identity().modified());
        }
        if (uri.equals("item:Categories") && other.item().content() instanceof MessageItem message) {
            return List.copyOf(message.categories());
        }
        if (uri.equals("item:Categories") && other.item().content() instanceof ContactItem contact) {
            return List.copyOf(contact.values(ContactFields.CATEGORIES));
        }
        OtherContent content = other.content();
        return switch (uri) {
            case "message:Sender", "message:From" -> people(other, uri);
            case "item:ItemClass" ->
                List.of(content.text("ItemClass").orElse(content.kind().itemClass()));
            case "item:Categories" ->
                content.element("Categories").map(Xml::children).orElse(List.of()).stream()
                        .<Object>map(Xml::text)
                        .toList();
            case "item:Importance" ->
                List.of((long) List.of("Low", "Normal", "High")
                        .indexOf(content.text("Importance").orElse("Normal")));
            case "item:Sensitivity" ->
                List.of((long) List.of("Normal", "Personal", "Private", "Confidential")
                        .indexOf(content.text("Sensitivity").orElse("Normal")));
            case "item:DateTimeReceived", "item:DateTimeSent" ->
                List.of(content.text(uri.substring(5))
                        .map(OtherValues::typed)
                        .orElse(other.identity().created()));
            case "item:HasAttachments" ->
                other.item().content() instanceof MessageItem message ? List.of(message.hasAttachments()) : List.of();
            default ->
                content.kind().has(uri)
                        ? content.text(uri.substring(uri.indexOf(':') + 1))
                                .map(OtherValues::typed)
                                .<List<Object>>map(List::of)
                                .orElse(List.of())
                        : List.of();
        };
    }

    /** By name and by address. */
    private static List<Object> people(Stored.Other other, String uri) {
        if (!(other.item().content() instanceof MessageItem message)) {
            return List.of();
        }
        return (uri.endsWith("Sender") ? message.sender() : message.from())
                .<List<Object>>map(person -> List.of(person.address(), person.name()))
                .orElse(List.of());
    }

    private static Object typed(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return XsDateTime.parse(text)
                .<Object>map(time -> time.in(ZoneOffset.UTC))
                .orElse(text);
    }

    /** The MAPI property, stored or a view of what the elements say. */
    static Optional<ExtendedProperty> property(Stored.Other other, PropertyKey key) {
        if (other.item().content() instanceof ContactItem contact) {
            ExtendedProperty kept = contact.properties().get(key);
            if (kept != null) {
                return Optional.of(kept);
            }
        }
        OtherContent content = other.content();
        if (other.item().content() instanceof MessageItem message) {
            ExtendedProperty found = MessageProperties.of(message).get(key);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return switch (key.graphId()) {
            case "String 0x37" -> content.text("Subject").map(s -> ExtendedProperty.of(key, s));
            case "String 0x1a" ->
                Optional.of(ExtendedProperty.of(
                        key, content.text("ItemClass").orElse(content.kind().itemClass())));
            case "SystemTime 0x3007" ->
                Optional.of(
                        ExtendedProperty.of(key, XsDateTime.utc(other.identity().created())));
            case "SystemTime 0x3008" ->
                Optional.of(
                        ExtendedProperty.of(key, XsDateTime.utc(other.identity().modified())));
            default -> content.property(key);
        };
    }
}
