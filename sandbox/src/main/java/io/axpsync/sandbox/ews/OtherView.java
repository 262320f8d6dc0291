package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Bodies;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An item of another kind in an answer: what was written, and what the server knows of it, in schema order. */
record OtherView(Call call, Mailbox holder, Stored.Other stored, ItemShape shape, boolean finding) {

    private static final int LONGEST = 255;

    /** Bodies and addresses do not come with FindItem and SyncFolderItems. */
    private static final Set<String> NOT_FOUND = Set.of(
            "MimeContent",
            "InternetMessageHeaders",
            "Body",
            "TextBody",
            "Attachments",
            "ToRecipients",
            "CcRecipients",
            "BccRecipients",
            "ReplyTo",
            "Members");

    private static final Map<String, Version> SINCE = ItemShape.PROPERTIES.stream()
            .collect(Collectors.toUnmodifiableMap(Property::uri, Property::since, (a, b) -> a.atLeast(b) ? a : b));

    /** What comes only when it is named. */
    private static final Set<String> NAMED = Set.of("MimeContent", "TextBody", "InstanceKey");

    /** What the shape Default leaves out, unless it was written. */
    private static final Set<String> DEFAULT =
            Set.of("ItemId", "Subject", "Sensitivity", "Body", "HasAttachments", "DateTimeCreated", "IsRead", "Status");

    Xml render() {
        List<Xml> parts = new ArrayList<>();
        Map<String, Object> made = new HashMap<>();
        for (String name : stored.content().kind().order()) {
            if (name.equals("ExtendedProperty")) {
                shape.keys()
                        .forEach(key -> property(key)
                                .ifPresent(p -> parts.add(ItemShape.element(
                                        p.key(),
                                        p.values().stream().map(this::cut).toList()))));
            } else if (wanted(name)) {
                value(name, made).map(this::cut).ifPresent(parts::add);
            } else {
                entries(name).ifPresent(parts::add);
            }
        }
        return Xml.of("t:" + stored.content().kind().element(), parts);
    }

    private boolean wanted(String name) {
        if (finding && NOT_FOUND.contains(name)) {
            return false;
        }
        String uri = stored.content().kind().uri(name);
        if (name.equals("ItemId") || shape.uris().contains(uri)) {
            return known(uri);
        }
        return switch (shape.base()) {
            case "AllProperties" -> !NAMED.contains(name) && known(uri);
            case "Default" ->
                !NAMED.contains(name)
                        && known(uri)
                        && (DEFAULT.contains(name)
                                || stored.content().element(name).isPresent());
            default -> false;
        };
    }

    /** Whether the client's schema version has the property. */
    private boolean known(String uri) {
        Version since = SINCE.get(uri);
        return since == null || call.version().atLeast(since);
    }

    private Optional<Xml> value(String name, Map<String, Object> made) {
        Optional<Xml> written = stored.content().element(name);
        return switch (name) {
            case "Body" -> body("t:Body", shape.bodyType());
            case "TextBody" -> body("t:TextBody", "Text");
            case "ParentFolderId" -> holder.folder(identity().folderId()).map(OtherView::folderId);
            case "MimeContent" ->
                message()
                        .flatMap(MessageItem::mime)
                        .map(mime -> Xml.text(
                                        "t:MimeContent", Base64.getEncoder().encodeToString(mime.bytes()))
                                .with("CharacterSet", "UTF-8"));
            case "Attachments" -> {
                List<Xml> files = attachments();
                yield files.isEmpty() ? Optional.empty() : Optional.of(Xml.of("t:Attachments", files));
            }
            case "Size" -> Optional.of(Xml.text("t:Size", size()));
            case "EffectiveRights" ->
                Optional.of(Access.to(call, holder, stored).ofItem());
            case "ItemId" ->
                Optional.of(Xml.of("t:ItemId")
                        .with("Id", identity().classicId())
                        .with("ChangeKey", identity().changeKey()));
            default ->
                written.isPresent()
                        ? written
                        : Optional.ofNullable(once(made).get(name)).map(text -> Xml.text("t:" + name, text));
        };
    }

    /** Fills it when it is needed for the first time. */
    private Map<String, Object> once(Map<String, Object> made) {
        if (made.isEmpty()) {
            made.putAll(made());
        }
        return made;
    }

    /** What the server says when the client said nothing. */
    private Map<String, Object> made() {
        OtherKind kind = stored.content().kind();
        Map<String, Object> made = new HashMap<>();
        String created = XsDateTime.utc(identity().created());
        made.put("ItemClass", kind.itemClass());
        made.put("Subject", "");
        made.put("Sensitivity", "Normal");
        made.put("Importance", "Normal");
        made.put("DateTimeReceived", created);
        made.put("DateTimeSent", created);
        made.put("DateTimeCreated", created);
        made.put("ReminderIsSet", false);
        made.put(
                "HasAttachments",
                message()
                        .map(m -> m.hasAttachments()
                                || attachments().size() > m.attachments().size())
                        .orElseGet(() -> !attachments().isEmpty()));
        made.put("Culture", "en-US");
        made.put("LastModifiedName", holder.displayName());
        made.put("LastModifiedTime", XsDateTime.utc(identity().modified()));
        made.put("IsAssociated", false);
        made.put("InstanceKey", identity().classicId());
        switch (kind) {
            case MESSAGE -> {
                made.put("IsDraft", stored.content().element("Sender").isEmpty());
                made.put("IsRead", true);
                made.put("DisplayTo", names("ToRecipients"));
                made.put("DisplayCc", names("CcRecipients"));
            }
            case TASK -> {
                made.put("Owner", holder.displayName());
                made.put("DelegationState", "NoMatch");
                made.put("IsTeamTask", false);
            }
            case CONTACT, DISTRIBUTION_LIST, POST -> {
                // nothing but what all items have
            }
        }
        return made;
    }

    private Optional<MessageItem> message() {
        return stored.item().content() instanceof MessageItem message ? Optional.of(message) : Optional.empty();
    }

    private int size() {
        return message()
                .map(m -> m.mime()
                        .map(mime -> mime.bytes().length)
                        .orElse(300 + m.body().content().length()))
                .orElseGet(() -> 300 + stored.item().content().text().length());
    }

    private String names(String recipients) {
        return stored.content().element(recipients).map(Xml::children).orElse(List.of()).stream()
                .map(box -> box.childText("t:Name")
                        .or(() -> box.childText("t:EmailAddress"))
                        .orElse(""))
                .collect(Collectors.joining("; "));
    }

    private Optional<Xml> body(String element, String type) {
        Body body = stored.content()
                .element("Body")
                .map(b -> new Body(
                        b.requiredAttribute("BodyType").equals("HTML") ? BodyType.HTML : BodyType.TEXT, b.text()))
                .orElse(Body.EMPTY);
        boolean html = type.equals("Best") ? body.type() == BodyType.HTML : type.equals("HTML");
        return Optional.of(Xml.text(
                        element,
                        html
                                ? Bodies.html(body)
                                : message().map(MessageItem::bodyText).orElseGet(() -> Bodies.text(body)))
                .with("BodyType", html ? "HTML" : "Text"));
    }

    /** The entries of a dictionary that are asked for one by one. */
    private Optional<Xml> entries(String name) {
        return stored.content().element(name).flatMap(dictionary -> {
            List<Xml> entries = dictionary.children().stream()
                    .map(entry -> Dictionaries.reduced(name, entry, shape.indexed()))
                    .flatMap(Optional::stream)
                    .toList();
            return entries.isEmpty() ? Optional.empty() : Optional.of(Xml.of(dictionary.name(), entries));
        });
    }

    private Optional<ExtendedProperty> property(PropertyKey key) {
        return OtherValues.property(stored, key);
    }

    private ItemIdentity identity() {
        return stored.identity();
    }

    private List<Xml> attachments() {
        return AttachmentCalls.listed(call, stored);
    }

    private static Xml folderId(Folder folder) {
        return Xml.of("t:ParentFolderId").with("Id", folder.id()).with("ChangeKey", folder.changeKey());
    }

    private Xml cut(Xml element) {
        return element.children().isEmpty() && finding
                ? new Xml(element.name(), element.attributes(), List.of(), cut(element.text()), element.place())
                : element;
    }

    private String cut(String text) {
        boolean cuts = finding && call.behaviour().cutsTexts().get();
        return cuts && text.codePointCount(0, text.length()) > LONGEST
                ? text.substring(0, text.offsetByCodePoints(0, LONGEST))
                : text;
    }
}
