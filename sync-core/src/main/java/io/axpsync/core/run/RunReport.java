package io.axpsync.core.run;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What a run, or a dry run, found and did.
 *
 * @param applied false for a dry run
 */
public record RunReport(String run, boolean applied, Seq<LaneReport> lanes) {

    /**
     * One lane of it.
     *
     * @param plan none when the lane could not be planned
     * @param failure why the lane could not be finished; none when it was
     * @param cases everything that is open in the lane after the run
     * @param impact what a changed configuration does to the lane; none when it did not change
     */
    public record LaneReport(
            Lane lane,
            Option<SyncPlan> plan,
            Option<Reason> failure,
            Counts done,
            Seq<OpenCase> cases,
            Option<Impact> impact) {

        /** With what a second look of the same run came to; what is open after it is what the second look left. */
        LaneReport then(LaneReport later) {
            Set<Seq<ItemRef>> anew = later.plan()
                    .map(p -> p.decisions().map(Decision::items).toSet())
                    .getOrElse(HashSet.empty());
            Option<SyncPlan> both = plan.map(first -> later.plan()
                    .map(second -> new SyncPlan(
                            first.lane(),
                            first.decisions()
                                    .reject(d -> d.operations() == 0 && anew.contains(d.items()))
                                    .appendAll(second.decisions()),
                            second.held(),
                            second.rejected()))
                    .getOrElse(first));
            return new LaneReport(
                    lane, both, failure.orElse(later.failure()), done.plus(later.done()), later.cases(), impact);
        }
    }

    /**
     * What a lane covers since it was configured anew, as planned: before anything is released.
     *
     * @param entering items that it did not cover before
     * @param leaving pairs that it does not cover any more; they are released, or sleep outside the window
     */
    public record Impact(int entering, int leaving) {

        Impact plus(Impact other) {
            return new Impact(entering + other.entering, leaving + other.leaving);
        }
    }

    /**
     * What was done; all zero in a dry run.
     *
     * @param writes on either side, stamps and markers included
     * @param refused writes that a server refused
     * @param lost writes whose answer did not come
     * @param mails recipients that Exchange was asked to mail
     */
    public record Counts(
            int created,
            int updated,
            int removed,
            int adopted,
            int released,
            int writes,
            int refused,
            int lost,
            int mails) {

        Counts plus(Counts other) {
            return new Counts(
                    created + other.created,
                    updated + other.updated,
                    removed + other.removed,
                    adopted + other.adopted,
                    released + other.released,
                    writes + other.writes,
                    refused + other.refused,
                    lost + other.lost,
                    mails + other.mails);
        }
    }

    /** Operations that were planned and are not held. */
    public int operations() {
        return lanes.flatMap(LaneReport::plan).map(SyncPlan::operations).sum().intValue();
    }

    public int held() {
        return lanes.flatMap(LaneReport::plan).map(p -> p.held().size()).sum().intValue();
    }

    public int openCases() {
        return lanes.map(l -> l.cases().size()).sum().intValue();
    }

    public int failedLanes() {
        return lanes.count(l -> l.failure().isDefined());
    }

    /** Lanes that were only planned since a fence says that our state or our D365 is a copy. */
    public int fencedLanes() {
        return lanes.count(l -> l.failure().exists(FenceVerdict::isFence));
    }

    /** The sum of one count over all lanes. */
    public int total(ToIntFunction<Counts> count) {
        return lanes.map(l -> count.applyAsInt(l.done())).sum().intValue();
    }

    /** What changed configurations do to all lanes concerned; none when there is no such lane. */
    public Option<Impact> impact() {
        return lanes.flatMap(LaneReport::impact).reduceOption(Impact::plus);
    }

    /** The lanes as a {@code java.util} list, for embedders. */
    public List<LaneReport> laneList() {
        return lanes.asJava();
    }

    /** One line for a person. */
    public String summary() {
        return (applied ? "" : "dry run: ") + operations() + " operations in " + lanes.size() + " lanes, " + held()
                + " held, " + openCases() + " open cases, " + failedLanes() + " lanes failed"
                + impact().map(i -> ", configured anew: " + i.entering() + " entering, " + i.leaving() + " leaving")
                        .getOrElse("");
    }
}
