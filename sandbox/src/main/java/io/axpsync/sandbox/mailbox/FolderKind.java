package io.axpsync.sandbox.mailbox;

import java.util.Optional;

/** The folders that every mailbox has, with their distinguished names in EWS. More kinds of items come later. */
public enum FolderKind {
    ROOT("msgfolderroot", "Top of Information Store", "IPF.Note"),
    CALENDAR("calendar", "Calendar", "IPF.Appointment"),
    TASKS("tasks", "Tasks", "IPF.Task"),
    CONTACTS("contacts", "Contacts", "IPF.Contact"),
    INBOX("inbox", "Inbox", "IPF.Note"),
    SENT_ITEMS("sentitems", "Sent Items", "IPF.Note"),
    DELETED_ITEMS("deleteditems", "Deleted Items", "IPF.Note");

    private final String distinguishedName;
    private final String displayName;
    private final String folderClass;

    FolderKind(String distinguishedName, String displayName, String folderClass) {
        this.distinguishedName = distinguishedName;
        this.displayName = displayName;
        this.folderClass = folderClass;
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
