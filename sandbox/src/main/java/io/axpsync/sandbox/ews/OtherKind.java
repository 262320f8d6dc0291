package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.FolderKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of items that are no calendar items, and what the schema says of them. */
enum OtherKind {
    MESSAGE("Message", "message", "IPM.Note", FolderKind.DRAFTS, SchemaNames.MESSAGE),
    CONTACT("Contact", "contacts", "IPM.Contact", FolderKind.CONTACTS, SchemaNames.CONTACT),
    TASK("Task", "task", "IPM.Task", FolderKind.TASKS, SchemaNames.TASK),
    DISTRIBUTION_LIST(
            "DistributionList", "distributionlist", "IPM.DistList", FolderKind.CONTACTS, SchemaNames.DISTRIBUTION_LIST),
    POST("PostItem", "postitem", "IPM.Post", FolderKind.INBOX, SchemaNames.POST);

    private final String element;
    private final String prefix;
    private final String itemClass;
    private final FolderKind home;
    private final List<String> order;

    OtherKind(String element, String prefix, String itemClass, FolderKind home, List<String> own) {
        this.element = element;
        this.prefix = prefix;
        this.itemClass = itemClass;
        this.home = home;
        List<String> all = new ArrayList<>(SchemaNames.ITEM);
        all.addAll(own);
        this.order = List.copyOf(all);
    }

    /** By the name of its element, with or without prefix. */
    static Optional<OtherKind> of(String element) {
        return Stream.of(values())
                .filter(k -> k.element.equals(element) || ("t:" + k.element).equals(element))
                .findFirst();
    }

    String element() {
        return element;
    }

    String itemClass() {
        return itemClass;
    }

    /** The default folder in which such items are made. */
    FolderKind home() {
        return home;
    }

    /** The local names of its elements in schema order. */
    List<String> order() {
        return order;
    }

    /** The property path of an element. */
    String uri(String name) {
        return (SchemaNames.ITEM.contains(name) ? "item:" : prefix + ":") + name;
    }

    /** Whether such items have a property of that path. */
    boolean has(String uri) {
        return uri.startsWith("item:") || uri.startsWith(prefix + ":");
    }

    /** Refuses folders that such items cannot be made in. @throws EwsError the code of the kind */
    void checkHome(FolderKind folder) {
        switch (this) {
            case CONTACT, DISTRIBUTION_LIST -> check(folder, "ErrorCannotCreateContactInNonContactFolder");
            case TASK -> check(folder, "ErrorCannotCreateTaskInNonTaskFolder");
            case MESSAGE, POST -> {
                if (folder == FolderKind.CALENDAR || folder == FolderKind.SEARCH_FOLDERS) {
                    throw new EwsError(
                            "ErrorInvalidFolderTypeForOperation",
                            "Calendars and search folders hold no items of this kind.");
                }
            }
        }
    }

    private void check(FolderKind folder, String code) {
        if (folder != home && folder != FolderKind.DELETED_ITEMS) {
            throw new EwsError(code, "Items of the kind " + element + " need a folder of their own kind.");
        }
    }
}
