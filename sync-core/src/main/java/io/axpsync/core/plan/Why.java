package io.axpsync.core.plan;

import io.axpsync.core.item.Reason;

/** Why something happens to a known pair. */
final class Why {

    private Why() {}

    static final Reason KEEP = Reason.of("unchanged", "both sides are as they were");
    static final Reason FORGET = Reason.of("gone", "gone on both sides");
    static final Reason SLEEPS = Reason.of("outside-window", "lies outside the lane's window now");
    static final Reason UNMARKED = Reason.of("unmarked", "the marker was taken off");
    static final Reason MOVED =
            Reason.of("moved", "lives in another folder or belongs to another worker now; nothing was deleted");
    static final Reason MOVING = Reason.of(
            "changes-hands",
            "belongs to another worker in D365 now; it is taken from here when it stands with the other",
            "Nothing to do, unless it lasts: then look at the lane of the other worker.");
    static final Reason CHANGED_HANDS =
            Reason.of("changed-hands", "belongs to another worker in D365 now, and stands with the other");
    static final Reason MOVED_BUT_EDITED = Reason.of(
            "changed-hands-but-edited",
            "belongs to another worker in D365 now, but was edited in Outlook since; this mailbox keeps it");
    static final Reason MEETING_MOVED = Reason.of(
            "meeting-changes-hands",
            "belongs to another worker in D365 now and has attendees; moving the meeting would mail all of them",
            "Plan a meeting of the new worker and cancel this one, or give the activity back.");
    static final Reason NOT_FOUND_NOW = leaves("is not found where the lane looks now");
    static final Reason ELSEWHERE_NOW = leaves("lives where the lane does not look any more");
    static final Reason UNMARKED_NOW = leaves("does not carry the lane's marker on both sides");
    static final Reason DELETED =
            Reason.of("deleted-released", "deleted on one side; by the lane's policy the other side keeps its item");
    static final Reason NO_CANCEL = Reason.of(
            "would-cancel",
            "deleted in D365, but removing the meeting would mail cancellations to its attendees",
            "Cancel it in Outlook, or set cancelMeetings for the lane.");
    static final Reason WOULD_INVITE = Reason.of(
            "would-invite-again",
            "deleted in Outlook; making the meeting anew would invite everybody again",
            "Plan a new meeting.");
    static final Reason NOT_OURS = Reason.of(
            "not-our-meeting",
            "is a meeting of somebody else, and not in the mailbox any more; only its organiser can invite to it again",
            "Ask its organiser to send the invitation again.");
    static final Reason PAST = Reason.of(
            "would-cancel-the-past",
            "deleted in D365, but removing a meeting that is over would mail cancellations to its attendees",
            "Delete it in Outlook.");
    static final Reason MAYBE_MOVED =
            Reason.of("maybe-moved", "is not there any more, but never got our stamp: it may live on under another id");
    static final Reason RESTORED =
            Reason.of("restored", "was deleted on one side, but the other side's edit or policy keeps it");
    static final Reason AGAIN = Reason.of("marked-again", "was released, and is marked again");
    static final Reason RELEASED_BEFORE =
            Reason.of("released", "was released; set the marker anew to synchronise it again");
    static final Reason RELEASED_FROM_FOLDER = Reason.of(
            "released",
            "was taken out of the folder; it comes back when the person enters the query anew",
            "Set onFolderDelete to restore, if the folder shall always hold everybody of the query.");
    static final Reason CANCELLED = Reason.of(
            "cancelled-but-edited",
            "the meeting was cancelled or deleted in Outlook while it was edited in D365; re-creating it would invite"
                    + " everybody again",
            "Delete the activity in D365, or take its marker off and plan a new meeting.");
    static final Reason LEFT_SELECTION =
            Reason.of("left-selection", "the person is not selected any more; the copy that we made is taken back");
    static final Reason ENTERED_ANEW =
            Reason.of("entered-anew", "was taken out of the folder, and the person entered the query anew");
    static final Reason LEFT_QUERY = Reason.of(
            "left-query", "the query does not select the person any more; the contact was made by a user and stays");
    static final Reason MOVED_OUT =
            Reason.of("moved-out", "was moved out of the folder; it comes back when the person enters the query anew");
    static final Reason LEFT_BUT_EDITED = Reason.of(
            "left-selection-but-edited",
            "the person is not selected any more, but the contact was edited in Outlook since",
            "Select the person again to take the edit over, or delete the contact.");
    static final Reason NOT_OUR_COPY = Reason.of(
            "deleted-not-ours", "the person was deleted in D365; the contact was made by its user, who keeps it");
    static final Reason COUNTERPART =
            Reason.of("counterpart-unread", "the other side's item could not be read now; tried again at the next run");
    static final Reason UNPROVEN = Reason.of(
            "gone-unproven", "was not found, but nothing proves that it was deleted; a full comparison will tell");

    private static Reason leaves(String why) {
        return Reason.of(
                Decision.Release.LEFT_SCOPE,
                "the lane was configured anew, and this " + why + "; both sides keep what they have",
                "To keep it synchronised, take the change of the configuration back before it is released.");
    }
}
