package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.FolderKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The kinds of items that this front end keeps as JSON, by their published types: they have no rules of their own yet. */
enum EntityKind {
    CONTACT(
            "contact",
            "contacts",
            FolderKind.CONTACTS,
            Set.of("id", "changeKey", "createdDateTime", "lastModifiedDateTime", "parentFolderId")),
    MESSAGE(
            "message",
            "messages",
            FolderKind.INBOX,
            Set.of(
                    "id",
                    "changeKey",
                    "createdDateTime",
                    "lastModifiedDateTime",
                    "parentFolderId",
                    "bodyPreview",
                    "hasAttachments",
                    "webLink",
                    "conversationId",
                    "conversationIndex",
                    "isDraft",
                    "uniqueBody")),
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

    boolean isComputed(String property) {
        return computed.contains(property);
    }

    /** What the server gives a new one. */
    ObjectNode blank(Instant now) {
        ObjectNode node = Call.JSON.createObjectNode();
        switch (this) {
            case CONTACT -> {
                List.of("categories", "emailAddresses", "businessPhones", "homePhones", "imAddresses", "children")
                        .forEach(node::putArray);
                List.of("homeAddress", "businessAddress", "otherAddress").forEach(node::putObject);
                node.put("personalNotes", "").put("displayName", "").put("fileAs", "");
            }
            case MESSAGE -> {
                List.of("categories", "toRecipients", "ccRecipients", "bccRecipients", "replyTo")
                        .forEach(node::putArray);
                node.put("subject", "").put("importance", "normal").put("inferenceClassification", "focused");
                node.put("isDraft", true).put("isRead", true).put("hasAttachments", false);
                node.put("isReadReceiptRequested", false).put("bodyPreview", "");
                node.putObject("body").put("contentType", "text").put("content", "");
                node.putObject("flag").put("flagStatus", "notFlagged");
                node.put("receivedDateTime", Values.instant(now)).put("sentDateTime", Values.instant(now));
            }
            case CHECKLIST_ITEM ->
                node.put("createdDateTime", Values.instant(now))
                        .put("isChecked", false)
                        .put("displayName", "");
            case LINKED_RESOURCE, TASK -> {}
        }
        return node;
    }

    /** What follows from an edit: names of contacts are made again unless sent. */
    void settle(ObjectNode node, ObjectNode edit, Instant now) {
        if (this == CONTACT && !edit.has("displayName") && (edit.has("givenName") || edit.has("surname"))) {
            String name = node.path("givenName").asText("") + " "
                    + node.path("surname").asText("");
            node.put("displayName", name.strip());
        }
        if (this == MESSAGE && edit.has("body")) {
            String text = node.at("/body/content").asText("");
            node.put("bodyPreview", text.substring(0, Math.min(255, text.length())));
        }
    }
}
