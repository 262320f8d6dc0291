package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.ews.Attachments.Attachment;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CreateAttachment, GetAttachment and DeleteAttachment. Each write moves the change key of the item. Files of calendar
 * items and messages are the mailbox's, so that Graph has them too; all others are kept here as they were written.
 */
final class AttachmentCalls {

    private AttachmentCalls() {}

    static List<Xml> create(Call call, Xml request) {
        Xml parent = request.required("m:ParentItemId");
        List<Xml> contents = request.list("m:Attachments");
        contents.forEach(AttachmentCalls::check);
        return new Batch(call, "CreateAttachment", Xml.of("m:Attachments")).each(contents, content -> {
            Call.In<Stored> item = Ids.stored(call, parent);
            Access.to(call, item).edits();
            if (content.name().equals("t:ReferenceAttachment")) {
                throw new EwsError("ErrorInvalidOperation", "Reference attachments are not offered here.");
            }
            String itemId = item.what().identity().immutableId();
            boolean shared = SharedFiles.has(item.what()) && content.name().equals("t:FileAttachment");
            String id = shared
                    ? SharedFiles.attach(item, SharedFiles.read(content, call.now()))
                    : call.state()
                            .attachments()
                            .add(itemId, content, call.now())
                            .id();
            ItemIdentity after = shared ? identity(call, itemId) : Stored.bump(item.mailbox(), item.what());
            Xml answer = Xml.of("t:AttachmentId")
                    .with("Id", id)
                    .with("RootItemId", after.classicId())
                    .with("RootItemChangeKey", after.changeKey());
            return List.of(Xml.of("m:Attachments", Xml.of(content.name(), answer)));
        });
    }

    private static ItemIdentity identity(Call call, String itemId) {
        return Ids.byImmutableId(call, itemId)
                .orElseThrow(Ids::itemNotFound)
                .what()
                .identity();
    }

    /** @throws EwsFault {@code ErrorSchemaValidation} for content that is not base64 */
    private static void check(Xml attachment) {
        attachment.child("t:IsInline").ifPresent(Values::bool);
        attachment.child("t:IsContactPhoto").ifPresent(Values::bool);
        attachment.child("t:Content").ifPresent(content -> {
            try {
                Base64.getDecoder().decode(content.text().replaceAll("\\s", ""));
            } catch (IllegalArgumentException notBase64) {
                throw Values.invalid(content);
            }
        });
    }

    static List<Xml> get(Call call, Xml request) {
        return new Batch(call, "GetAttachment", Xml.of("m:Attachments"))
                .each(
                        request.list("m:AttachmentIds"),
                        id -> List.of(Xml.of("m:Attachments", find(call, id).render(true))));
    }

    static List<Xml> delete(Call call, Xml request) {
        return new Batch(call, "DeleteAttachment").each(request.list("m:AttachmentIds"), id -> {
            Attachment found = find(call, id);
            Call.In<Stored> item = Ids.byImmutableId(call, found.itemId()).orElseThrow(Ids::itemNotFound);
            Access.to(call, item).edits();
            boolean kept = call.state().attachments().find(found.id()).isPresent();
            if (kept) {
                call.state().attachments().remove(found.id());
            } else {
                SharedFiles.detach(item, found.id());
            }
            ItemIdentity after = kept ? Stored.bump(item.mailbox(), item.what()) : identity(call, found.itemId());
            return List.of(Xml.of("m:RootItemId")
                    .with("RootItemId", after.classicId())
                    .with("RootItemChangeKey", after.changeKey()));
        });
    }

    /** An attachment of an item that the caller may see. */
    private static Attachment find(Call call, Xml id) {
        String value = id.requiredAttribute("Id");
        if (!value.matches("[A-Za-z0-9+/_-]+={0,2}") || value.length() % 4 != 0) {
            throw new EwsError("ErrorInvalidAttachmentId", "The attachment id is invalid.");
        }
        Optional<Attachment> kept = call.state()
                .attachments()
                .find(value)
                .filter(a -> Ids.byImmutableId(call, a.itemId()).isPresent());
        return kept.or(() -> Ids.reachable(call)
                        .flatMap(mailbox -> SharedFiles.find(mailbox, value).stream())
                        .findFirst())
                .orElseThrow(Ids::itemNotFound);
    }

    /** The list that an item shows, without contents. */
    static List<Xml> listed(Call call, Stored stored) {
        List<Attachment> kept = call.state().attachments().of(stored.identity().immutableId());
        List<Xml> listed = new ArrayList<>();
        Stream.concat(SharedFiles.of(stored), kept.stream())
                .map(attachment -> attachment.render(false))
                .forEach(listed::add);
        return listed;
    }
}
