package io.axpsync.sandbox.ews;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The attachments of all items, as they were uploaded. Safe for use by several threads. */
final class Attachments {

    /**
     * One attachment.
     *
     * @param itemId the immutable id of the item that has it, so that a move does not lose it
     * @param content {@code t:FileAttachment} or {@code t:ItemAttachment} as the client wrote it
     */
    record Attachment(String id, String itemId, Xml content, Instant modified) {

        /** With its id; its elements in schema order. @param whole whether the content comes too */
        Xml render(boolean whole) {
            List<Xml> parts = new ArrayList<>();
            parts.add(Xml.of("t:AttachmentId").with("Id", id));
            for (String name : List.of("Name", "ContentType", "ContentId", "ContentLocation")) {
                content.child("t:" + name).ifPresent(parts::add);
            }
            parts.add(Xml.text("t:Size", size()));
            parts.add(Xml.text("t:LastModifiedTime", XsDateTime.utc(modified)));
            parts.add(Xml.text(
                    "t:IsInline", content.child("t:IsInline").map(Values::bool).orElse(false)));
            if (content.name().equals("t:FileAttachment")) {
                content.child("t:IsContactPhoto").ifPresent(parts::add);
            }
            if (whole) {
                content.children().stream()
                        .filter(c -> !OF_ALL.contains(c.localName()))
                        .forEach(parts::add);
            }
            return Xml.of(content.name(), parts);
        }

        private int size() {
            return content.childText("t:Content")
                    .map(c -> Base64.getMimeDecoder().decode(c).length)
                    .orElseGet(() -> content.toString().length());
        }
    }

    /** Elements of {@code AttachmentType} and what is written beside it. */
    private static final List<String> OF_ALL = List.of(
            "AttachmentId",
            "Name",
            "ContentType",
            "ContentId",
            "ContentLocation",
            "AttachmentOriginalUrl",
            "Size",
            "LastModifiedTime",
            "IsInline",
            "IsContactPhoto");

    private final Map<String, Attachment> byId = new LinkedHashMap<>();
    private long sequence;

    synchronized Attachment add(String itemId, Xml content, Instant now) {
        UUID name = UUID.nameUUIDFromBytes((itemId + ' ' + ++sequence).getBytes(StandardCharsets.UTF_8));
        byte[] bytes = ByteBuffer.allocate(66)
                .putLong(name.getMostSignificantBits())
                .putLong(name.getLeastSignificantBits())
                .putLong(sequence)
                .array();
        Attachment added = new Attachment(Base64.getEncoder().encodeToString(bytes), itemId, content, now);
        byId.put(added.id(), added);
        return added;
    }

    synchronized Optional<Attachment> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized void remove(String id) {
        byId.remove(id);
    }

    /** Gives a copy of an item copies of its attachments. */
    synchronized void copy(String itemId, String copyId, Instant now) {
        of(itemId).forEach(attachment -> add(copyId, attachment.content(), now));
    }

    /** Those of one item, oldest first. */
    synchronized List<Attachment> of(String itemId) {
        return byId.values().stream().filter(a -> a.itemId().equals(itemId)).toList();
    }
}
