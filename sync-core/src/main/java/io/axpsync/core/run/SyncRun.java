package io.axpsync.core.run;

import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.people.AddressBook;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Guard;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.LaneView;
import io.axpsync.core.plan.Planner;
import io.axpsync.core.plan.Sides;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.IdSource;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.StateUntrusted;
import io.axpsync.core.port.Store;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Instant;

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
 * A dry run stops after the guard and writes nothing anywhere. Lanes fail one by one; a lane that fails keeps its
 * position and is observed again in the next run. {@link io.axpsync.core.port.StateUntrusted} ends the run.
 */
public final class SyncRun {

    /** How many touched items are read and planned together at most, unless one lane alone has more. */
    private static final int PACK = 500;

    private final Store store;
    private final Directory directory;
    private final Clock clock;
    private final IdSource ids;
    private final RunListener listener;
    private final Fingerprints fingerprints;

    public SyncRun(Store store, Directory directory, Clock clock, IdSource ids, RunListener listener) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
        this.ids = ids;
        this.listener = listener;
        this.fingerprints = new Fingerprints(
                store.fingerprintKey().id(), store.fingerprintKey().key());
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
        Seq<LaneWork> lanes = setups.map(s -> open(s, now));
        Tenure tenure = new Tenure(store.leases(), run, clock);
        Seq<LaneWork> ours = apply ? lanes.filter(tenure::take) : lanes;
        try {
            work(ours, run, tenure, apply, now);
        } catch (StateUntrusted e) {
            throw e;
        } catch (RuntimeException e) {
            ours.filter(l -> apply).forEach(tenure::release);
            throw e;
        }
        RunReport report = new RunReport(run, apply, lanes.map(l -> report(l, apply)));
        if (apply) {
            store.runs().save(new RunRecord(run, now, Option.some(clock.instant()), report.summary()));
        }
        listener.on(new RunEvent.RunFinished(run, report.summary()));
        return report;
    }

    private void work(Seq<LaneWork> ours, String run, Tenure tenure, boolean apply, Instant now) {
        new Observing(now, listener).run(ours);
        JournalLines lines = new JournalLines(run, clock);
        Batches batches = new Batches(store.journal(), lines, listener, tenure);
        PlanApplier applier = new PlanApplier(store, ids, fingerprints, lines, batches, now);
        Option<Guard.Budget> budget = Option.none();
        for (Seq<LaneWork> pack : packs(ours.reject(LaneWork::failed), now)) {
            read(pack);
            budget = Option.some(decide(pack, budget, now));
            if (apply) {
                tenure.renew(pack);
                applier.apply(pack, addressBook(pack));
            }
        }
        if (apply) {
            tenure.renew(ours);
            ours.reject(l -> l.lost).forEach(l -> close(l, now));
            ours.forEach(tenure::release);
        }
    }

    private LaneWork open(LaneSetup setup, Instant now) {
        Either<PortFailure, Capabilities> d365 = setup.d365().capabilities(setup.lane());
        Either<PortFailure, Capabilities> exchange = setup.exchange().capabilities(setup.lane());
        Capabilities nothing = Capabilities.builder().build();
        LaneWork lane = new LaneWork(
                setup,
                new Sides(d365.getOrElse(nothing), exchange.getOrElse(nothing)),
                store.checkpoints().of(setup.lane().id()),
                setup.window(now),
                store.links().ofLane(setup.lane().id()),
                store.cases().ofLane(setup.lane().id()),
                store.held().ofLane(setup.lane().id()));
        for (PortFailure failure : d365.swap().toVector().appendAll(exchange.swap())) {
            lane.fail(failure.reason());
        }
        return lane;
    }

    /** Lanes in packs, so that memory is bounded by what is touched. */
    private Seq<Seq<LaneWork>> packs(Seq<LaneWork> lanes, Instant now) {
        Seq<Seq<LaneWork>> packs = Vector.empty();
        Seq<LaneWork> pack = Vector.empty();
        int size = 0;
        for (LaneWork lane : lanes) {
            new Touch(lane, now).run();
            int items = lane.touched.size() + lane.fresh.size();
            if (size > 0 && size + items > PACK) {
                packs = packs.append(pack);
                pack = Vector.empty();
                size = 0;
            }
            pack = pack.append(lane);
            size += items;
        }
        return pack.isEmpty() ? packs : packs.append(pack);
    }

    private void read(Seq<LaneWork> pack) {
        Matching matching = new Matching(store.installation());
        new Reading(store.installation()).touched(pack);
        matching.run(pack);
    }

    private Guard.Budget decide(Seq<LaneWork> pack, Option<Guard.Budget> before, Instant now) {
        Option<Guard.Budget> budget = before;
        for (LaneWork lane : pack.reject(LaneWork::failed)) {
            GuardLimits limits = lane.setup.rules().limits();
            Guard.Budget left = budget.getOrElse(() -> new Guard.Budget(limits.mailsInside(), limits.mailsOutside()));
            LaneView view = new LaneView(
                    lane.lane(), lane.setup.rules(), lane.sides, lane.pairings, HashMap.ofAll(lane.evidence), now);
            SyncPlan plan =
                    new SyncPlan(lane.lane(), new Planner(view, fingerprints).decide(), Vector.empty(), Vector.empty());
            Guard.Guarded guarded = new Guard(limits).check(plan, standing(lane), left);
            lane.plan = guarded.plan();
            budget = Option.some(guarded.left());
            listener.on(new RunEvent.LanePlanned(
                    lane.id(),
                    guarded.plan().operations(),
                    guarded.plan().held().size()));
        }
        return budget.getOrElse(
                new Guard.Budget(GuardLimits.APPOINTMENTS.mailsInside(), GuardLimits.APPOINTMENTS.mailsOutside()));
    }

    private Guard.Standing standing(LaneWork lane) {
        int links = (int) lane.links.values().stream()
                .filter(l -> l.state() == LinkState.LINKED)
                .count();
        boolean foreign = lane.pairings.exists(p -> p instanceof Pairing.OneSided one
                && one.item() instanceof Observed.Present o
                && o.stamp().exists(s -> !s.installation().equals(store.installation())));
        return new Guard.Standing(
                links, lane.position.agreed(), said(lane, Held.Word.RELEASE), said(lane, Held.Word.REJECT), foreign);
    }

    private static Set<String> said(LaneWork lane, Held.Word word) {
        return HashSet.ofAll(lane.held.filter(h -> h.word() == word).map(Held::digest));
    }

    /** Asks once per pack who is behind the addresses of attendees that D365 is about to be told. */
    private AddressBook addressBook(Seq<LaneWork> pack) {
        Set<String> addresses = HashSet.ofAll(pack.flatMap(l -> Option.of(l.plan))
                .flatMap(SyncPlan::decisions)
                .flatMap(SyncRun::attendeesForD365));
        if (addresses.isEmpty()) {
            return AddressBook.empty();
        }
        Either<PortFailure, Seq<DirectoryEntry>> people = directory.people(addresses);
        people.swap().forEach(failure -> pack.filter(SyncRun::namesPeople).forEach(l -> l.fail(failure.reason())));
        return new AddressBook(people.getOrElse(Vector.empty()), AddressBook.ORDER);
    }

    /** Written without its people, an activity would never get them: nothing would have changed. */
    private static boolean namesPeople(LaneWork lane) {
        return Option.of(lane.plan)
                .exists(p -> !p.decisions().flatMap(SyncRun::attendeesForD365).isEmpty());
    }

    private static Seq<String> attendeesForD365(Decision d) {
        Value attendees = Value.NOTHING;
        Value organizer = Value.NOTHING;
        if (d instanceof Decision.Create c && c.on() == Side.D365) {
            attendees = c.item().value(Field.ATTENDEES);
            organizer = c.item().value(Field.ORGANIZER);
        } else if (d instanceof Decision.Update u) {
            attendees = u.merge().toD365().getOrElse(Field.ATTENDEES, Value.NOTHING);
        } else if (d instanceof Decision.Adopt a) {
            attendees = a.merge().toD365().getOrElse(Field.ATTENDEES, Value.NOTHING);
        }
        return keys(attendees).appendAll(keys(organizer));
    }

    private static Seq<String> keys(Value value) {
        return value instanceof Value.Entries e ? e.values().map(Value.Entry::key) : Vector.empty();
    }

    private void close(LaneWork lane, Instant now) {
        if (!lane.failed() && lane.plan != null) {
            store.cases().replace(lane.id(), CaseBook.after(lane));
            store.held().replace(lane.id(), CaseBook.held(lane, now));
            store.checkpoints().save(lane.id(), position(lane, now));
            listener.on(new RunEvent.LaneDone(lane.id()));
        }
    }

    /** A proven deletion that was not carried out (held, parked, refused) must be proven again: by a full listing. */
    private static void proveAgain(LaneWork lane) {
        lane.evidence.keySet().stream()
                .filter(ref ->
                        lane.linkOf(ref).exists(l -> l.state() == LinkState.LINKED || l.state() == LinkState.DORMANT))
                .forEach(ref -> lane.compare.add(ref.side()));
    }

    private static LanePosition position(LaneWork lane, Instant now) {
        proveAgain(lane);
        boolean compared = lane.snapshots.values().stream().allMatch(Snapshot::isFull);
        return new LanePosition(
                lane.snapshot(Side.D365)
                        .filter(s -> !lane.compare.contains(Side.D365))
                        .map(Snapshot::next),
                lane.snapshot(Side.EXCHANGE)
                        .filter(s -> !lane.compare.contains(Side.EXCHANGE))
                        .map(Snapshot::next),
                Option.some(lane.window),
                compared ? Option.some(now) : lane.position.compared(),
                lane.setup.configuration(),
                true);
    }

    private RunReport.LaneReport report(LaneWork lane, boolean applied) {
        LaneTally t = lane.tally;
        return new RunReport.LaneReport(
                lane.lane(),
                Option.of(lane.plan),
                Option.of(lane.failure),
                new RunReport.Counts(
                        t.created, t.updated, t.removed, t.adopted, t.released, t.written, t.refused, t.lost, t.mails),
                applied && lane.plan != null && !lane.failed() ? CaseBook.after(lane) : lane.cases);
    }
}
