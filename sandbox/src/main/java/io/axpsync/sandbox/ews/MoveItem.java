package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import io.axpsync.sandbox.mailbox.Notify;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** MoveItem and CopyItem within a mailbox. Both give new ids. */
final class MoveItem {

    private static final Set<FolderKind> TARGETS = Set.of(FolderKind.CALENDAR, FolderKind.DELETED_ITEMS);

    private MoveItem() {}

    static List<Xml> move(Call call, Xml request) {
        return each(
                "MoveItem",
                call,
                request,
                (item, folder) -> item.mailbox()
                        .move(item.what().identity().classicId(), folder.what().id()));
    }

    static List<Xml> copy(Call call, Xml request) {
        return each(
                "CopyItem",
                call,
                request,
                (item, folder) -> item.mailbox()
                        .create(
                                folder.what().id(),
                                item.what()
                                        .with(b -> b.identity(ItemIdentity.NONE).transactionId(Optional.empty())),
                                Notify.NONE));
    }

    /** Makes the item in its new place. */
    @FunctionalInterface
    private interface Transfer {
        CalendarItem to(Call.In<CalendarItem> item, Call.In<Folder> folder);
    }

    private static List<Xml> each(String operation, Call call, Xml request, Transfer transfer) {
        Xml target = request.required("m:ToFolderId").only();
        boolean returnsIds =
                request.child("m:ReturnNewItemIds").map(Values::bool).orElse(true);
        List<Xml> ids = request.list("m:ItemIds");
        return new Batch(call, operation, Xml.of("m:Items")).each(ids, id -> {
            Call.In<Folder> folder = Ids.folder(call, target, "ErrorToFolderNotFound");
            Call.In<CalendarItem> item = Ids.item(call, id);
            if (item.mailbox() != folder.mailbox()) {
                throw new EwsError("ErrorCrossMailboxMoveCopy", "Items cannot be moved to another mailbox here.");
            }
            if (item.what().seriesMasterId().isPresent()) {
                throw new EwsError(
                        "ErrorCalendarCannotMoveOrCopyOccurrence", "An occurrence cannot be moved or copied.");
            }
            if (!TARGETS.contains(folder.what().kind())) {
                throw new EwsError("ErrorMoveCopyFailed", "The move or copy operation failed.");
            }
            Xml moved = call.idOnly(item.mailbox(), transfer.to(item, folder));
            return List.of(returnsIds ? Xml.of("m:Items", moved) : Xml.of("m:Items"));
        });
    }
}
