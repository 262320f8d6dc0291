package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The items of a mailbox that are no calendar items. Ids, change keys and change numbers are those of the mailbox, so
 * that folders may hold items of all kinds. Every method takes the mailbox's lock; refusals are {@link MailboxFault}s.
 */
public final class OtherItems {

    private final MailboxFolders mailbox;
    private final FolderTree folders;
    private final Identities identities;
    private final MailboxBehaviour behaviour;
    private final Map<String, OtherItem> items = new LinkedHashMap<>();
    private final Map<String, String> byClassic = new HashMap<>();
    private final Map<String, Map<String, OtherItem>> byFolder = new HashMap<>();
    private final Map<String, List<OtherItem>> softDeleted = new HashMap<>();

    OtherItems(MailboxFolders mailbox, Identities identities, MailboxBehaviour behaviour) {
        this.mailbox = mailbox;
        this.folders = mailbox.folders;
        this.identities = identities;
        this.behaviour = behaviour;
    }

    /** By immutable or classic id. */
    public Optional<OtherItem> find(String id) {
        return mailbox.locked(() -> Optional.ofNullable(items.get(byClassic.getOrDefault(id, id))));
    }

    /** Those of a folder, oldest first. */
    public List<OtherItem> in(String folderId) {
        return mailbox.locked(
                () -> List.copyOf(byFolder.getOrDefault(folderId, Map.of()).values()));
    }

    /** Those of a folder that were deleted softly, in the order of their deletion. */
    public List<OtherItem> softDeleted(String folderId) {
        return mailbox.locked(() -> List.copyOf(softDeleted.getOrDefault(folderId, List.of())));
    }

    public OtherItem create(String folderId, String kind, Kept written) {
        return mailbox.locked(() -> {
            Kept content = created(written);
            OtherItem made = new OtherItem(fresh(folderId), kind, content);
            if (MailboxBehaviour.take(behaviour.ignoredWrites())) {
                return made;
            }
            put(made);
            if (MailboxBehaviour.take(behaviour.doubledCreates())) {
                put(new OtherItem(fresh(folderId), kind, content));
            }
            return bumped(made);
        });
    }

    private Kept created(Kept written) {
        if (written instanceof TaskItem task) {
            return TaskRules.created(task, identities.now(), Zones.of(mailbox.zone()));
        }
        if (written instanceof MessageItem message) {
            return MessageRules.created(
                    message, mailbox.address(), items.values(), identities.now(), identities.newUid());
        }
        return written instanceof ContactItem contact ? ContactRules.created(contact) : written;
    }

    /**
     * Changes an item. An edit that completes an occurrence of a recurring task makes a single task of the occurrence,
     * which is what is answered, and moves the series on; its last occurrence ends the series.
     *
     * @param expectedChangeKey null = whatever version there is
     */
    public OtherItem update(String id, @Nullable String expectedChangeKey, UnaryOperator<Kept> edit) {
        return mailbox.locked(() -> {
            OtherItem before = checked(id, expectedChangeKey);
            ItemIdentity old = before.identity();
            Kept edited = edit.apply(before.content());
            if (before.content() instanceof TaskItem was && edited instanceof TaskItem now) {
                return updated(before, was, TaskRules.settled(was, now, identities.now(), Zones.of(mailbox.zone())));
            }
            Kept settled = edited instanceof ContactItem contact ? ContactRules.settled(contact) : edited;
            OtherItem after = new OtherItem(identities.again(old), before.kind(), settled);
            return MailboxBehaviour.take(behaviour.ignoredWrites()) ? after : bumped(put(after));
        });
    }

    private OtherItem updated(OtherItem before, TaskItem was, TaskItem now) {
        boolean completes = TaskRules.completesOccurrence(was, now);
        Optional<TaskItem> next = completes ? next(now) : Optional.empty();
        TaskItem written = completes ? TaskRules.single(now) : now;
        ItemIdentity identity =
                next.isPresent() ? fresh(before.identity().folderId()) : identities.again(before.identity());
        OtherItem after = new OtherItem(identity, before.kind(), written);
        if (MailboxBehaviour.take(behaviour.ignoredWrites())) {
            return after;
        }
        next.ifPresent(series -> put(new OtherItem(identities.again(before.identity()), before.kind(), series)));
        return bumped(put(after));
    }

    private Optional<TaskItem> next(TaskItem series) {
        return TaskRules.next(series, identities.now(), Zones.of(mailbox.zone()));
    }

    /** Leaves out the occurrence at which a recurring task stands. Its last, and a single task, are deleted whole. */
    public void deleteOccurrence(String id, @Nullable String expectedChangeKey, Deletion deletion) {
        mailbox.locked(() -> {
            OtherItem before = checked(id, expectedChangeKey);
            Optional<TaskItem> next = before.content() instanceof TaskItem task
                            && task.recurrence().isPresent()
                    ? next(task)
                    : Optional.empty();
            next.ifPresentOrElse(
                    series -> put(new OtherItem(identities.again(before.identity()), before.kind(), series)),
                    () -> delete(id, expectedChangeKey, deletion));
            return before;
        });
    }

    /** Moves it to another folder: a new classic id, the same immutable id. */
    public OtherItem move(String id, String folderId) {
        return mailbox.locked(() -> {
            OtherItem before = checked(id, null);
            gone(before.identity());
            return put(new OtherItem(
                    identities.moved(before.identity(), folder(folderId)), before.kind(), before.content()));
        });
    }

    public void delete(String id, @Nullable String expectedChangeKey, Deletion deletion) {
        mailbox.locked(() -> {
            OtherItem before = checked(id, expectedChangeKey);
            Optional<Folder> bin = mailbox.folder(FolderKind.DELETED_ITEMS.distinguishedName())
                    .filter(b -> !b.id().equals(before.identity().folderId()));
            if (MailboxBehaviour.take(behaviour.ignoredWrites())) {
                return before;
            }
            if (deletion == Deletion.TO_DELETED_ITEMS && bin.isPresent()) {
                return move(id, bin.get().id());
            }
            if (deletion != Deletion.HARD) {
                softDeleted
                        .computeIfAbsent(before.identity().folderId(), f -> new ArrayList<>())
                        .add(before);
            }
            forget(items.remove(before.identity().immutableId()));
            gone(before.identity());
            return before;
        });
    }

    /** Attaches a file to a message. */
    public Attachment attach(String id, Attachment draft) {
        return mailbox.locked(() -> {
            String fileId =
                    identities.newAttachment(checked(id, null).identity().immutableId());
            Attachment stored = draft.stored(fileId, identities.now());
            update(id, null, kept -> message(kept).with(m -> m.addAttachments(stored)));
            return stored;
        });
    }

    /** Takes a file of a message away. */
    public void detach(String id, String fileId) {
        update(
                id,
                null,
                kept -> message(kept)
                        .with(m -> m.attachments(message(kept).attachments().stream()
                                .filter(file -> !file.id().equals(fileId))
                                .toList())));
    }

    private static MessageItem message(Kept kept) {
        if (kept instanceof MessageItem message) {
            return message;
        }
        throw new MailboxFault("ErrorInvalidOperation", "Only messages take files here.");
    }

    private ItemIdentity fresh(String folderId) {
        return identities.fresh(folder(folderId));
    }

    private String folder(String id) {
        return folders.find(id).orElseThrow(FolderTree::missing).id();
    }

    private void gone(ItemIdentity item) {
        folders.log(item.folderId()).gone(item.immutableId(), identities.nextChange(), identities.now());
    }

    private OtherItem checked(String id, @Nullable String expectedChangeKey) {
        OtherItem item = find(id).orElseThrow(MailboxFault::notFound);
        if (expectedChangeKey != null
                && !expectedChangeKey.equals(item.identity().changeKey())) {
            throw MailboxFault.conflict();
        }
        return item;
    }

    private OtherItem put(OtherItem item) {
        OtherItem before = items.put(item.identity().immutableId(), item);
        if (before != null && !samePlace(before.identity(), item.identity())) {
            forget(before);
        }
        byClassic.put(item.identity().classicId(), item.identity().immutableId());
        byFolder.computeIfAbsent(item.identity().folderId(), f -> new LinkedHashMap<>())
                .put(item.identity().immutableId(), item);
        folders.log(item.identity().folderId()).present(item.identity(), Instant.EPOCH, Instant.EPOCH);
        return item;
    }

    private static boolean samePlace(ItemIdentity a, ItemIdentity b) {
        return a.folderId().equals(b.folderId()) && a.classicId().equals(b.classicId());
    }

    private void forget(@Nullable OtherItem item) {
        if (item != null) {
            byClassic.remove(item.identity().classicId());
            byFolder.getOrDefault(item.identity().folderId(), new HashMap<>())
                    .remove(item.identity().immutableId());
        }
    }

    /** What is answered is the version that was written, also when the server moves its change key on. */
    private OtherItem bumped(OtherItem written) {
        ItemIdentity old = written.identity();
        if (behaviour.bumpsAfterWrite().get()) {
            put(new OtherItem(identities.again(old), written.kind(), written.content()));
        }
        return written;
    }
}
