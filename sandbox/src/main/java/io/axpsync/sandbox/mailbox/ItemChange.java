package io.axpsync.sandbox.mailbox;

import java.util.Optional;

/**
 * What happened to an item of a folder since a position of the change log, as seen from that position.
 *
 * @param number the position of the newest of these changes
 * @param classicId the id that the item had in this folder; EWS names it in a Delete change
 * @param item empty when the item was deleted or moved elsewhere, and when it is one of the {@link OtherItems}
 */
public record ItemChange(long number, Kind kind, String immutableId, String classicId, Optional<CalendarItem> item) {

    public enum Kind {
        CREATED,
        UPDATED,
        DELETED
    }
}
