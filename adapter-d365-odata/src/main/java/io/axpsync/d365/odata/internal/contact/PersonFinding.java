package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
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

/**
 * Looks for persons by stamp, by e-mail address and by name and company, selected or not, in all companies that may be
 * read. Three batches for 100 searches, and what hangs on those who were found. Servers compare texts loosely, and take
 * {@code *} for a wildcard, so every hit is compared again.
 */
final class PersonFinding {

    /** A person of more words is looked for by address only: each word may be the first of the family name. */
    private static final int WORDS = 8;

    private final OData odata;
    private final PersonFeatures features;
    private final PersonReading reading;

    PersonFinding(OData odata, PersonFeatures features, PersonReading reading) {
        this.odata = odata;
        this.features = features;
        this.reading = reading;
    }

    Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return searches.grouped(odata.config().batchSize()).toVector().flatMap(chunk -> {
            try {
                return batch(chunk);
            } catch (Trouble trouble) {
                return Vector.fill(chunk.size(), () -> Either.left(trouble.failure()));
            }
        });
    }

    private Seq<Either<PortFailure, Seq<Observed.Present>>> batch(Seq<Search> searches) {
        Vector<Integer> all = Vector.range(0, searches.size());
        Vector<Tuple2<Integer, Row>> hits = ask(all.flatMap(i -> Vector.ofAll(stamped(searches.get(i)))
                .appendAll(named(searches.get(i)))
                .appendAll(reached(searches.get(i)))
                .map(q -> new Tuple2<>(i, q))));
        Vector<Tuple2<Integer, Row>> addresses =
                hits.filter(h -> h._2.set() == EntitySet.PARTY_CONTACTS && isAsked(searches.get(h._1), h._2));
        Vector<Tuple2<Integer, Row>> reached = ask(all.flatMap(i ->
                persons(addresses.filter(h -> h._1.equals(i)).map(Tuple2::_2)).map(q -> new Tuple2<>(i, q))));
        Vector<Tuple2<Integer, Key>> keys = hits.filter(h -> h._2.set() != EntitySet.PARTY_CONTACTS)
                .appendAll(reached)
                .flatMap(h -> key(h._2).map(k -> new Tuple2<>(h._1, k)))
                .distinctBy(h -> new Tuple2<>(h._1, Person.ref(h._2)));
        Vector<Key> distinct = keys.map(Tuple2::_2).distinctBy(k -> Person.ref(k));
        Map<ItemRef, Either<PortFailure, PersonReading.Found>> read =
                HashMap.ofEntries(distinct.zip(reading.full(distinct, Contacts.workers(searches.map(Search::lane))))
                        .map(t -> new Tuple2<>(Person.ref(t._1), t._2)));
        return all.map(
                i -> seen(searches.get(i), keys.filter(h -> h._1.equals(i)).map(h -> Person.ref(h._2)), read));
    }

    private static Either<PortFailure, Seq<Observed.Present>> seen(
            Search search, Vector<ItemRef> refs, Map<ItemRef, Either<PortFailure, PersonReading.Found>> read) {
        Vector<Observed.Present> seen = Vector.empty();
        for (ItemRef ref : refs) {
            Either<PortFailure, PersonReading.Found> found =
                    read.get(ref).getOrElse(() -> Either.right(new PersonReading.Absent(false)));
            if (found.isLeft()) {
                return Either.left(found.getLeft());
            }
            if (found.get() instanceof PersonReading.There there
                    && PersonSight.full(there.person(), search.lane()) instanceof Observed.Present present
                    && matches(search, present)) {
                seen = seen.append(present);
            }
        }
        return Either.right(seen);
    }

    private static boolean matches(Search search, Observed.Present present) {
        Option<ContactKeys> keys = present.contact();
        return search.stamp()
                        .exists(s ->
                                present.stamp().exists(there -> there.bare().equals(s.bare())))
                || search.contact()
                        .exists(wanted -> keys.exists(k -> k.sharesAddress(wanted) || k.hasNameAndCompanyOf(wanted)));
    }

    private Vector<Tuple2<Integer, Row>> ask(Vector<Tuple2<Integer, Query>> queries) {
        Vector<Operation> operations =
                queries.map(q -> Operation.get(odata.at().query(q._2), q._2.set(), "looking for a contact person"));
        Vector<Either<Trouble, Answer>> answers = odata.batch(operations, Math.max(1, operations.size()));
        return queries.zip(answers)
                .flatMap(t -> odata.rows(t._1._2, t._2, "looking for a contact person")
                        .map(row -> new Tuple2<>(t._1._1, row)));
    }

    private Option<Query> stamped(Search search) {
        Where where = odata.where(EntitySet.STAMPS);
        return search.stamp()
                .filter(s -> features.stamps())
                .map(s -> Query.of(
                        EntitySet.STAMPS,
                        Where.all(Vector.of(
                                where.is("EntityName", Literals.text(StampRow.ENTITY)),
                                where.is("LinkId", Literals.text(StampRow.linkId(s, search.lane())))))));
    }

    private Seq<Query> reached(Search search) {
        Where where = odata.where(EntitySet.PARTY_CONTACTS);
        return addresses(search)
                .grouped(Attachments.TERMS)
                .map(chunk -> Query.of(
                                EntitySet.PARTY_CONTACTS,
                                Where.all(Vector.of(
                                        where.is(
                                                "Type",
                                                Literals.member("LogisticsElectronicAddressMethodType", "Email")),
                                        where.isOneOf("Locator", chunk))))
                        .selecting(Vector.of("PartyNumber", "ElectronicAddressId", "Type", "Locator")))
                .toVector();
    }

    /** An address that is mostly wildcards would ask for everybody's. */
    private static Vector<String> addresses(Search search) {
        return search.contact()
                .toVector()
                .flatMap(ContactKeys::addresses)
                .filter(a -> !a.contains("*") || a.replaceAll("[*@.]", "").length() >= 6)
                .sorted();
    }

    private static boolean isAsked(Search search, Row row) {
        return row.text("Type").equals("Email")
                && search.contact()
                        .exists(k -> k.addresses()
                                .contains(ContactPoint.email("", row.text("Locator"))
                                        .key()));
    }

    private Seq<Query> persons(Vector<Row> addresses) {
        Where where = odata.where(EntitySet.CONTACT_PERSONS);
        return addresses
                .map(r -> r.text("PartyNumber"))
                .filter(p -> !p.isEmpty())
                .distinct()
                .grouped(Attachments.TERMS)
                .map(chunk -> Query.of(EntitySet.CONTACT_PERSONS, where.isOneOf("ContactPersonPartyNumber", chunk))
                        .selecting(EntitySet.CONTACT_PERSONS.keys()))
                .toVector();
    }

    /** Given and family name are one text in the search, so each division of its words is asked for. */
    private Option<Query> named(Search search) {
        Where where = odata.where(EntitySet.CONTACT_PERSONS);
        Vector<String> words = search.contact()
                .filter(k -> !k.company().isEmpty())
                .map(k -> Vector.of(k.name().split(" ")).filter(w -> !w.isEmpty()))
                .getOrElse(Vector.empty());
        if (words.isEmpty()
                || words.size() > WORDS
                || words.forAll(w -> w.replace("*", "").isEmpty())) {
            return Option.none();
        }
        Vector<String> divisions = Vector.rangeClosed(0, words.size())
                .map(n -> "("
                        + Where.all(Vector.of(
                                where.is(
                                        "FirstName", Literals.text(words.take(n).mkString(" "))),
                                where.is("LastName", Literals.text(words.drop(n).mkString(" ")))))
                        + ")");
        return Option.some(
                Query.of(EntitySet.CONTACT_PERSONS, Where.any(divisions)).selecting(EntitySet.CONTACT_PERSONS.keys()));
    }

    /** The person that a hit leads to. */
    private static Option<Key> key(Row row) {
        return row.set() == EntitySet.STAMPS
                ? Option.of(row.text("EntityKey")).filter(k -> !k.isEmpty()).flatMap(k -> Person.key(ItemRef.d365(k)))
                : Option.some(Attachments.key(row));
    }
}
