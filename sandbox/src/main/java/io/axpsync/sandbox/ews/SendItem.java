package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Attachment;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.MessageItem;
import java.util.List;
import java.util.Optional;

/** SendItem: a draft goes out, and to Sent Items or away. */
final class SendItem implements Operation {

    @Override
    public List<Xml> answer(Call call, Xml request) {
        boolean saves = Values.bool(request, "SaveItemToFolder");
        Optional<Xml> target = request.child("m:SavedItemFolderId").map(Xml::only);
        return new Batch(call, "SendItem").each(request.list("m:ItemIds"), id -> {
            Call.In<Stored> found = Ids.stored(call, id);
            if (!(found.what() instanceof Stored.Other other) || other.content().kind() != OtherKind.MESSAGE) {
                throw new EwsError("ErrorInvalidItemForOperationSendItem", "Only messages can be sent.");
            }
            String key = id.attribute("ChangeKey")
                    .map(Ids::changeKey)
                    .orElseThrow(() -> new EwsError(
                            "ErrorChangeKeyRequiredForWriteOperations", "A change key is required to send an item."));
            Folder sent = target.map(t ->
                            Ids.folder(call, t, "ErrorSavedItemFolderNotFound").what())
                    .orElseGet(() -> found.mailbox().folder(FolderKind.SENT_ITEMS));
            String itemId = other.identity().immutableId();
            found.mailbox()
                    .others()
                    .update(
                            itemId,
                            key,
                            content -> Sent.from(found.mailbox(), OtherContent.of(content))
                                    .stored(content));
            List<Attachment> files =
                    other.item().content() instanceof MessageItem message ? message.attachments() : List.of();
            Sent.deliver(call, found.mailbox(), other.content(), files, itemId);
            if (saves) {
                found.mailbox().others().move(itemId, sent.id());
            } else {
                found.mailbox().others().delete(itemId, null, Deletion.HARD);
            }
            return List.of();
        });
    }
}
