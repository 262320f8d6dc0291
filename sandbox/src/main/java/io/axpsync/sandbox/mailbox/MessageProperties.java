package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** MAPI properties of messages that are another view of what their fields say (MS-OXOMSG, MS-OXCMSG). */
public final class MessageProperties {

    private static final String HEADERS = "{00020386-0000-0000-c000-000000000046}";

    private static final PropertyKey KEYWORDS = key("StringArray {00020329-0000-0000-c000-000000000046} Name Keywords");

    private MessageProperties() {}

    private static PropertyKey key(String graphId) {
        return PropertyKey.parse(graphId).orElseThrow();
    }

    /** What each derived one says; empty = it is not there. In the order in which they are told. */
    private static final Map<PropertyKey, Function<MessageItem, String>> DERIVED = derived();

    private static Map<PropertyKey, Function<MessageItem, String>> derived() {
        Map<PropertyKey, Function<MessageItem, String>> all = new LinkedHashMap<>();
        all.put(key("String 0x1a"), MessageItem::itemClass);
        all.put(key("String 0x37"), MessageItem::subject);
        all.put(key("Integer 0x17"), m -> String.valueOf(m.importance().ordinal()));
        all.put(key("Integer 0x36"), m -> String.valueOf(m.sensitivity().ordinal()));
        all.put(key("Boolean 0xe1b"), m -> String.valueOf(m.hasAttachments()));
        all.put(key("Integer 0xe07"), m -> String.valueOf((m.read() ? 1 : 0) + (m.draft() ? 8 : 0)));
        all.put(key("SystemTime 0x39"), m -> m.sent().map(Instant::toString).orElse(""));
        all.put(
                key("SystemTime 0xe06"),
                m -> m.received().map(Instant::toString).orElse(""));
        all.put(key("String 0x1035"), MessageItem::messageId);
        all.put(key("String 0x1039"), MessageItem::references);
        all.put(key("String 0x1042"), MessageItem::inReplyTo);
        all.put(key("String 0x5d01"), m -> m.sender().map(Person::address).orElse(""));
        all.put(key("String 0x5d02"), m -> m.from().map(Person::address).orElse(""));
        all.put(key("String 0x7d"), MessageProperties::transportHeaders);
        all.put(
                key("String " + HEADERS + " Name content-class"),
                m -> header(m, "Content-Class").orElse(""));
        return all;
    }

    private static String transportHeaders(MessageItem message) {
        return message.headers().stream()
                .map(header -> header.name() + ": " + header.value() + "\r\n")
                .collect(Collectors.joining());
    }

    /** The derived ones and the stored ones. */
    public static Map<PropertyKey, ExtendedProperty> of(MessageItem message) {
        Map<PropertyKey, ExtendedProperty> all = new LinkedHashMap<>(message.properties());
        DERIVED.forEach((key, value) -> {
            String told = value.apply(message);
            if (!told.isEmpty()) {
                all.put(key, ExtendedProperty.of(key, told));
            }
        });
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
