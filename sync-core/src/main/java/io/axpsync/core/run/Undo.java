package io.axpsync.core.run;

import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.IdSource;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.StateUntrusted;
import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Instant;

/**
 * Takes back what an earlier run wrote: a plan like any other, made from the journal.
 *
 * <ol>
 *   <li><b>look up</b>: what the run wrote, and what was there before
 *   <li><b>read</b>: the items as they are now, on both sides
 *   <li><b>decide</b>: what was created is removed and its pair released; what was overwritten is put back and counts as
 *       an edit of that side; what was deleted is made again under its old link, without attendees. What somebody edited
 *       since stays, and so does what another installation stamped
 *   <li><b>guard, apply, record</b>: as in a {@link SyncRun}; the next one carries the changes to the other side
 * </ol>
 *
 * Mails that went out cannot be taken back: the report names them. A dry run stops after the guard.
 */
public final class Undo {

    private final Store store;
    private final Directory directory;
    private final Clock clock;
    private final IdSource ids;
    private final RunListener listener;

    /** As for a {@link SyncRun}. */
    public Undo(Store store, Directory directory, Clock clock, IdSource ids, RunListener listener) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
        this.ids = ids;
        this.listener = listener;
    }

    /** What an undo would do now. Writes nothing, on no side and not in the store. */
    public UndoReport plan(UndoScope scope, Iterable<LaneSetup> lanes) {
        return run(scope, Vector.ofAll(lanes), false);
    }

    /** Undoes in these lanes; what is asked for in others is refused. */
    public UndoReport undo(UndoScope scope, Iterable<LaneSetup> lanes) {
        return run(scope, Vector.ofAll(lanes), true);
    }

    private UndoReport run(UndoScope scope, Seq<LaneSetup> setups, boolean apply) {
        String run = ids.next();
        Instant now = clock.instant();
        Deeds deeds = new Deeds(store);
        Seq<Deed> all = deeds.of(scope);
        Seq<LaneSetup> concerned = setups.filter(
                s -> all.exists(d -> d.place().lane().equals(s.lane().id())));
        listener.on(new RunEvent.RunStarted(run, concerned.size()));
        if (apply) {
            store.runs().save(new RunRecord(run, now, Option.none(), ""));
        }
        UndoPlanning planning = new UndoPlanning(store.installation(), deeds, now);
        all.reject(d -> concerned.exists(s -> s.lane().id().equals(d.place().lane())))
                .forEach(d -> planning.refuse(d, notHere(d.place().lane())));
        Opening.begin(concerned);
        Opening opening = new Opening(store, now);
        Seq<LaneWork> lanes = concerned.map(opening::open);
        Tenure tenure = new Tenure(store.leases(), run, clock);
        Seq<LaneWork> ours = apply ? lanes.filter(tenure::take) : lanes;
        ours.forEach(opening::resume);
        ours.forEach(lane -> lane.load(store));
        try {
            work(ours.reject(LaneWork::failed), all, planning, run, tenure, apply, now);
        } catch (StateUntrusted e) {
            throw e;
        } catch (RuntimeException e) {
            ours.filter(l -> apply).forEach(tenure::release);
            throw e;
        }
        ours.filter(l -> apply).forEach(tenure::release);
        return report(run, apply, now, lanes, all, planning);
    }

    private void work(
            Seq<LaneWork> lanes,
            Seq<Deed> all,
            UndoPlanning planning,
            String run,
            Tenure tenure,
            boolean apply,
            Instant now) {
        Fingerprints fingerprints = Opening.fingerprints(store);
        JournalLines lines = new JournalLines(run, clock);
        Batches batches = new Batches(store.journal(), lines, listener, tenure);
        PlanApplier applier = new PlanApplier(store, ids, fingerprints, lines, batches, now);
        Deciding deciding = new Deciding(fingerprints, listener, now);
        Fencing fencing = new Fencing(store, run, clock);
        People people = new People(directory);
        for (LaneWork lane : lanes) {
            Seq<Decision> decisions =
                    planning.decide(lane, all.filter(d -> d.place().lane().equals(lane.id())));
            if (!lane.failed()) {
                deciding.guard(lane, decisions);
                if (apply) {
                    tenure.renew(Vector.of(lane));
                    fencing.check(Vector.of(lane));
                    applier.apply(Vector.of(lane), people.addressBook(Vector.of(lane)));
                    close(lane, now);
                    fencing.raise(Vector.of(lane));
                }
            }
        }
    }

    private void close(LaneWork lane, Instant now) {
        if (!lane.lost && !lane.failed()) {
            store.held().replace(lane.id(), lane.held, CaseBook.heldOfUndo(lane, now));
            listener.on(new RunEvent.LaneDone(lane.id()));
        }
    }

    private UndoReport report(
            String run, boolean apply, Instant now, Seq<LaneWork> lanes, Seq<Deed> all, UndoPlanning planning) {
        RunReport report = new RunReport(
                run,
                apply,
                lanes.map(l -> new RunReport.LaneReport(
                        l.lane(), Option.of(l.plan), Option.of(l.failure), l.tally.counts(), l.cases, Option.none())));
        String summary = "undo: " + report.summary();
        if (apply) {
            store.runs().save(new RunRecord(run, now, Option.some(clock.instant()), summary));
        }
        listener.on(new RunEvent.RunFinished(run, summary));
        Seq<UndoReport.Refused> failed = lanes.flatMap(l -> Vector.ofAll(l.open.values()))
                .map(c -> new UndoReport.Refused(c.lane(), c.items().headOption(), c.title(), c.reason()));
        Seq<UndoReport.MailsOut> mails = all.flatMap(
                d -> d.mailed().map(m -> new UndoReport.MailsOut(d.place().lane(), d.ref(), d.title(), m)));
        return new UndoReport(all.size(), report, planning.refused().appendAll(failed), mails);
    }

    private static Reason notHere(LaneId lane) {
        return Reason.of(
                "lane-not-here",
                "lane " + lane + " is not among those that are configured, or that were named",
                "Undo it with a configuration that has its mailbox.");
    }
}
