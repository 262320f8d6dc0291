package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.ItemVersion;
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

/**
 * The versions of many persons of published folders, without what their parties say: {@code AxpContactVersions} moves with
 * that. Few are asked for by their keys; of many the whole set is listed.
 */
final class PersonVersions {

    /** What a version is made of, and what a listing shows. */
    static final Seq<String> COLUMNS = Vector.of(
            "dataAreaId",
            "ContactPersonId",
            "ContactPersonName",
            "AssociatedPartyNumber",
            "ManagerContactPersonId",
            "LastEditDateTime",
            "IsInactive");

    private static final int FEW = 500;
    private static final int TERMS = 20;

    private final OData odata;

    PersonVersions(OData odata) {
        this.odata = odata;
    }

    Vector<Tuple2<Row, ItemVersion>> of(Vector<Row> persons) {
        Map<String, Row> versions = versions(persons);
        Map<String, String> names = organisations(persons);
        return persons.map(row -> new Tuple2<>(
                row,
                Person.publishedToken(
                        row,
                        versions.get(Person.ref(row).id()),
                        names.getOrElse(Attachments.lower(row, "AssociatedPartyNumber"), ""))));
    }

    private Map<String, Row> versions(Vector<Row> persons) {
        Where where = odata.where(EntitySet.CONTACT_VERSIONS);
        Vector<Query> queries = persons.size() > FEW
                ? Vector.of(Query.of(EntitySet.CONTACT_VERSIONS, ""))
                : persons.groupBy(r -> r.text("dataAreaId"))
                        .toVector()
                        .flatMap(company -> company._2
                                .map(r -> r.text("ContactPersonId"))
                                .grouped(TERMS)
                                .map(ids -> Query.of(
                                        EntitySet.CONTACT_VERSIONS,
                                        Where.all(Vector.of(
                                                where.is("dataAreaId", Literals.text(company._1)),
                                                where.isOneOf("ContactPersonId", ids))))));
        return HashMap.ofEntries(rows(queries, persons.size() > FEW)
                .map(r -> new Tuple2<>(
                        Person.ref(new Key(EntitySet.CONTACT_PERSONS, r.key().parts()))
                                .id(),
                        r)));
    }

    /** The names of the accounts that the persons belong to, by their parties in lower case. */
    Map<String, String> organisations(Vector<Row> persons) {
        Vector<String> parties = persons.map(r -> r.text("AssociatedPartyNumber"))
                .filter(p -> !p.isEmpty())
                .distinct();
        boolean many = parties.size() > FEW;
        Map<String, String> names = HashMap.empty();
        for (Attachments.Organisation o : Attachments.ORGANISATIONS.reverse()) {
            Where where = odata.where(o.set());
            Seq<String> columns = o.set().keys().append(o.party()).append(o.name());
            Vector<Query> queries = many
                    ? Vector.of(Query.of(o.set(), "").selecting(columns))
                    : parties.grouped(TERMS)
                            .map(some -> Query.of(o.set(), where.isOneOf(o.party(), some))
                                    .selecting(columns))
                            .toVector();
            for (Row row : rows(queries, many)) {
                names = names.put(Attachments.lower(row, o.party()), row.text(o.name()));
            }
        }
        return names;
    }

    private Vector<Row> rows(Vector<Query> queries, boolean listed) {
        if (listed) {
            java.util.List<Row> rows = new java.util.ArrayList<>();
            queries.forEach(q -> odata.all(q.ordered(q.set().keys()), rows::add));
            return Vector.ofAll(rows);
        }
        String what = "reading versions of contact persons";
        Vector<Either<Trouble, Answer>> answers = odata.batch(
                queries.map(q -> Operation.get(odata.at().query(q), q.set(), what)), Math.max(1, queries.size()));
        return queries.zip(answers).flatMap(t -> odata.rows(t._1, t._2, what));
    }
}
