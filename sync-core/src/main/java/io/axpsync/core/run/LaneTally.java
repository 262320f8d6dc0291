package io.axpsync.core.run;

/** Counts what was done in a lane. */
final class LaneTally {
    int created;
    int updated;
    int removed;
    int adopted;
    int released;
    /** Writes that took effect, stamps included. */
    int written;

    int refused;
    int lost;
    /** Recipients that Exchange was asked to mail. */
    int mails;

    RunReport.Counts counts() {
        return new RunReport.Counts(created, updated, removed, adopted, released, written, refused, lost, mails);
    }
}
