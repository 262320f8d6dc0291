package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Silence;
import io.vavr.Tuple;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Reads contact persons by their keys: rows and versions of up to 100 in one batch, and what hangs on them in a second. A
 * person who is not there is only believed to be gone when its company is still ours to read; else a lost permission
 * would look like a deletion.
 */
final class PersonReading {

    /** What a key led to. */
    sealed interface Found {}

    record There(Person person) implements Found {}

    /** @param tombstone whether the change feed says that it was deleted */
    record Absent(boolean tombstone) implements Found {}

    private static final String CONTRADICTION = "contradiction";

    private final OData odata;
    private final PersonFeatures features;
    private final Attachments attachments;

    PersonReading(OData odata, PersonFeatures features) {
        this.odata = odata;
        this.features = features;
        this.attachments = new Attachments(odata, features);
    }

    /**
     * In the order of the keys.
     *
     * @param workers whose selections are asked for, lower case
     */
    Seq<Either<PortFailure, Found>> full(Seq<Key> keys, Set<String> workers) {
        Vector<Either<PortFailure, Found>> found =
                keys.grouped(odata.config().batchSize()).toVector().flatMap(chunk -> batch(chunk, workers));
        return confirmed(keys, found);
    }

    /** Of some persons those that one of the workers selected, or that carry a stamp of his. Throws {@link Trouble}. */
    Set<ItemRef> known(Seq<Row> persons, Set<String> workers) {
        return attachments.known(persons, workers);
    }

    /** Rows that were listed, with what hangs on them; in order. Throws {@link Trouble}. */
    Vector<Person> whole(Seq<Row> rows, Set<String> workers) {
        return rows.grouped(odata.config().batchSize())
                .toVector()
                .flatMap(chunk -> attachments.of(chunk, versions(chunk.map(Row::key)), workers));
    }

    private Seq<Option<Row>> versions(Seq<Key> keys) {
        if (!features.versions()) {
            return keys.map(k -> Option.none());
        }
        Vector<Operation> reads = keys.map(this::version).toVector();
        return keys.zipWith(odata.batch(reads, Math.max(1, reads.size())), this::versionRow);
    }

    private Vector<Either<PortFailure, Found>> batch(Seq<Key> keys, Set<String> workers) {
        try {
            return rows(keys, workers);
        } catch (Trouble trouble) {
            return Vector.fill(keys.size(), () -> Either.left(trouble.failure()));
        }
    }

    private Vector<Either<PortFailure, Found>> rows(Seq<Key> keys, Set<String> workers) {
        int each = features.versions() ? 2 : 1;
        Vector<Operation> operations = keys.toVector()
                .flatMap(key -> features.versions() ? Vector.of(row(key), version(key)) : Vector.of(row(key)));
        Vector<Either<Trouble, Answer>> answers = odata.batch(operations, Math.max(1, operations.size()));
        Vector<Either<PortFailure, Option<Row>>> rows = Vector.empty();
        Vector<Option<Row>> versions = Vector.empty();
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            try {
                versions = versions.append(
                        features.versions() ? versionRow(key, answers.get(i * each + 1)) : Option.none());
                rows = rows.append(Either.right(read(EntitySet.CONTACT_PERSONS, key, answers.get(i * each))));
            } catch (Trouble trouble) {
                versions = versions.size() > i ? versions : versions.append(Option.none());
                rows = rows.append(Either.left(trouble.failure()));
            }
        }
        Vector<Option<Row>> known = versions;
        Vector<Either<PortFailure, Option<Row>>> read = rows;
        Vector<Integer> there =
                Vector.range(0, keys.size()).filter(i -> read.get(i).exists(Option::isDefined));
        Map<Integer, Person> persons = HashMap.ofEntries(there.zip(
                        attachments.of(there.map(i -> read.get(i).get().get()), there.map(known::get), workers))
                .map(t -> Tuple.of(t._1, t._2)));
        return Vector.range(0, keys.size())
                .map(i -> read.get(i)
                        .flatMap(row -> persons.get(i)
                                .<Either<PortFailure, Found>>map(p -> Either.right(new There(p)))
                                .getOrElse(() -> absent(keys.get(i), known.get(i)))));
    }

    private static Either<PortFailure, Found> absent(Key key, Option<Row> version) {
        return version.exists(v -> !v.text("IsDeleted").equals("Yes"))
                ? Either.left(new PortFailure.Unavailable(Reason.of(
                        CONTRADICTION,
                        "D365 answers that " + Person.what(key) + " is not there, and that it was not deleted",
                        "nothing to do unless it lasts: it is read again in the next run; then look what became of it"
                                + " in D365")))
                : Either.right(new Absent(version.isDefined()));
    }

    /** A person who is deleted just now, say. */
    static boolean isContradiction(PortFailure failure) {
        return failure.reason().code().equals(CONTRADICTION);
    }

    private Operation row(Key key) {
        return read(EntitySet.CONTACT_PERSONS, key);
    }

    private Operation version(Key key) {
        return read(EntitySet.CONTACT_VERSIONS, key);
    }

    private Operation read(EntitySet set, Key key) {
        return Operation.get(odata.at().row(new Key(set, key.parts())), set, Person.what(key));
    }

    private Option<Row> versionRow(Key key, Either<Trouble, Answer> part) {
        return read(EntitySet.CONTACT_VERSIONS, key, part);
    }

    private Option<Row> read(EntitySet set, Key key, Either<Trouble, Answer> part) {
        return part.exists(a -> a.status() == 404)
                ? Option.none()
                : Option.some(odata.row(set, odata.good(part, "reading " + Person.what(key))));
    }

    private Seq<Either<PortFailure, Found>> confirmed(Seq<Key> keys, Vector<Either<PortFailure, Found>> found) {
        Seq<String> doubted = keys.zip(found)
                .filter(t -> isDoubted(t._2))
                .map(t -> t._1.parts().get(0))
                .distinct();
        if (doubted.isEmpty()) {
            return found;
        }
        Map<String, Option<PortFailure>> refused = HashMap.ofEntries(
                doubted.zip(new Silence(odata, EntitySet.CONTACT_PERSONS, "contact person").of(doubted))
                        .map(t -> Tuple.of(t._1, t._2)));
        return keys.zipWith(
                found,
                (key, f) -> isDoubted(f)
                        ? refused.get(key.parts().get(0))
                                .flatMap(o -> o)
                                .<Either<PortFailure, Found>>map(Either::left)
                                .getOrElse(f)
                        : f);
    }

    private static boolean isDoubted(Either<PortFailure, Found> found) {
        return found.exists(f -> f instanceof Absent a && !a.tombstone());
    }
}
