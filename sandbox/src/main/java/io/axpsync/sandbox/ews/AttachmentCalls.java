package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.ews.Attachments.Attachment;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** CreateAttachment, GetAttachment and DeleteAttachment. Each write moves the change key of the item. */
final class AttachmentCalls {

    private AttachmentCalls() {}

    static List<Xml> create(Call call, Xml request) {
        Xml parent = request.required("m:ParentItemId");
        List<Xml> contents = request.list("m:Attachments");
        contents.forEach(AttachmentCalls::check);
        return new Batch(call, "CreateAttachment", Xml.of("m:Attachments")).each(contents, content -> {
            Call.In<Stored> item = Ids.stored(call, parent);
            if (content.name().equals("t:ReferenceAttachment")) {
                throw new EwsError("ErrorInvalidOperation", "Reference attachments are not offered here.");
            }
            String itemId = item.what().identity().immutableId();
            Attachment added = call.state().attachments().add(itemId, content, call.now());
            ItemIdentity after = Stored.bump(item.mailbox(), item.what());
            Xml id = Xml.of("t:AttachmentId")
                    .with("Id", added.id())
                    .with("RootItemId", after.classicId())
                    .with("RootItemChangeKey", after.changeKey());
            return List.of(Xml.of("m:Attachments", Xml.of(content.name(), id)));
        });
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
        return new Batch(call, "GetAttachment", Xml.of("m:Attachments")).each(request.list("m:AttachmentIds"), id -> {
            Attachment found = find(call, id);
            item(call, found);
            return List.of(Xml.of("m:Attachments", found.render(true)));
        });
    }

    static List<Xml> delete(Call call, Xml request) {
        return new Batch(call, "DeleteAttachment").each(request.list("m:AttachmentIds"), id -> {
            Attachment found = find(call, id);
            Call.In<Stored> item = item(call, found);
            call.state().attachments().remove(found.id());
            ItemIdentity after = Stored.bump(item.mailbox(), item.what());
            return List.of(Xml.of("m:RootItemId")
                    .with("RootItemId", after.classicId())
                    .with("RootItemChangeKey", after.changeKey()));
        });
    }

    private static Attachment find(Call call, Xml id) {
        String value = id.requiredAttribute("Id");
        if (!value.matches("[A-Za-z0-9+/]+={0,2}") || value.length() % 4 != 0) {
            throw new EwsError("ErrorInvalidAttachmentId", "The attachment id is invalid.");
        }
        return call.state().attachments().find(value).orElseThrow(Ids::itemNotFound);
    }

    /** The item of an attachment, if the caller may see it. */
    private static Call.In<Stored> item(Call call, Attachment attachment) {
        return Ids.byImmutableId(call, attachment.itemId()).orElseThrow(Ids::itemNotFound);
    }

    /** The list that items show, without contents. */
    static List<Xml> listed(List<Attachment> attachments) {
        List<Xml> listed = new ArrayList<>();
        attachments.forEach(a -> listed.add(a.render(false)));
        return listed;
    }
}
