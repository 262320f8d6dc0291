package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Full listings: the persons whom some workers selected and who may leave D365, page by page to the last. The workers are
 * read first: a worker whom D365 does not know has no empty selection but none. A selected person who cannot be read fails
 * the lane; it never counts as not selected.
 */
final class PersonListing {

    /** So many workers stand in one filter. */
    static final int LANES = 10;

    private final OData odata;
    private final PersonFeatures features;
    private final PersonReading reading;

    PersonListing(OData odata, PersonFeatures features, PersonReading reading) {
        this.odata = odata;
        this.features = features;
        this.reading = reading;
    }

    /**
     * Who was listed for a lane.
     *
     * @param at server time of the listing
     */
    private record Listed(
            Map<String, Vector<Key>> byWorker,
            Map<ItemRef, Either<PortFailure, Option<Person>>> persons,
            int pages,
            Instant at) {}

    void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        Set<String> known = known(PersonObserving.workers(queries));
        queries.filter(q -> !known.contains(Person.worker(q.lane())))
                .forEach(q -> sink.accept(PersonObserving.failure(
                        q,
                        new PortFailure.Missing(Reason.of(
                                "no-such-worker",
                                "D365 knows no worker " + q.lane().mailbox().personnelNumber(),
                                "check the personnel number of the mailbox")))));
        Seq<LaneQuery> open = queries.filter(q -> known.contains(Person.worker(q.lane())));
        if (open.isEmpty()) {
            return;
        }
        Listed listed = features.selections() ? selected(open) : responsible(open);
        open.forEach(q -> sink.accept(new LaneAnswer(q.lane(), snapshot(q, listed))));
    }

    private Either<PortFailure, Snapshot> snapshot(LaneQuery query, Listed listed) {
        Lane lane = query.lane();
        Vector<Observed> items = Vector.empty();
        for (Key key : listed.byWorker().getOrElse(Person.worker(lane), Vector.empty())) {
            if (!isInCompanies(key, lane)) {
                continue;
            }
            Either<PortFailure, Option<Person>> read =
                    listed.persons().get(Person.ref(key)).getOrElse(() -> Either.right(Option.none()));
            if (read.isLeft()) {
                return Either.left(read.getLeft());
            }
            for (Person person : read.get()) {
                Observed seen = PersonSight.light(person, lane);
                items = !(seen instanceof Observed.Present p) || p.marked() ? items.append(seen) : items;
            }
        }
        return Either.right(new Snapshot(
                lane.id(),
                Side.D365,
                items,
                new Completeness.Full(
                        query.window(),
                        listed.pages(),
                        "worker " + lane.mailbox().personnelNumber() + " was read; its selected persons listed across"
                                + " companies, by key"),
                new PersonPosition(features.feed(), listed.at()).checkpoint()));
    }

    private static boolean isInCompanies(Key key, Lane lane) {
        return lane.mailbox().companies().isEmpty()
                || lane.mailbox()
                        .companies()
                        .exists(c -> c.equalsIgnoreCase(key.parts().get(0)));
    }

    /** By the private contacts of the workers. */
    private Listed selected(Seq<LaneQuery> queries) {
        Set<String> workers = PersonObserving.workers(queries);
        Where where = odata.where(EntitySet.PRIVATE_CONTACTS);
        List<Row> rows = new ArrayList<>();
        OData.Listing listed = odata.all(
                Query.of(
                                EntitySet.PRIVATE_CONTACTS,
                                Where.all(Vector.of(
                                        where.isOneOf(
                                                "PersonnelNumber",
                                                workers.toVector().sorted()),
                                        where.is("IsDeleted", Literals.member("NoYes", "No")))))
                        .ordered(EntitySet.PRIVATE_CONTACTS.keys()),
                rows::add);
        Map<String, Vector<Key>> byWorker = Vector.ofAll(rows)
                .filter(r -> !r.text("IsDeleted").equals("Yes"))
                .groupBy(r -> Attachments.lower(r, "PersonnelNumber"))
                .mapValues(own -> own.map(Attachments::key).distinctBy(k -> Person.ref(k)));
        Vector<Key> keys = queries.toVector()
                .flatMap(q -> byWorker.getOrElse(Person.worker(q.lane()), Vector.empty())
                        .filter(k -> isInCompanies(k, q.lane())))
                .distinctBy(k -> Person.ref(k));
        Map<ItemRef, Either<PortFailure, Option<Person>>> persons =
                HashMap.ofEntries(keys.zip(reading.full(keys, workers))
                        .map(t -> new io.vavr.Tuple2<>(
                                Person.ref(t._1),
                                t._2.map(f -> f instanceof PersonReading.There there
                                        ? Option.some(there.person())
                                        : Option.none()))));
        return new Listed(byWorker, persons, listed.pages(), at(listed, rows, "ModifiedDateTime"));
    }

    /** Stock D365: by the responsible worker of the persons. */
    private Listed responsible(Seq<LaneQuery> queries) {
        Set<String> workers = PersonObserving.workers(queries);
        Where where = odata.where(EntitySet.CONTACT_PERSONS);
        List<Row> rows = new ArrayList<>();
        OData.Listing listed = odata.all(
                Query.of(
                                EntitySet.CONTACT_PERSONS,
                                Where.all(Vector.of(
                                        where.isOneOf(
                                                "ContactPersonResponsiblePersonnelNumber",
                                                workers.toVector().sorted()),
                                        where.is("IsInactive", Literals.member("NoYes", "No")))))
                        .selecting(EntitySet.CONTACT_PERSONS.properties())
                        .ordered(EntitySet.CONTACT_PERSONS.keys()),
                rows::add);
        Vector<Row> candidates = Vector.ofAll(rows)
                .filter(r -> queries.exists(q -> PersonSight.isCategorised(r, q.lane())))
                .distinctBy(r -> Person.ref(r));
        Vector<Person> persons = reading.whole(candidates, workers);
        return new Listed(
                candidates
                        .groupBy(r -> Attachments.lower(r, "ContactPersonResponsiblePersonnelNumber"))
                        .mapValues(own -> own.map(Row::key)),
                HashMap.ofEntries(persons.map(p -> new io.vavr.Tuple2<>(p.ref(), Either.right(Option.some(p))))),
                listed.pages(),
                at(listed, rows, "LastEditDateTime"));
    }

    private Set<String> known(Set<String> workers) {
        Where where = odata.where(EntitySet.WORKERS);
        List<Row> rows = new ArrayList<>();
        odata.all(
                Query.of(
                                EntitySet.WORKERS,
                                where.isOneOf(
                                        "PersonnelNumber", workers.toVector().sorted()))
                        .selecting(EntitySet.WORKERS.keys())
                        .ordered(EntitySet.WORKERS.keys()),
                rows::add);
        return HashSet.ofAll(rows).map(row -> row.text("PersonnelNumber").toLowerCase(Locale.ROOT));
    }

    /** The server's own time; for one that does not tell it: what was changed last was there to be seen. */
    private Instant at(OData.Listing listed, List<Row> rows, String stamp) {
        return listed.date()
                .getOrElse(() -> Vector.ofAll(rows)
                        .flatMap(r -> r.time(stamp))
                        .max()
                        .getOrElse(() -> odata.config().clock().instant().minus(Duration.ofDays(1))));
    }
}
