package io.axpsync.sandbox.mailbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folders of a mailbox and their change logs. Guarded by the mailbox's lock. */
final class FolderTree {

    private final String mailbox;
    private final Map<String, Folder> byId = new LinkedHashMap<>();
    private final Map<String, ChangeLog> logs = new LinkedHashMap<>();
    private long writes;

    FolderTree(String mailbox) {
        this.mailbox = mailbox;
        String root = ItemIds.folder(mailbox, FolderKind.ROOT.distinguishedName());
        for (FolderKind kind : FolderKind.values()) {
            String id = ItemIds.folder(mailbox, kind.distinguishedName());
            String parent = kind == FolderKind.ROOT ? "" : root;
            put(new Folder(id, kind, true, parent, kind.displayName(), "", Map.of()));
        }
    }

    List<Folder> all() {
        return List.copyOf(byId.values());
    }

    Folder distinguished(FolderKind kind) {
        return byId.values().stream()
                .filter(f -> f.distinguished() && f.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    Optional<Folder> find(String id) {
        return FolderKind.named(id).map(this::distinguished).or(() -> Optional.ofNullable(byId.get(id)));
    }

    Folder create(FolderKind kind, String parentId, String name) {
        Folder parent = find(parentId).orElseThrow(FolderTree::missing);
        boolean taken = byId.values().stream()
                .anyMatch(
                        f -> f.parentId().equals(parent.id()) && f.displayName().equalsIgnoreCase(name));
        if (taken) {
            throw new MailboxFault("ErrorFolderExists", "A folder with the specified name already exists.");
        }
        String id = ItemIds.folder(mailbox, kind.distinguishedName() + '/' + byId.size() + '/' + name);
        return put(new Folder(id, kind, false, parent.id(), name, "", Map.of()));
    }

    Folder write(String id, String name, Collection<ExtendedProperty> set, Collection<PropertyKey> removed) {
        Folder before = find(id).orElseThrow(FolderTree::missing);
        Map<PropertyKey, ExtendedProperty> properties = new LinkedHashMap<>(before.properties());
        removed.forEach(properties::remove);
        set.forEach(property -> properties.put(property.key(), property));
        return put(new Folder(
                before.id(), before.kind(), before.distinguished(), before.parentId(), name, "", properties));
    }

    ChangeLog log(String folderId) {
        ChangeLog log = find(folderId).map(folder -> logs.get(folder.id())).orElse(null);
        if (log == null) {
            throw missing();
        }
        return log;
    }

    boolean isDeletedItems(String folderId) {
        return distinguished(FolderKind.DELETED_ITEMS).id().equals(folderId);
    }

    static MailboxFault missing() {
        return new MailboxFault("ErrorFolderNotFound", "The specified folder could not be found in the store.");
    }

    private Folder put(Folder folder) {
        Folder stamped = new Folder(
                folder.id(),
                folder.kind(),
                folder.distinguished(),
                folder.parentId(),
                folder.displayName(),
                ItemIds.changeKey(folder.id(), ++writes),
                folder.properties());
        byId.put(stamped.id(), stamped);
        logs.computeIfAbsent(stamped.id(), id -> new ChangeLog());
        return stamped;
    }
}
