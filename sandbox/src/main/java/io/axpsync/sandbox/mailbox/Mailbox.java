package io.axpsync.sandbox.mailbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox. Every method takes the mailbox's lock; {@link #locked} holds it over several. Writes that send mail give
 * the mail to the other mailboxes after the lock was released, so two mailboxes are never locked together: do not call
 * such a write from inside {@link #locked}.
 *
 * <p>Ids are immutable ids, classic ids or ids of occurrences, as the caller has them. An id that leads nowhere and a
 * stale change key are a {@link MailboxFault}.
 */
public final class Mailbox extends MailboxFolders {

    private final Meetings meetings;
    private final MailboxBehaviour behaviour;
    private final ItemStore store;
    private final OtherItems others;
    private final Map<String, MasterCategory> categories = new LinkedHashMap<>();

    Mailbox(
            String address,
            String displayName,
            String zone,
            Meetings meetings,
            MailboxBehaviour behaviour,
            Clock clock,
            List<FolderKind> kinds,
            ChangeListener listener) {
        super(address, displayName, zone, kinds);
        this.meetings = meetings;
        this.behaviour = behaviour;
        Identities identities = new Identities(address, clock, behaviour);
        this.store = new ItemStore(folders, identities);
        store.tell((folder, kind, item) -> listener.changed(this, folder, kind, item));
        this.others = new OtherItems(this, identities, behaviour);
    }

    /** Removes a folder with all that is in it. */
    public void deleteFolder(String id) {
        locked(() -> {
            Folder folder = folders.removable(id);
            empty(folder, true);
            folders.remove(folder);
            return folder;
        });
    }

    /** Removes for good what is in a folder. @param subfolders whether they go too */
    public void emptyFolder(String id, boolean subfolders) {
        locked(() -> {
            Folder folder = folders.find(id).orElseThrow(FolderTree::missing);
            empty(folder, subfolders);
            return folder;
        });
    }

    private void empty(Folder folder, boolean subfolders) {
        if (subfolders) {
            List<Folder> below = new ArrayList<>(folders.below(folder));
            Collections.reverse(below);
            for (Folder child : below) {
                empty(child, false);
                folders.remove(child);
            }
        }
        store.in(folder.id()).stream()
                .filter(item -> item.seriesMasterId().isEmpty())
                .forEach(item -> store.remove(item, Deletion.HARD));
        others.in(folder.id()).forEach(item -> others.delete(item.identity().immutableId(), null, Deletion.HARD));
    }

    /** The items that are no calendar items. */
    public OtherItems others() {
        return others;
    }

    // reading

    /** An item of any folder, Deleted Items included; an occurrence without an exception is made from its master. */
    public Optional<CalendarItem> item(String id) {
        return locked(() -> store.find(id));
    }

    /** The single items, masters and exceptions of a folder, oldest first. */
    public List<CalendarItem> items(String folderId) {
        return locked(() -> store.in(folderId));
    }

    /** The exceptions of a master. */
    public List<CalendarItem> exceptions(String masterId) {
        return locked(() -> store.exceptions(masterId));
    }

    /** What takes some of that time: single items, exceptions and occurrences, by start; masters are hidden. */
    public List<CalendarItem> view(String folderId, Instant from, Instant to) {
        return locked(() -> store.view(folderId, from, to));
    }

    /** The occurrences and exceptions of one master that take some of that time, by start. */
    public List<CalendarItem> instances(CalendarItem master, Instant from, Instant to) {
        return locked(() -> store.instances(master, from, to));
    }

    /** The items of a folder with that UID: one, as a rule. */
    public List<CalendarItem> byUid(String folderId, String uid) {
        return locked(() -> store.in(folderId).stream()
                .filter(item -> item.uid().equals(uid) && item.seriesMasterId().isEmpty())
                .toList());
    }

    /** Single items and masters that changed after that position, in the order of the change numbers; 0 = from the start. */
    public List<ItemChange> changes(String folderId, long position) {
        return locked(() -> store.changes(folderId, position));
    }

    /** Whether the item took some of that time as the folder stood at that position of its change log. */
    public boolean overlappedAt(String folderId, long position, String immutableId, Instant from, Instant to) {
        return locked(() -> folders.log(folderId).overlappedAt(position, immutableId, from, to));
    }

    /** The position of the newest change of a folder. */
    public long position(String folderId) {
        return locked(() -> folders.log(folderId).newest());
    }

    // writing

    /**
     * Stores an item. A transaction id that was used before gives the first item again and mails nobody.
     *
     * @param draft identity and, unless given, UID and organizer are filled in
     */
    public CalendarItem create(String folderId, CalendarItem draft, Notify notify) {
        CalendarItem complete = meetings.complete(this, draft);
        boolean[] made = new boolean[1];
        CalendarItem created = locked(() -> {
            Optional<CalendarItem> earlier = store.byTransaction(complete);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            made[0] = true;
            if (MailboxBehaviour.take(behaviour.ignoredWrites())) {
                return store.imagine(folderId, complete);
            }
            if (MailboxBehaviour.take(behaviour.doubledCreates())) {
                store.insert(folderId, complete);
            }
            return bumped(store.insert(folderId, complete));
        });
        if (made[0]) {
            meetings.send(this, created, Mailing.ofCreate(this, created, notify), "");
        }
        return created;
    }

    /**
     * Changes an item; an occurrence becomes an exception. The replies in the list of attendees are the server's: those
     * of the edit are dropped.
     *
     * @param expectedChangeKey null = whatever version there is
     */
    public CalendarItem update(
            String id, @Nullable String expectedChangeKey, UnaryOperator<CalendarItem> edit, Notify notify) {
        List<Mailing> mailings = new ArrayList<>();
        CalendarItem after = locked(() -> {
            CalendarItem before = store.checked(id, expectedChangeKey);
            CalendarItem edited = meetings.edited(before, edit.apply(before));
            store.checkNeighbours(before, edited);
            Mailing mailing = Mailing.ofUpdate(
                    this, before, edited, notify, behaviour.mailsOwnFields().get());
            mailings.add(mailing);
            CalendarItem counted = mailing.isEmpty() ? edited : meetings.counted(before, edited);
            if (MailboxBehaviour.take(behaviour.ignoredWrites())) {
                mailings.set(0, Mailing.NOBODY);
                return counted;
            }
            return bumped(store.replace(before, counted));
        });
        meetings.send(this, after, mailings.get(0), "");
        return after;
    }

    /** Deletes an item; the organiser's attendees get a cancellation as far as asked for. An attendee mails nobody. */
    public void delete(
            String id, @Nullable String expectedChangeKey, Deletion deletion, Notify notify, String comment) {
        List<CalendarItem> gone = new ArrayList<>();
        locked(() -> {
            CalendarItem before = store.checked(id, expectedChangeKey);
            if (!MailboxBehaviour.take(behaviour.ignoredWrites())) {
                gone.add(before);
                store.remove(before, deletion);
            }
            return before;
        });
        gone.forEach(item -> meetings.send(this, item, Mailing.ofDelete(this, item, notify), comment));
    }

    /** Moves an item to another folder: a new classic id, the same immutable id. */
    public CalendarItem move(String id, String folderId) {
        return locked(() -> store.move(store.checked(id, null), folderId));
    }

    /**
     * Answers an invitation as the mailbox's owner; a declined one goes to Deleted Items.
     *
     * @param type ACCEPTED, TENTATIVELY_ACCEPTED or DECLINED
     * @param send whether the organiser is told
     */
    public CalendarItem respond(String id, ResponseType type, boolean send, String comment) {
        CalendarItem answered = locked(() -> {
            CalendarItem before = store.checked(id, null);
            if (before.isOrganizer()) {
                throw new MailboxFault(
                        "ErrorInvalidRequest",
                        "Your request can't be completed. You are the organizer of the meeting.");
            }
            CalendarItem after = store.replace(before, meetings.answered(before, type, store.now()));
            return type == ResponseType.DECLINED ? store.remove(after, Deletion.TO_DELETED_ITEMS) : after;
        });
        if (send) {
            meetings.reply(this, answered, comment);
        }
        return answered;
    }

    /** Forwards a meeting. The organiser's adds the people as optional attendees and invites them; else a mail goes out. */
    public void forward(String id, List<Person> to, String comment) {
        CalendarItem item = locked(() -> store.checked(id, null));
        if (item.isOrganizer()) {
            update(id, null, before -> Meetings.withOptional(before, to), Notify.AS_NEEDED);
        } else {
            meetings.forwarded(this, item, to, comment);
        }
    }

    /** Attaches a file; nobody is mailed, and copies of a meeting do not follow. */
    public Attachment attach(String id, Attachment draft) {
        return locked(() -> store.attach(store.checked(id, null), draft));
    }

    /** Takes an attachment away. Whether it was there. */
    public boolean detach(String id, String attachmentId) {
        return locked(() -> store.detach(store.checked(id, null), attachmentId));
    }

    /** Moves the change key with no field changed, as the server's bookkeeping does. */
    public CalendarItem bump(String id) {
        return locked(() -> {
            CalendarItem item = store.checked(id, null);
            return store.replace(item, item);
        });
    }

    // what other mailboxes cause

    void receive(UnaryOperator<Inbound> delivery) {
        locked(() -> delivery.apply(new Inbound(this, store, folders)));
    }

    private CalendarItem bumped(CalendarItem written) {
        if (behaviour.bumpsAfterWrite().get()) {
            store.replace(written, written);
        }
        return written;
    }

    // master categories

    public List<MasterCategory> categories() {
        return locked(() -> List.copyOf(categories.values()));
    }

    /** Adds or replaces an entry by its id. */
    public MasterCategory put(MasterCategory category) {
        return locked(() -> {
            categories.put(category.id(), category);
            return category;
        });
    }

    public boolean removeCategory(String id) {
        return locked(() -> categories.remove(id) != null);
    }
}
