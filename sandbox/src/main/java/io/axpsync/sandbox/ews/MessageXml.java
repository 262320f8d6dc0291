package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.ImmutableMessageItem;
import io.axpsync.sandbox.mailbox.Importance;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.MessageProperties;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.Sensitivity;
import io.axpsync.sandbox.mailbox.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mailbox's message as {@code t:Message}, both ways. What the model does not understand is kept as it was written. */
final class MessageXml {

    /** What only the server sets: an edit keeps what was there. */
    private static final Set<String> SERVERS = Set.of(
            "DateTimeReceived",
            "DateTimeSent",
            "IsDraft",
            "InternetMessageHeaders",
            "ConversationId",
            "HasAttachments",
            "DisplayTo",
            "DisplayCc");

    private MessageXml() {}

    /** @param before what it was, for what a client cannot write */
    static MessageItem read(OtherContent content, MessageItem before) {
        ImmutableMessageItem.Builder message = ImmutableMessageItem.builder()
                .sent(before.sent())
                .received(before.received())
                .headers(before.headers())
                .conversationId(before.conversationId())
                .attachments(before.attachments())
                .mime(before.mime());
        Map<String, String> kept = new LinkedHashMap<>();
        before.elements().forEach((name, value) -> {
            if (!value.startsWith("<")) {
                kept.put(name, value);
            }
        });
        Optional<Person> sender = Optional.empty();
        List<ExtendedProperty> extended = new ArrayList<>();
        for (Xml element : content.elements()) {
            String text = element.text();
            switch (element.localName()) {
                case "ItemClass" -> message.itemClass(text);
                case "Subject" -> message.subject(text);
                case "Body" ->
                    message.body(new Body(
                            element.requiredAttribute("BodyType").equals("HTML") ? BodyType.HTML : BodyType.TEXT,
                            text));
                case "Importance" ->
                    message.importance(
                            Words.parse(Importance.class, text.strip()).orElseThrow());
                case "Sensitivity" ->
                    message.sensitivity(
                            Words.parse(Sensitivity.class, text.strip()).orElseThrow());
                case "Categories" ->
                    message.categories(
                            element.children().stream().map(Xml::text).toList());
                case "InReplyTo" -> message.inReplyTo(text);
                case "References" -> message.references(text);
                case "InternetMessageId" -> message.messageId(text);
                case "IsRead" -> message.read(Boolean.parseBoolean(text.strip()));
                case "From" -> message.from(people(element).stream().findFirst());
                case "Sender" -> sender = people(element).stream().findFirst();
                case "ToRecipients" -> message.to(people(element));
                case "CcRecipients" -> message.cc(people(element));
                case "BccRecipients" -> message.bcc(people(element));
                case "ReplyTo" -> message.replyTo(people(element));
                case "ExtendedProperty" -> extended.add(ItemElements.extended(element));
                default -> {
                    if (!SERVERS.contains(element.localName())) {
                        kept.put(element.localName(), XmlWriting.plain(element.with("xmlns:t", Namespaces.TYPES)));
                    }
                }
            }
        }
        boolean sentNow = sender.isPresent() && !sender.equals(before.sender());
        MessageItem whole = message.sender(sender)
                .elements(kept)
                .draft(before.draft() && !sentNow)
                .build();
        for (ExtendedProperty property : extended) {
            whole = MessageProperties.with(whole, property.key(), property.values());
        }
        return whole;
    }

    /** Recipients without an address, such as members of private lists, are passed over. */
    private static List<Person> people(Xml holder) {
        return holder.children().stream()
                .map(box -> new Person(
                        box.childText("t:Name").orElse(""),
                        box.childText("t:EmailAddress").orElse("")))
                .toList();
    }

    static OtherContent write(MessageItem message) {
        List<Xml> all = new ArrayList<>();
        all.add(Xml.text("t:ItemClass", message.itemClass()));
        all.add(Xml.text("t:Subject", message.subject()));
        if (!message.body().content().isEmpty()) {
            all.add(Xml.text("t:Body", message.body().content())
                    .with("BodyType", message.body().type() == BodyType.HTML ? "HTML" : "Text"));
        }
        all.add(Xml.text("t:Importance", word(message.importance())));
        all.add(Xml.text("t:Sensitivity", word(message.sensitivity())));
        if (!message.categories().isEmpty()) {
            all.add(Xml.of(
                    "t:Categories",
                    message.categories().stream()
                            .map(c -> Xml.text("t:String", c))
                            .toList()));
        }
        message.received().ifPresent(at -> all.add(Xml.text("t:DateTimeReceived", XsDateTime.utc(at))));
        message.sent().ifPresent(at -> all.add(Xml.text("t:DateTimeSent", XsDateTime.utc(at))));
        all.add(Xml.text("t:IsDraft", message.draft()));
        all.add(Xml.text("t:IsRead", message.read()));
        if (!message.headers().isEmpty()) {
            all.add(Xml.of(
                    "t:InternetMessageHeaders",
                    message.headers().stream()
                            .map(h -> Xml.text("t:InternetMessageHeader", h.value())
                                    .with("HeaderName", h.name()))
                            .toList()));
        }
        if (!message.conversationId().isEmpty()) {
            all.add(Xml.of("t:ConversationId").with("Id", message.conversationId()));
        }
        text("t:InReplyTo", message.inReplyTo()).ifPresent(all::add);
        text("t:References", message.references()).ifPresent(all::add);
        text("t:InternetMessageId", message.messageId()).ifPresent(all::add);
        message.from().ifPresent(p -> all.add(Xml.of("t:From", CalendarElements.mailbox(p))));
        message.sender().ifPresent(p -> all.add(Xml.of("t:Sender", CalendarElements.mailbox(p))));
        people(all, "t:ToRecipients", message.to());
        people(all, "t:CcRecipients", message.cc());
        people(all, "t:BccRecipients", message.bcc());
        people(all, "t:ReplyTo", message.replyTo());
        message.properties().values().forEach(p -> all.add(ItemShape.element(p.key(), p.values())));
        message.elements().values().stream()
                .filter(xml -> xml.startsWith("<"))
                .forEach(xml -> all.add(XmlReading.read(xml.getBytes(StandardCharsets.UTF_8))));
        List<String> order = OtherKind.MESSAGE.order();
        all.sort(Comparator.comparingInt(e -> order.indexOf(e.localName())));
        return new OtherContent(OtherKind.MESSAGE, List.copyOf(all));
    }

    private static void people(List<Xml> all, String name, List<Person> people) {
        if (!people.isEmpty()) {
            all.add(Xml.of(name, people.stream().map(CalendarElements::mailbox).toList()));
        }
    }

    private static Optional<Xml> text(String name, String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Xml.text(name, text));
    }

    private static String word(Enum<?> constant) {
        String word = Words.of(constant);
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
