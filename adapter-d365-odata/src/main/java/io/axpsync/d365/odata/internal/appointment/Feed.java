package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Gone;
import io.axpsync.core.change.Observed.Trace;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What changed since a position, for many lanes from one feed: with the companion sets the version rows, tombstones
 * among them, and the rows behind them; on stock D365 what was edited. Neither feed knows whose a row was before, so
 * tombstones are told to each lane, and so is a stamped row of somebody else, as having left the view.
 */
final class Feed {

    private final OData odata;
    private final Features features;
    private final Reading reading;
    private final Sight sight;

    Feed(OData odata, Features features, Reading reading, Sight sight) {
        this.odata = odata;
        this.features = features;
        this.reading = reading;
        this.sight = sight;
    }

    /** @param at where the feed stands after this */
    private record Changes(Vector<Activity> activities, Vector<ItemRef> tombstones, Vector<ItemRef> gone, Instant at) {}

    void observe(Vector<Tuple2<LaneQuery, Position>> lanes, Consumer<LaneAnswer> sink) {
        Option<Instant> complete = completeSince(lanes.map(l -> l._2.at()).min().get());
        Vector<Tuple2<LaneQuery, Position>> open = Vector.empty();
        for (Tuple2<LaneQuery, Position> lane : lanes) {
            if (complete.exists(since -> lane._2.at().isBefore(since))) {
                sink.accept(Observing.failure(
                        lane._1, Observing.expired(lane._1, "is older than the oldest tombstone that D365 keeps")));
            } else {
                open = open.append(lane);
            }
        }
        if (open.isEmpty()) {
            return;
        }
        Instant oldest = open.map(l -> l._2.at()).min().get();
        Changes changes = features.versions() ? versions(oldest) : edits(oldest, open.map(Tuple2::_1));
        Vector<Activity> strip = strip(open);
        for (Tuple2<LaneQuery, Position> lane : open) {
            Snapshot snapshot = new Snapshot(
                    lane._1.lane().id(),
                    Side.D365,
                    items(
                            lane._1,
                            lane._2.window(),
                            changes,
                            lane._2.window().equals(lane._1.window()) ? Vector.empty() : strip),
                    new Completeness.Delta(),
                    new Position(features.versions(), changes.at(), lane._1.window()).checkpoint());
            sink.accept(new LaneAnswer(lane._1.lane(), Either.right(snapshot)));
        }
    }

    /** Tombstones are kept for a time; only a position older than that needs to be asked about. */
    private Option<Instant> completeSince(Instant oldest) {
        Instant kept = odata.config().clock().instant().minus(odata.config().tombstones());
        if (!features.versions() || !oldest.isBefore(kept)) {
            return Option.none();
        }
        Where where = odata.where(EntitySet.VERSIONS);
        return odata.some(Query.of(EntitySet.VERSIONS, where.is("IsDeleted", Literals.member("NoYes", "Yes")))
                        .ordered(Vector.of("ModifiedDateTime"))
                        .first(1))
                .headOption()
                .flatMap(row -> row.time("ModifiedDateTime"))
                .map(first -> first.isBefore(kept) ? first : kept)
                .orElse(Option.some(kept));
    }

    private Changes versions(Instant since) {
        List<Row> rows = new ArrayList<>();
        Where where = odata.where(EntitySet.VERSIONS);
        OData.Listing listed = odata.all(
                Query.of(EntitySet.VERSIONS, where.from("ModifiedDateTime", Literals.time(behind(since))))
                        .ordered(EntitySet.VERSIONS.keys()),
                rows::add);
        Vector<Row> distinct = Vector.ofAll(rows).distinctBy(row -> Activity.ref(row));
        Vector<Row> deleted = distinct.filter(row -> row.text("IsDeleted").equals("Yes"));
        Vector<Row> alive = distinct.removeAll(deleted);
        Seq<Tuple2<Row, Option<Row>>> read = alive.zip(reading.changed(alive.map(Row::key)));
        return new Changes(
                reading.series()
                        .items(read.filter(t -> t._2.isDefined())
                                .map(t -> new Activity(t._2.get(), Option.some(t._1), Vector.empty()))
                                .toVector()),
                deleted.map(Activity::ref),
                read.filter(t -> t._2.isEmpty()).map(t -> Activity.ref(t._1)).toVector(),
                next(listed, rows, "ModifiedDateTime", since));
    }

    private Changes edits(Instant since, Seq<LaneQuery> queries) {
        List<Row> rows = new ArrayList<>();
        Where where = odata.where(EntitySet.ACTIVITIES);
        OData.Listing listed = odata.all(
                Query.of(
                                EntitySet.ACTIVITIES,
                                Where.all(Vector.of(
                                        Observing.categories(where, queries),
                                        where.from("LastDateTimeEdited", Literals.time(behind(since))))))
                        .selecting(Sight.LIGHT)
                        .ordered(EntitySet.ACTIVITIES.keys()),
                rows::add);
        return new Changes(
                Vector.ofAll(rows).map(row -> new Activity(row, Option.none(), Vector.empty())),
                Vector.empty(),
                Vector.empty(),
                next(listed, rows, "LastDateTimeEdited", since));
    }

    private Instant behind(Instant since) {
        return since.minus(odata.config().overlap());
    }

    /** The server's own time; where it does not tell it, the newest change that was seen. */
    private static Instant next(OData.Listing listed, List<Row> rows, String stamp, Instant since) {
        Instant at = listed.date()
                .getOrElse(() ->
                        Vector.ofAll(rows).flatMap(row -> row.time(stamp)).max().getOrElse(since));
        return at.isBefore(since) ? since : at;
    }

    /** What the windows of some lanes moved over, in one listing: nothing was changed there, so no feed tells it. */
    private Vector<Activity> strip(Vector<Tuple2<LaneQuery, Position>> lanes) {
        Vector<Tuple2<LaneQuery, Position>> moved = lanes.filter(
                l -> l._1.lane().kind() == Kind.APPOINTMENT && !l._2.window().equals(l._1.window()));
        if (moved.isEmpty()) {
            return Vector.empty();
        }
        Where where = odata.where(EntitySet.ACTIVITIES);
        Vector<String> strips = Vector.of(
                        hull(moved.flatMap(l ->
                                Vector.of(l._2.window().from(), l._1.window().from()))),
                        hull(moved.flatMap(
                                l -> Vector.of(l._2.window().to(), l._1.window().to()))))
                .flatMap(w -> w)
                .map(w -> "(" + Listing.overlapping(where, w) + ")");
        Vector<String> owners =
                Observing.owners(moved.map(Tuple2::_1)).toVector().sorted();
        List<Row> rows = new ArrayList<>();
        odata.all(
                Query.of(
                                EntitySet.ACTIVITIES,
                                Where.all(Vector.of(
                                        Observing.categories(where, moved.map(Tuple2::_1)),
                                        owners.size() <= Listing.LANES
                                                ? where.isOneOf("ResponsibleWorkerPersonnelNumber", owners)
                                                : "",
                                        Listing.seriesOr(where, features, Where.any(strips)))))
                        .selecting(Sight.LIGHT)
                        .ordered(EntitySet.ACTIVITIES.keys()),
                rows::add);
        Vector<Row> ours = Vector.ofAll(rows).filter(row -> moved.exists(l -> Sight.isOf(row, l._1.lane())));
        return reading.light(ours);
    }

    private static Option<Window> hull(Vector<Instant> edges) {
        Instant from = edges.min().get();
        Instant to = edges.max().get();
        return from.isBefore(to) ? Option.some(new Window(from, to)) : Option.none();
    }

    /** Only a row that carries a stamp can have left a lane that knows it. */
    private static boolean mayHaveBeenLinked(Row row) {
        return row.text("OutlookEntryId").startsWith("axp1;");
    }

    private static Option<Observed.Place> place(Observed seen) {
        return seen instanceof Observed.Present p ? Option.some(p.place()) : Option.none();
    }

    /**
     * Each item once; the feed's word counts more than the strip's. Of all series, which the strip cannot choose by
     * their times, those are told that came into the window or left it.
     *
     * @param was the window of the observation before
     */
    private Seq<Observed> items(LaneQuery query, Window was, Changes changes, Vector<Activity> strip) {
        Lane lane = query.lane();
        Map<ItemRef, Observed> items = LinkedHashMap.empty();
        for (Activity activity : strip.filter(a -> Sight.isOf(a.row(), lane))) {
            Observed seen = sight.light(activity, lane, query.window());
            boolean stays =
                    activity.series().isDefined() && place(seen).equals(place(sight.light(activity, lane, was)));
            items = stays ? items : items.put(activity.ref(), seen);
        }
        for (Activity activity : changes.activities()) {
            if (Sight.isOf(activity.row(), lane)) {
                items = items.put(activity.ref(), sight.light(activity, lane, query.window()));
            } else if (mayHaveBeenLinked(activity.row())) {
                items = items.put(activity.ref(), new Gone(activity.ref(), Trace.LEFT_VIEW));
            }
        }
        for (ItemRef ref : changes.gone()) {
            items = items.put(ref, new Gone(ref, Trace.LEFT_VIEW));
        }
        for (ItemRef ref : changes.tombstones()) {
            items = items.put(ref, new Gone(ref, Trace.TOMBSTONE));
        }
        return items.values();
    }
}
