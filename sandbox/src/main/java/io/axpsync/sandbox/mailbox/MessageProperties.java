package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** MAPI properties of messages that are another view of what their fields say (MS-OXOMSG, MS-OXCMSG). */
public final class MessageProperties {

    private static final String HEADERS = "{00020386-0000-0000-c000-000000000046}";

    private static final PropertyKey KEYWORDS = key("StringArray {00020329-0000-0000-c000-000000000046} Name Keywords");

    private MessageProperties() {}

    private static PropertyKey key(String graphId) {
        return PropertyKey.parse(graphId).orElseThrow();
    }

    /** The derived ones and the stored ones. */
    public static Map<PropertyKey, ExtendedProperty> of(MessageItem message) {
        Map<PropertyKey, ExtendedProperty> all = new LinkedHashMap<>(message.properties());
        put(all, "String 0x1a", message.itemClass());
        put(all, "String 0x37", message.subject());
        put(all, "Integer 0x17", String.valueOf(message.importance().ordinal()));
        put(all, "Integer 0x36", String.valueOf(message.sensitivity().ordinal()));
        put(all, "Boolean 0xe1b", String.valueOf(message.hasAttachments()));
        put(all, "Integer 0xe07", String.valueOf((message.read() ? 1 : 0) + (message.draft() ? 8 : 0)));
        put(all, "SystemTime 0x39", message.sent().map(Instant::toString).orElse(""));
        put(all, "SystemTime 0xe06", message.received().map(Instant::toString).orElse(""));
        put(all, "String 0x1035", message.messageId());
        put(all, "String 0x1039", message.references());
        put(all, "String 0x1042", message.inReplyTo());
        put(all, "String 0x5d01", message.sender().map(Person::address).orElse(""));
        put(all, "String 0x5d02", message.from().map(Person::address).orElse(""));
        put(
                all,
                "String 0x7d",
                message.headers().stream()
                        .map(header -> header.name() + ": " + header.value() + "\r\n")
                        .collect(Collectors.joining()));
        header(message, "Content-Class")
                .ifPresent(value -> put(all, "String " + HEADERS + " Name content-class", value));
        if (!message.categories().isEmpty()) {
            all.put(KEYWORDS, new ExtendedProperty(KEYWORDS, message.categories()));
        }
        return all;
    }

    private static Optional<String> header(MessageItem message, String name) {
        return message.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(MessageItem.Header::value)
                .findFirst();
    }

    private static void put(Map<PropertyKey, ExtendedProperty> all, String id, String value) {
        PropertyKey key = key(id);
        if (!value.isEmpty()) {
            all.put(key, ExtendedProperty.of(key, value));
        }
    }

    /** The message with a property written; an empty list of values takes it away. */
    public static MessageItem with(MessageItem message, PropertyKey key, List<String> values) {
        if (key.equals(KEYWORDS)) {
            return message.with(m -> m.categories(values));
        }
        Map<PropertyKey, ExtendedProperty> all = new LinkedHashMap<>(message.properties());
        all.remove(key);
        if (!values.isEmpty()) {
            all.put(key, new ExtendedProperty(key, values));
        }
        return message.with(m -> m.properties(all));
    }
}
