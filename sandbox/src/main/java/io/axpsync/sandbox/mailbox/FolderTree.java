package io.axpsync.sandbox.mailbox;

import java.util.ArrayList;
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
    private final List<String> removed = new ArrayList<>();
    private long writes;

    /** @param kinds the default folders; the first is the root of the others */
    FolderTree(String mailbox, List<FolderKind> kinds) {
        this.mailbox = mailbox;
        String root = ItemIds.folder(mailbox, kinds.get(0).distinguishedName());
        for (FolderKind kind : kinds) {
            String id = ItemIds.folder(mailbox, kind.distinguishedName());
            String parent = id.equals(root) || kind == FolderKind.SEARCH_FOLDERS ? "" : root;
            put(new Folder(id, kind, true, parent, kind.displayName(), "", Map.of()));
        }
    }

    List<Folder> all() {
        return List.copyOf(byId.values());
    }

    Optional<Folder> distinguished(FolderKind kind) {
        return byId.values().stream()
                .filter(f -> f.distinguished() && f.kind() == kind)
                .findFirst();
    }

    Optional<Folder> find(String id) {
        return FolderKind.named(id).flatMap(this::distinguished).or(() -> Optional.ofNullable(byId.get(id)));
    }

    Folder create(FolderKind kind, String parentId, String name) {
        Folder parent = find(parentId).orElseThrow(FolderTree::missing);
        checkFree(parent, name);
        String id = ItemIds.folder(mailbox, kind.distinguishedName() + '/' + writes + '/' + name);
        return put(new Folder(id, kind, false, parent.id(), name, "", Map.of()));
    }

    private void checkFree(Folder parent, String name) {
        boolean taken = byId.values().stream()
                .anyMatch(
                        f -> f.parentId().equals(parent.id()) && f.displayName().equalsIgnoreCase(name));
        if (taken) {
            throw new MailboxFault("ErrorFolderExists", "A folder with the specified name already exists.");
        }
    }

    /** The folders below that one, each before its own. */
    List<Folder> below(Folder parent) {
        List<Folder> found = new ArrayList<>();
        for (Folder folder : byId.values()) {
            if (folder.parentId().equals(parent.id())) {
                found.add(folder);
                found.addAll(below(folder));
            }
        }
        return found;
    }

    /** Gives a folder another parent; its id stays. */
    Folder move(String id, String parentId) {
        Folder before = find(id).orElseThrow(FolderTree::missing);
        Folder parent = find(parentId).orElseThrow(FolderTree::missing);
        if (before.distinguished()) {
            throw new MailboxFault("ErrorMoveDistinguishedFolder", "Distinguished folders cannot be moved.");
        }
        if (parent.id().equals(before.id()) || below(before).contains(parent)) {
            throw new MailboxFault("ErrorMoveCopyFailed", "A folder cannot be moved below itself.");
        }
        if (!parent.id().equals(before.parentId())) {
            checkFree(parent, before.displayName());
        }
        return put(new Folder(
                before.id(), before.kind(), false, parent.id(), before.displayName(), "", before.properties()));
    }

    /** A folder that may go, so that one that may not keeps what is in it. */
    Folder removable(String id) {
        Folder folder = find(id).orElseThrow(FolderTree::missing);
        if (folder.distinguished()) {
            throw new MailboxFault("ErrorDeleteDistinguishedFolder", "Distinguished folders cannot be deleted.");
        }
        return folder;
    }

    /** Forgets a folder, which is empty. */
    void remove(Folder folder) {
        removable(folder.id());
        byId.remove(folder.id());
        logs.remove(folder.id());
        removed.add(folder.id());
    }

    /** Ids of the folders that there were once. */
    List<String> removed() {
        return List.copyOf(removed);
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
        return distinguished(FolderKind.DELETED_ITEMS)
                .filter(folder -> folder.id().equals(folderId))
                .isPresent();
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
