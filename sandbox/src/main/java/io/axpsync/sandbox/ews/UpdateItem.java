package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.MailboxFault;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.ZonedTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** UpdateItem: sets, appends and clears properties, each change under the request's rule for conflicts. */
final class UpdateItem implements Operation {

    private static final List<String> RULES = List.of("NeverOverwrite", "AutoResolve", "AlwaysOverwrite");

    /** One item change, its elements read and checked before anything is stored. */
    private record Part(Xml id, PlannedWrite write) {}

    @Override
    public List<Xml> answer(Call call, Xml request) {
        String rule = request.choice("ConflictResolution", RULES);
        Optional<Notify> sending = Sending.onUpdate(call, request);
        List<Part> parts = new ArrayList<>();
        for (Xml change : request.list("m:ItemChanges")) {
            Xml updates = change.required("t:Updates");
            parts.add(new Part(change.first(), read(call, updates)));
        }
        Xml none = Xml.of("m:Items");
        return new Batch(call, "UpdateItem", none).each(parts, part -> {
            Call.In<CalendarItem> item = Ids.item(call, part.id());
            Notify notify = sending.orElseThrow(() -> new EwsError(
                    "ErrorSendMeetingInvitationsOrCancellationsRequired",
                    "SendMeetingInvitationsOrCancellations attribute is required for calendar items."));
            return update(call, item, part, rule, notify);
        });
    }

    private static PlannedWrite read(Call call, Xml updates) {
        ZonedTime now = ZonedTime.at(call.now(), "UTC");
        CalendarItem anyItem = CalendarItem.builder().start(now).end(now).build();
        return PlannedWrite.of(
                () -> ItemWrite.update(updates), write -> write.applied(anyItem, call.now(), call.contextZone()));
    }

    private static List<Xml> update(Call call, Call.In<CalendarItem> item, Part part, String rule, Notify notify) {
        CalendarItem current = item.what();
        Optional<String> key = part.id().attribute("ChangeKey").map(Ids::changeKey);
        ItemWrite write = part.write().get();
        if (!rule.equals("AlwaysOverwrite")) {
            String seen = key.orElseThrow(() -> new EwsError(
                    "ErrorChangeKeyRequiredForWriteOperations", "A change key is required for this operation."));
            if (!seen.equals(current.identity().changeKey())
                    && (rule.equals("NeverOverwrite") || Collisions.any(call, current, seen, write))) {
                throw MailboxFault.conflict();
            }
        }
        CalendarItem after = item.mailbox()
                .update(
                        current.identity().classicId(),
                        rule.equals("AlwaysOverwrite")
                                ? null
                                : current.identity().changeKey(),
                        before -> edited(call, write, before, notify),
                        notify);
        return List.of(
                Xml.of("m:Items", call.idOnly(item.mailbox(), after)),
                Xml.of("m:ConflictResults", Xml.text("t:Count", 0)));
    }

    private static CalendarItem edited(Call call, ItemWrite write, CalendarItem before, Notify notify) {
        CalendarItem after = write.applied(before, call.now(), call.contextZone());
        boolean sent = notify != Notify.NONE && !after.attendees().isEmpty() && after.isOrganizer();
        return sent ? after.with(RequestSent::mark) : after;
    }
}
