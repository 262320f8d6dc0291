package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Importance;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.MessageProperties;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mailbox's message as a {@code message} of Graph, both ways. What Graph knows and the mailbox not is told plainly. */
final class MessageJson {

    /** A property of a message that only an edit of a draft may set. */
    private static final Set<String> OF_DRAFTS = Set.of(
            "subject",
            "body",
            "from",
            "sender",
            "toRecipients",
            "ccRecipients",
            "bccRecipients",
            "replyTo",
            "internetMessageId",
            "internetMessageHeaders",
            "sentDateTime",
            "receivedDateTime");

    private MessageJson() {}

    /** All extended properties and header fields come along; which of them are shown is for the query to say. */
    static ObjectNode write(MessageItem message, ItemIdentity identity) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("createdDateTime", Values.instant(identity.created()))
                .put("lastModifiedDateTime", Values.instant(identity.modified()));
        message.received().ifPresent(at -> node.put("receivedDateTime", Values.instant(at)));
        message.sent().ifPresent(at -> node.put("sentDateTime", Values.instant(at)));
        node.put("hasAttachments", message.hasAttachments())
                .put("internetMessageId", message.messageId().isEmpty() ? null : message.messageId())
                .put("subject", message.subject())
                .put("bodyPreview", message.preview())
                .put("importance", Words.of(message.importance()))
                .put("conversationId", EventJson.restId(message.conversationId()))
                .put("isDeliveryReceiptRequested", false)
                .put("isReadReceiptRequested", false)
                .put("isRead", message.read())
                .put("isDraft", message.draft())
                .put("webLink", "https://outlook.example/owa/?ItemID=" + EventJson.restId(identity.classicId()))
                .put("inferenceClassification", message.elements().getOrDefault("inferenceClassification", "focused"));
        node.putObject("flag").put("flagStatus", message.elements().getOrDefault("flagStatus", "notFlagged"));
        ArrayNode categories = node.putArray("categories");
        message.categories().forEach(categories::add);
        node.putObject("body")
                .put("contentType", message.body().type() == BodyType.HTML ? "html" : "text")
                .put("content", message.body().content());
        message.sender().ifPresent(person -> node.set("sender", recipient(person)));
        message.from().ifPresent(person -> node.set("from", recipient(person)));
        recipients(node, "toRecipients", message.to());
        recipients(node, "ccRecipients", message.cc());
        recipients(node, "bccRecipients", message.bcc());
        recipients(node, "replyTo", message.replyTo());
        if (!message.headers().isEmpty()) {
            ArrayNode headers = node.putArray("internetMessageHeaders");
            message.headers()
                    .forEach(h -> headers.addObject().put("name", h.name()).put("value", h.value()));
        }
        Map<PropertyKey, ExtendedProperty> properties = MessageProperties.of(message);
        PropertiesJson.write(node, properties, properties.keySet());
        return node;
    }

    private static void recipients(ObjectNode node, String name, List<Person> people) {
        ArrayNode array = node.putArray(name);
        people.forEach(person -> array.add(recipient(person)));
    }

    private static ObjectNode recipient(Person person) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.putObject("emailAddress")
                .put("name", person.name().isEmpty() ? person.address() : person.name())
                .put("address", person.address());
        return node;
    }

    /**
     * The message with what a body sets.
     *
     * @throws GraphError for what only drafts take
     */
    static MessageItem edited(MessageItem before, ObjectNode body) {
        MessageItem message = before;
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!before.draft() && OF_DRAFTS.contains(field.getKey())) {
                throw GraphError.badRequest(
                        "ErrorInvalidPropertySet",
                        "The property '" + field.getKey() + "' can be set while the message is a draft only.");
            }
            message = edited(message, field.getKey(), field.getValue());
        }
        return message;
    }

    private static MessageItem edited(MessageItem before, String name, JsonNode value) {
        return switch (name) {
            case PropertiesJson.SINGLE, PropertiesJson.MULTI -> properties(before, name, value);
            case "flag" ->
                element(before, "flagStatus", value.path("flagStatus").asText("notFlagged"));
            case "inferenceClassification" -> element(before, name, value.asText("focused"));
            default ->
                before.with(message -> {
                    switch (name) {
                        case "subject" -> message.subject(Values.textOrEmpty(value));
                        case "importance" -> message.importance(Values.word(Importance.class, value));
                        case "isRead" -> message.read(value.asBoolean());
                        case "categories" -> message.categories(Values.texts(value));
                        case "body" -> message.body(body(value));
                        case "from" -> message.from(person(value));
                        case "sender" -> message.sender(person(value));
                        case "toRecipients" -> message.to(people(value));
                        case "ccRecipients" -> message.cc(people(value));
                        case "bccRecipients" -> message.bcc(people(value));
                        case "replyTo" -> message.replyTo(people(value));
                        case "internetMessageId" -> message.messageId(Values.textOrEmpty(value));
                        case "internetMessageHeaders" -> message.headers(headers(value));
                        case "sentDateTime" -> message.sent(Values.queryTime(name, Values.text(value)));
                        case "receivedDateTime" -> message.received(Values.queryTime(name, Values.text(value)));
                        default -> {
                            // computed
                        }
                    }
                });
        };
    }

    private static MessageItem element(MessageItem before, String name, String value) {
        Map<String, String> all = new java.util.LinkedHashMap<>(before.elements());
        all.put(name, value);
        return before.with(message -> message.elements(all));
    }

    private static Body body(JsonNode value) {
        if (value.isNull()) {
            return Body.EMPTY;
        }
        boolean html = value.path("contentType").asText("text").equalsIgnoreCase("html");
        return new Body(
                html ? BodyType.HTML : BodyType.TEXT, value.path("content").asText(""));
    }

    private static List<Person> people(JsonNode value) {
        List<Person> people = new ArrayList<>();
        Values.array(value).forEach(one -> person(one).ifPresent(people::add));
        return people;
    }

    private static Optional<Person> person(JsonNode value) {
        JsonNode address = value.path("emailAddress");
        return address.isMissingNode() || address.isNull()
                ? Optional.empty()
                : Optional.of(new Person(
                        address.path("name").asText(""), address.path("address").asText("")));
    }

    /** Only own fields may be written. */
    private static List<MessageItem.Header> headers(JsonNode value) {
        List<MessageItem.Header> headers = new ArrayList<>();
        for (JsonNode one : Values.array(value)) {
            String name = one.path("name").asText("");
            if (!name.regionMatches(true, 0, "x-", 0, 2)) {
                throw GraphError.badRequest(
                        "InvalidInternetMessageHeader",
                        "The internet message header name '" + name + "' should start with 'x-' or 'X-'.");
            }
            headers.add(new MessageItem.Header(name, one.path("value").asText("")));
        }
        return headers;
    }

    private static MessageItem properties(MessageItem before, String collection, JsonNode value) {
        MessageItem after = before;
        for (Map.Entry<PropertyKey, Optional<ExtendedProperty>> written :
                PropertiesJson.read(collection, value).entrySet()) {
            after = MessageProperties.with(
                    after,
                    written.getKey(),
                    written.getValue().map(ExtendedProperty::values).orElse(List.of()));
        }
        return after;
    }
}
