package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MailboxFault;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.ZonedTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** UpdateItem: sets, appends and clears properties, each change under the request's rule for conflicts. */
final class UpdateItem implements Operation {

    private static final List<String> RULES = List.of("NeverOverwrite", "AutoResolve", "AlwaysOverwrite");

    /** One item change, its elements read and checked before anything is stored. */
    private record Part(Xml id, PlannedWrite write, Xml updates) {}

    @Override
    public List<Xml> answer(Call call, Xml request) {
        String rule = request.choice("ConflictResolution", RULES);
        Optional<Notify> sending = Sending.onUpdate(call, request);
        List<Part> parts = new ArrayList<>();
        for (Xml change : request.list("m:ItemChanges")) {
            Xml updates = change.required("t:Updates");
            parts.add(new Part(change.first(), read(call, updates), updates));
        }
        Xml none = Xml.of("m:Items");
        return new Batch(call, "UpdateItem", none).each(parts, part -> {
            Call.In<Stored> found = Ids.stored(call, part.id());
            Access.to(call, found).edits();
            if (found.what() instanceof Stored.Other other) {
                return update(call, found.mailbox(), other, part, rule);
            }
            Call.In<CalendarItem> item = Ids.item(call, part.id());
            Notify notify = sending.orElseThrow(() -> new EwsError(
                    "ErrorSendMeetingInvitationsOrCancellationsRequired",
                    "SendMeetingInvitationsOrCancellations attribute is required for calendar items."));
            return update(call, item, part, rule, notify);
        });
    }

    /** Without a change key that the rule needs nothing is written. */
    private static Optional<String> changeKey(Part part, String rule) {
        if (rule.equals("AlwaysOverwrite")) {
            return Optional.empty();
        }
        Optional<String> key = part.id().attribute("ChangeKey").map(Ids::changeKey);
        if (key.isEmpty()) {
            throw new EwsError(
                    "ErrorChangeKeyRequiredForWriteOperations", "A change key is required for this operation.");
        }
        return key;
    }

    /** Which of its properties changed since is not kept of other kinds: a stale key conflicts under AutoResolve, too. */
    private static List<Xml> update(Call call, Mailbox holder, Stored.Other item, Part part, String rule) {
        String key = changeKey(part, rule).orElse(null);
        OtherItem after = holder.others()
                .update(
                        item.identity().immutableId(),
                        key,
                        content -> OtherWrite.applied(OtherContent.of(content), part.updates(), call.contextZone())
                                .stored(content));
        return List.of(Xml.of("m:Items", Call.idOnly(after)), Xml.of("m:ConflictResults", Xml.text("t:Count", 0)));
    }

    private static PlannedWrite read(Call call, Xml updates) {
        if (OtherWrite.isIn(updates)) {
            OtherWrite.check(updates, call.contextZone());
            return PlannedWrite.of(
                    () -> {
                        throw new EwsError(
                                "ErrorUpdatePropertyMismatch", "The item of the update is not a calendar item.");
                    },
                    write -> {});
        }
        ZonedTime now = ZonedTime.at(call.now(), "UTC");
        CalendarItem anyItem = CalendarItem.builder().start(now).end(now).build();
        return PlannedWrite.of(
                () -> ItemWrite.update(updates), write -> write.applied(anyItem, call.now(), call.contextZone()));
    }

    private static List<Xml> update(Call call, Call.In<CalendarItem> item, Part part, String rule, Notify notify) {
        CalendarItem current = item.what();
        ItemWrite write = part.write().get();
        Optional<String> key = changeKey(part, rule);
        if (key.isPresent()) {
            String seen = key.get();
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
