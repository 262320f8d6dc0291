package io.axpsync.core.run;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.people.AddressBook;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Undoing;
import io.axpsync.core.port.IdSource;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.Write;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Applies the plans of many lanes, phase by phase, in small batches: intents are recorded before a batch and outcomes
 * after it, so that a crash at any point leaves something that the next run can find and finish.
 *
 * <ol>
 *   <li>what changes only our store
 *   <li>creates and updates on D365, then on Exchange
 *   <li>our stamp on the items that creates were made from
 *   <li>removals
 * </ol>
 */
final class PlanApplier {

    private final Store store;
    private final IdSource ids;
    private final Settling settling;
    private final JournalLines lines;
    private final Batches batches;
    private final Instant now;
    private final ClaimTaking claims;
    private final Refusals refusals;

    PlanApplier(
            Store store, IdSource ids, Fingerprints fingerprints, JournalLines lines, Batches batches, Instant now) {
        this.store = store;
        this.ids = ids;
        this.settling = new Settling(fingerprints, now);
        this.refusals = new Refusals(fingerprints, now);
        this.lines = lines;
        this.batches = batches;
        this.now = now;
        this.claims = new ClaimTaking(store.claims());
    }

    void apply(Seq<LaneWork> lanes, AddressBook people) {
        Seq<LaneWork> sound = lanes.filter(l -> l.plan != null && !l.failed());
        sound.forEach(this::storeOnly);
        Seq<Operation> operations = sound.flatMap(this::operations);
        Writes writes = new Writes(store.installation(), people);
        record(operations.filter(op -> op.decision.operations() == 0));
        phase(operations, writes::main);
        phase(operations, writes::stamp);
        phase(operations, writes::removal);
        operations.forEach(this::finish);
    }

    private void phase(Seq<Operation> operations, BiFunction<Operation, Side, Option<Write>> writes) {
        for (Side side : Side.values()) {
            batches.run(operations, side, writes, this::pending, this::record);
        }
    }

    private Seq<Operation> operations(LaneWork lane) {
        return Option.of(lane.plan)
                .toVector()
                .flatMap(plan -> plan.decisions())
                .filter(PlanApplier::writes)
                .map(d -> new Operation(lane, d, d.link().getOrElse(() -> newLink(lane, d))));
    }

    private static boolean writes(Decision d) {
        return d instanceof Decision.Create
                || d instanceof Decision.Update
                || d instanceof Decision.Adopt
                || d instanceof Decision.Remove
                || d instanceof Decision.Release
                || d instanceof Decision.Park p && p.tell().isDefined()
                || d instanceof Undoing;
    }

    private Link newLink(LaneWork lane, Decision d) {
        return Link.builder()
                .id(new LinkId(ids.next()))
                .lane(lane.id())
                .state(LinkState.PENDING)
                .since(now)
                .build();
    }

    /** The links that must be known before a batch: what is being made, and from what; what is being removed. */
    private void pending(Seq<Operation> batch) {
        Seq<Link> removing = batch.flatMap(op -> op.decision instanceof Decision.Remove r
                ? op.before
                        .baseline(r.on())
                        .map(b -> op.before.withBaseline(r.on(), b.written(Vector.of(Baseline.REMOVED))))
                : Option.none());
        if (!removing.isEmpty()) {
            store.links().save(removing);
        }
        store.links().save(batch.flatMap(Rearranging::marked));
        store.links()
                .save(batch.filter(op -> op.decision instanceof Undoing.Recreate)
                        .map(op -> op.before));
        store.links()
                .save(batch.filter(op -> op.decision instanceof Decision.Create)
                        .filter(op -> op.outcomes.isEmpty())
                        .map(op -> {
                            Decision.Create c = (Decision.Create) op.decision;
                            Link link = op.before
                                    .withRef(c.source().ref().side(), c.source().ref())
                                    .withMadeOn(Option.some(c.on()))
                                    .withMarkerSeen(true)
                                    .withNaturalKey(c.source().naturalKey().orElse(op.before.naturalKey()))
                                    .in(LinkState.PENDING, now);
                            return c.on() == Side.D365
                                    ? link.withD365(Option.none()).withD365Baseline(Option.none())
                                    : link.withExchange(Option.none()).withExchangeBaseline(Option.none());
                        }));
        claims.take(batch);
    }

    /** Saves what the outcomes so far made of the links. */
    private void record(Seq<Operation> batch) {
        List<Link> save = new ArrayList<>();
        List<LinkId> gone = new ArrayList<>();
        for (Operation op : batch) {
            if (op.decision instanceof Undoing u) {
                UndoSettling.settle(op, u, now, save, gone);
            } else if (op.decision instanceof Decision.Remove r) {
                boolean removed = op.outcomes.get(r.on()) != null && !op.inTrouble();
                if (removed) {
                    gone.add(op.before.id());
                    op.lane.forget(op.before);
                }
            } else if (op.decision instanceof Decision.Park) {
                continue; // the item was told something; there is nothing to remember
            } else if (op.decision instanceof Decision.Create c
                    && op.written(c.on()).isEmpty()) {
                claims.settle(op, undone(op, save, gone));
            } else {
                claims.settle(op, false);
                Link link = settling.settle(op);
                save.add(link);
                op.lane.remember(link);
            }
        }
        store.links().save(Vector.ofAll(save));
        store.links().forget(Vector.ofAll(gone));
    }

    /**
     * A refused create leaves no PENDING link behind; a lost one does, and is looked for by stamp in the next run.
     *
     * @return whether it will never be made under this link
     */
    private static boolean undone(Operation op, List<Link> save, List<LinkId> gone) {
        boolean refused = op.turnedAway
                || op.outcomes.values().stream().anyMatch(o -> o instanceof io.axpsync.core.port.Outcome.Refused);
        if (refused && op.before.state() == LinkState.PENDING) {
            gone.add(op.before.id());
        } else if (refused) {
            save.add(op.before);
        }
        return refused;
    }

    private void finish(Operation op) {
        if (op.turnedAway) {
            CaseBook.turnedAway(op.lane, op.decision, java.util.Objects.requireNonNull(op.problem), now);
            return;
        }
        Option<Link> refused = refusals.settle(op);
        refused.forEach(link -> {
            store.links().save(Vector.of(link));
            op.lane.remember(link);
        });
        if (refused.isDefined() && Refusals.isSettled(op)) {
            return;
        } else if (op.problem != null) {
            CaseBook.failed(op.lane, op.decision, op.problem, now);
        } else {
            count(op);
        }
    }

    private static void count(Operation op) {
        LaneTally tally = op.lane.tally;
        tally.mails += op.decision.mail().recipients();
        if (op.decision instanceof Decision.Create || op.decision instanceof Undoing.Recreate) {
            tally.created++;
        } else if (op.decision instanceof Decision.Remove || op.decision instanceof Undoing.Retract) {
            tally.removed++;
        } else if (op.decision instanceof Decision.Adopt) {
            tally.adopted++;
        } else if (op.decision instanceof Decision.Release) {
            tally.released++;
        } else if (op.decision.operations() > 0) {
            tally.updated++;
        }
    }

    private void storeOnly(LaneWork lane) {
        List<Link> save = new ArrayList<>();
        List<LinkId> gone = new ArrayList<>();
        List<JournalEntry> entries = new ArrayList<>();
        proven(lane);
        for (Decision d : Option.of(lane.plan).toVector().flatMap(plan -> plan.decisions())) {
            if (d instanceof Decision.Keep) {
                d.link().map(l -> settling.kept(lane, l)).forEach(save::add);
            } else if (d instanceof Decision.Sleep) {
                d.link()
                        .map(l -> settling.kept(lane, l).in(LinkState.DORMANT, now))
                        .forEach(save::add);
            } else if (d instanceof Decision.Forget) {
                d.link().forEach(l -> gone.add(l.id()));
                d.link().forEach(lane::forget);
                if (lane.lane().kind() == Kind.CONTACT || lane.lane().kind() == Kind.MESSAGE) {
                    d.link().forEach(l -> store.claims().release(l.id()));
                }
                entries.add(lines.storeOnly(lane, d, "forget", JournalEntry.Phase.DONE));
            } else if (d instanceof Decision.Park p) {
                parked(lane, p, entries);
            } else if (d.operations() == 0 && (d instanceof Decision.Release || d instanceof Decision.Adopt)) {
                String verb = d instanceof Decision.Release ? "release" : "adopt";
                entries.add(lines.storeOnly(lane, d, verb, JournalEntry.Phase.DONE));
            }
        }
        lane.plan()
                .held()
                .reject(h -> lane.held.exists(x -> x.digest().equals(h.digest())))
                .forEach(h -> entries.add(lines.storeOnly(lane, h.decision(), "hold", JournalEntry.Phase.REFUSED)));
        new Conflicts(store.journal(), lines).open(lane, now).forEach(entries::add);
        store.journal().append(Vector.ofAll(entries));
        store.links().save(Vector.ofAll(save));
        store.links().forget(Vector.ofAll(gone));
        save.forEach(lane::remember);
    }

    /** After the first filling of a large folder all of its links are proven at once: some are completed and saved at a time. */
    private void proven(LaneWork lane) {
        for (Seq<LinkId> some : Vector.ofAll(lane.proven)
                .filter(id -> !lane.touched.contains(id))
                .grouped(SOME)) {
            store.links().save(some.flatMap(id -> Option.of(lane.links.get(id))).map(lane::completed));
        }
        lane.proven.clear();
    }

    private static final int SOME = 500;

    private void parked(LaneWork lane, Decision.Park p, List<JournalEntry> entries) {
        boolean known = lane.cases.exists(c -> c.items().equals(p.items())
                && c.reason().code().equals(p.reason().code()));
        if (!known) {
            entries.add(lines.storeOnly(lane, p, "park", JournalEntry.Phase.REFUSED));
        }
        if (p.reason().code().equals("gone-unproven")) {
            p.items().forEach(ref -> lane.compare.add(ref.side()));
        }
        CaseBook.parked(lane, p, now);
    }
}
