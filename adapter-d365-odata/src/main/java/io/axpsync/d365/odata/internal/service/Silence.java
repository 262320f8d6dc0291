package io.axpsync.d365.odata.internal.service;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** What it proves that a company does not show a row: nothing, where it shows no row of the set at all. */
public final class Silence {

    private final OData odata;
    private final EntitySet set;
    private final String noun;

    /** @param noun what a row of the set is called */
    public Silence(OData odata, EntitySet set, String noun) {
        this.odata = odata;
        this.set = set;
        this.noun = noun;
    }

    /** For each company why its silence proves nothing; none when it shows other rows or does not exist. */
    public Seq<Option<PortFailure>> of(Seq<String> companies) {
        Where where = odata.where(set);
        Vector<Operation> operations = companies
                .toVector()
                .flatMap(company -> Vector.of(
                        Operation.get(
                                odata.at()
                                        .query(Query.of(set, where.is("dataAreaId", Literals.text(company)))
                                                .selecting(set.keys())
                                                .first(1)),
                                set,
                                company),
                        Operation.get(
                                odata.at().row(Key.of(EntitySet.LEGAL_ENTITIES, company)),
                                EntitySet.LEGAL_ENTITIES,
                                company)));
        Vector<Either<Trouble, Answer>> answers = odata.batch(operations, Math.max(1, operations.size()));
        return companies.zipWithIndex((company, i) -> proof(company, answers.get(2 * i), answers.get(2 * i + 1)));
    }

    private Option<PortFailure> proof(
            String company, Either<Trouble, Answer> rows, Either<Trouble, Answer> legalEntity) {
        try {
            Query query = Query.of(set, "").first(1);
            boolean shows =
                    !odata.rows(query, rows, "reading company " + company).isEmpty();
            boolean exists = !legalEntity.exists(a -> a.status() == 404);
            return shows || !exists
                    ? Option.none()
                    : Option.some(new PortFailure.Denied(Reason.of(
                            "company-silent",
                            "company " + company + " shows no " + noun + " at all: deleted and not readable look alike",
                            "check that the service user may read " + set.defaultName() + " of " + company)));
        } catch (Trouble trouble) {
            return Option.some(trouble.failure());
        }
    }
}
