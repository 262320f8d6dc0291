package io.axpsync.exchange.ews.internal;

import io.axpsync.exchange.ews.internal.wire.Blanks;
import microsoft.exchange.webservices.data.core.service.folder.Folder;

/** A folder, the one that it lies in, its name and its class; what the server did not tell is empty. */
record FolderNode(String id, String parent, String name, String type) {

    static FolderNode of(Folder folder) {
        return new FolderNode(
                idOf(folder),
                text(folder, f -> f.getParentFolderId().getUniqueId()),
                text(folder, Folder::getDisplayName),
                text(folder, Folder::getFolderClass));
    }

    static String idOf(Folder folder) {
        return text(folder, f -> f.getId().getUniqueId());
    }

    private static String text(Folder folder, Getter getter) {
        try {
            return Blanks.shown(getter.of(folder));
        } catch (Exception notTold) {
            return "";
        }
    }

    /** A property of a folder. */
    @FunctionalInterface
    private interface Getter {
        @org.jspecify.annotations.Nullable String of(Folder folder) throws Exception;
    }
}
