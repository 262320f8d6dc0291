package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Window;
import io.axpsync.core.link.Link;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.List;

/**
 * Why one thing is, or is not, synchronised: what was seen of it just now, and what a run would decide.
 *
 * @param window what the lane looks at, UTC
 * @param link the pair as the store knows it; none when it is none
 * @param seen the item and its counterpart, as far as either was found; D365 first
 * @param decision what a run would do; none for what a run does not look at
 * @param standing what becomes of the decision
 * @param reason why that, or why nothing
 * @param journal the newest entries about it, oldest of them first
 */
public record Explanation(
        Lane lane,
        Window window,
        SyncRules rules,
        Option<Link> link,
        Seq<Observed> seen,
        Option<Decision> decision,
        Standing standing,
        Reason reason,
        Seq<OpenCase> cases,
        Seq<Held> held,
        Seq<JournalEntry> journal) {

    /** What becomes of it in the next run, if nothing changes until then. */
    public enum Standing {
        /** It is carried out; a decision may also be to keep things as they are. */
        PLANNED,
        /** A guard holds it. */
        HELD,
        /** A person rejected it. */
        REJECTED,
        /** A run does not look at it. */
        LEFT_ALONE,
        /** The lane could not be observed. */
        UNKNOWN
    }

    /** What was seen on a side. */
    public Option<Observed> on(Side side) {
        return seen.find(o -> o.ref().side() == side);
    }

    /** Subject or name; masked in reports unless asked for. */
    public String title() {
        return seen.flatMap(Explaining::title)
                .find(t -> !t.isEmpty())
                .orElse(() -> decision.map(Decision::title).filter(t -> !t.isEmpty()))
                .orElse(() -> journal.map(JournalEntry::title).findLast(t -> !t.isEmpty()))
                .getOrElse("");
    }

    /**
     * The answer to a question.
     *
     * @param found one for each thing that the question may mean
     * @param looked where it was looked for, in the order of the lanes
     */
    public record Answer(Seq<Explanation> found, Seq<Looked> looked) {

        /** What was found as a {@code java.util} list, for embedders. */
        public List<Explanation> foundList() {
            return found.asJava();
        }
    }

    /**
     * Where it was looked for.
     *
     * @param window the period whose items were listed, UTC; longer than the lane's own where that showed nothing
     * @param d365 number of items that D365 listed, marked or not
     * @param exchange number of items that Exchange listed, marked or not
     * @param failure why the lane could not be looked at
     */
    public record Looked(Lane lane, Window window, int d365, int exchange, Option<Reason> failure) {}
}
