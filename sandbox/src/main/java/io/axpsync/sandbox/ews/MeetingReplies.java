package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.MailboxFault;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.ResponseType;
import java.util.List;
import java.util.Map;

/** Accepting, declining and cancelling: response objects created with a reference to the meeting. */
final class MeetingReplies {

    private static final Map<String, ResponseType> ANSWERS = Map.of(
            "AcceptItem", ResponseType.ACCEPTED,
            "TentativelyAcceptItem", ResponseType.TENTATIVELY_ACCEPTED,
            "DeclineItem", ResponseType.DECLINED);
    private static final Map<String, String> WORDS =
            Map.of("AcceptItem", "Accept", "TentativelyAcceptItem", "Tentative", "DeclineItem", "Decline");

    private MeetingReplies() {}

    static List<Xml> answer(Call call, Xml request, Xml response) {
        String name = response.localName();
        boolean cancels = name.equals("CancelCalendarItem");
        if (!cancels && !ANSWERS.containsKey(name)) {
            if (!response.name().startsWith("t:")) {
                throw EwsFault.schema(response, "The element 'Items' has invalid child element '" + name + "'.");
            }
            throw new EwsError(
                    "ErrorInvalidItemForOperationCreateItem", "Items of the kind " + name + " are not kept here.");
        }
        String disposition = request.attribute("MessageDisposition")
                .orElseThrow(() ->
                        new EwsError("ErrorMessageDispositionRequired", "MessageDisposition attribute is required."));
        Xml reference = response.child("t:ReferenceItemId")
                .orElseThrow(() -> new EwsError("ErrorInvalidReferenceItem", "The reference item is missing."));
        Call.In<CalendarItem> meeting = Ids.item(call, reference);
        String stale = meeting.what().identity().changeKey();
        if (reference
                .attribute("ChangeKey")
                .map(Ids::changeKey)
                .filter(k -> !k.equals(stale))
                .isPresent()) {
            throw MailboxFault.conflict();
        }
        String comment = response.child(cancels ? "t:NewBodyContent" : "t:Body")
                .map(Xml::text)
                .orElse("");
        boolean send = !disposition.equals("SaveOnly");
        if (cancels) {
            return cancel(meeting, send, comment);
        }
        return reply(call, meeting, name, send, comment);
    }

    private static List<Xml> cancel(Call.In<CalendarItem> meeting, boolean send, String comment) {
        CalendarItem item = meeting.what();
        if (!item.isOrganizer() || !item.isMeeting()) {
            throw new EwsError("ErrorCalendarIsNotOrganizer", "User must be an organizer to cancel the meeting.");
        }
        meeting.mailbox()
                .delete(
                        item.identity().classicId(),
                        null,
                        Deletion.TO_DELETED_ITEMS,
                        send ? Notify.ALL : Notify.NONE,
                        comment);
        return List.of(Xml.of("m:Items"));
    }

    private static List<Xml> reply(
            Call call, Call.In<CalendarItem> meeting, String name, boolean send, String comment) {
        CalendarItem item = meeting.what();
        String word = WORDS.getOrDefault(name, "Accept");
        if (item.isOrganizer()) {
            throw new EwsError("ErrorCalendarIsOrganizerFor" + word, "The organizer cannot answer the own meeting.");
        }
        if (item.cancelled()) {
            throw new EwsError("ErrorCalendarIsCancelledFor" + word, "The meeting was cancelled.");
        }
        ResponseType type = ANSWERS.getOrDefault(name, ResponseType.ACCEPTED);
        CalendarItem after = meeting.mailbox().respond(item.identity().classicId(), type, send, comment);
        return List.of(
                type == ResponseType.DECLINED
                        ? Xml.of("m:Items")
                        : Xml.of("m:Items", call.idOnly(meeting.mailbox(), after)));
    }
}
