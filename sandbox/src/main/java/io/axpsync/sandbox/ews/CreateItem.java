package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Notify;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CreateItem: calendar items, and the responses that are written as items. Answers ids only. */
final class CreateItem implements Operation {

    private static final List<String> DISPOSITIONS = List.of("SaveOnly", "SendOnly", "SendAndSaveCopy");

    /** One item of the request, its elements read and checked before anything is stored. */
    private record Part(Xml element, Optional<PlannedWrite> write) {}

    @Override
    public List<Xml> answer(Call call, Xml request) {
        Optional<Notify> sending = Sending.onCreate(call, request);
        if (request.attribute("MessageDisposition").isPresent()) {
            request.choice("MessageDisposition", DISPOSITIONS);
        }
        Optional<Xml> target = request.child("m:SavedItemFolderId").map(Xml::only);
        List<Part> parts = new ArrayList<>();
        for (Xml element : request.list("m:Items")) {
            parts.add(part(call, element));
        }
        return new Batch(call, "CreateItem", Xml.of("m:Items")).each(parts, part -> {
            if (part.write().isEmpty()) {
                return MeetingReplies.answer(call, request, part.element());
            }
            Notify notify = sending.orElseThrow(() -> new EwsError(
                    "ErrorSendMeetingInvitationsRequired",
                    "SendMeetingInvitations attribute is required for calendar items."));
            return create(call, target, part.write().get().get(), notify);
        });
    }

    private static Part part(Call call, Xml element) {
        if (!element.name().equals("t:CalendarItem")) {
            return new Part(element, Optional.empty());
        }
        return new Part(
                element,
                Optional.of(PlannedWrite.of(
                        () -> ItemWrite.create(element), write -> write.draft(call.now(), call.contextZone()))));
    }

    private static List<Xml> create(Call call, Optional<Xml> target, ItemWrite write, Notify notify) {
        Call.In<Folder> folder = target.map(id -> Ids.folder(call, id, "ErrorSavedItemFolderNotFound"))
                .orElseGet(() -> new Call.In<>(call.mailbox(), call.mailbox().folder(FolderKind.CALENDAR)));
        if (folder.what().kind() != FolderKind.CALENDAR) {
            throw new EwsError(
                    "ErrorCannotCreateCalendarItemInNonCalendarFolder",
                    "Calendar items can only be created in calendar folders.");
        }
        CalendarItem draft = write.draft(call.now(), call.contextZone());
        boolean sent = notify != Notify.NONE && !draft.attendees().isEmpty();
        CalendarItem created =
                folder.mailbox().create(folder.what().id(), sent ? draft.with(RequestSent::mark) : draft, notify);
        return List.of(Xml.of("m:Items", call.idOnly(folder.mailbox(), created)));
    }
}
