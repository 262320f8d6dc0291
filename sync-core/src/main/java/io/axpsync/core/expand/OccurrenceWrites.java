package io.axpsync.core.expand;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes exceptions of what is written to occurrences: all writes to one series in one, on top of what it says right
 * before. When that is refused they are tried one by one, so that one bad value does not stop the others.
 */
final class OccurrenceWrites {

    private final SyncSide side;
    private final Predicate<LaneId> expanded;

    OccurrenceWrites(SyncSide side, Predicate<LaneId> expanded) {
        this.side = side;
        this.expanded = expanded;
    }

    /** One write to an occurrence; {@code at} is its place among all writes. */
    private record One(int at, Write write, OccurrenceRef ref) {}

    Seq<Outcome> write(Seq<Write> writes) {
        List<One> ones = new ArrayList<>();
        List<Integer> plain = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Option<OccurrenceRef> ref = target(writes.get(i)).flatMap(OccurrenceRef::of);
            if (ref.isDefined()) {
                ones.add(new One(i, writes.get(i), ref.get()));
            } else {
                plain.add(i);
            }
        }
        Outcome[] outcomes = new Outcome[writes.size()];
        if (!plain.isEmpty()) {
            Seq<Outcome> answers = side.write(Vector.ofAll(plain).map(writes::get));
            for (int i = 0; i < plain.size(); i++) {
                outcomes[plain.get(i)] = answers.get(i);
            }
        }
        occurrences(Vector.ofAll(ones), outcomes);
        return Vector.of(outcomes);
    }

    private static Option<ItemRef> target(Write write) {
        if (write instanceof Write.Update u) {
            return Option.some(u.ref());
        }
        return write instanceof Write.Remove r ? Option.some(r.ref()) : Option.none();
    }

    private void occurrences(Seq<One> ones, Outcome[] outcomes) {
        Seq<One> allowed = ones.filter(one -> {
            Option<Outcome> refused = refused(one);
            refused.forEach(why -> outcomes[one.at()] = why);
            return refused.isEmpty();
        });
        Seq<Seq<One>> bySeries = Vector.ofAll(allowed.groupBy(one ->
                        one.write().lane().id() + " " + one.ref().series().id())
                .values());
        Seq<Look> looks = bySeries.map(group -> look(group.head()));
        Seq<Either<PortFailure, Observed>> read = looks.isEmpty() ? Vector.empty() : side.fetch(looks);
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < bySeries.size(); i++) {
            Seq<One> group = bySeries.get(i);
            read.get(i)
                    .peekLeft(failure -> group.forEach(one -> outcomes[one.at()] = new Outcome.Refused(failure)))
                    .peek(series -> plan(group, series, outcomes).forEach(planned::add));
        }
        carryOut(Vector.ofAll(planned), outcomes);
    }

    private static Look look(One one) {
        return new Look(one.write().lane(), one.write().window(), one.ref().series(), Option.none());
    }

    /** Only what an occurrence can have of its own. */
    private Option<Outcome> refused(One one) {
        if (!expanded.test(one.write().lane().id())) {
            return Option.some(rejected(one, "its series is not synchronised one by one any more", ""));
        }
        Set<Field> foreign = one.write() instanceof Write.Update u
                ? u.changes().keySet().filter(f -> !RecurrenceOverride.FIELDS.contains(f))
                : io.vavr.collection.HashSet.empty();
        return foreign.isEmpty()
                ? Option.none()
                : Option.some(rejected(
                        one,
                        foreign.mkString(", ") + ": an appointment that belongs to a series has none of its own",
                        "change it for the whole series in Outlook, or undo the change in D365"));
    }

    private static Outcome rejected(One one, String why, String remedy) {
        return new Outcome.Refused(new PortFailure.Rejected(Reason.of(
                "occurrence",
                "lane " + one.write().lane().id() + ", " + one.ref().ref().id() + ": " + why,
                remedy)));
    }

    private record Planned(Seq<One> ones, Occurrences before, Write.Update write) {}

    private Option<Planned> plan(Seq<One> group, Observed read, Outcome[] outcomes) {
        Option<Occurrences> series = read instanceof Observed.Present p
                ? Occurrences.of(
                        p, group.head().write().lane(), group.head().write().window())
                : Option.none();
        List<One> writing = new ArrayList<>();
        Map<String, Value.Entry> exceptions =
                series.map(s -> entries(s.series().item().get())).getOrElse(LinkedHashMap::empty);
        for (One one : group) {
            Option<Observed.Present> now = series.flatMap(s -> s.at(one.ref().key()));
            if (now.isEmpty()) {
                outcomes[one.at()] = one.write() instanceof Write.Remove
                        ? new Outcome.Removed()
                        : new Outcome.Refused(new PortFailure.Missing(
                                Reason.of("occurrence-gone", one.ref().ref().id() + " does not take place any more")));
            } else if (isStale(one.write(), now.get())) {
                outcomes[one.at()] = new Outcome.Refused(
                        new PortFailure.Stale(Reason.of("stale", one.ref().ref().id() + " was changed meanwhile")));
            } else if (one.write() instanceof Write.Update u && u.changes().isEmpty()) {
                outcomes[one.at()] = new Outcome.Written(now.get());
            } else {
                writing.add(one);
                exceptions =
                        changed(exceptions, one, series.get(), now.get().item().get());
            }
        }
        Map<String, Value.Entry> target = exceptions;
        return writing.isEmpty()
                ? Option.none()
                : Option.some(new Planned(
                        Vector.ofAll(writing),
                        series.get(),
                        update(writing, series.get().series(), target)));
    }

    /** A moved version alone is not enough: another occurrence of the series moves it too. */
    private static boolean isStale(Write write, Observed.Present now) {
        if (write instanceof Write.Update u) {
            return !u.expected().equals(now.version())
                    && RecurrenceOverride.FIELDS.exists(f -> !NormalForm.same(
                            f, u.before().value(f), now.item().get().value(f)));
        }
        return write instanceof Write.Remove r
                && !r.expected().token().isEmpty()
                && !r.expected().equals(now.version());
    }

    private static Map<String, Value.Entry> entries(Item series) {
        return series.value(Field.EXCEPTIONS) instanceof Value.Entries e
                ? LinkedHashMap.ofEntries(e.values().map(one -> io.vavr.Tuple.of(one.key(), one)))
                : LinkedHashMap.empty();
    }

    private static Map<String, Value.Entry> changed(
            Map<String, Value.Entry> exceptions, One one, Occurrences series, Item now) {
        String key = one.ref().key();
        if (!(one.write() instanceof Write.Update u)) {
            return exceptions.put(key, RecurrenceOverride.CANCELLED.entry(key));
        }
        Item whole = series.series().item().get();
        Value period = RecurrenceSet.of(whole).flatMap(set -> set.byRule(key)).get();
        Item then = u.changes().foldLeft(now, (item, change) -> item.with(change._1, change._2));
        RecurrenceOverride override = RecurrenceOverride.between(whole, period, then);
        return override.isNone() ? exceptions.remove(key) : exceptions.put(key, override.entry(key));
    }

    private static Write.Update update(List<One> ones, Observed.Present series, Map<String, Value.Entry> target) {
        Write first = ones.get(0).write();
        Notify loudest =
                Vector.ofAll(ones).map(one -> one.write().notice()).max().getOrElse(Notify.NOBODY);
        return Write.Update.builder()
                .lane(first.lane())
                .window(first.window())
                .link(first.link())
                .notice(loudest)
                .ref(series.ref())
                .expected(series.version())
                .changes(LinkedHashMap.of(
                        Field.EXCEPTIONS, target.isEmpty() ? Value.NOTHING : Value.Entries.of(target.values())))
                .before(series.item().get())
                .withheld(series.withheld().keySet())
                .build();
    }

    private void carryOut(Seq<Planned> planned, Outcome[] outcomes) {
        if (planned.isEmpty()) {
            return;
        }
        Seq<Outcome> answers = side.write(planned.map(Planned::write));
        for (int i = 0; i < planned.size(); i++) {
            Planned p = planned.get(i);
            Outcome answer = answers.get(i);
            boolean oneMayBeBad = answer instanceof Outcome.Refused r
                    && r.failure() instanceof PortFailure.Rejected
                    && p.ones().size() > 1;
            if (oneMayBeBad) {
                p.ones().forEach(one -> occurrences(Vector.of(one), outcomes));
            } else {
                p.ones().forEach(one -> outcomes[one.at()] = outcome(one, p.before(), answer));
            }
        }
    }

    private static Outcome outcome(One one, Occurrences before, Outcome answer) {
        if (!(answer instanceof Outcome.Written written)) {
            return answer;
        } else if (one.write() instanceof Write.Remove) {
            return new Outcome.Removed();
        }
        return Occurrences.of(
                        written.readBack(), one.write().lane(), one.write().window())
                .flatMap(series -> series.at(one.ref().key()))
                .<Outcome>map(Outcome.Written::new)
                .getOrElse(() -> new Outcome.Lost(Reason.of(
                        "occurrence-gone",
                        one.ref().ref().id() + " was written, and does not show in its series "
                                + before.series().title())));
    }
}
