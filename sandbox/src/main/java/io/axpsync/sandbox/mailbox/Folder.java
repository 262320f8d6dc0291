package io.axpsync.sandbox.mailbox;

import java.util.Map;

/**
 * A folder as it stands. Its id is constant; its change key moves when the folder itself is written.
 *
 * @param id URL-safe and the same in both protocols
 * @param kind what it holds; a folder that a user made has the kind of its content
 * @param distinguished whether it is the mailbox's own folder of that kind
 * @param parentId empty for the root
 */
public record Folder(
        String id,
        FolderKind kind,
        boolean distinguished,
        String parentId,
        String displayName,
        String changeKey,
        Map<PropertyKey, ExtendedProperty> properties) {

    public Folder {
        properties = Map.copyOf(properties);
    }
}
