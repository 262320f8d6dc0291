package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Full listings: every appointment of some workers that touches their windows and all their tasks, by owner and key, page by page to the
 * last. The workers are read first: a worker that D365 does not know has no empty calendar but none.
 */
final class Listing {

    /** So many owners fit into an address of 2,048 characters, the most that web servers take by default. */
    static final int LANES = 10;

    private static final Seq<String> ORDER =
            Vector.of("ResponsibleWorkerPersonnelNumber", "dataAreaId", "ActivityNumber");
    private static final Duration DAY = Duration.ofDays(1);

    private final OData odata;
    private final Features features;
    private final Reading reading;
    private final Sight sight;

    Listing(OData odata, Features features, Reading reading, Sight sight) {
        this.odata = odata;
        this.features = features;
        this.reading = reading;
        this.sight = sight;
    }

    void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        Set<String> known = workers(Observing.owners(queries));
        queries.filter(q -> !known.contains(owner(q)))
                .forEach(q -> sink.accept(Observing.failure(
                        q,
                        new PortFailure.Missing(Reason.of(
                                "no-such-worker",
                                "D365 knows no worker " + owner(q),
                                "check the personnel number of the mailbox")))));
        Seq<LaneQuery> open = queries.filter(q -> known.contains(owner(q)));
        if (open.isEmpty()) {
            return;
        }
        List<Row> rows = new ArrayList<>();
        OData.Listing listed = odata.all(
                Query.of(EntitySet.ACTIVITIES, filter(open))
                        .selecting(Sight.LIGHT)
                        .ordered(ORDER),
                rows::add);
        Instant at = listed.date().getOrElse(() -> newest(rows));
        Map<String, Vector<Row>> byOwner = Vector.ofAll(rows).groupBy(Listing::owner);
        for (LaneQuery query : open) {
            Vector<Row> own = byOwner.getOrElse(owner(query), Vector.empty())
                    .filter(row -> Sight.isOf(row, query.lane()) && Sight.touches(row, query.lane(), query.window()))
                    .distinctBy(row -> Activity.ref(row));
            sink.accept(new LaneAnswer(query.lane(), Either.right(snapshot(query, own, listed.pages(), at))));
        }
    }

    private Snapshot snapshot(LaneQuery query, Vector<Row> rows, int pages, Instant at) {
        Seq<Activity> activities = reading.light(rows);
        Seq<Observed> items = activities
                .map(activity -> sight.light(activity, query.lane(), query.window()))
                .filter(seen -> !(seen instanceof Observed.Present p) || p.place() == Observed.Place.IN_LANE);
        return new Snapshot(
                query.lane().id(),
                Side.D365,
                items,
                new Completeness.Full(
                        query.window(),
                        pages,
                        "worker " + query.lane().mailbox().personnelNumber()
                                + " was read; activities listed across companies, by owner and key"),
                new Position(features.versions(), at, query.window()).checkpoint());
    }

    private Set<String> workers(Set<String> owners) {
        Where where = odata.where(EntitySet.WORKERS);
        List<Row> rows = new ArrayList<>();
        odata.all(
                Query.of(EntitySet.WORKERS, where.isOneOf("PersonnelNumber", owners.toVector()))
                        .selecting(EntitySet.WORKERS.keys())
                        .ordered(EntitySet.WORKERS.keys()),
                rows::add);
        return HashSet.ofAll(rows).map(row -> row.text("PersonnelNumber").toLowerCase(Locale.ROOT));
    }

    private String filter(Seq<LaneQuery> queries) {
        Where where = odata.where(EntitySet.ACTIVITIES);
        Seq<Set<String>> companies = queries.map(
                        q -> (Set<String>) HashSet.ofAll(q.lane().mailbox().companies()))
                .distinct();
        boolean narrow = companies.size() == 1
                && companies.head().nonEmpty()
                && companies.head().size() <= 10;
        return Where.all(Vector.of(
                where.isOneOf(
                        "ResponsibleWorkerPersonnelNumber",
                        Observing.owners(queries).toVector().sorted()),
                narrow ? where.isOneOf("dataAreaId", companies.head().toVector().sorted()) : "",
                inScope(where, queries)));
    }

    /** Appointments that touch the windows, and tasks whenever they are. */
    private String inScope(Where where, Seq<LaneQuery> queries) {
        Seq<LaneQuery> dated = queries.filter(q -> q.lane().kind() == Kind.APPOINTMENT);
        if (dated.isEmpty()) {
            return Observing.categories(where, queries);
        }
        String appointments = Where.all(Vector.of(
                Observing.categories(where, dated),
                seriesOr(
                        where,
                        features,
                        overlapping(
                                where,
                                new Window(
                                        dated.map(q -> q.window().from()).min().get(),
                                        dated.map(q -> q.window().to()).max().get())))));
        Seq<LaneQuery> undated = queries.removeAll(dated);
        return undated.isEmpty()
                ? appointments
                : Where.any(Vector.of("(" + appointments + ")", Observing.categories(where, undated)));
    }

    /** A series that began long ago may still go on: where there are series, all masters are looked at. */
    static String seriesOr(Where where, Features features, String term) {
        return features.series()
                ? Where.any(Vector.of("(" + term + ")", where.is("MasterAppointment", Literals.member("NoYes", "Yes"))))
                : term;
    }

    /** Wider by a day: all-day items are dates, and other programs write them with other hours. */
    static String overlapping(Where where, Window window) {
        String from = Literals.time(window.from().minus(DAY));
        return Where.all(Vector.of(
                where.below("StartDateTime", Literals.time(window.to().plus(DAY))),
                Where.any(Vector.of(where.above("EndDateTime", from), where.from("StartDateTime", from)))));
    }

    /** For servers that do not tell the time: what was edited last was there to be seen. */
    private Instant newest(List<Row> rows) {
        return Vector.ofAll(rows)
                .flatMap(r -> r.time("LastDateTimeEdited"))
                .max()
                .getOrElse(() -> odata.config().clock().instant().minus(DAY));
    }

    private static String owner(LaneQuery query) {
        return query.lane().mailbox().personnelNumber().toLowerCase(Locale.ROOT);
    }

    private static String owner(Row row) {
        return row.text("ResponsibleWorkerPersonnelNumber").toLowerCase(Locale.ROOT);
    }
}
