package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Notify;
import java.util.Map;
import java.util.Optional;

/** The attributes by which a client says who shall be mailed; calendar items oblige it to say so. */
final class Sending {

    private static final Map<String, Notify> CREATE_OR_DELETE =
            Map.of("SendToNone", Notify.NONE, "SendOnlyToAll", Notify.ALL, "SendToAllAndSaveCopy", Notify.ALL);
    private static final Map<String, Notify> UPDATE = Map.of(
            "SendToNone", Notify.NONE,
            "SendOnlyToAll", Notify.ALL,
            "SendToAllAndSaveCopy", Notify.ALL,
            "SendOnlyToChanged", Notify.CHANGED,
            "SendToChangedAndSaveCopy", Notify.CHANGED);

    private Sending() {}

    static Optional<Notify> onCreate(Call call, Xml request) {
        return read(call, request, "SendMeetingInvitations", CREATE_OR_DELETE);
    }

    static Optional<Notify> onUpdate(Call call, Xml request) {
        return read(call, request, "SendMeetingInvitationsOrCancellations", UPDATE);
    }

    static Optional<Notify> onDelete(Call call, Xml request) {
        return read(call, request, "SendMeetingCancellations", CREATE_OR_DELETE);
    }

    private static Optional<Notify> read(Call call, Xml request, String attribute, Map<String, Notify> words) {
        return request.attribute(attribute)
                .map(word -> Optional.ofNullable(words.get(word))
                        .orElseThrow(() -> EwsFault.schema(
                                request, "The '" + attribute + "' attribute is invalid - The value '" + word + "'.")))
                .or(() -> call.behaviour().wantsSending().get() ? Optional.empty() : Optional.of(Notify.NONE));
    }
}
