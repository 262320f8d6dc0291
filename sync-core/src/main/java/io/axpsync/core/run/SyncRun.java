package io.axpsync.core.run;

import static java.util.Objects.requireNonNull;

import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.IdSource;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.StateUntrusted;
import io.axpsync.core.port.Store;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * One run over many lanes.
 *
 * <ol>
 *   <li><b>observe</b>: both sides' feeds, lightly, many lanes at once; then touched items in full
 *   <li><b>match</b>: links, stamps, natural keys
 *   <li><b>decide</b>: one decision for each pairing
 *   <li><b>guard</b>: hold what exceeds a limit
 *   <li><b>apply and record</b>: small batches, intents before and outcomes after each
 *   <li>positions advance when everything before them is recorded
 * </ol>
 *
 * {@link Rounds} says in which packs lanes go through them, so that memory is bounded however many there are. A dry run stops after the guard and writes nothing anywhere. Lanes fail one by one; a lane that fails keeps its
 * position and is observed again in the next run. {@link io.axpsync.core.port.StateUntrusted} ends the run.
 */
public final class SyncRun {

    /** How long the journal keeps what items said, unless told otherwise; so long can a run be undone. */
    public static final Duration RETENTION = Duration.ofDays(90);

    private final Store store;
    private final Directory directory;
    private final Clock clock;
    private final IdSource ids;
    private final RunListener listener;
    private final Duration retention;
    private final Fingerprints fingerprints;
    private int slice = Slices.SIZE;

    /** Keeps what the journal says of items for {@link #RETENTION}. */
    public SyncRun(Store store, Directory directory, Clock clock, IdSource ids, RunListener listener) {
        this(store, directory, clock, ids, listener, RETENTION);
    }

    /** @param retention how long the journal keeps what items said; the end of each run erases what is older */
    public SyncRun(
            Store store, Directory directory, Clock clock, IdSource ids, RunListener listener, Duration retention) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
        this.ids = ids;
        this.listener = listener;
        this.retention = retention;
        this.fingerprints = Opening.fingerprints(store);
    }

    /** For tests: how much of a large folder is looked at together. */
    SyncRun sliced(int size) {
        slice = size;
        return this;
    }

    /** What a run would do now. Writes nothing, on no side and not in the store. */
    public RunReport plan(Iterable<LaneSetup> lanes) {
        return run(Vector.ofAll(lanes), false);
    }

    /** Synchronises the lanes. */
    public RunReport sync(Iterable<LaneSetup> lanes) {
        return run(Vector.ofAll(lanes), true);
    }

    private RunReport run(Seq<LaneSetup> setups, boolean apply) {
        String run = ids.next();
        Instant now = clock.instant();
        listener.on(new RunEvent.RunStarted(run, setups.size()));
        if (apply) {
            store.runs().save(new RunRecord(run, now, Option.none(), ""));
        }
        Opening.begin(setups);
        Opening opening = new Opening(store, now);
        Seq<LaneWork> lanes = setups.map(opening::open);
        Tenure tenure = new Tenure(store.leases(), run, clock);
        Seq<LaneWork> ours = apply ? lanes.filter(tenure::take) : lanes;
        ours.forEach(opening::resume);
        try {
            work(ours, run, tenure, apply, now);
        } catch (StateUntrusted e) {
            throw e;
        } catch (RuntimeException e) {
            ours.filter(l -> apply).forEach(tenure::release);
            throw e;
        }
        RunReport report = new RunReport(run, apply, lanes.map(l -> worked(l, apply)));
        if (apply) {
            store.journal().erase(now.minus(retention));
            store.runs().save(new RunRecord(run, now, Option.some(clock.instant()), report.summary()));
        }
        listener.on(new RunEvent.RunFinished(run, report.summary()));
        return report;
    }

    private void work(Seq<LaneWork> ours, String run, Tenure tenure, boolean apply, Instant now) {
        JournalLines lines = new JournalLines(run, clock);
        Batches batches = new Batches(store.journal(), lines, listener, tenure);
        PlanApplier applier = new PlanApplier(store, ids, fingerprints, lines, batches, now);
        Fencing fencing = new Fencing(store, run, clock);
        Deciding deciding = new Deciding(
                fingerprints,
                listener,
                now,
                new Companies(Option.some(directory)),
                Option.some(new Handover(store, ours.map(l -> l.setup))));
        People people = new People(directory);
        Closing closing = new Closing(store, listener, now);
        SharedRows shared = new SharedRows(store);
        Consumer<Seq<LaneWork>> turn = pack -> {
            shared.touch(pack);
            Option<Slices> slices = pack.size() == 1 ? Slices.of(pack.head(), slice) : Option.none();
            if (slices.isDefined()) {
                slices.get().run(one -> plan(Vector.of(one), deciding), one -> {
                    if (apply) {
                        apply(Vector.of(one), tenure, fencing, deciding, applier, people);
                    }
                });
            } else {
                plan(pack, deciding);
                if (apply) {
                    apply(pack, tenure, fencing, deciding, applier, people);
                }
            }
            if (apply) {
                tenure.renew(pack);
                pack.reject(l -> l.lost).forEach(closing::close);
                fencing.raise(pack);
                pack.forEach(tenure::release);
                shared.note(pack);
            }
            pack.forEach(lane -> lane.rest(report(lane, apply)));
        };
        Rounds rounds = new Rounds(store, new Observing(now, listener), now);
        rounds.run(ours, turn);
        for (int round = 0; apply && round < SharedRows.ROUNDS; round++) {
            ours.filter(shared::hasNewsFor).forEach(lane -> onceMore(lane, tenure, rounds, turn));
        }
        ours.filter(l -> apply && l.report == null).forEach(tenure::release);
    }

    private void plan(Seq<LaneWork> pack, Deciding deciding) {
        read(pack);
        deciding.run(pack);
    }

    private void apply(
            Seq<LaneWork> pack, Tenure tenure, Fencing fencing, Deciding deciding, PlanApplier applier, People people) {
        tenure.renew(pack);
        fencing.check(pack.filter(l -> l.fence == null));
        applier.apply(pack, people.addressBook(pack));
        again(pack, deciding, applier, people);
    }

    /** Others wrote rows that stand in a lane that is done: it looks at those once more, so that the next run need not. */
    private void onceMore(LaneWork done, Tenure tenure, Rounds rounds, Consumer<Seq<LaneWork>> turn) {
        if (done.failed() || done.lost || done.report == null) {
            return;
        }
        LaneWork again = done.onceMore(store);
        if (tenure.take(again)) {
            rounds.packs(Vector.of(again), turn);
            done.report = done.report.then(requireNonNull(again.report));
        }
    }

    /**
     * What was turned away, because another lane was making the same, is looked for and decided once more: it is recognised
     * in this run already, unless the other lane belongs to another process and is not done yet.
     */
    private void again(Seq<LaneWork> pack, Deciding deciding, PlanApplier applier, People people) {
        Seq<LaneWork> lanes = pack.filter(l -> !l.turnedAway.isEmpty() && !l.failed() && !l.lost);
        if (lanes.isEmpty()) {
            return;
        }
        Map<LaneWork, SyncPlan> first = lanes.toMap(l -> l, LaneWork::plan);
        new Matching(store.installation()).again(lanes);
        deciding.run(lanes);
        lanes.forEach(l -> l.open.keySet().removeIf(items -> items.exists(l.turnedAway::contains)));
        applier.apply(lanes, people.addressBook(lanes));
        lanes.forEach(l -> l.plan = merged(l, first.get(l).get()));
    }

    /** The plan of the lane with what became of the items that were turned away. */
    private static SyncPlan merged(LaneWork lane, SyncPlan first) {
        return new SyncPlan(
                first.lane(),
                first.decisions()
                        .reject(d -> d instanceof Decision.Create && d.items().exists(lane.turnedAway::contains))
                        .appendAll(lane.plan().decisions()),
                first.held().appendAll(lane.plan().held()),
                first.rejected().appendAll(lane.plan().rejected()));
    }

    private void read(Seq<LaneWork> pack) {
        Matching matching = new Matching(store.installation());
        pack.forEach(LaneWork::complete);
        Reading.first(store.installation()).touched(pack);
        new Echoes(fingerprints, store.installation(), listener, clock.instant()).run(pack);
        matching.run(pack);
    }

    /** What became of a lane; one that was never worked on failed before. */
    private RunReport.LaneReport worked(LaneWork lane, boolean applied) {
        if (lane.report == null) {
            lane.cases = store.cases().ofLane(lane.id());
            lane.rest(report(lane, applied));
        }
        return requireNonNull(lane.report);
    }

    private static RunReport.LaneReport report(LaneWork lane, boolean applied) {
        return new RunReport.LaneReport(
                lane.lane(),
                Option.of(lane.plan),
                Option.of(lane.failure),
                lane.tally.counts(),
                applied && lane.plan != null && !lane.failed() ? CaseBook.after(lane) : lane.cases,
                Rescoping.impact(lane));
    }
}
