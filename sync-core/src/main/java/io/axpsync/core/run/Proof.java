package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.core.run.Batches.Sent;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * What servers answer is not always so. Where an answer alone does not prove that a write took effect, and a mistake
 * would cost somebody something, the item is read once more: removals, so that nothing is taken for removed that stands;
 * meetings that we made, so that nobody is invited twice when their organiser deletes them; and updates after which the
 * item has the version that it had before. An update without any effect counts as refused.
 */
final class Proof {

    /** Shapes of fields that a server takes as they are; for choices, numbers and sets it may have rules of its own. */
    private static final Set<Field.Shape> TELLING =
            HashSet.of(Field.Shape.LINE, Field.Shape.PARAGRAPHS, Field.Shape.PERIOD);

    private Proof() {}

    /** The outcomes as far as they are proven. */
    static Seq<Sent> check(SyncSide to, Side side, Seq<Sent> sent) {
        sent.forEach(s -> s.step().op().proven.remove(side));
        Seq<Integer> doubted = Vector.range(0, sent.size()).filter(i -> isDoubted(sent.get(i)));
        Seq<Look> looks = doubted.map(i -> look(sent.get(i)));
        Seq<Either<PortFailure, Observed>> now = looks.isEmpty() ? Vector.empty() : to.fetch(looks);
        return doubted.zip(now)
                .foldLeft(sent, (all, t) -> all.update(t._1, believed(all.get(t._1), t._2)))
                .map(Proof::effective);
    }

    private static boolean isDoubted(Sent sent) {
        if (sent.step().write() instanceof Write.Remove) {
            return sent.outcome() instanceof Outcome.Removed
                    || (sent.outcome() instanceof Outcome.Refused r && r.failure() instanceof PortFailure.Missing);
        }
        return sent.outcome() instanceof Outcome.Written w
                && !readsBack(sent, w)
                && (sent.step().write() instanceof Write.Update u
                        ? w.readBack().version().equals(u.expected())
                        : invites(w));
    }

    private static boolean readsBack(Sent sent, Outcome.Written w) {
        return sent.step().op().lane.sides.of(w.readBack().ref().side()).readsBack();
    }

    private static boolean invites(Outcome.Written made) {
        return made.readBack().ref().side() == Side.EXCHANGE
                && made.readBack().item().exists(i -> !i.value(Field.ATTENDEES).isNothing());
    }

    private static Look look(Sent sent) {
        return sent.outcome() instanceof Outcome.Written w
                ? new Look(
                        sent.step().write().lane(),
                        sent.step().write().window(),
                        w.readBack().ref(),
                        Option.none())
                : Batches.look(sent.step());
    }

    private static Sent believed(Sent sent, Either<PortFailure, Observed> read) {
        Write write = sent.step().write();
        if (write instanceof Write.Remove) {
            return new Sent(sent.step(), removed(sent, read));
        } else if (read.getOrNull() instanceof Observed.Present p && p.item().isDefined()) {
            sent.step().op().proven.add(p.ref().side());
            return new Sent(sent.step(), new Outcome.Written(p));
        }
        return write instanceof Write.Create
                ? new Sent(
                        sent.step(),
                        new Outcome.Lost(
                                read.fold(PortFailure::reason, there -> noEffect(sent, "was made", "is not there"))))
                : sent;
    }

    /** An item to remove is only removed when a read of its own finds it gone, whatever the server answered. */
    private static Outcome removed(Sent sent, Either<PortFailure, Observed> read) {
        if (read.exists(o -> o instanceof Observed.Gone)) {
            return new Outcome.Removed();
        } else if (sent.outcome() instanceof Outcome.Refused) {
            return sent.outcome();
        }
        return read.fold(
                failure -> new Outcome.Lost(failure.reason()),
                there ->
                        new Outcome.Refused(new PortFailure.Rejected(noEffect(sent, "was removed", "is still there"))));
    }

    /** An update after which the item shows nothing of what was asked was none. */
    private static Sent effective(Sent sent) {
        if (sent.step().write() instanceof Write.Update u
                && sent.outcome() instanceof Outcome.Written w
                && (readsBack(sent, w)
                        || sent.step().op().proven.contains(u.ref().side()))
                && isIgnored(u, w.readBack())) {
            return new Sent(
                    sent.step(),
                    new Outcome.Refused(
                            new PortFailure.Rejected(noEffect(sent, "was written", "is as it was before"))));
        }
        return sent;
    }

    private static boolean isIgnored(Write.Update u, Observed.Present now) {
        Map<Field, Value> asked = asked(u).remove(Field.ATTACHMENTS); // each file on its own: see heeded
        boolean marker = u.marked().exists(wanted -> wanted != now.marked());
        boolean stamp = u.stamp()
                .exists(wanted -> now.stamp()
                        .forAll(s -> !s.bare().text().equals(wanted.bare().text())));
        boolean same =
                now.version().equals(u.expected()) && !now.version().token().isEmpty();
        return (same ? !asked.isEmpty() || marker || stamp : asked.exists(Proof::isPlain) || marker || stamp)
                && asked.keySet()
                        .forAll(field -> NormalForm.same(
                                field, u.before().value(field), now.item().get().value(field)));
    }

    /** Whether no server has a reason to keep another value: a blank may have a default, and meetings have rules. */
    private static boolean isPlain(Tuple2<Field, Value> asked) {
        return TELLING.contains(asked._1.shape())
                || asked._1.isSet()
                || (!asked._2.isNothing() && asked._1 != Field.RESPONSE_REQUESTED);
    }

    /** What a write was to change. */
    private static Map<Field, Value> asked(Write.Update u) {
        return u.changes()
                .filter((field, wanted) -> field != Field.TIME_ZONE
                        && !u.withheld().contains(field)
                        && !NormalForm.same(field, u.before().value(field), wanted));
    }

    /**
     * Remembers what was written. A server that says it has written, and whose item still holds the old value, has not:
     * those fields stay open.
     */
    static void heeded(Sent sent, Side side) {
        if (!(sent.outcome() instanceof Outcome.Written w)) {
            return;
        }
        Operation op = sent.step().op();
        op.nowWrote(side, sent.step().write(), op.lane.sides.of(side).readsBack() || op.proven.contains(side));
        if (lacksExceptions(sent.step().write(), w.readBack().item().get())) {
            op.unheeded.merge(side, HashSet.of(Field.EXCEPTIONS), Set::addAll);
            op.problem = noEffect(sent, "was written", "has not all EXCEPTIONS of the series that were written");
        }
        for (Reason lacking : side == Side.D365
                ? FileWrites.lacking(sent.step().write(), w.readBack().item().get(), Batches.item(sent.step()))
                : Option.<Reason>none()) {
            op.unheeded.merge(side, HashSet.of(Field.ATTACHMENTS), Set::addAll);
            op.problem = lacking;
        }
        boolean merges = op.decision instanceof Decision.Update || op.decision instanceof Decision.Adopt;
        if (merges && sent.step().write() instanceof Write.Update u) {
            Item now = w.readBack().item().get();
            Set<Field> unheeded = asked(u).keySet()
                    .filter(field -> TELLING.contains(field.shape())
                            && NormalForm.same(field, u.before().value(field), now.value(field)));
            if (!unheeded.isEmpty()) {
                op.unheeded.merge(side, unheeded, Set::addAll);
                op.problem = noEffect(sent, "was written", "holds what it held before in " + unheeded.mkString(", "));
            }
        }
    }

    /** Whether other occurrences are exceptions than those of the series that was written. */
    private static boolean lacksExceptions(Write write, Item now) {
        Value wanted = Value.NOTHING;
        if (write instanceof Write.Create c) {
            wanted = c.item().value(Field.EXCEPTIONS);
        } else if (write instanceof Write.Update u) {
            boolean concerned =
                    u.changes().containsKey(Field.EXCEPTIONS) || u.changes().containsKey(Field.PERIOD);
            if (!concerned) {
                return false;
            }
            wanted = u.changes().getOrElse(Field.EXCEPTIONS, u.before().value(Field.EXCEPTIONS));
        }
        Value period = now.value(Field.PERIOD);
        return period instanceof Value.Recurring
                && !keys(RecurrenceSet.within(period, wanted))
                        .equals(keys(RecurrenceSet.within(period, now.value(Field.EXCEPTIONS))));
    }

    private static Set<String> keys(Value set) {
        return set instanceof Value.Entries e ? e.entries().keySet() : HashSet.empty();
    }

    private static Reason noEffect(Sent sent, String answer, String truth) {
        return Reason.of(
                "no-effect",
                "the answer is that " + Batches.item(sent.step()) + " " + answer + ", but it " + truth,
                "Nothing to do unless it lasts: it is tried again; then look at the item itself.");
    }
}
