package io.axpsync.cli.load;

/** What a file holds, one entry for each thing that is counted; an override counts with its series. */
sealed interface Entry {

    /**
     * A plain event.
     *
     * @param request of an invitation: which version it is, greater for newer ones; else empty
     */
    record Single(FileEvent event, String request) implements Entry {
        Single(FileEvent event) {
            this(event, "");
        }
    }

    /** A series with its overrides. */
    record Series(FileSeries series) implements Entry {}

    /** A task. */
    record Task(FileTask task) implements Entry {}

    /**
     * Not put into the mailbox.
     *
     * @param reason a code, lower case with dashes
     * @param why for people: the property, what is the matter with it, and what can be done
     * @param task whether it is a task, which are counted apart
     */
    record LeftOut(String source, String reason, String why, boolean task) implements Entry {
        LeftOut(String source, String reason, String why) {
            this(source, reason, why, false);
        }
    }
}
