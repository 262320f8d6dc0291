package io.axpsync.sandbox.mailbox;

import java.time.Clock;
import java.time.Instant;

/** Gives the items of a mailbox, of all kinds, their ids, change keys and change numbers. Guarded by its lock. */
final class Identities {

    private final String mailbox;
    private final Clock clock;
    private final MailboxBehaviour behaviour;
    private long sequence;
    private long changes;

    Identities(String mailbox, Clock clock, MailboxBehaviour behaviour) {
        this.mailbox = mailbox;
        this.clock = clock;
        this.behaviour = behaviour;
    }

    Instant now() {
        return clock.instant();
    }

    /** The number of a change that gives no item a version, such as a deletion. */
    long nextChange() {
        return ++changes;
    }

    String newUid() {
        return GlobalObjectId.newUid(ItemIds.unique(mailbox, sequence));
    }

    String newAttachment(String itemId) {
        return ItemIds.attachment(itemId, ++sequence);
    }

    /** Of a new item. @param folder its id */
    ItemIdentity fresh(String folder) {
        String id = ItemIds.immutable(mailbox, ++sequence);
        return stamp(id, ItemIds.classic(id, folder, sequence), folder, now());
    }

    /** Of the same item after a write. */
    ItemIdentity again(ItemIdentity old) {
        return stamp(old.immutableId(), old.classicId(), old.folderId(), old.created());
    }

    /** Of the same item in another folder. */
    ItemIdentity moved(ItemIdentity old, String folder) {
        String classic = behaviour.newIdsOnMove().get()
                ? ItemIds.classic(old.immutableId(), folder, changes + 1)
                : old.classicId();
        return stamp(old.immutableId(), classic, folder, old.created());
    }

    private ItemIdentity stamp(String id, String classic, String folder, Instant created) {
        long number = nextChange();
        return new ItemIdentity(id, classic, folder, ItemIds.changeKey(id, number), number, created, now());
    }
}
