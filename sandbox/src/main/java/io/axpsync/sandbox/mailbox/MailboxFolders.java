package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Whose a mailbox is, its lock, and its folders. */
public abstract class MailboxFolders {

    private final String address;
    private final String displayName;
    private volatile String zone;
    private final ReentrantLock lock = new ReentrantLock();
    final FolderTree folders;
    private final FolderRights rights = new FolderRights(this);

    MailboxFolders(String address, String displayName, String zone, List<FolderKind> kinds) {
        this.address = address;
        this.displayName = displayName;
        this.zone = zone;
        this.folders = new FolderTree(address, kinds);
    }

    /** The primary SMTP address as it was configured. */
    public String address() {
        return address;
    }

    public String displayName() {
        return displayName;
    }

    public Person owner() {
        return new Person(displayName, address);
    }

    /** The name of the mailbox's time zone as it was configured, Windows or IANA; see {@link Zones} for the other. */
    public String zone() {
        return zone;
    }

    /** @param name Windows or IANA */
    public void setZone(String name) {
        Zones.of(name);
        zone = name;
    }

    /** Runs that alone in this mailbox. Re-entrant. */
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Who may do what in its folders. */
    public FolderRights rights() {
        return rights;
    }

    /** When an item of the folder was created, changed or deleted last; empty while there was never one. */
    public Optional<Instant> lastCommit(String folderId) {
        return locked(() -> folders.log(folderId).lastCommit());
    }

    /** How many items were ever deleted from the folder or moved out of it. */
    public int deletedCount(String folderId) {
        return locked(() -> folders.log(folderId).deleted());
    }

    public List<Folder> folders() {
        return locked(folders::all);
    }

    /** The mailbox's own folder of that kind. */
    public Folder folder(FolderKind kind) {
        return locked(() -> folders.distinguished(kind).orElseThrow(FolderTree::missing));
    }

    /** By folder id or by distinguished name. */
    public Optional<Folder> folder(String id) {
        return locked(() -> folders.find(id));
    }

    /** The folders below that one, at any depth, each before its own. */
    public List<Folder> foldersBelow(Folder parent) {
        return locked(() -> folders.below(parent));
    }

    /** Ids of the folders that there were once. */
    public List<String> removedFolders() {
        return locked(folders::removed);
    }

    public Folder createFolder(FolderKind kind, String parentId, String name) {
        return locked(() -> folders.create(kind, parentId, name));
    }

    /** Sets a folder's name and some of its extended properties. */
    public Folder writeFolder(
            String id, String name, Collection<ExtendedProperty> set, Collection<PropertyKey> removed) {
        return locked(() -> folders.write(id, name, set, removed));
    }

    /** Gives a folder another parent; its id stays. */
    public Folder moveFolder(String id, String parentId) {
        return locked(() -> folders.move(id, parentId));
    }
}
