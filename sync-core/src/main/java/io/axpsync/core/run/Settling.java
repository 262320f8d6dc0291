package io.axpsync.core.run;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.ChangeDetector;
import io.axpsync.core.change.FieldPrint;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.TaskProgress;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Merge;
import io.axpsync.core.plan.Pair;
import io.axpsync.core.plan.Projection;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * What the store remembers of an operation after each write: baselines take only what was read back. Fields that did
 * not get to their destination keep their old prints, so that they still count as changed.
 */
final class Settling {

    private final Fingerprints fingerprints;
    private final Instant now;

    Settling(Fingerprints fingerprints, Instant now) {
        this.fingerprints = fingerprints;
        this.now = now;
    }

    /** The link as the outcomes so far make it. */
    Link settle(Operation op) {
        if (op.lane.lane().kind() == Kind.MESSAGE) {
            return ImportSettling.settle(op, now);
        }
        if (op.decision instanceof Decision.Create c) {
            return created(op, c);
        } else if (op.decision instanceof Decision.Update u) {
            return merged(op, u.pair(), u.merge(), Vector.empty());
        } else if (op.decision instanceof Decision.Adopt a) {
            return merged(op, a.pair(), a.merge(), a.mark());
        } else if (op.decision instanceof Decision.Release r) {
            return released(op, r);
        }
        return op.before;
    }

    private Link created(Operation op, Decision.Create c) {
        return op.written(c.on())
                .map(w -> {
                    Observed.Present made = w.readBack();
                    Observed.Present source =
                            op.written(c.on().other()).map(s -> s.readBack()).getOrElse(c.source());
                    Pair pair = c.on() == Side.D365 ? new Pair(made, source) : new Pair(source, made);
                    boolean unstamped =
                            c.stampSource() && op.written(c.on().other()).isEmpty();
                    Set<Field> open = unstamped && c.on() == Side.EXCHANGE
                            ? Writes.onlyExchangeKnows(op, pair.item(Side.D365), pair.item(Side.EXCHANGE))
                                    .keySet()
                            : op.unheeded(c.on());
                    Observed.Present sent = made.withItem(Option.some(c.item()));
                    Pair read = c.on() == Side.D365 ? new Pair(sent, c.source()) : new Pair(c.source(), sent);
                    Link link = agreed(op, read, pair, open)
                            .withMadeOn(Option.some(c.on()))
                            .withMarkerSeen(true);
                    return unstamped ? link.in(LinkState.PENDING, now) : link;
                })
                .getOrElse(op.before);
    }

    /**
     * While a write is missing, old versions stay, so that the pair is looked at again whatever happens to this run; and
     * a pair that has no baseline yet, or lacks a marker, stays PENDING and is adopted anew.
     */
    private Link merged(Operation op, Pair read, Merge merge, Seq<Side> mark) {
        Set<Field> open = merge.notCarried().keySet();
        boolean missing = false;
        for (Side side : Side.values()) {
            if ((!merge.to(side).isEmpty() || mark.contains(side))
                    && op.written(side).isEmpty()) {
                open = open.addAll(merge.to(side).keySet());
                missing = true;
            } else if (!op.unheeded(side).isEmpty()) {
                open = open.addAll(op.unheeded(side));
                missing = true;
            }
        }
        Pair now = new Pair(newest(op, read, Side.D365), newest(op, read, Side.EXCHANGE));
        if (!missing) {
            return agreed(op, read, now, open).withMarkerSeen(true);
        } else if (op.before.d365Baseline().isEmpty() || !mark.isEmpty()) {
            return op.before
                    .withRef(Side.D365, now.d365().ref())
                    .withRef(Side.EXCHANGE, now.exchange().ref())
                    .withMarkerSeen(mark.isEmpty())
                    .in(LinkState.PENDING, this.now);
        }
        Link link = agreed(op, read, now, open);
        for (Side side : Side.values()) {
            Baseline b = link.baseline(side).get();
            ItemVersion version =
                    op.before.baseline(side).map(Baseline::version).getOrElse(b.version());
            link = link.withBaseline(side, new Baseline(version, b.keyId(), b.prints(), b.replaced()));
        }
        return link;
    }

    private static Observed.Present newest(Operation op, Pair read, Side side) {
        return op.written(side).map(w -> w.readBack()).getOrElse(read.on(side));
    }

    private Link agreed(Operation op, Pair read, Pair pair, Set<Field> open) {
        Link link = op.before
                .withRef(Side.D365, pair.d365().ref())
                .withRef(Side.EXCHANGE, pair.exchange().ref())
                .withNaturalKey(pair.exchange().naturalKey().orElse(op.before.naturalKey()))
                .in(LinkState.LINKED, now);
        for (Side side : Side.values()) {
            link = link.withBaseline(side, baseline(op, read, pair, side, open));
        }
        return link;
    }

    private Baseline baseline(Operation op, Pair read, Pair pair, Side side, Set<Field> open) {
        Observed.Present present = pair.on(side);
        Item item = settled(op, read, pair, side);
        boolean drifted = !item.equals(pair.item(side));
        Map<Field, Withheld> withheld = side == Side.D365
                ? new Projection(op.lane.sides, op.lane.setup.rules()).withheld(pair.item(Side.EXCHANGE), Side.D365)
                : present.withheld();
        Baseline fresh = keyed(op.before.baseline(side), open)
                .baseline(op.lane.sides.of(side), item, present.version(), withheld);
        Map<Field, FieldPrint> old =
                op.before.baseline(side).map(Baseline::prints).getOrElse(HashMap.empty());
        Map<Field, FieldPrint> prints = fresh.prints();
        for (Field field : open) {
            prints = old.get(field).isDefined()
                    ? prints.put(field, old.get(field).get())
                    : prints.remove(field);
        }
        return new Baseline(drifted ? UNKNOWN : fresh.version(), fresh.keyId(), prints, op.replaced(side));
    }

    /** Fields that did not get to their destination keep their old prints, and so the others the key of those. */
    private Fingerprints keyed(Option<Baseline> before, Set<Field> open) {
        return before.filter(b -> !open.isEmpty())
                .flatMap(b -> fingerprints.of(b.keyId()))
                .getOrElse(fingerprints);
    }

    /**
     * What the side says as far as both agreed on it. A field that we did not write and that says something else now,
     * other than the other side, was edited meanwhile: it stays as it was read, so that the next run sees the edit.
     */
    private static Item settled(Operation op, Pair read, Pair now, Side side) {
        Projection projection = new Projection(op.lane.sides, op.lane.setup.rules());
        Item item = now.item(side);
        for (Field field : op.lane.sides.shared(item.kind())) {
            Value shown =
                    projection.of(now.item(Side.EXCHANGE), field, Side.D365).value();
            boolean agreed = follows(op, side, field) || NormalForm.same(field, shown, now.value(Side.D365, field));
            boolean moved = !NormalForm.same(field, read.value(side, field), now.value(side, field));
            item = !agreed && moved ? item.with(field, read.value(side, field)) : item;
        }
        return item;
    }

    /** Whether we wrote the field, or what it follows from: who completes a task makes the server put the date. */
    private static boolean follows(Operation op, Side side, Field field) {
        return op.wrote(side, field)
                || (TaskProgress.FIELDS.contains(field) && TaskProgress.FIELDS.exists(f -> op.wrote(side, f)));
    }

    private static final ItemVersion UNKNOWN = new ItemVersion("");

    /** A marker that was not taken off, as it was to be, keeps the pair linked, so that it is taken off in the next run. */
    private Link released(Operation op, Decision.Release r) {
        if (r.unmark().exists(o -> op.written(o.ref().side()).isEmpty())) {
            return op.before;
        }
        if (op.lane.lane().isPublished()) {
            boolean selected =
                    op.before.d365().exists(ref -> op.lane.full.get(ref) instanceof Observed.Present p && p.marked());
            return op.before.withMarkerSeen(selected).in(LinkState.RELEASED, now);
        }
        boolean unmarked = r.unmark().isDefined()
                || (r.leavesScope()
                        ? r.items().forAll(ref -> op.lane.full.get(ref) instanceof Observed.Present p && !p.marked())
                        : r.reason().code().equals("unmarked")
                                && r.items()
                                        .forAll(ref ->
                                                !(op.lane.full.get(ref) instanceof Observed.Present p && p.marked())));
        Link link = op.before.withMarkerSeen(!unmarked).in(LinkState.RELEASED, now);
        for (Side side : r.unmark().map(o -> o.ref().side())) {
            for (Baseline b : link.baseline(side)) {
                link = link.withBaseline(side, b.written(op.replaced(side)));
            }
        }
        return link;
    }

    /** A pair that was looked at and found as it was: newer versions, same prints. */
    Link kept(LaneWork lane, Link link) {
        Link result = link;
        for (Side side : Side.values()) {
            Option<Observed.Present> seen = link.ref(side)
                    .flatMap(ref -> Option.of(lane.full.get(ref)))
                    .flatMap(o -> o instanceof Observed.Present p ? Option.some(p) : Option.none());
            for (Observed.Present p : seen) {
                for (Baseline b : result.baseline(side)) {
                    result = result.withBaseline(side, rebased(lane, side, b, p));
                }
            }
        }
        boolean wakes = link.state() == LinkState.DORMANT && link.d365Baseline().isDefined();
        return wakes ? result.in(LinkState.LINKED, now) : result;
    }

    /** The newer version; with the key in use, when the item still says what it said when both agreed. */
    private Baseline rebased(LaneWork lane, Side side, Baseline b, Observed.Present now) {
        Option<Fingerprints> keyed = fingerprints.of(b.keyId());
        boolean agrees = keyed.isDefined()
                ? now.item()
                        .exists(i -> new ChangeDetector(fingerprints)
                                .changed(Option.some(b), i, now, lane.sides.of(side))
                                .isEmpty())
                : now.item().isDefined() && b.version().equals(now.version());
        return agrees && !b.keyId().equals(fingerprints.keyId())
                ? fingerprints.renewed(b, now.item().get(), now.version())
                : new Baseline(now.version(), b.keyId(), b.prints());
    }
}
