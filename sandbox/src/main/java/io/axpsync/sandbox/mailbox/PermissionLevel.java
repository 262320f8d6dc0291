package io.axpsync.sandbox.mailbox;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The levels of folder permissions by the names that Exchange has for them, and what each of them allows. */
public enum PermissionLevel {
    NONE("None", false, false, false, false, Reach.NONE, Reach.NONE),
    CONTRIBUTOR("Contributor", true, true, false, false, Reach.NONE, Reach.NONE),
    REVIEWER("Reviewer", true, false, false, true, Reach.NONE, Reach.NONE),
    NONEDITING_AUTHOR("NoneditingAuthor", true, true, false, true, Reach.NONE, Reach.OWNED),
    AUTHOR("Author", true, true, false, true, Reach.OWNED, Reach.OWNED),
    PUBLISHING_AUTHOR("PublishingAuthor", true, true, true, true, Reach.OWNED, Reach.OWNED),
    EDITOR("Editor", true, true, false, true, Reach.ALL, Reach.ALL),
    PUBLISHING_EDITOR("PublishingEditor", true, true, true, true, Reach.ALL, Reach.ALL),
    OWNER("Owner", true, true, true, true, Reach.ALL, Reach.ALL);

    /** Which items an action reaches: those that one created, or all. */
    public enum Reach {
        NONE("None"),
        OWNED("Owned"),
        ALL("All");

        private final String word;

        Reach(String word) {
            this.word = word;
        }

        /** EWS's word for it. */
        public String word() {
            return word;
        }

        /** @param own whether the caller created the item */
        public boolean covers(boolean own) {
            return this == ALL || this == OWNED && own;
        }
    }

    private final String word;
    private final boolean sees;
    private final boolean creates;
    private final boolean makesFolders;
    private final boolean reads;
    private final Reach edits;
    private final Reach deletes;

    PermissionLevel(
            String word,
            boolean sees,
            boolean creates,
            boolean makesFolders,
            boolean reads,
            Reach edits,
            Reach deletes) {
        this.word = word;
        this.sees = sees;
        this.creates = creates;
        this.makesFolders = makesFolders;
        this.reads = reads;
        this.edits = edits;
        this.deletes = deletes;
    }

    /** By Exchange's name, without regard to case. */
    public static Optional<PermissionLevel> named(String word) {
        return Stream.of(values())
                .filter(level -> level.word.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Exchange's name. */
    public String word() {
        return word;
    }

    /** Whether the folder is there at all for the caller. */
    public boolean sees() {
        return sees;
    }

    public boolean creates() {
        return creates;
    }

    public boolean makesFolders() {
        return makesFolders;
    }

    public boolean reads() {
        return reads;
    }

    public Reach edits() {
        return edits;
    }

    public Reach deletes() {
        return deletes;
    }
}
