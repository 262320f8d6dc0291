package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Silence;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Reads activities by their keys: row, version and attendees of up to 100 activities in one batch, and what makes series
 * of those that are masters in up to two more. An activity that is
 * not there is only believed to be gone when its company is still ours to read; else a lost permission would look like
 * a deletion.
 */
final class Reading {

    /** What a key led to. */
    sealed interface Found {}

    record There(Activity activity) implements Found {}

    /** @param tombstone whether the change feed says that it was deleted */
    record Absent(boolean tombstone) implements Found {}

    private final OData odata;
    private final Features features;
    private final SeriesRows series;

    Reading(OData odata, Features features) {
        this.odata = odata;
        this.features = features;
        this.series = new SeriesRows(odata, features);
    }

    SeriesRows series() {
        return series;
    }

    /** In the order of the keys. */
    Seq<Either<PortFailure, Found>> full(Seq<Key> keys) {
        Vector<Either<PortFailure, Found>> found =
                keys.grouped(odata.config().batchSize()).toVector().flatMap(this::batch);
        return confirmed(keys, series.readFound(found));
    }

    /** The same with what the activities are associated with, which matters for imported messages alone. */
    Seq<Either<PortFailure, Found>> withLinks(Seq<Key> keys) {
        Vector<Either<PortFailure, Found>> found = full(keys).toVector();
        if (!features.links()) {
            return found;
        }
        Vector<Integer> there =
                Vector.range(0, keys.size()).filter(i -> found.get(i).exists(f -> f instanceof There));
        Vector<Operation> operations = there.map(i -> Operation.get(
                odata.at().query(children(EntitySet.LINKS, keys.get(i))), EntitySet.LINKS, what(keys.get(i))));
        Vector<Either<Trouble, Answer>> answers =
                odata.batch(operations, odata.config().batchSize());
        Vector<Either<PortFailure, Found>> with = found;
        for (int i = 0; i < there.size(); i++) {
            with = with.update(there.get(i), linked(keys.get(there.get(i)), found.get(there.get(i)), answers.get(i)));
        }
        return with;
    }

    private Either<PortFailure, Found> linked(
            Key key, Either<PortFailure, Found> found, Either<Trouble, Answer> answer) {
        try {
            Seq<Row> links = hanging(EntitySet.LINKS, key, answer);
            return found.map(f -> new There(((There) f).activity().withLinks(links)));
        } catch (Trouble trouble) {
            return Either.left(trouble.failure());
        }
    }

    /**
     * Listed rows with their versions and what makes series of them; in order. Rows of occurrences that a series has are
     * left out: they are part of it.
     */
    Vector<Activity> light(Seq<Row> rows) {
        Vector<Row> items = series.withoutParts(rows.toVector());
        return series.read(items.zipWith(
                versions(items.map(Row::key)), (row, version) -> new Activity(row, version, Vector.empty())));
    }

    /** The version rows of activities that were listed; in order, none where there is none. */
    private Seq<Option<Row>> versions(Seq<Key> keys) {
        if (!features.versions()) {
            return keys.map(k -> Option.none());
        }
        Vector<Operation> reads = keys.map(k -> read(EntitySet.VERSIONS, k)).toVector();
        return odata.batch(reads, 3 * odata.config().batchSize())
                .map(part -> part.exists(a -> a.status() == 404)
                        ? Option.none()
                        : Option.some(odata.row(EntitySet.VERSIONS, odata.good(part, "a version row"))));
    }

    /** The rows behind changed keys; none where there is none any more. */
    Seq<Option<Row>> changed(Seq<Key> keys) {
        Vector<Operation> reads = keys.map(k -> Operation.get(
                        odata.at().row(new Key(EntitySet.ACTIVITIES, k.parts()), Sight.LIGHT),
                        EntitySet.ACTIVITIES,
                        what(k)))
                .toVector();
        return odata.batch(reads, 3 * odata.config().batchSize())
                .map(part -> part.exists(a -> a.status() == 404)
                        ? Option.none()
                        : Option.some(odata.row(EntitySet.ACTIVITIES, odata.good(part, "an activity"))));
    }

    private Vector<Either<PortFailure, Found>> batch(Seq<Key> keys) {
        int each = 1 + (features.versions() ? 1 : 0) + (features.attendees() ? 1 : 0);
        Vector<Query> copies = features.files() ? Copies.queries(odata, keys) : Vector.empty();
        Vector<Operation> operations = keys.toVector()
                .flatMap(this::operations)
                .appendAll(copies.map(q -> Operation.get(odata.at().query(q), q.set(), "which files are copies")));
        Vector<Either<Trouble, Answer>> answers = odata.batch(operations, operations.size());
        Vector<Either<PortFailure, Found>> found =
                Vector.ofAll(keys).zipWithIndex((key, i) -> found(key, answers.slice(i * each, (i + 1) * each)));
        return copies.isEmpty() ? found : withCopies(keys, found, copies, answers.drop(keys.size() * each));
    }

    private Vector<Either<PortFailure, Found>> withCopies(
            Seq<Key> keys,
            Vector<Either<PortFailure, Found>> found,
            Vector<Query> queries,
            Vector<Either<Trouble, Answer>> answers) {
        try {
            Seq<Row> stamps = Copies.rows(odata, queries, answers);
            return found.zipWith(
                    keys,
                    (one, key) -> one.map(f -> f instanceof There there
                            ? new There(there.activity().withCopies(Copies.of(stamps, key)))
                            : f));
        } catch (Trouble trouble) {
            return found.map(f -> Either.left(trouble.failure()));
        }
    }

    private Vector<Operation> operations(Key key) {
        Vector<Operation> reads = Vector.of(read(EntitySet.ACTIVITIES, key));
        if (features.versions()) {
            reads = reads.append(read(EntitySet.VERSIONS, key));
        }
        return features.attendees()
                ? reads.append(Operation.get(
                        odata.at().query(children(EntitySet.ATTENDEES, key)), EntitySet.ATTENDEES, what(key)))
                : reads;
    }

    private Operation read(EntitySet set, Key key) {
        return Operation.get(odata.at().row(new Key(set, key.parts())), set, what(key));
    }

    /** The rows of a set that hang on an activity. */
    Query children(EntitySet set, Key key) {
        return children(odata, set, "ActivityNumber", key);
    }

    static Query children(OData odata, EntitySet set, String number, Key key) {
        Where where = odata.where(set);
        return Query.of(
                set,
                Where.all(Vector.of(
                        where.is("dataAreaId", Literals.text(key.parts().get(0))),
                        where.is(number, Literals.text(key.parts().get(1))))));
    }

    private Either<PortFailure, Found> found(Key key, Vector<Either<Trouble, Answer>> answers) {
        try {
            Option<Row> version = features.versions() ? row(EntitySet.VERSIONS, answers.get(1), key) : Option.none();
            Option<Row> row = row(EntitySet.ACTIVITIES, answers.get(0), key);
            if (row.isEmpty() && version.exists(v -> !v.text("IsDeleted").equals("Yes"))) {
                return Either.left(new PortFailure.Unavailable(Reason.of(
                        "contradiction",
                        "D365 answers that " + what(key) + " is not there, and that it was not deleted",
                        "nothing to do unless it lasts: it is read again in the next run; then look what became of it"
                                + " in D365")));
            }
            if (row.isEmpty()) {
                return Either.right(new Absent(version.isDefined()));
            }
            return Either.right(new There(new Activity(
                    row.get(),
                    version,
                    features.attendees() ? hanging(EntitySet.ATTENDEES, key, answers.last()) : Vector.empty())));
        } catch (Trouble trouble) {
            return Either.left(trouble.failure());
        }
    }

    private Option<Row> row(EntitySet set, Either<Trouble, Answer> part, Key key) {
        return part.exists(a -> a.status() == 404)
                ? Option.none()
                : Option.some(odata.row(set, odata.good(part, "reading " + what(key))));
    }

    /** The server takes {@code *} in a number as a wildcard, so the rows are compared again. */
    private Seq<Row> hanging(EntitySet set, Key key, Either<Trouble, Answer> part) {
        return odata.rows(children(set, key), part, "reading what hangs on " + what(key))
                .filter(r -> r.text("dataAreaId").equalsIgnoreCase(key.parts().get(0))
                        && r.text("ActivityNumber").equalsIgnoreCase(key.parts().get(1)));
    }

    private Seq<Either<PortFailure, Found>> confirmed(Seq<Key> keys, Vector<Either<PortFailure, Found>> found) {
        Seq<String> doubted = keys.zip(found)
                .filter(t -> t._2.exists(f -> f instanceof Absent a && !a.tombstone()))
                .map(t -> t._1.parts().get(0))
                .distinct();
        if (doubted.isEmpty()) {
            return found;
        }
        Map<String, Option<PortFailure>> refused =
                HashMap.ofEntries(doubted.zip(new Silence(odata, EntitySet.ACTIVITIES, "activity").of(doubted))
                        .map(t -> io.vavr.Tuple.of(t._1, t._2)));
        return keys.zipWith(
                found,
                (key, f) -> f.exists(x -> x instanceof Absent a && !a.tombstone())
                        ? refused.get(key.parts().get(0))
                                .flatMap(o -> o)
                                .<Either<PortFailure, Found>>map(Either::left)
                                .getOrElse(f)
                        : f);
    }

    static String what(Key key) {
        return "activity " + key.parts().mkString("/");
    }
}
