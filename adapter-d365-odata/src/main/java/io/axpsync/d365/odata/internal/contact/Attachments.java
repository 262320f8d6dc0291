package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.ItemRef;
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
import io.vavr.Tuple;
import io.vavr.Tuple2;
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
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;

/**
 * What hangs on contact persons: electronic and postal addresses of their parties, the organisations that they belong to,
 * their managers, who selected them, and their stamps. All of up to 100 persons in one batch. Servers compare texts
 * loosely, so rows are put to their persons by comparing them again.
 */
final class Attachments {

    /** So many terms stand in one filter. */
    static final int TERMS = 20;

    private static final int MOST_IN_A_BATCH = 500;

    /** Of an organisation: set, party and name. */
    record Organisation(EntitySet set, String party, String name) {}

    static final Seq<Organisation> ORGANISATIONS = Vector.of(
            new Organisation(EntitySet.CUSTOMERS, "PartyNumber", "OrganizationName"),
            new Organisation(EntitySet.VENDORS, "VendorPartyNumber", "VendorOrganizationName"),
            new Organisation(EntitySet.PROSPECTS, "ProspectPartyNumber", "ProspectName"));

    /** Rows of the near future count: a server's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final OData odata;
    private final PersonFeatures features;

    Attachments(OData odata, PersonFeatures features) {
        this.odata = odata;
        this.features = features;
    }

    /** In the order of the rows. */
    Vector<Person> of(Seq<Row> rows, Seq<Option<Row>> versions, Set<String> workers) {
        if (rows.isEmpty()) {
            return Vector.empty();
        }
        Vector<String> parties = texts(rows, "ContactPersonPartyNumber");
        Vector<String> organisations = texts(rows, "AssociatedPartyNumber");
        Asked asked = new Asked();
        asked.oneOf(EntitySet.PARTY_CONTACTS, "PartyNumber", parties, "");
        asked.oneOf(EntitySet.POSTAL_ADDRESSES, "PartyNumber", parties, "");
        ORGANISATIONS.forEach(o -> asked.oneOf(o.set(), o.party(), organisations, ""));
        asked.oneOf(EntitySet.CONTACT_PERSONS, "ContactPersonId", texts(rows, "ManagerContactPersonId"), "");
        if (features.selections()) {
            asked.oneOf(EntitySet.PRIVATE_CONTACTS, "ContactPersonId", texts(rows, "ContactPersonId"), by(workers));
        }
        if (features.stamps()) {
            asked.oneOf(
                    EntitySet.STAMPS,
                    "EntityKey",
                    rows.map(r -> Person.ref(r).id()).toVector().distinct(),
                    persons());
        }
        asked.send();
        Map<String, Vector<Row>> electronic = asked.rows(EntitySet.PARTY_CONTACTS, r -> lower(r, "PartyNumber"));
        Map<String, Vector<Row>> postal = asked.rows(EntitySet.POSTAL_ADDRESSES, r -> lower(r, "PartyNumber"));
        Map<String, Vector<Row>> selections =
                asked.rows(EntitySet.PRIVATE_CONTACTS, r -> lower(Person.ref(r).id()));
        Map<String, Vector<Row>> stamps = asked.rows(EntitySet.STAMPS, r -> lower(r, "EntityKey"));
        Map<String, Vector<Row>> managers =
                asked.rows(EntitySet.CONTACT_PERSONS, r -> lower(Person.ref(r).id()));
        Map<String, String> names = HashMap.ofEntries(ORGANISATIONS
                .reverse()
                .flatMap(o -> asked.rows(o.set()).map(r -> Tuple.of(lower(r, o.party()), r.text(o.name())))));
        return rows.toVector().zipWith(versions, (row, version) -> {
            String ref = lower(Person.ref(row).id());
            String party = lower(row, "ContactPersonPartyNumber");
            String manager = lower(row, "dataAreaId") + "/" + lower(row, "ManagerContactPersonId");
            return new Person(
                    row,
                    version,
                    party.isEmpty() ? Vector.empty() : ordered(electronic.getOrElse(party, Vector.empty())),
                    party.isEmpty() ? Vector.empty() : valid(postal.getOrElse(party, Vector.empty())),
                    stamps.getOrElse(ref, Vector.empty())
                            .filter(s -> s.text("EntityName").equals(StampRow.ENTITY)),
                    features.selections()
                            ? HashSet.ofAll(selections.getOrElse(ref, Vector.empty()))
                                    .filter(s -> !s.text("IsDeleted").equals("Yes"))
                                    .map(s -> lower(s, "PersonnelNumber"))
                            : HashSet.of(lower(row, "ContactPersonResponsiblePersonnelNumber")),
                    !features.selections(),
                    names.getOrElse(lower(row, "AssociatedPartyNumber"), ""),
                    managers.get(manager)
                            .flatMap(Vector::headOption)
                            .map(r -> r.text("ContactPersonName"))
                            .getOrElse(""));
        });
    }

    /** Of some persons those that one of the workers selected, or that carry a stamp of his. */
    Set<ItemRef> known(Seq<Row> persons, Set<String> workers) {
        Asked asked = new Asked();
        asked.oneOf(EntitySet.PRIVATE_CONTACTS, "ContactPersonId", texts(persons, "ContactPersonId"), by(workers));
        if (features.stamps()) {
            asked.oneOf(
                    EntitySet.STAMPS,
                    "EntityKey",
                    persons.map(r -> Person.ref(r).id()).toVector(),
                    persons());
        }
        asked.send();
        return HashSet.ofAll(asked.rows(EntitySet.PRIVATE_CONTACTS)
                        .filter(r -> workers.contains(lower(r, "PersonnelNumber"))
                                && !r.text("IsDeleted").equals("Yes"))
                        .map(r -> Person.ref(r)))
                .addAll(asked.rows(EntitySet.STAMPS)
                        .filter(r -> workers.contains(StampRow.worker(r)))
                        .flatMap(r -> Option.of(r.text("EntityKey")).filter(k -> !k.isEmpty()))
                        .map(ItemRef::d365));
    }

    private String persons() {
        return odata.where(EntitySet.STAMPS).is("EntityName", Literals.text(StampRow.ENTITY));
    }

    /** Nothing when they are too many to be named: then all selections of the persons are read. */
    private String by(Set<String> workers) {
        return workers.size() > TERMS || workers.isEmpty()
                ? ""
                : odata.where(EntitySet.PRIVATE_CONTACTS)
                        .isOneOf("PersonnelNumber", workers.toVector().sorted());
    }

    private static Vector<Row> ordered(Vector<Row> electronic) {
        return electronic
                .distinctBy(r -> r.text("ElectronicAddressId"))
                .sorted(Comparator.comparing((Row r) -> !r.text("IsPrimary").equals("Yes"))
                        .thenComparing(r -> r.text("ElectronicAddressId")));
    }

    /** Of each location the version that is valid now. */
    private Vector<Row> valid(Vector<Row> postal) {
        Instant now = odata.config().clock().instant();
        return postal.filter(r -> r.time("ValidTo").forAll(now::isBefore)
                        && r.time("ValidFrom").forAll(from -> !from.isAfter(now.plus(AHEAD))))
                .groupBy(r -> r.text("LocationId"))
                .values()
                .map(versions -> versions.maxBy(r -> r.time("ValidFrom").getOrElse(Instant.MIN))
                        .get())
                .toVector()
                .sorted(Comparator.comparing((Row r) -> !r.text("IsPrimary").equals("Yes"))
                        .thenComparing(r -> r.text("LocationId")));
    }

    private static Vector<String> texts(Seq<Row> rows, String property) {
        return rows.map(r -> r.text(property))
                .filter(t -> !t.isEmpty())
                .toVector()
                .distinct();
    }

    static String lower(Row row, String property) {
        return lower(row.text(property));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Questions of one batch, and the answers to them. */
    private final class Asked {
        private Vector<Query> queries = Vector.empty();
        private Vector<Tuple2<EntitySet, Row>> found = Vector.empty();

        void oneOf(EntitySet set, String property, Vector<String> texts, String and) {
            Where where = odata.where(set);
            queries = queries.appendAll(texts.grouped(TERMS)
                    .map(chunk -> Query.of(set, Where.all(Vector.of(where.isOneOf(property, chunk), and)))
                            .selecting(set == EntitySet.CONTACT_PERSONS ? MANAGER : set.properties())));
        }

        void send() {
            Vector<Operation> operations =
                    queries.map(q -> Operation.get(odata.at().query(q), q.set(), "reading contact persons"));
            Vector<Either<Trouble, Answer>> answers = odata.batch(operations, MOST_IN_A_BATCH);
            for (int i = 0; i < queries.size(); i++) {
                Query query = queries.get(i);
                found = found.appendAll(odata.rows(
                                query,
                                answers.get(i),
                                "reading contact persons, " + query.set().defaultName())
                        .map(row -> Tuple.of(query.set(), row)));
            }
        }

        Vector<Row> rows(EntitySet set) {
            return found.filter(t -> t._1 == set).map(Tuple2::_2);
        }

        Map<String, Vector<Row>> rows(EntitySet set, Function<Row, String> key) {
            return rows(set).groupBy(key);
        }
    }

    private static final Seq<String> MANAGER = Vector.of("dataAreaId", "ContactPersonId", "ContactPersonName");

    /** The key of a person in the terms of a row of another set. */
    static Key key(Row row) {
        return Key.of(EntitySet.CONTACT_PERSONS, row.text("dataAreaId"), row.text("ContactPersonId"));
    }
}
