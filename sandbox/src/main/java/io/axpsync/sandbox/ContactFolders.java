package io.axpsync.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderPath;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Mailboxes;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Public folders, and folders of contacts in mailboxes, with who may do what in them: as an administrator sets them up. */
record ContactFolders(Mailboxes mailboxes) {

    /**
     * Makes a folder with the levels above it, where they are missing.
     *
     * @param wanted {@code path}; {@code mailbox}, without it a public folder; {@code permissions} by address,
     *     {@code Default}, {@code Anonymous} or {@code Application}, which then replace all that it had
     * @throws IllegalArgumentException with what is wrong about it
     */
    ObjectNode make(JsonNode wanted) {
        Map<String, PermissionLevel> levels = new LinkedHashMap<>();
        wanted.path("permissions").fields().forEachRemaining(entry -> levels.put(entry.getKey(), level(entry)));
        FolderPath path = path(wanted);
        Folder folder = path.make();
        if (wanted.has("permissions")) {
            path.mailbox().rights().grant(folder.id(), levels);
        }
        return json(path.mailbox(), folder);
    }

    /** Removes a folder with all that is in it. Whether it was there. */
    boolean remove(JsonNode wanted) {
        FolderPath path = path(wanted);
        Optional<Folder> folder = path.find();
        folder.ifPresent(f -> path.mailbox().deleteFolder(f.id()));
        return folder.isPresent();
    }

    /** All public folders, and all folders below Contacts in mailboxes. */
    ArrayNode all() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Stream.concat(Stream.of(mailboxes.publicFolders()), mailboxes.all().stream())
                .forEach(mailbox -> mailbox.foldersBelow(new FolderPath(mailbox, "").root())
                        .forEach(folder -> all.add(json(mailbox, folder))));
        return all;
    }

    private FolderPath path(JsonNode wanted) {
        String path = wanted.path("path").asText();
        if (!wanted.hasNonNull("mailbox")) {
            return new FolderPath(mailboxes.publicFolders(), path);
        }
        String address = wanted.path("mailbox").asText();
        return mailboxes
                .find(address)
                .map(mailbox -> new FolderPath(mailbox, path))
                .orElseThrow(() -> new IllegalArgumentException("there is no mailbox " + address));
    }

    private static PermissionLevel level(Map.Entry<String, JsonNode> entry) {
        String word = entry.getValue().asText();
        return PermissionLevel.named(word)
                .orElseThrow(() ->
                        new IllegalArgumentException("permissions: " + entry.getKey() + " cannot be \"" + word
                                + "\"; there are "
                                + String.join(
                                        ", ",
                                        Stream.of(PermissionLevel.values())
                                                .map(PermissionLevel::word)
                                                .toList())));
    }

    private ObjectNode json(Mailbox mailbox, Folder folder) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (mailbox != mailboxes.publicFolders()) {
            node.put("mailbox", mailbox.address());
        }
        node.put("path", FolderPath.of(mailbox, folder).path())
                .put("id", folder.id())
                .put("items", mailbox.others().in(folder.id()).size());
        Map<String, PermissionLevel> levels = mailbox.rights().of(folder.id()).orElse(Map.of());
        ObjectNode permissions = node.putObject("permissions");
        levels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        permissions.put(entry.getKey(), entry.getValue().word()));
        return node;
    }
}
