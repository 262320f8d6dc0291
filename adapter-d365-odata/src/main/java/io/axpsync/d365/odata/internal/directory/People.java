package io.axpsync.d365.odata.internal.directory;

import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.DirectoryEntry.Type;
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
import io.vavr.collection.HashMultimap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Multimap;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.Locale;

/**
 * Everybody behind addresses, in two batches: first the parties whose electronic addresses they are, then the rows of
 * those parties and the rows that carry the address themselves.
 */
final class People {

    private static final int TERMS = 20;
    private static final int MOST_IN_A_BATCH = 500;

    /** Where one directory keeps key, party, name and addresses. */
    private record Source(Type type, EntitySet set, String key, String party, String name, Seq<String> mails) {

        Seq<String> columns() {
            return COLUMNS.filter(set.properties()::contains)
                    .appendAll(Vector.of(key, party, name))
                    .appendAll(mails);
        }
    }

    /** What is told of a row wherever its set has it. */
    private static final Seq<String> COLUMNS =
            Vector.of("dataAreaId", "LastEditDateTime", "IsInactive", "WorkerStatus");

    private static final Seq<Source> SOURCES = Vector.of(
            new Source(
                    Type.CONTACT_PERSON,
                    EntitySet.CONTACT_PERSONS,
                    "ContactPersonId",
                    "ContactPersonPartyNumber",
                    "ContactPersonName",
                    Vector.of("PrimaryEmailAddress")),
            new Source(
                    Type.CUSTOMER,
                    EntitySet.CUSTOMERS,
                    "CustomerAccount",
                    "PartyNumber",
                    "OrganizationName",
                    Vector.of("PrimaryContactEmail")),
            new Source(
                    Type.VENDOR,
                    EntitySet.VENDORS,
                    "VendorAccountNumber",
                    "VendorPartyNumber",
                    "VendorOrganizationName",
                    Vector.of("PrimaryEmailAddress")),
            new Source(
                    Type.PROSPECT,
                    EntitySet.PROSPECTS,
                    "ProspectId",
                    "ProspectPartyNumber",
                    "ProspectName",
                    Vector.of("PrimaryEmailAddress")),
            new Source(
                    Type.WORKER,
                    EntitySet.WORKERS,
                    "PersonnelNumber",
                    "PartyNumber",
                    "Name",
                    Vector.of("IdentityEmail", "PrimaryContactEmail")));

    private final OData odata;

    People(OData odata) {
        this.odata = odata;
    }

    Seq<DirectoryEntry> find(Set<String> addresses) {
        Vector<String> asked = addresses
                .toVector()
                .map(a -> a.strip().toLowerCase(Locale.ROOT))
                .filter(a -> !a.isEmpty() && !a.contains("*")) // a wildcard would ask for everybody
                .distinct()
                .sorted();
        if (asked.isEmpty()) {
            return Vector.empty();
        }
        Multimap<String, String> addressesOfParty = parties(asked);
        Vector<Tuple2<Source, Query>> queries = SOURCES.toVector()
                .flatMap(source ->
                        queries(source, asked, addressesOfParty.keySet()).map(q -> new Tuple2<>(source, q)));
        Vector<Seq<Row>> answers = ask(queries.map(Tuple2::_2));
        Set<String> wanted = HashSet.ofAll(asked);
        return queries.zip(answers)
                .flatMap(t -> t._2.flatMap(row -> entries(t._1._1, row, wanted, addressesOfParty)))
                .distinct();
    }

    private Multimap<String, String> parties(Vector<String> addresses) {
        Where where = odata.where(EntitySet.PARTY_CONTACTS);
        Vector<Query> queries = addresses
                .grouped(TERMS)
                .map(chunk -> Query.of(
                        EntitySet.PARTY_CONTACTS,
                        where.is("Type", Literals.member("LogisticsElectronicAddressMethodType", "Email")) + " and "
                                + where.isOneOf("Locator", chunk)))
                .toVector();
        Set<String> wanted = HashSet.ofAll(addresses);
        return HashMultimap.withSet()
                .ofEntries(ask(queries)
                        .flatMap(rows -> rows)
                        .filter(row -> row.text("Type").equals("Email") && wanted.contains(mail(row, "Locator")))
                        .map(row -> new Tuple2<>(row.text("PartyNumber"), mail(row, "Locator"))));
    }

    private Vector<Query> queries(Source source, Vector<String> addresses, Set<String> parties) {
        Where where = odata.where(source.set());
        Vector<String> terms = source.mails()
                .toVector()
                .flatMap(property -> addresses.map(a -> where.is(property, Literals.text(a))))
                .appendAll(parties.toVector()
                        .filter(p -> !p.isEmpty())
                        .sorted()
                        .map(p -> where.is(source.party(), Literals.text(p))));
        return terms.grouped(TERMS)
                .map(chunk -> Query.of(source.set(), Where.any(chunk)).selecting(source.columns()))
                .toVector();
    }

    private Vector<Seq<Row>> ask(Vector<Query> queries) {
        Vector<Operation> operations =
                queries.map(q -> Operation.get(odata.at().query(q), q.set(), "looking for people"));
        Vector<Either<Trouble, Answer>> answers = odata.batch(operations, MOST_IN_A_BATCH);
        return queries.zipWith(
                answers,
                (query, answer) -> odata.rows(
                        query, answer, "looking for people in " + query.set().defaultName()));
    }

    /** One for each asked address of the row; what the server matched loosely is left out. */
    private static Vector<DirectoryEntry> entries(
            Source source, Row row, Set<String> wanted, Multimap<String, String> addressesOfParty) {
        if (row.text("IsInactive").equals("Yes") || row.text("WorkerStatus").equals("Terminated")) {
            return Vector.empty();
        }
        String party = row.text(source.party());
        return source.mails()
                .map(property -> mail(row, property))
                .filter(wanted::contains)
                .appendAll(addressesOfParty.get(party).map(Vector::ofAll).getOrElse(Vector.empty()))
                .distinct()
                .map(address -> new DirectoryEntry(
                        source.type(),
                        address,
                        row.text("dataAreaId").toLowerCase(Locale.ROOT),
                        row.text(source.key()),
                        party,
                        row.text(source.name()),
                        row.time("LastEditDateTime")))
                .toVector();
    }

    private static String mail(Row row, String property) {
        return row.text(property).strip().toLowerCase(Locale.ROOT);
    }
}
