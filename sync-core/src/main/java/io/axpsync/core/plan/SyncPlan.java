package io.axpsync.core.plan;

import io.axpsync.core.item.Lane;
import io.vavr.collection.Seq;
import java.util.List;

/**
 * All decisions of a lane in order. A dry run is the plan, not applied.
 *
 * @param decisions what will be done, or was left alone with a reason
 * @param held what a guard holds
 * @param rejected what a person rejected and is planned unchanged: not applied, not counted, waiting for nobody
 */
public record SyncPlan(Lane lane, Seq<Decision> decisions, Seq<HeldDecision> held, Seq<HeldDecision> rejected) {

    /** A decision that is not applied, and why. */
    public record HeldDecision(Decision decision, String digest, io.axpsync.core.item.Reason reason) {

        /** Without what items say; see {@link Decision#brief()}. */
        public HeldDecision brief() {
            return new HeldDecision(decision.brief(), digest, reason);
        }
    }

    /** Writes on either side that would be done: stamps and markers included, held ones and store changes not. */
    public int operations() {
        return decisions.map(Decision::operations).sum().intValue();
    }

    /** The number of decisions that the guard counts under a verb; mails by recipients. */
    public int count(Verb verb) {
        return verb == Verb.MAIL
                ? decisions.map(d -> d.mail().recipients()).sum().intValue()
                : decisions.count(d -> d.verbs().contains(verb));
    }

    /** The mails that Exchange will send. */
    public Seq<Mail> mails() {
        return decisions.map(Decision::mail).filter(m -> m.recipients() > 0);
    }

    /** The decisions as a {@code java.util} list, for embedders. */
    public List<Decision> decisionList() {
        return decisions.asJava();
    }
}
