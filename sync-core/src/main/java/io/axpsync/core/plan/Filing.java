package io.axpsync.core.plan;

import io.axpsync.core.item.ActivityLink;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Item;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Where an imported message goes in D365.
 *
 * @param associations what it belongs to, the primary one first
 * @param primary what it belongs to first; none where nobody may be that
 * @param heir by what the thread was found whose associations it has; empty where it has none of a thread
 * @param envelope the message, for the notes; none when nothing of it may be told
 * @param claimedIn the area of its claim: empty, or the employee whose own activity it becomes
 */
public record Filing(
        Seq<DirectoryEntry> associations,
        Option<DirectoryEntry> primary,
        String heir,
        Option<Item> envelope,
        String claimedIn) {

    /** Of a message that tells nothing of itself. */
    static Filing silent(String claimedIn) {
        return new Filing(Vector.empty(), Option.none(), "", Option.none(), claimedIn);
    }

    /** As D365 would show it. */
    Seq<ActivityLink> links() {
        return associations.map(e -> new ActivityLink(e, primary.contains(e)));
    }

    /** For people. */
    String words() {
        String all = associations
                .map(e -> e.name() + (primary.contains(e) ? " (primary)" : ""))
                .mkString(", ");
        return associations.isEmpty()
                ? "associated with nobody"
                : "associated with " + all + (heir.isEmpty() ? "" : "; as its thread, by " + heir);
    }
}
