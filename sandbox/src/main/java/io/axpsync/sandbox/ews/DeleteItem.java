package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.Notify;
import java.util.List;
import java.util.Optional;

/** DeleteItem. A change key is not obligatory; one that is given and stale is a conflict. */
final class DeleteItem implements Operation {

    private static final List<String> TYPES = List.of("HardDelete", "SoftDelete", "MoveToDeletedItems");

    @Override
    public List<Xml> answer(Call call, Xml request) {
        String type = request.choice("DeleteType", TYPES);
        Optional<Notify> sending = Sending.onDelete(call, request);
        List<Xml> ids = request.list("m:ItemIds");
        Deletion deletion = type.equals("MoveToDeletedItems") ? Deletion.TO_DELETED_ITEMS : Deletion.HARD;
        return new Batch(call, "DeleteItem").each(ids, id -> {
            Call.In<CalendarItem> item = Ids.item(call, id);
            Notify notify = sending.orElseThrow(() -> new EwsError(
                    "ErrorSendMeetingCancellationsRequired",
                    "SendMeetingCancellations attribute is required for calendar items."));
            item.mailbox()
                    .delete(
                            item.what().identity().classicId(),
                            id.attribute("ChangeKey").map(Ids::changeKey).orElse(null),
                            deletion,
                            notify,
                            "");
            return List.of();
        });
    }
}
