package io.axpsync.sandbox.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items of a mailbox: ids, change keys, change numbers. Knows nothing of mail. Guarded by the mailbox's lock. */
final class ItemStore {

    private final FolderTree folders;
    private final Identities identities;
    private final Map<String, CalendarItem> items = new LinkedHashMap<>();
    private final Map<String, String> byClassic = new HashMap<>();
    private final Map<String, String> byTransaction = new HashMap<>();
    private Listener listener = (folder, kind, item) -> {};

    /** Hears of changes to single items and masters. */
    interface Listener {
        void changed(Folder folder, ItemChange.Kind kind, CalendarItem item);
    }

    ItemStore(FolderTree folders, Identities identities) {
        this.folders = folders;
        this.identities = identities;
    }

    void tell(Listener newListener) {
        listener = newListener;
    }

    Instant now() {
        return identities.now();
    }

    Optional<CalendarItem> find(String id) {
        CalendarItem item = items.get(byClassic.getOrDefault(id, id));
        if (item != null || !ItemIds.isOccurrence(id)) {
            return Optional.ofNullable(item);
        }
        String masterId = ItemIds.master(id);
        CalendarItem master = items.get(byClassic.getOrDefault(masterId, masterId));
        if (master == null || master.recurrence().isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate date = ItemIds.date(id);
            CalendarItem exception =
                    items.get(ItemIds.ofOccurrence(master.identity().immutableId(), date));
            if (exception != null) {
                return Optional.of(exception);
            }
            Instant start = Occurrences.start(master, date);
            boolean exists = Occurrences.all(master, start.plusSeconds(1)).contains(date)
                    && !master.cancelledDates().contains(date);
            return exists ? Optional.of(occurrence(master, date)) : Optional.empty();
        } catch (IllegalArgumentException | java.time.DateTimeException | java.nio.BufferUnderflowException noDate) {
            return Optional.empty();
        }
    }

    CalendarItem checked(String id, @Nullable String expectedChangeKey) {
        CalendarItem item = find(id).orElseThrow(MailboxFault::notFound);
        if (expectedChangeKey != null
                && !expectedChangeKey.equals(item.identity().changeKey())) {
            throw MailboxFault.conflict();
        }
        return item;
    }

    List<CalendarItem> in(String folderId) {
        String id = folders.find(folderId).orElseThrow(FolderTree::missing).id();
        return items.values().stream()
                .filter(item -> item.identity().folderId().equals(id))
                .toList();
    }

    List<CalendarItem> exceptions(String masterId) {
        return items.values().stream()
                .filter(item -> item.seriesMasterId().equals(Optional.of(masterId)))
                .toList();
    }

    List<CalendarItem> view(String folderId, Instant from, Instant to) {
        List<CalendarItem> view = new ArrayList<>();
        for (CalendarItem item : in(folderId)) {
            if (item.recurrence().isPresent()) {
                view.addAll(instances(item, from, to));
            } else if (item.seriesMasterId().isEmpty() && overlaps(item, from, to)) {
                view.add(item);
            }
        }
        view.sort(Comparator.comparing(item -> item.start().instant()));
        return view;
    }

    List<CalendarItem> instances(CalendarItem master, Instant from, Instant to) {
        List<CalendarItem> instances = new ArrayList<>();
        String masterId = master.identity().immutableId();
        for (LocalDate date : Occurrences.dates(master, from, to)) {
            boolean excepted = items.containsKey(ItemIds.ofOccurrence(masterId, date));
            if (!excepted && !master.cancelledDates().contains(date)) {
                instances.add(occurrence(master, date));
            }
        }
        exceptions(masterId).stream().filter(e -> overlaps(e, from, to)).forEach(instances::add);
        instances.sort(Comparator.comparing(item -> item.start().instant()));
        return instances;
    }

    List<ItemChange> changes(String folderId, long position) {
        return folders.log(folderId).since(position, id -> Optional.ofNullable(items.get(id)));
    }

    Optional<CalendarItem> byTransaction(CalendarItem draft) {
        return draft.transactionId()
                .map(byTransaction::get)
                .map(items::get)
                .filter(item -> !folders.isDeletedItems(item.identity().folderId()));
    }

    CalendarItem insert(String folderId, CalendarItem draft) {
        CalendarItem item = imagine(folderId, draft);
        draft.transactionId()
                .ifPresent(id -> byTransaction.put(id, item.identity().immutableId()));
        return put(item);
    }

    /** The item as it would be stored. */
    CalendarItem imagine(String folderId, CalendarItem draft) {
        String folder = folders.find(folderId).orElseThrow(FolderTree::missing).id();
        ItemIdentity identity = identities.fresh(folder);
        String uid = draft.uid().isEmpty() ? identities.newUid() : draft.uid();
        return draft.with(b -> b.uid(uid).identity(identity));
    }

    CalendarItem replace(CalendarItem before, CalendarItem after) {
        ItemIdentity identity = identities.again(before.identity());
        boolean anew = Occurrences.takePlaceAnew(before, after);
        for (CalendarItem exception : exceptions(before.identity().immutableId())) {
            if (anew) {
                forget(exception);
            } else {
                put(Occurrences.following(exception, before, after));
            }
        }
        CalendarItem stored =
                put(after.with(b -> b.identity(identity).cancelledDates(anew ? List.of() : after.cancelledDates())));
        stored.seriesMasterId().map(items::get).ifPresent(master -> replace(master, master));
        return stored;
    }

    Attachment attach(CalendarItem item, Attachment draft) {
        String id = identities.newAttachment(item.identity().immutableId());
        Attachment stored = draft.stored(id, identities.now());
        replace(item, item.with(b -> b.addAttachments(stored)));
        return stored;
    }

    boolean detach(CalendarItem item, String attachmentId) {
        List<Attachment> left = item.attachments().stream()
                .filter(a -> !a.id().equals(attachmentId))
                .toList();
        boolean found = left.size() < item.attachments().size();
        if (found) {
            replace(item, item.with(b -> b.attachments(left)));
        }
        return found;
    }

    /** Refuses an instance that was moved over its neighbours. */
    void checkNeighbours(CalendarItem before, CalendarItem after) {
        CalendarItem master = after.seriesMasterId().map(items::get).orElse(null);
        if (master == null || before.start().instant().equals(after.start().instant())) {
            return;
        }
        Instant near = before.start().instant();
        Duration far = Duration.between(near, after.start().instant()).abs().plusDays(800);
        List<CalendarItem> others = instances(master, near.minus(far), near.plus(far)).stream()
                .filter(i ->
                        !i.identity().immutableId().equals(before.identity().immutableId()))
                .toList();
        Neighbours.check(after, others);
    }

    /** Takes an item away; of an occurrence, the date. Answers what is left of it in Deleted Items, or what it was. */
    CalendarItem remove(CalendarItem item, Deletion deletion) {
        CalendarItem master = item.seriesMasterId().map(items::get).orElse(null);
        if (master != null) {
            LocalDate date = ItemIds.date(item.identity().immutableId());
            forget(item);
            replace(master, master.with(b -> b.addCancelledDates(date)));
            return item;
        }
        if (deletion == Deletion.TO_DELETED_ITEMS
                && folders.distinguished(FolderKind.DELETED_ITEMS).isPresent()
                && !folders.isDeletedItems(item.identity().folderId())) {
            return move(item, FolderKind.DELETED_ITEMS.distinguishedName());
        }
        exceptions(item.identity().immutableId()).forEach(this::forget);
        forget(item);
        gone(item);
        return item;
    }

    CalendarItem move(CalendarItem item, String folderId) {
        String target = folders.find(folderId).orElseThrow(FolderTree::missing).id();
        ItemIdentity old = item.identity();
        if (item.seriesMasterId().isPresent()) {
            throw new MailboxFault("ErrorMoveCopyFailed", "An occurrence can't be moved to another folder.");
        }
        gone(item);
        byClassic.remove(old.classicId());
        for (CalendarItem exception : exceptions(old.immutableId())) {
            replaceIn(exception, target);
        }
        return replaceIn(item, target);
    }

    private CalendarItem replaceIn(CalendarItem item, String folder) {
        ItemIdentity old = item.identity();
        byClassic.remove(old.classicId());
        ItemIdentity there = identities.moved(old, folder);
        return put(item.with(b -> b.identity(there)));
    }

    private void gone(CalendarItem item) {
        String folder = item.identity().folderId();
        folders.log(folder).gone(item.identity().immutableId(), identities.nextChange(), identities.now());
        folders.find(folder).ifPresent(f -> listener.changed(f, ItemChange.Kind.DELETED, item));
    }

    private CalendarItem put(CalendarItem item) {
        CalendarItem before = items.put(item.identity().immutableId(), item);
        byClassic.put(item.identity().classicId(), item.identity().immutableId());
        if (item.seriesMasterId().isEmpty()) {
            Instant[] span = item.recurrence().isPresent()
                    ? Occurrences.span(item)
                    : new Instant[] {item.start().instant(), item.end().instant()};
            folders.log(item.identity().folderId()).present(item.identity(), span[0], span[1]);
            boolean known = before != null
                    && before.identity().folderId().equals(item.identity().folderId());
            ItemChange.Kind kind = known ? ItemChange.Kind.UPDATED : ItemChange.Kind.CREATED;
            folders.find(item.identity().folderId()).ifPresent(f -> listener.changed(f, kind, item));
        }
        return item;
    }

    private void forget(CalendarItem item) {
        items.remove(item.identity().immutableId());
        byClassic.remove(item.identity().classicId());
    }

    private static CalendarItem occurrence(CalendarItem master, LocalDate date) {
        ItemIdentity of = master.identity();
        ItemIdentity identity = new ItemIdentity(
                ItemIds.ofOccurrence(of.immutableId(), date),
                ItemIds.ofOccurrence(of.classicId(), date),
                of.folderId(),
                of.changeKey(),
                0,
                of.created(),
                of.modified());
        return master.with(b -> b.identity(identity)
                .start(Occurrences.localStart(master, date))
                .end(Occurrences.localEnd(master, date))
                .recurrence(Optional.empty())
                .cancelledDates(List.of())
                .seriesMasterId(of.immutableId())
                .originalStart(Occurrences.start(master, date)));
    }

    private static boolean overlaps(CalendarItem item, Instant from, Instant to) {
        Instant start = item.start().instant();
        Instant end = item.end().instant();
        return start.isBefore(to) && (end.isAfter(from) || (start.equals(end) && !start.isBefore(from)));
    }
}
