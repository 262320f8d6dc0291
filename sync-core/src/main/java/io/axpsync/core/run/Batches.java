package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.Journal;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Writes in batches of at most {@value #SIZE}. Where a server's own version check cannot be trusted, items are re-read
 * right before they are overwritten; the first batch of a phase on such a side follows its read immediately.
 */
final class Batches {

    static final int SIZE = 100;

    private final Journal journal;
    private final JournalLines lines;
    private final RunListener listener;
    private final Tenure tenure;

    Batches(Journal journal, JournalLines lines, RunListener listener, Tenure tenure) {
        this.journal = journal;
        this.lines = lines;
        this.listener = listener;
        this.tenure = tenure;
    }

    /** A write of an operation. */
    record Step(Operation op, Write write) {}

    /** What was sent at last, and what became of it. */
    record Sent(Step step, Outcome outcome) {}

    void run(
            Seq<Operation> operations,
            Side side,
            BiFunction<Operation, Side, Option<Write>> writes,
            Consumer<Seq<Operation>> before,
            Consumer<Seq<Operation>> after) {
        Map<SyncSide, List<Step>> bySide = new LinkedHashMap<>();
        for (Operation op : operations.reject(o -> o.inTrouble() || o.lane.failed())) {
            writes.apply(op, side)
                    .forEach(w -> bySide.computeIfAbsent(op.lane.side(side), s -> new ArrayList<>())
                            .add(new Step(op, w)));
        }
        bySide.forEach((to, steps) -> {
            Seq<Seq<Step>> batches =
                    Vector.ofAll(steps).grouped(SIZE).<Seq<Step>>map(b -> b).toVector();
            for (int i = 0; i < batches.size(); i++) {
                batch(to, side, batches.get(i), i > 0, before, after);
            }
        });
    }

    private void batch(
            SyncSide to,
            Side side,
            Seq<Step> all,
            boolean aged,
            Consumer<Seq<Operation>> before,
            Consumer<Seq<Operation>> after) {
        tenure.renew(all.map(s -> s.op().lane));
        Seq<Step> steps = all.reject(s -> s.op().lane.lost);
        Seq<Step> fresh = steps.filter(s -> aged || s.write() instanceof Write.Remove)
                        .exists(s -> !s.op().lane.sides.of(side).checksVersions())
                ? reread(to, side, steps)
                : steps;
        if (!fresh.isEmpty()) {
            before.accept(fresh.map(Step::op));
            Seq<Step> ready = fresh.reject(s -> s.op().turnedAway);
            journal.append(ready.map(s -> lines.intent(s.op(), side, s.write())));
            Seq<Outcome> outcomes = ready.isEmpty() ? Vector.empty() : to.write(ready.map(Step::write));
            Seq<Sent> settled = Proof.check(to, side, staleOnly(to, side, ready.zipWith(outcomes, Sent::new)));
            settled.forEach(s -> {
                record(s.step().op(), side, s.outcome());
                SharedRows.wrote(s.step().op(), side, s.step().write(), s.outcome());
                Proof.heeded(s, side);
            });
            journal.append(
                    settled.map(s -> lines.outcome(s.step().op(), side, s.step().write(), s.outcome())));
        }
        after.accept(steps.map(Step::op));
    }

    /** Leaves out what somebody edited since it was read; takes the newer version of what is otherwise the same. */
    private Seq<Step> reread(SyncSide to, Side side, Seq<Step> steps) {
        Seq<Step> looked = steps.filter(s -> ref(s.write()).isDefined());
        Seq<Either<PortFailure, Observed>> now = to.fetch(looked.map(s -> look(s)));
        Map<Operation, Observed> seen = new LinkedHashMap<>();
        for (int i = 0; i < looked.size(); i++) {
            Operation op = looked.get(i).op();
            now.get(i).peek(o -> seen.put(op, o));
        }
        return steps.flatMap(s -> {
            if (ref(s.write()).isEmpty()) {
                return Vector.of(s);
            }
            Option<Write> renewed = renew(s.write(), Option.of(seen.get(s.op())), s.op());
            if (renewed.isEmpty()) {
                record(s.op(), side, new Outcome.Refused(new PortFailure.Stale(edited(s))));
            }
            return renewed.map(w -> new Step(s.op(), w)).toVector();
        });
    }

    /** A refused version whose mapped fields are as they were is not stale: written once more with the newer version. */
    private Seq<Sent> staleOnly(SyncSide to, Side side, Seq<Sent> sent) {
        Seq<Integer> stale = Vector.range(0, sent.size())
                .filter(i -> sent.get(i).outcome() instanceof Outcome.Refused r
                        && r.failure() instanceof PortFailure.Stale
                        && ref(sent.get(i).step().write()).isDefined());
        if (stale.isEmpty()) {
            return sent;
        }
        Seq<Either<PortFailure, Observed>> now =
                to.fetch(stale.map(i -> look(sent.get(i).step())));
        Seq<Sent> result = sent;
        for (int n = 0; n < stale.size(); n++) {
            Step step = sent.get(stale.get(n)).step();
            for (Write renewed : renew(step.write(), now.get(n).toOption(), step.op())) {
                Outcome outcome = to.write(Vector.of(renewed)).head();
                result = result.update(stale.get(n), new Sent(new Step(step.op(), renewed), outcome));
            }
        }
        return result;
    }

    private static Option<Write> renew(Write write, Option<Observed> seen, Operation op) {
        if (!(seen.getOrNull() instanceof Observed.Present p) || p.item().isEmpty()) {
            return Option.none();
        }
        if (write instanceof Write.Update u) {
            return same(u.before(), p.item().get(), op, p.ref().side())
                    ? Option.some(u.withExpected(p.version()))
                    : Option.none();
        } else if (write instanceof Write.Remove r
                && target(op)
                        .exists(t ->
                                same(t.item().get(), p.item().get(), op, p.ref().side()))) {
            ItemVersion version = p.version();
            return Option.some(new Write.Remove(r.lane(), r.window(), r.link(), r.ref(), version, r.notice()));
        }
        return Option.none();
    }

    /** What a removal is about, as it was planned. */
    private static Option<Observed.Present> target(Operation op) {
        if (op.decision instanceof io.axpsync.core.plan.Undoing.Retract r) {
            return Option.some(r.target());
        }
        return op.decision instanceof io.axpsync.core.plan.Decision.Remove d ? Option.some(d.target()) : Option.none();
    }

    private static boolean same(Item was, Item is, Operation op, Side side) {
        return Field.of(was.kind())
                .filter(op.lane.sides.of(side)::holds)
                .forAll(f -> NormalForm.same(f, was.value(f), is.value(f)));
    }

    private void record(Operation op, Side side, Outcome outcome) {
        op.outcomes.put(side, outcome);
        if (outcome instanceof Outcome.Refused r) {
            op.problem = r.failure().reason();
            op.lane.tally.refused++;
        } else if (outcome instanceof Outcome.Lost l) {
            op.problem = l.reason();
            op.lane.tally.lost++;
        } else {
            op.lane.tally.written++;
            listener.on(new RunEvent.ItemWritten(
                    op.lane.id(), side, op.decision.getClass().getSimpleName()));
        }
    }

    static Look look(Step step) {
        LaneWork lane = step.op().lane;
        return new Look(lane.lane(), lane.window, ref(step.write()).get(), Option.none());
    }

    /** How messages name what a step writes: kind, id and mailbox. */
    static String item(Step step) {
        String kind = step.op().lane.lane().kind().name().toLowerCase(Locale.ROOT);
        String id = ref(step.write()).map(ref -> " " + ref.id()).getOrElse("");
        return "the " + kind + id + " of " + step.op().lane.lane().mailbox().address();
    }

    private static Reason edited(Step step) {
        return Reason.of(
                "edited-meanwhile",
                item(step) + " was edited by somebody while this run was planning; it is merged in the next run");
    }

    private static Option<ItemRef> ref(Write write) {
        if (write instanceof Write.Update u) {
            return Option.some(u.ref());
        }
        return write instanceof Write.Remove r ? Option.some(r.ref()) : Option.none();
    }
}
