package io.axpsync.d365.odata.internal.selection;

import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Condition.Subject;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which contact persons a condition selects. Accounts that meet their part of it are asked for first; persons then by the
 * accounts' parties where these are few, else all of them, page by page. Whatever comes back is compared once more here,
 * and the join of person and account is made here: {@code AssociatedPartyNumber} is the account's party, whichever company
 * either stands in. Throws {@link Trouble}.
 */
public final class Selection {

    /** With more parties than this, all persons are listed. */
    private static final int FEW = 1_000;

    private static final int IN_A_BATCH = 50;

    private static final Map<Subject, String> PARTY = HashMap.of(
            Subject.CUSTOMER, "PartyNumber",
            Subject.VENDOR, "VendorPartyNumber",
            Subject.PROSPECT, "ProspectPartyNumber");

    private static final String ASSOCIATED = "AssociatedPartyNumber";

    private final OData odata;
    private final Properties properties;

    public Selection(OData odata) {
        this.odata = odata;
        this.properties = new Properties(odata);
    }

    /**
     * A question that was asked.
     *
     * @param filter as it was sent; empty = all rows
     * @param rows how many came back
     */
    public record Asked(String set, String filter, int rows) {}

    /**
     * What was selected.
     *
     * @param persons in the order of their keys
     * @param pages how many pages or answers were read, each to its end
     */
    public record Selected(Vector<Row> persons, int pages, Seq<Asked> asked) {}

    /**
     * The active persons for whom a condition holds.
     *
     * @param companies whose persons are asked for, empty = all
     * @param columns what is read of a person besides what the condition tests; our names
     */
    public Selected select(Condition whole, Seq<String> companies, Seq<String> columns) {
        Condition condition = Atom.gathered(whole);
        List<Asked> asked = new ArrayList<>();
        Map<Atom, Set<String>> parties = parties(condition, asked);
        Option<Set<String>> only = restriction(condition, parties);
        Where where = odata.where(EntitySet.CONTACT_PERSONS);
        String active = where.is("IsInactive", Literals.member("NoYes", "No"));
        String ours = companies.isEmpty() ? "" : where.isOneOf("dataAreaId", companies);
        Seq<String> filters = filters(Subject.PERSON, condition).map(f -> Where.all(Vector.of(active, ours, f)));
        Query query = query(EntitySet.CONTACT_PERSONS, condition, Subject.PERSON, columns);
        List<Row> rows = new ArrayList<>();
        int pages = only.filter(set -> set.size() <= FEW)
                .map(few -> ofParties(query, filters, few, rows, asked))
                .getOrElse(() -> {
                    int all = 0;
                    for (String filter : filters) {
                        all += list(query, filter, rows, asked);
                    }
                    return all;
                });
        Vector<Row> selected = Vector.ofAll(rows)
                .filter(r -> !r.text("IsInactive").equals("Yes") && holds(condition, r, parties))
                .distinctBy(Row::key)
                .sortBy(r -> r.key().parts().mkString("/"));
        return new Selected(selected, pages, Vector.ofAll(asked));
    }

    /**
     * The workers for whom a condition over workers holds.
     *
     * @param among only these personnel numbers; none = all
     * @param columns what is read of a worker besides what the condition tests; names of {@code Workers}
     */
    public Selected workers(Condition condition, Option<Seq<String>> among, Seq<String> columns) {
        List<Asked> asked = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        Where where = odata.where(EntitySet.WORKERS);
        Seq<String> ours = columns.filter(EntitySet.WORKERS.properties()::contains);
        Query tested = query(EntitySet.WORKERS, condition, Subject.WORKER, ours);
        Query query =
                tested.with(tested.raw().appendAll(columns.removeAll(ours)).distinct());
        Seq<String> filters = filters(Subject.WORKER, condition);
        Seq<String> numbers = among.map(all -> (Seq<String>) all.grouped(Filters.TERMS)
                        .map(some -> where.isOneOf("PersonnelNumber", some))
                        .toVector())
                .getOrElse(Vector.of(""));
        int pages = 0;
        for (String number : numbers) {
            for (String filter : number.isEmpty() ? filters : filters.size() == 1 ? filters : Vector.of("")) {
                pages += list(query, Where.all(Vector.of(number, filter)), rows, asked);
            }
        }
        return new Selected(
                Vector.ofAll(rows)
                        .filter(r -> holds(condition, r, HashMap.empty()))
                        .distinctBy(Row::key)
                        .sortBy(r -> r.text("PersonnelNumber")),
                pages,
                Vector.ofAll(asked));
    }

    /** What of a condition is compared or joined here, for people. */
    public Seq<String> finished(Condition whole) {
        Condition condition = Atom.gathered(whole);
        Seq<String> joins = Atom.of(condition)
                .toVector()
                .filter(atom -> PARTY.containsKey(atom.subject()))
                .map(atom -> "persons are joined with " + odata.name(Properties.set(atom.subject())) + " where "
                        + atom.condition() + ": " + ASSOCIATED + " = "
                        + PARTY.get(atom.subject()).get());
        return joins.appendAll(compared(condition, false).map(c -> c + " is compared row by row"))
                .distinct();
    }

    private Seq<Condition> compared(Condition condition, boolean negated) {
        if (condition instanceof Condition.Test test) {
            Seq<String> filters = filters(test.property().subject(), negated ? new Condition.Not(test) : test);
            return filters.exists(String::isEmpty)
                    ? Vector.of(negated ? new Condition.Not(test) : test)
                    : Vector.empty();
        }
        boolean not = condition instanceof Condition.Not;
        return Atom.parts(condition).flatMap(part -> compared(part, not != negated));
    }

    /** Of some persons those for whom the condition holds and who are active. */
    public Set<Key> members(Condition whole, Seq<Key> persons) {
        Condition condition = Atom.gathered(whole);
        Seq<String> columns = Vector.of("dataAreaId", "ContactPersonId", "IsInactive", ASSOCIATED);
        Query query = query(EntitySet.CONTACT_PERSONS, condition, Subject.PERSON, columns);
        Where where = odata.where(EntitySet.CONTACT_PERSONS);
        Vector<Row> rows = ask(persons.groupBy(k -> k.parts().get(0))
                .toVector()
                .flatMap(company -> company._2
                        .map(k -> k.parts().get(1))
                        .grouped(Filters.TERMS)
                        .map(ids -> query.filtered(Where.all(Vector.of(
                                where.is("dataAreaId", Literals.text(company._1)),
                                where.isOneOf("ContactPersonId", ids)))))));
        Vector<String> associated =
                rows.map(r -> r.text(ASSOCIATED)).filter(p -> !p.isEmpty()).distinct();
        Map<Atom, Set<String>> parties =
                HashMap.ofEntries(Atom.of(condition).toVector().map(atom -> Tuple.of(atom, among(atom, associated))));
        return HashSet.ofAll(rows)
                .filter(r -> !r.text("IsInactive").equals("Yes") && holds(condition, r, parties))
                .map(r -> lower(r.key()));
    }

    /** As {@link #members} names persons: the company in lower case. */
    public static Key lower(Key key) {
        return new Key(key.set(), key.parts().update(0, p -> p.toLowerCase(Locale.ROOT)));
    }

    private Set<String> among(Atom atom, Vector<String> associated) {
        EntitySet set = Properties.set(atom.subject());
        Where where = odata.where(set);
        String party = PARTY.get(atom.subject()).get();
        Query query = query(set, atom.condition(), atom.subject(), Vector.of(party));
        Seq<String> filters = filters(atom.subject(), atom.condition());
        String filter = filters.size() == 1 ? filters.head() : "";
        return HashSet.ofAll(ask(associated
                        .grouped(Filters.TERMS)
                        .map(some -> query.filtered(Where.all(Vector.of(where.isOneOf(party, some), filter))))
                        .toVector()))
                .filter(r -> holds(atom.condition(), r, HashMap.empty()))
                .map(r -> r.text(party).toLowerCase(Locale.ROOT));
    }

    /** The parties of the accounts that meet each atom. */
    private Map<Atom, Set<String>> parties(Condition condition, List<Asked> asked) {
        Map<Atom, Set<String>> parties = HashMap.empty();
        for (Atom atom : Atom.of(condition)) {
            EntitySet set = Properties.set(atom.subject());
            String party = PARTY.get(atom.subject()).get();
            Query query = query(set, atom.condition(), atom.subject(), Vector.of(party));
            List<Row> rows = new ArrayList<>();
            filters(atom.subject(), atom.condition()).forEach(f -> list(query, f, rows, asked));
            parties = parties.put(
                    atom,
                    HashSet.ofAll(rows)
                            .filter(r -> holds(atom.condition(), r, HashMap.empty()))
                            .map(r -> r.text(party).toLowerCase(Locale.ROOT))
                            .filter(p -> !p.isEmpty()));
        }
        return parties;
    }

    /** The parties of which a selected person must be; none where the condition does not bind persons to accounts. */
    private static Option<Set<String>> restriction(Condition condition, Map<Atom, Set<String>> parties) {
        Option<Tuple2<Atom, Set<String>>> atom =
                parties.find(a -> a._1.condition().equals(condition));
        if (atom.isDefined()) {
            return atom.map(Tuple2::_2);
        } else if (condition instanceof Condition.All all) {
            return all.of().flatMap(c -> restriction(c, parties)).reduceOption(Set::intersect);
        } else if (condition instanceof Condition.Any any) {
            Seq<Option<Set<String>>> each = any.of().map(c -> restriction(c, parties));
            return each.isEmpty() || each.exists(Option::isEmpty)
                    ? Option.none()
                    : Option.some(each.flatMap(s -> s).reduce(Set::union));
        }
        return Option.none();
    }

    private int ofParties(Query query, Seq<String> filters, Set<String> parties, List<Row> rows, List<Asked> asked) {
        Where where = odata.where(EntitySet.CONTACT_PERSONS);
        String filter = filters.size() == 1 ? filters.head() : where.is("IsInactive", Literals.member("NoYes", "No"));
        Vector<Query> queries = parties.toVector()
                .sorted()
                .grouped(Filters.TERMS)
                .map(some -> query.filtered(Where.all(Vector.of(where.isOneOf(ASSOCIATED, some), filter))))
                .toVector();
        queries.grouped(IN_A_BATCH).forEach(some -> {
            Vector<Vector<Row>> answers = asks(some);
            some.zip(answers).forEach(t -> {
                asked.add(new Asked(odata.name(t._1.set()), t._1.filter(), t._2.size()));
                t._2.forEach(rows::add);
            });
        });
        return Math.max(1, queries.size());
    }

    private int list(Query query, String filter, List<Row> rows, List<Asked> asked) {
        int before = rows.size();
        int pages = odata.all(query.filtered(filter).ordered(query.set().keys()), rows::add)
                .pages();
        asked.add(new Asked(odata.name(query.set()), filter, rows.size() - before));
        return pages;
    }

    private Vector<Row> ask(Seq<Query> queries) {
        return queries.grouped(IN_A_BATCH)
                .toVector()
                .flatMap(some -> asks(some.toVector()))
                .flatMap(rows -> rows);
    }

    private Vector<Vector<Row>> asks(Vector<Query> queries) {
        String what = "selecting persons";
        Vector<Either<Trouble, Answer>> answers = odata.batch(
                queries.map(q -> Operation.get(odata.at().query(q), q.set(), what)), Math.max(1, queries.size()));
        return queries.zip(answers).map(t -> odata.rows(t._1, t._2, what).toVector());
    }

    private Seq<String> filters(Subject subject, Condition condition) {
        return new Filters(odata, subject, properties).of(condition);
    }

    /** Reads what the condition tests of the subject, keys and columns. */
    private Query query(EntitySet set, Condition condition, Subject subject, Seq<String> columns) {
        Seq<String> tested = Atom.properties(condition)
                .filter(p -> p.subject() == subject)
                .toVector()
                .map(p -> {
                    properties.type(p); // tells of one that is not there
                    return p.name();
                });
        Seq<String> ours = tested.filter(set.properties()::contains);
        return Query.of(set, "")
                .selecting(set.keys().appendAll(columns).appendAll(ours).distinct())
                .with(tested.removeAll(ours).distinct());
    }

    private static boolean holds(Condition condition, Row row, Map<Atom, Set<String>> parties) {
        Option<Tuple2<Atom, Set<String>>> atom =
                parties.find(a -> a._1.condition().equals(condition));
        if (atom.isDefined()) {
            return atom.get()._2.contains(row.text(ASSOCIATED).toLowerCase(Locale.ROOT));
        } else if (condition instanceof Condition.Test test) {
            return Compared.holds(test, row.values().getOrElse(test.property().name(), ""));
        } else if (condition instanceof Condition.All all) {
            return all.of().forAll(c -> holds(c, row, parties));
        } else if (condition instanceof Condition.Any any) {
            return any.of().exists(c -> holds(c, row, parties));
        }
        return !holds(((Condition.Not) condition).of(), row, parties);
    }
}
