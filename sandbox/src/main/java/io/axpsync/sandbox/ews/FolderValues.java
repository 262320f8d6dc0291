package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What restrictions and MAPI paths see of a folder. */
final class FolderValues {

    private FolderValues() {}

    /** PidTagContainerClass and PidTagDisplayName are views of the folder; the others are stored. */
    static Optional<ExtendedProperty> property(Folder folder, PropertyKey key) {
        return switch (key.graphId()) {
            case "String 0x3613" ->
                Optional.of(ExtendedProperty.of(key, folder.kind().folderClass()));
            case "String 0x3001" -> Optional.of(ExtendedProperty.of(key, folder.displayName()));
            case "Boolean 0x10f4" -> Optional.of(ExtendedProperty.of(key, "false"));
            default -> Optional.ofNullable(folder.properties().get(key));
        };
    }

    static Function<Folder, List<Object>> of(FieldPath path, String unsupported) {
        if (path instanceof FieldPath.Extended extended) {
            return folder -> property(folder, extended.key())
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
