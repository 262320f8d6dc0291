package io.axpsync.core.run;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.JournalEntry;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.List;

/**
 * What an undo, or its dry run, found and did.
 *
 * @param found how many writes the journal tells of
 * @param run what was planned and done
 * @param refused what cannot be undone, with why
 * @param mails what went out with the run, and nobody can take back
 */
public record UndoReport(int found, RunReport run, Seq<Refused> refused, Seq<MailsOut> mails) {

    /** One write, or some fields of it, that stays. */
    public record Refused(LaneId lane, Option<ItemRef> item, String title, Reason reason) {}

    /** Mails about one item. */
    public record MailsOut(LaneId lane, Option<ItemRef> item, String title, JournalEntry.Mailed mailed) {}

    /** How many recipients had mails. */
    public int recipients() {
        return mails.map(m -> m.mailed().recipients()).sum().intValue();
    }

    /** What cannot be undone, as a {@code java.util} list, for embedders. */
    public List<Refused> refusedList() {
        return refused.asJava();
    }
}
