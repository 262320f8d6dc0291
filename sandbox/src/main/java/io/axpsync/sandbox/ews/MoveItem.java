package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.OtherItem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** MoveItem and CopyItem within a mailbox. Both give new ids. */
final class MoveItem {

    private static final Set<FolderKind> TARGETS = Set.of(FolderKind.CALENDAR, FolderKind.DELETED_ITEMS);

    private MoveItem() {}

    static List<Xml> move(Call call, Xml request) {
        return each("MoveItem", call, request, (item, folder) -> {
            Access.to(call, item).deletes();
            String id = item.what().identity().classicId();
            String target = folder.what().id();
            return item.what() instanceof Stored.Other
                    ? Call.idOnly(item.mailbox().others().move(id, target))
                    : call.idOnly(item.mailbox(), item.mailbox().move(id, target));
        });
    }

    static List<Xml> copy(Call call, Xml request) {
        return each("CopyItem", call, request, (item, folder) -> {
            String target = folder.what().id();
            String from = item.what().identity().immutableId();
            Attachments attachments = call.state().attachments();
            if (item.what() instanceof Stored.Other other) {
                OtherItem copy = item.mailbox()
                        .others()
                        .create(target, other.item().kind(), other.item().content());
                attachments.copy(from, copy.identity().immutableId(), call.now());
                return Call.idOnly(copy);
            }
            CalendarItem draft = ((Stored.Appointment) item.what())
                    .item()
                    .with(b ->
                            b.identity(ItemIdentity.NONE).attachments(List.of()).transactionId(Optional.empty()));
            String copy =
                    item.mailbox().create(target, draft, Notify.NONE).identity().immutableId();
            attachments.copy(from, copy, call.now());
            ((Stored.Appointment) item.what())
                    .item()
                    .attachments()
                    .forEach(file -> item.mailbox().attach(copy, file));
            return call.idOnly(item.mailbox(), item.mailbox().item(copy).orElseThrow(Ids::itemNotFound));
        });
    }

    /** Makes the item in its new place, and says its ids. */
    @FunctionalInterface
    private interface Transfer {
        Xml to(Call.In<Stored> item, Call.In<Folder> folder);
    }

    private static List<Xml> each(String operation, Call call, Xml request, Transfer transfer) {
        Xml target = request.required("m:ToFolderId").only();
        boolean returnsIds =
                request.child("m:ReturnNewItemIds").map(Values::bool).orElse(true);
        List<Xml> ids = request.list("m:ItemIds");
        return new Batch(call, operation, Xml.of("m:Items")).each(ids, id -> {
            Call.In<Folder> folder = Ids.folder(call, target, "ErrorToFolderNotFound");
            Call.In<Stored> item = Ids.stored(call, id);
            if (item.mailbox() != folder.mailbox()) {
                throw new EwsError("ErrorCrossMailboxMoveCopy", "Items cannot be moved to another mailbox here.");
            }
            Access.to(call, item).finds();
            Access.in(call, folder).creates();
            check(item.what(), folder.what());
            Xml moved = transfer.to(item, folder);
            return List.of(returnsIds ? Xml.of("m:Items", moved) : Xml.of("m:Items"));
        });
    }

    private static void check(Stored stored, Folder target) {
        if (SearchFolders.is(target)) {
            throw new EwsError("ErrorMoveCopyFailed", "Nothing can be moved into a search folder.");
        }
        if (stored instanceof Stored.Other) {
            if (target.kind() == FolderKind.CALENDAR) {
                throw new EwsError("ErrorMoveCopyFailed", "The move or copy operation failed.");
            }
            return;
        }
        if (((Stored.Appointment) stored).item().seriesMasterId().isPresent()) {
            throw new EwsError("ErrorCalendarCannotMoveOrCopyOccurrence", "An occurrence cannot be moved or copied.");
        }
        if (!TARGETS.contains(target.kind())) {
            throw new EwsError("ErrorMoveCopyFailed", "The move or copy operation failed.");
        }
    }
}
