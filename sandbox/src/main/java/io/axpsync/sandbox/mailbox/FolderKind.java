package io.axpsync.sandbox.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders that a mailbox has, with their distinguished names in EWS, and the root of the public ones. */
public enum FolderKind {
    ROOT("msgfolderroot", "Top of Information Store", "IPF.Note"),
    CALENDAR("calendar", "Calendar", "IPF.Appointment"),
    TASKS("tasks", "Tasks", "IPF.Task"),
    CONTACTS("contacts", "Contacts", "IPF.Contact"),
    INBOX("inbox", "Inbox", "IPF.Note"),
    SENT_ITEMS("sentitems", "Sent Items", "IPF.Note"),
    DELETED_ITEMS("deleteditems", "Deleted Items", "IPF.Note"),
    DRAFTS("drafts", "Drafts", "IPF.Note"),
    OUTBOX("outbox", "Outbox", "IPF.Note"),
    JUNK_EMAIL("junkemail", "Junk Email", "IPF.Note"),
    JOURNAL("journal", "Journal", "IPF.Journal"),
    NOTES("notes", "Notes", "IPF.StickyNote"),
    /** The root of search folders, beside the root of the others; search folders are of this kind too. */
    SEARCH_FOLDERS("searchfolders", "Finder", "IPF.Note"),
    /** The company's own, in no mailbox: only EWS reaches it. */
    PUBLIC_ROOT("publicfoldersroot", "IPM_SUBTREE", "IPF.Note");

    private final String distinguishedName;
    private final String displayName;
    private final String folderClass;

    FolderKind(String distinguishedName, String displayName, String folderClass) {
        this.distinguishedName = distinguishedName;
        this.displayName = displayName;
        this.folderClass = folderClass;
    }

    /** Those that each mailbox has. */
    static List<FolderKind> ofMailbox() {
        return Stream.of(values()).filter(kind -> kind != PUBLIC_ROOT).toList();
    }

    /** EWS's DistinguishedFolderId. */
    public String distinguishedName() {
        return distinguishedName;
    }

    public String displayName() {
        return displayName;
    }

    /** The container class, such as {@code IPF.Appointment}. */
    public String folderClass() {
        return folderClass;
    }

    public static Optional<FolderKind> named(String distinguishedName) {
        for (FolderKind kind : values()) {
            if (kind.distinguishedName.equals(distinguishedName)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
