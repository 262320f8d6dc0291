package io.axpsync.sandbox.mailbox;

import java.time.Instant;

/**
 * What the store, not the writer, decides about an item.
 *
 * @param immutableId stays while the item stays in the mailbox; URL-safe, case-sensitive
 * @param classicId base64, case-sensitive; another after each move between folders: EWS's ItemId and Graph's default id
 * @param changeKey another after each change
 * @param changeNumber the position of the last change in the mailbox's change log
 */
public record ItemIdentity(
        String immutableId,
        String classicId,
        String folderId,
        String changeKey,
        long changeNumber,
        Instant created,
        Instant modified) {

    /** The identity of an item that was not stored yet. */
    public static final ItemIdentity NONE = new ItemIdentity("", "", "", "", 0, Instant.EPOCH, Instant.EPOCH);
}
