package io.axpsync.sandbox.mailbox;

/** Hears of each change to a single item or a master, inside the mailbox's lock: it must not wait, nor write. */
@FunctionalInterface
public interface ChangeListener {

    /** @param item as it stands in the folder, or stood before it was deleted there or moved away */
    void changed(Mailbox mailbox, Folder folder, ItemChange.Kind kind, CalendarItem item);
}
