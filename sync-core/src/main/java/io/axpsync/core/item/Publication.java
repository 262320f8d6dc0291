package io.axpsync.core.item;

/**
 * What makes a lane of contacts a published folder: a query fills it, the folder itself is its scope. Nothing in it needs
 * the marker, and nothing there gets it.
 *
 * @param query the query's name, for people
 * @param takesNew whether contacts that users add to the folder are imported
 */
public record Publication(String query, Members members, Condition condition, Place place, boolean takesNew) {

    /** What the query selects. */
    public enum Members {
        /** Contact persons; edits flow back. */
        CONTACT_PERSONS,
        /** Colleagues; they are only shown. */
        WORKERS
    }

    /** Where the folder lies. */
    public enum Place {
        /** Below the root of the public folders, by its path; on EWS only. */
        PUBLIC_FOLDERS,
        /** In the lane's mailbox, mostly a shared one. */
        MAILBOX
    }
}
