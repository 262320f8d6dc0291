package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Kind;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Locale;

/**
 * Reads what makes series of master activities: pattern and occurrences of up to 150 in one batch, then the activities
 * of modified occurrences. Nothing is asked where there is no master.
 */
final class SeriesRows {

    private final OData odata;
    private final Features features;

    SeriesRows(OData odata, Features features) {
        this.odata = odata;
        this.features = features;
    }

    /** The activities, masters with their series; in order. Throws what goes wrong. */
    Vector<Activity> read(Vector<Activity> activities) {
        return readFound(activities.map(a -> Either.right(new Reading.There(a))))
                .map(e -> ((Reading.There) e.getOrElseThrow(Trouble::of)).activity());
    }

    /** The same, without the rows of occurrences that a series has. */
    Vector<Activity> items(Vector<Activity> activities) {
        Vector<Row> kept = withoutParts(activities.map(Activity::row));
        return read(activities.filter(a -> kept.contains(a.row())));
    }

    /** What was found, masters with their series; in order. */
    Vector<Either<PortFailure, Reading.Found>> readFound(Vector<Either<PortFailure, Reading.Found>> found) {
        Vector<Activity> masters = features.series() ? found.flatMap(SeriesRows::master) : Vector.empty();
        if (masters.isEmpty()) {
            return found;
        }
        java.util.Map<Activity, Either<PortFailure, Series>> series = new java.util.IdentityHashMap<>();
        masters.zip(series(masters.map(a -> a.row().key()))).forEach(t -> series.put(t._1, t._2));
        return found.map(one -> master(one)
                .map(a -> Option.of(series.get(a))
                        .get()
                        .<Reading.Found>map(s -> new Reading.There(a.with(Option.some(s)))))
                .getOrElse(one));
    }

    private static Option<Activity> master(Either<PortFailure, Reading.Found> found) {
        return found.toOption()
                .filter(f -> f instanceof Reading.There)
                .map(f -> ((Reading.There) f).activity())
                .filter(a -> Series.isMaster(a.row())
                        && ActivityMapping.category(Kind.APPOINTMENT)
                                .contains(a.row().text("Category")));
    }

    private Vector<Either<PortFailure, Series>> series(Vector<Key> masters) {
        Vector<Query> occurrences =
                masters.map(key -> Reading.children(odata, EntitySet.OCCURRENCES, "MasterActivityNumber", key));
        Vector<Operation> reads = masters.zip(occurrences)
                .flatMap(t -> Vector.of(
                        Operation.get(
                                odata.at().row(new Key(EntitySet.RECURRENCES, t._1.parts())),
                                EntitySet.RECURRENCES,
                                Reading.what(t._1)),
                        Operation.get(odata.at().query(t._2), EntitySet.OCCURRENCES, Reading.what(t._1))));
        Vector<Either<Trouble, Answer>> answers =
                odata.batch(reads, 3 * odata.config().batchSize());
        Vector<Either<PortFailure, Series>> read = masters.zipWithIndex((key, i) -> {
            try {
                return Either.right(new Series(
                        row(EntitySet.RECURRENCES, answers.get(2 * i), key),
                        occurrences(key, occurrences.get(i), answers.get(2 * i + 1)),
                        HashMap.empty()));
            } catch (Trouble trouble) {
                return Either.left(trouble.failure());
            }
        });
        return withExceptions(masters, read);
    }

    /** The server takes {@code *} in a number as a wildcard, so the rows are compared again. */
    private Seq<Row> occurrences(Key master, Query query, Either<Trouble, Answer> answer) {
        return odata.rows(query, answer, "reading the occurrences of " + Reading.what(master))
                .filter(r ->
                        r.text("dataAreaId").equalsIgnoreCase(master.parts().get(0))
                                && r.text("MasterActivityNumber")
                                        .equalsIgnoreCase(master.parts().get(1)));
    }

    private Vector<Either<PortFailure, Series>> withExceptions(
            Vector<Key> masters, Vector<Either<PortFailure, Series>> read) {
        Vector<Vector<Key>> keys = masters.zipWith(
                read, (master, series) -> series.map(s -> exceptions(master, s)).getOrElse(Vector.empty()));
        Vector<Key> all = keys.flatMap(k -> k);
        if (all.isEmpty()) {
            return read;
        }
        Vector<Either<Trouble, Answer>> answers = odata.batch(
                all.map(key -> Operation.get(odata.at().row(key), EntitySet.ACTIVITIES, Reading.what(key))),
                3 * odata.config().batchSize());
        int at = 0;
        for (int i = 0; i < masters.size(); i++) {
            Vector<Key> own = keys.get(i);
            if (!own.isEmpty()) {
                read = read.update(i, read.get(i).flatMap(exceptions(own, answers.slice(at, at + own.size()))));
                at += own.size();
            }
        }
        return read;
    }

    private java.util.function.Function<Series, Either<PortFailure, Series>> exceptions(
            Vector<Key> keys, Vector<Either<Trouble, Answer>> answers) {
        return series -> {
            try {
                Map<String, Row> rows = HashMap.ofEntries(keys.zip(answers)
                        .flatMap(t -> row(EntitySet.ACTIVITIES, t._2, t._1)
                                .map(row -> new Tuple2<>(t._1.parts().get(1).toLowerCase(Locale.ROOT), row))));
                return Either.right(new Series(series.pattern(), series.occurrences(), rows));
            } catch (Trouble trouble) {
                return Either.left(trouble.failure());
            }
        };
    }

    private static Vector<Key> exceptions(Key master, Series series) {
        return series.occurrences()
                .map(row -> row.text("ActivityNumber"))
                .filter(number -> !number.isEmpty())
                .map(number -> Key.of(EntitySet.ACTIVITIES, master.parts().get(0), number))
                .toVector();
    }

    private Option<Row> row(EntitySet set, Either<Trouble, Answer> part, Key key) {
        return part.exists(a -> a.status() == 404)
                ? Option.none()
                : Option.some(odata.row(set, odata.good(part, "reading " + Reading.what(key))));
    }

    /** The rows without those of occurrences that some series has: they are items of nobody. */
    Vector<Row> withoutParts(Vector<Row> rows) {
        Vector<Row> parts = features.series() ? rows.filter(SeriesRows::isAppointmentPart) : Vector.empty();
        if (parts.isEmpty()) {
            return rows;
        }
        Vector<Query> queries =
                parts.map(row -> Reading.children(odata, EntitySet.OCCURRENCES, "ActivityNumber", row.key()));
        Vector<Either<Trouble, Answer>> answers = odata.batch(
                queries.map(q -> Operation.get(odata.at().query(q), EntitySet.OCCURRENCES, "looking for a series")),
                3 * odata.config().batchSize());
        java.util.Set<Row> owned = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        for (int i = 0; i < parts.size(); i++) {
            Row part = parts.get(i);
            if (odata.rows(queries.get(i), answers.get(i), "looking for a series")
                    .exists(r -> Series.number(r).equals(Series.number(part)))) {
                owned.add(part);
            }
        }
        return rows.filter(row -> !owned.contains(row));
    }

    private static boolean isAppointmentPart(Row row) {
        return Series.isPart(row) && ActivityMapping.category(Kind.APPOINTMENT).contains(row.text("Category"));
    }
}
