package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.OtherItems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CreateItem: calendar items, items of the other kinds, and the responses that are written as items. Answers ids only. */
final class CreateItem implements Operation {

    private static final List<String> DISPOSITIONS = List.of("SaveOnly", "SendOnly", "SendAndSaveCopy");

    /** One item of the request, its elements read and checked before anything is stored. */
    private record Part(Xml element, Optional<PlannedWrite> write) {
        private Optional<OtherKind> other() {
            return OtherKind.of(element.name());
        }
    }

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
            if (part.other().isPresent()) {
                return other(call, request, target, part.element());
            }
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
        if (OtherKind.of(element.name()).isPresent()) {
            OtherWrite.tried(() -> OtherContent.created(element, call.contextZone()));
        }
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
        Access.in(call, folder).creates();
        CalendarItem draft = write.draft(call.now(), call.contextZone());
        boolean sent = notify != Notify.NONE && !draft.attendees().isEmpty();
        CalendarItem created =
                folder.mailbox().create(folder.what().id(), sent ? draft.with(RequestSent::mark) : draft, notify);
        return List.of(Xml.of("m:Items", call.idOnly(folder.mailbox(), created)));
    }

    /** A message is kept, or sent at once; the others are kept. */
    private static List<Xml> other(Call call, Xml request, Optional<Xml> target, Xml element) {
        OtherContent content = OtherContent.created(element, call.contextZone());
        String disposition = content.kind() == OtherKind.MESSAGE
                ? request.attribute("MessageDisposition")
                        .orElseThrow(() -> new EwsError(
                                "ErrorMessageDispositionRequired", "MessageDisposition attribute is required."))
                : "SaveOnly";
        FolderKind home = disposition.equals("SaveOnly") ? content.kind().home() : FolderKind.SENT_ITEMS;
        Call.In<Folder> folder = target.map(id -> Ids.folder(call, id, "ErrorSavedItemFolderNotFound"))
                .orElseGet(() -> new Call.In<>(call.mailbox(), call.mailbox().folder(home)));
        content.kind().checkHome(folder.what().kind());
        Access.in(call, folder).creates();
        OtherItems items = folder.mailbox().others();
        String kind = content.kind().element();
        if (disposition.equals("SaveOnly")) {
            OtherItem made = items.create(folder.what().id(), kind, content.stored());
            folder.mailbox()
                    .rights()
                    .created(made.identity().immutableId(), call.mailbox().address());
            return List.of(Xml.of("m:Items", Call.idOnly(made)));
        }
        OtherContent out = Sent.identified(call, content);
        Sent.deliver(call, call.mailbox(), out, List.of(), "");
        if (disposition.equals("SendAndSaveCopy")) {
            items.create(
                    folder.what().id(), kind, Sent.from(call.mailbox(), out).stored());
        }
        return List.of(Xml.of("m:Items"));
    }
}
