package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.MailThread;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Looks for counterparts among the lane's own appointments, by stamp, natural key and period. Two batches for 100
 * searches. Servers compare texts loosely, so every hit is compared again.
 */
final class Finding {

    private static final Duration DAY = Duration.ofDays(1);

    private final OData odata;
    private final Reading reading;
    private final Sight sight;

    Finding(OData odata, Reading reading, Sight sight) {
        this.odata = odata;
        this.reading = reading;
        this.sight = sight;
    }

    Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return searches.grouped(odata.config().batchSize()).toVector().flatMap(this::batch);
    }

    private Seq<Either<PortFailure, Seq<Observed.Present>>> batch(Seq<Search> searches) {
        Vector<Either<PortFailure, Seq<Row>>> hits = hits(searches);
        Vector<Row> rows = hits.flatMap(h -> h.getOrElse(Vector.empty())).distinctBy(row -> Activity.ref(row));
        Map<ItemRef, Either<PortFailure, Reading.Found>> read = HashMap.ofEntries(rows.zip(
                        searches.exists(s -> s.lane().kind() == Kind.MESSAGE)
                                ? reading.withLinks(rows.map(Row::key))
                                : reading.full(rows.map(Row::key)))
                .map(t -> new Tuple2<>(Activity.ref(t._1), t._2)));
        return searches.zipWith(hits, (search, hit) -> hit.flatMap(found -> seen(search, found, read)));
    }

    private Either<PortFailure, Seq<Observed.Present>> seen(
            Search search, Seq<Row> rows, Map<ItemRef, Either<PortFailure, Reading.Found>> read) {
        Vector<Observed.Present> seen = Vector.empty();
        for (Row row : rows) {
            Either<PortFailure, Reading.Found> found =
                    read.get(Activity.ref(row)).getOrElse(() -> Either.right(new Reading.Absent(false)));
            if (found.isLeft()) {
                return Either.left(found.getLeft());
            }
            if (found.get() instanceof Reading.There there
                    && sight.full(there.activity(), search.lane(), search.window()) instanceof Observed.Present present
                    && !isOtherSeries(search, present)) {
                seen = seen.append(present);
            }
        }
        return Either.right(seen);
    }

    /** Found by the start of its first occurrence alone, but it takes place at other times. */
    private static boolean isOtherSeries(Search search, Observed.Present present) {
        return !isStamped(search, present.stamp())
                && !(search.naturalKey().isDefined() && search.naturalKey().equals(present.naturalKey()))
                && search.period() instanceof Value.Recurring
                && !NormalForm.same(Field.PERIOD, search.period(), present.period());
    }

    private static boolean isStamped(Search search, Option<Stamp> stamp) {
        return search.stamp().exists(s -> stamp.exists(there -> there.bare().equals(s.bare())));
    }

    private Vector<Either<PortFailure, Seq<Row>>> hits(Seq<Search> searches) {
        Vector<Tuple2<Search, Integer>> asked = searches.toVector()
                .zipWithIndex()
                .filter(t -> Appointments.supported(t._1.lane()).isEmpty()
                        && !filter(t._1).isEmpty());
        Vector<Operation> operations = asked.map(
                t -> Operation.get(odata.at().query(query(t._1)), EntitySet.ACTIVITIES, "looking for a counterpart"));
        Vector<Either<Trouble, Answer>> answers = odata.batch(operations, Math.max(1, operations.size()));
        Vector<Either<PortFailure, Seq<Row>>> hits = Vector.fill(searches.size(), () -> Either.right(Vector.empty()));
        for (int i = 0; i < asked.size(); i++) {
            Search search = asked.get(i)._1;
            Either<PortFailure, Seq<Row>> hit;
            try {
                hit = Either.right(odata.rows(query(search), answers.get(i), "looking for a counterpart")
                        .filter(row -> matches(row, search)));
            } catch (Trouble trouble) {
                hit = Either.left(trouble.failure());
            }
            hits = hits.update(asked.get(i)._2, hit);
        }
        return hits;
    }

    private Query query(Search search) {
        return Query.of(EntitySet.ACTIVITIES, filter(search)).selecting(Sight.LIGHT);
    }

    private String filter(Search search) {
        Where where = odata.where(EntitySet.ACTIVITIES);
        Vector<String> any = Vector.ofAll(search.stamp()
                        .map(s -> where.is(
                                "OutlookEntryId", Literals.text(s.bare().text()))))
                .appendAll(search.naturalKey().map(k -> where.is("OutlookSharedObjectId", Literals.text(k))))
                .appendAll(ancestors(search).map(id -> where.is("OutlookSharedObjectId", Literals.text(id + "*"))))
                .appendAll(period(where, search));
        if (search.lane().kind() == Kind.MESSAGE && !any.isEmpty()) {
            return Where.all(Vector.of(
                    Observing.category(
                            where, ActivityMapping.category(Kind.MESSAGE).get()),
                    Where.any(any)));
        }
        return any.isEmpty()
                ? ""
                : Where.all(Vector.of(
                        Observing.category(
                                where,
                                ActivityMapping.category(search.lane().kind()).get()),
                        where.is(
                                "ResponsibleWorkerPersonnelNumber",
                                Literals.text(search.lane().mailbox().personnelNumber())),
                        Where.any(any)));
    }

    /** Beginnings of natural keys; the star is D365's wildcard. */
    private static Seq<String> ancestors(Search search) {
        return search.thread().map(MailThread::ancestors).getOrElse(Vector.empty());
    }

    private static Vector<String> period(Where where, Search search) {
        if (search.lane().kind() == Kind.MESSAGE) {
            return Vector.empty();
        }
        if (search.lane().kind() == Kind.TASK) {
            return due(where, search);
        }
        Value first = AppointmentMapping.first(search.period());
        return Periods.instants(first, search.lane().mailbox().zone())
                .map(p -> first instanceof Value.Days
                        ? Where.all(Vector.of(
                                where.is("AllDay", Literals.member("NoYes", "Yes")),
                                where.above(
                                        "StartDateTime", Literals.time(p.start().minus(DAY))),
                                where.below(
                                        "StartDateTime", Literals.time(p.start().plus(DAY)))))
                        : Where.all(Vector.of(
                                where.is("StartDateTime", Literals.time(p.start())),
                                where.is("EndDateTime", Literals.time(p.end())))))
                .map(term -> "(" + term + ")")
                .toVector();
    }

    /** Around the due date by more than any zone is off; the rows are compared again. */
    private static Vector<String> due(Where where, Search search) {
        if (search.period() instanceof Value.Date date) {
            Instant noon = date.date().atTime(12, 0).toInstant(ZoneOffset.UTC);
            return Vector.of("("
                    + Where.all(Vector.of(
                            where.above("EndDateTime", Literals.time(noon.minus(Duration.ofHours(30)))),
                            where.below("EndDateTime", Literals.time(noon.plus(Duration.ofHours(30))))))
                    + ")");
        }
        return search.period().isNothing()
                ? Vector.empty()
                : Vector.of(where.below("EndDateTime", Literals.time(Dates.EMPTY.plus(DAY))));
    }

    private static boolean matches(Row row, Search search) {
        if (!Sight.isOf(row, search.lane())) {
            return false;
        }
        return isStamped(search, Stamp.parse(row.text("OutlookEntryId")))
                || search.naturalKey().contains(row.text("OutlookSharedObjectId"))
                || ancestors(search).exists(row.text("OutlookSharedObjectId")::startsWith)
                || (!search.period().isNothing() && at(row, search));
    }

    /** A row whose times cannot be read is nobody's counterpart. */
    private static boolean at(Row row, Search search) {
        try {
            return Series.isMaster(row) == search.period() instanceof Value.Recurring
                    && seconds(AppointmentMapping.first(search.period())).equals(Sight.period(row, search.lane()));
        } catch (Row.UnknownValue e) {
            return false;
        }
    }

    private static Value seconds(Value period) {
        return period instanceof Value.Period p ? new Value.Period(second(p.start()), second(p.end())) : period;
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
