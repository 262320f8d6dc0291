package io.axpsync.sandbox.ews;

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
        Deletion deletion = switch (type) {
            case "MoveToDeletedItems" -> Deletion.TO_DELETED_ITEMS;
            case "SoftDelete" -> Deletion.SOFT;
            default -> Deletion.HARD;
        };
        return new Batch(call, "DeleteItem").each(ids, id -> {
            Call.In<Stored> item = Ids.stored(call, id);
            Access.to(call, item).deletes();
            String key = id.attribute("ChangeKey").map(Ids::changeKey).orElse(null);
            if (item.what() instanceof Stored.Other other) {
                checkTask(request, other);
                String task = other.identity().immutableId();
                if (request.attribute("AffectedTaskOccurrences").equals(Optional.of("SpecifiedOccurrenceOnly"))) {
                    item.mailbox().others().deleteOccurrence(task, key, deletion);
                } else {
                    item.mailbox().others().delete(task, key, deletion);
                }
                return List.of();
            }
            Notify notify = sending.orElseThrow(() -> new EwsError(
                    "ErrorSendMeetingCancellationsRequired",
                    "SendMeetingCancellations attribute is required for calendar items."));
            item.mailbox().delete(item.what().identity().classicId(), key, deletion, notify, "");
            return List.of();
        });
    }

    private static void checkTask(Xml request, Stored.Other item) {
        boolean said = request.attribute("AffectedTaskOccurrences").isPresent();
        if (said) {
            request.choice("AffectedTaskOccurrences", List.of("AllOccurrences", "SpecifiedOccurrenceOnly"));
        } else if (item.content().kind() == OtherKind.TASK) {
            throw new EwsError(
                    "ErrorAffectedTaskOccurrencesRequired", "AffectedTaskOccurrences attribute is required for tasks.");
        }
    }
}
