package io.axpsync.core.expand;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;

/** Turns what a side says of series into what it says of their occurrences. */
final class Showing {

    private static final Reason TOO_MANY = Reason.of(
            "series",
            "PERIOD: the series has more than " + Occurrences.MOST + " occurrences in the window",
            "shorten the window of the lane, or end the series sooner");
    private static final Reason WAS_WHOLE = Reason.of(
            "series",
            "PERIOD: was synchronised as a series, and D365 does not hold series any more",
            "bring the companion entities AxpActivityRecurrences and AxpActivityOccurrences back, or take the category"
                    + " off the series, run once, and set it again");
    private static final Reason WAS_EXPANDED = Reason.of(
            "series",
            "PERIOD: its occurrences were synchronised one by one, before D365 held series",
            "take the category off the series in Outlook and run once, which releases the single activities; then set"
                    + " it again");

    private final SyncSide side;
    private final KnownOccurrences known;

    Showing(SyncSide side, KnownOccurrences known) {
        this.side = side;
        this.known = known;
    }

    /** What a lane's snapshot shows; a series that carries the marker, or whose occurrences are linked, is read in full. */
    Either<PortFailure, Snapshot> snapshot(LaneQuery query, Snapshot snapshot, boolean expanded) {
        LaneId lane = query.lane().id();
        if (!expanded) {
            return Either.right(with(
                    snapshot, snapshot.items().map(o -> isOldExpansion(lane, o) ? parked(o, WAS_EXPANDED) : o)));
        }
        Seq<ItemRef> suspects = snapshot.items().filter(o -> isSuspect(lane, o)).map(Observed::ref);
        Map<ItemRef, Observed> wholes = new HashMap<>();
        Seq<Either<PortFailure, Observed>> answers = suspects.isEmpty()
                ? Vector.empty()
                : side.fetch(suspects.map(ref -> new Look(query.lane(), query.window(), ref, Option.none())));
        for (int i = 0; i < suspects.size(); i++) {
            Either<PortFailure, Observed> answer = answers.get(i);
            if (answer.isLeft()) {
                return Either.left(answer.getLeft());
            }
            wholes.put(suspects.get(i), answer.get());
        }
        return Either.right(with(
                snapshot,
                snapshot.items().flatMap(o -> shown(query, snapshot.isFull(), o, Option.of(wholes.get(o.ref()))))));
    }

    private static Snapshot with(Snapshot snapshot, Seq<Observed> items) {
        return new Snapshot(snapshot.lane(), snapshot.side(), items, snapshot.completeness(), snapshot.next());
    }

    private boolean isOldExpansion(LaneId lane, Observed o) {
        return o instanceof Observed.Present p && p.marked() && maybeSeries(p) && known.isExpanded(lane, p.ref());
    }

    private boolean isSuspect(LaneId lane, Observed o) {
        return o instanceof Observed.Present p
                && (maybeSeries(p) && p.marked()
                        || !known.of(lane, p.ref()).isEmpty()
                        || known.isWhole(lane, p.ref()) && maybeSeries(p));
    }

    /** A feed tells of a series its rule, or nothing about when it takes place. */
    private static boolean maybeSeries(Observed.Present light) {
        return light.period() instanceof Value.Recurring || light.period().isNothing();
    }

    private Seq<Observed> shown(LaneQuery query, boolean full, Observed light, Option<Observed> read) {
        Seq<ItemRef> linked = known.of(query.lane().id(), light.ref());
        Observed said = read.getOrElse(light);
        if (said instanceof Observed.Gone gone) {
            return full
                    ? Vector.empty()
                    : linked.<Observed>map(ref -> new Observed.Gone(ref, gone.trace()))
                            .append(gone);
        } else if (said instanceof Observed.Unreadable u) {
            return linked.isEmpty() ? Vector.of(u) : linked.map(ref -> unreadable(ref, u));
        }
        Observed.Present present = (Observed.Present) said;
        Option<Occurrences> series = Occurrences.of(present, query.lane(), query.window());
        if (series.isEmpty()) {
            return Vector.<Observed>of(light).appendAll(full ? Vector.empty() : left(linked));
        } else if (known.isWhole(query.lane().id(), present.ref())) {
            return Vector.of(parked(present, WAS_WHOLE));
        }
        Seq<Observed.Present> inWindow = series.get().inWindow();
        if (inWindow.size() > Occurrences.MOST) {
            return (linked.isEmpty() ? Vector.of(present.ref()) : linked)
                    .map(ref -> new Observed.Unreadable(
                            ref, present.version(), present.marked(), present.title(), TOO_MANY));
        }
        Seq<ItemRef> refs = inWindow.map(Observed.Present::ref);
        Seq<ItemRef> vanished = full ? Vector.empty() : linked.removeAll(refs).append(present.ref());
        return inWindow.<Observed>map(one -> one.withItem(Option.none())).appendAll(left(vanished));
    }

    private static Seq<Observed> left(Seq<ItemRef> refs) {
        return refs.map(ref -> new Observed.Gone(ref, Observed.Trace.LEFT_VIEW));
    }

    private static Observed unreadable(ItemRef ref, Observed.Unreadable u) {
        return new Observed.Unreadable(ref, u.version(), u.marked(), u.title(), u.reason());
    }

    private static Observed parked(Observed o, Reason reason) {
        return o instanceof Observed.Present p
                ? new Observed.Unreadable(p.ref(), p.version(), p.marked(), p.title(), reason)
                : o;
    }

    /** Where an occurrence is read: at its series. */
    static Look atSeries(Look look) {
        return OccurrenceRef.of(look.ref())
                .map(one -> new Look(look.lane(), look.window(), one.series(), Option.none()))
                .getOrElse(look);
    }

    /** What the look asked for, when this is what stands where {@link #atSeries} looked. */
    Observed read(Look look, Observed read, boolean expanded) {
        Option<OccurrenceRef> one = OccurrenceRef.of(look.ref());
        Option<Occurrences> series =
                read instanceof Observed.Present p ? Occurrences.of(p, look.lane(), look.window()) : Option.none();
        if (one.isDefined()) {
            return expanded
                    ? occurrence(look, one.get(), read, series)
                    : oldOccurrence(look.ref(), one.get(), read, series);
        } else if (series.isEmpty()) {
            return read;
        } else if (!expanded) {
            return known.isExpanded(look.lane().id(), read.ref()) ? parked(read, WAS_EXPANDED) : read;
        } else if (known.isWhole(look.lane().id(), look.ref())) {
            return parked(read, WAS_WHOLE);
        } else if (series.get().inWindow().size() > Occurrences.MOST) {
            return parked(read, TOO_MANY);
        }
        // a single that became a series: what was linked goes on as the first of it
        return series.get()
                .first()
                .filter(first -> !known.isLinked(look.lane().id(), first.ref()))
                .<Observed>map(first -> first)
                .getOrElse(() -> new Observed.Gone(read.ref(), Observed.Trace.TOMBSTONE));
    }

    private Observed occurrence(Look look, OccurrenceRef one, Observed read, Option<Occurrences> series) {
        if (read instanceof Observed.Gone gone) {
            return new Observed.Gone(look.ref(), gone.trace());
        } else if (read instanceof Observed.Unreadable u) {
            return unreadable(look.ref(), u);
        } else if (series.isDefined()) {
            return series.get()
                    .at(one.key())
                    .<Observed>map(there -> there)
                    .getOrElse(() -> new Observed.Gone(look.ref(), Observed.Trace.TOMBSTONE));
        }
        // a series that became a single: the first of what was linked goes on as it
        boolean goesOn = known.isHeir(look.lane().id(), one);
        return goesOn ? read : new Observed.Gone(look.ref(), Observed.Trace.TOMBSTONE);
    }

    private static Observed oldOccurrence(ItemRef ref, OccurrenceRef one, Observed read, Option<Occurrences> series) {
        if (read instanceof Observed.Gone gone) {
            return new Observed.Gone(ref, gone.trace());
        }
        Option<Observed> unmarked = series.filter(s -> !s.series().marked())
                .flatMap(s -> s.at(one.key()))
                .map(o -> o);
        return unmarked.getOrElse(() -> read instanceof Observed.Present p
                ? new Observed.Unreadable(ref, p.version(), p.marked(), p.title(), WAS_EXPANDED)
                : new Observed.Unreadable(ref, new ItemVersion(""), true, "", WAS_EXPANDED));
    }

    /** What a search may have meant of an item that it found: of a series only the occurrences that it names. */
    static Seq<Observed.Present> matching(Search search, Observed.Present found) {
        Lane lane = search.lane();
        return Occurrences.of(found, lane, search.window())
                .map(series -> series.inWindow()
                        .filter(one -> NormalForm.same(
                                        Field.PERIOD,
                                        search.period(),
                                        one.item().get().value(Field.PERIOD))
                                || search.stamp()
                                        .exists(s ->
                                                one.stamp().exists(t -> t.link().equals(s.link())))
                                || one.naturalKey().isDefined()
                                        && one.naturalKey().equals(search.naturalKey())))
                .getOrElse(() -> Vector.of(found));
    }
}
