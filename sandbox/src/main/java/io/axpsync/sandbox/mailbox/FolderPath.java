package io.axpsync.sandbox.mailbox;

import java.util.List;
import java.util.Optional;

/**
 * A folder of contacts by the names that lead to it: in the public folders from their root, in a mailbox from its
 * Contacts folder.
 *
 * @param path names with {@code /} between them
 */
public record FolderPath(Mailbox mailbox, String path) {

    /** The folder at the end of the path, if all levels are there. */
    public Optional<Folder> find() {
        Optional<Folder> folder = Optional.of(root());
        for (String name : names()) {
            folder = folder.flatMap(parent -> child(parent, name));
        }
        return folder;
    }

    /** The folder at the end of the path; levels that are missing are made. */
    public Folder make() {
        Folder folder = root();
        for (String name : names()) {
            Folder parent = folder;
            folder = child(parent, name).orElseGet(() -> mailbox.createFolder(FolderKind.CONTACTS, parent.id(), name));
        }
        return folder;
    }

    /** The path of a folder of that mailbox. */
    public static FolderPath of(Mailbox mailbox, Folder folder) {
        FolderPath path = new FolderPath(mailbox, folder.displayName());
        Optional<Folder> parent = mailbox.folder(folder.parentId());
        while (parent.isPresent() && !parent.get().id().equals(path.root().id())) {
            path = new FolderPath(mailbox, parent.get().displayName() + '/' + path.path());
            parent = mailbox.folder(parent.get().parentId());
        }
        return path;
    }

    /** Where paths begin in this mailbox. */
    public Folder root() {
        return mailbox.folder(FolderKind.PUBLIC_ROOT.distinguishedName())
                .orElseGet(() -> mailbox.folder(FolderKind.CONTACTS));
    }

    private List<String> names() {
        List<String> names = List.of(path.split("/", -1));
        if (names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a path is names with / between them, not \"" + path + '"');
        }
        return names;
    }

    private Optional<Folder> child(Folder parent, String name) {
        return mailbox.folders().stream()
                .filter(f -> f.parentId().equals(parent.id()) && f.displayName().equalsIgnoreCase(name))
                .findFirst();
    }
}
