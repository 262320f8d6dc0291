package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What restrictions and MAPI paths see of a folder. */
final class FolderValues {

    /** The mailbox of the public folders, as text with a zero behind it. */
    private static final byte[] REPLICA = "6d2f6a1e-3a54-4c58-9b0e-7f1c2d3e4a5b\0".getBytes(StandardCharsets.US_ASCII);

    private FolderValues() {}

    private static boolean isPublic(Mailbox mailbox) {
        return mailbox.folder(FolderKind.PUBLIC_ROOT.distinguishedName()).isPresent();
    }

    /**
     * What the server knows is a view of the folder: PidTagContainerClass, PidTagDisplayName, PidTagLocalCommitTimeMax
     * (to the second, as all times are told), PidTagDeletedCountTotal, and of a public folder PidTagReplicaList (the GUID
     * of the mailbox that it lies in). The others are stored.
     */
    static Optional<ExtendedProperty> property(Mailbox mailbox, Folder folder, PropertyKey key) {
        return switch (key.graphId()) {
            case "String 0x3613" ->
                Optional.of(ExtendedProperty.of(key, folder.kind().folderClass()));
            case "String 0x3001" -> Optional.of(ExtendedProperty.of(key, folder.displayName()));
            case "Boolean 0x10f4" -> Optional.of(ExtendedProperty.of(key, "false"));
            case "SystemTime 0x670a" ->
                mailbox.lastCommit(folder.id()).map(time -> ExtendedProperty.of(key, XsDateTime.utc(time)));
            case "Integer 0x670b" ->
                Optional.of(ExtendedProperty.of(key, String.valueOf(mailbox.deletedCount(folder.id()))));
            case "Binary 0x6698" ->
                Optional.of(folder)
                        .filter(f -> isPublic(mailbox))
                        .map(f -> ExtendedProperty.of(key, Base64.getEncoder().encodeToString(REPLICA)));
            default -> Optional.ofNullable(folder.properties().get(key));
        };
    }

    static Function<Folder, List<Object>> of(Mailbox mailbox, FieldPath path, String unsupported) {
        if (path instanceof FieldPath.Extended extended) {
            return folder -> property(mailbox, folder, extended.key())
                    .map(p -> SearchValues.typed(extended.key().type(), p.values()))
                    .orElse(List.of());
        }
        String uri = path instanceof FieldPath.Field field ? field.uri() : "";
        return switch (uri) {
            case "folder:DisplayName" -> folder -> List.of(folder.displayName());
            case "folder:FolderClass" -> folder -> List.of(folder.kind().folderClass());
            default -> throw new EwsError(unsupported, "The property " + uri + " cannot be used in searches.");
        };
    }
}
