package io.axpsync.sandbox.mailbox;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what in the folders of a mailbox, or in the public ones. A folder without permissions of its own follows
 * its parent; where none has any, everybody may do everything. Every method takes the mailbox's lock.
 */
public final class FolderRights {

    /** Everybody who is not named. */
    public static final String DEFAULT = "Default";

    /** Those who did not sign in, which nobody here does. */
    public static final String ANONYMOUS = "Anonymous";

    /** An application that calls Graph in no user's name. */
    public static final String APPLICATION = "Application";

    private static final Set<String> WORDS = Set.of(DEFAULT, ANONYMOUS, APPLICATION);

    private final MailboxFolders mailbox;
    private final Map<String, Map<String, PermissionLevel>> tables = new HashMap<>();
    private final Map<String, String> creators = new HashMap<>();

    FolderRights(MailboxFolders mailbox) {
        this.mailbox = mailbox;
    }

    /**
     * Gives a folder these permissions and no others.
     *
     * @param levels by address, {@link #DEFAULT}, {@link #ANONYMOUS} or {@link #APPLICATION}; whoever is in none of them has none. Empty: the
     *     folder follows its parent again
     */
    public void grant(String folderId, Map<String, PermissionLevel> levels) {
        Map<String, PermissionLevel> table = new LinkedHashMap<>();
        levels.forEach((user, level) -> table.put(key(user), level));
        mailbox.locked(() -> levels.isEmpty() ? tables.remove(folderId) : tables.put(folderId, table));
    }

    /** The permissions that count for the folder, its own or those of the nearest parent; empty where none has any. */
    public Optional<Map<String, PermissionLevel>> of(String folderId) {
        return mailbox.locked(() -> {
            Optional<Folder> folder = mailbox.folder(folderId);
            while (folder.isPresent() && !tables.containsKey(folder.get().id())) {
                String parent = folder.get().parentId();
                folder = parent.isEmpty() ? Optional.empty() : mailbox.folder(parent);
            }
            return folder.map(f -> Map.copyOf(tables.getOrDefault(f.id(), Map.of())));
        });
    }

    /** What the caller may do there. The owner of a mailbox may do everything in it. */
    public PermissionLevel of(String folderId, String caller) {
        if (mailbox.owner().is(caller)) {
            return PermissionLevel.OWNER;
        }
        return of(folderId)
                .map(table -> table.getOrDefault(key(caller), table.getOrDefault(DEFAULT, PermissionLevel.NONE)))
                .orElse(PermissionLevel.OWNER);
    }

    /** Remembers who created an item: some levels reach one's own items only. */
    public void created(String itemId, String caller) {
        mailbox.locked(() -> creators.put(itemId, key(caller)));
    }

    public boolean isCreator(String itemId, String caller) {
        return mailbox.locked(() -> key(caller).equals(creators.get(itemId)));
    }

    private static String key(String user) {
        return WORDS.contains(user) ? user : user.toLowerCase(Locale.ROOT);
    }
}
