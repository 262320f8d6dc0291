package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.FolderKind;
import java.time.Instant;
import java.util.Set;

/** The kinds of items besides events, by their published types. Those that are not the mailbox's are kept as JSON. */
enum EntityKind {
    CONTACT(
            "contact",
            "contacts",
            FolderKind.CONTACTS,
            Set.of("id", "changeKey", "createdDateTime", "lastModifiedDateTime", "parentFolderId")),
    MESSAGE("message", "messages", FolderKind.INBOX, Set.of()),
    TASK(
            "todoTask",
            "tasks",
            FolderKind.TASKS,
            Set.of(
                    "id",
                    "createdDateTime",
                    "lastModifiedDateTime",
                    "bodyLastModifiedDateTime",
                    "hasAttachments",
                    "linkedResources",
                    "checklistItems")),
    LINKED_RESOURCE("linkedResource", "linkedResources", FolderKind.TASKS, Set.of("id")),
    CHECKLIST_ITEM("checklistItem", "checklistItems", FolderKind.TASKS, Set.of("id", "createdDateTime"));

    private final String type;
    private final String segment;
    private final FolderKind folders;
    private final Set<String> computed;

    EntityKind(String type, String segment, FolderKind folders, Set<String> computed) {
        this.type = type;
        this.segment = segment;
        this.folders = folders;
        this.computed = computed;
    }

    String type() {
        return type;
    }

    /** The name of their collection in paths. */
    String segment() {
        return segment;
    }

    /** The kind of their folders. */
    FolderKind folders() {
        return folders;
    }

    /** Whether the mailbox holds them, for EWS to show as well. */
    boolean isOfMailbox() {
        return this == TASK || this == CONTACT || this == MESSAGE;
    }

    boolean isComputed(String property) {
        return computed.contains(property);
    }

    /** What the server gives a new one. */
    ObjectNode blank(Instant now) {
        ObjectNode node = Call.JSON.createObjectNode();
        switch (this) {
            case CHECKLIST_ITEM ->
                node.put("createdDateTime", Values.instant(now))
                        .put("isChecked", false)
                        .put("displayName", "");
            case LINKED_RESOURCE, TASK, CONTACT, MESSAGE -> {}
        }
        return node;
    }
}
