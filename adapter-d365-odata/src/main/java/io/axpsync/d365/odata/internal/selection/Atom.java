package io.axpsync.d365.odata.internal.selection;

import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Condition.Subject;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * A part of a condition that one account must meet: there is a customer, vendor or prospect of the person's party for which
 * it holds.
 */
record Atom(Subject subject, Condition condition) {

    /** The largest parts without a {@code not} that test one kind of account. */
    static Set<Atom> of(Condition condition) {
        Set<Subject> subjects = subjects(condition);
        if (subjects.size() == 1 && subjects.head() != Subject.PERSON && !negates(condition)) {
            return LinkedHashSet.of(new Atom(subjects.head(), condition));
        } else if (condition instanceof Condition.Not not) {
            return of(not.of());
        }
        // parts of one account that stand side by side are one atom
        return parts(condition).foldLeft(LinkedHashSet.empty(), (all, part) -> all.addAll(of(part)));
    }

    /** A condition in which parts of one account that stand side by side are one part. */
    static Condition gathered(Condition condition) {
        if (condition instanceof Condition.Not not) {
            return new Condition.Not(gathered(not.of()));
        } else if (condition instanceof Condition.Test) {
            return condition;
        }
        boolean all = condition instanceof Condition.All;
        Seq<Condition> parts = parts(condition).map(Atom::gathered);
        Seq<Condition> gathered = Vector.empty();
        for (Subject subject : Subject.values()) {
            Seq<Condition> own = parts.filter(p -> isOf(p, subject));
            if (subject != Subject.PERSON && own.size() > 1 && own.size() < parts.size()) {
                parts = parts.removeAll(own);
                gathered = gathered.append(all ? new Condition.All(own) : new Condition.Any(own));
            }
        }
        Seq<Condition> now = parts.appendAll(gathered);
        return all ? new Condition.All(now) : new Condition.Any(now);
    }

    private static boolean isOf(Condition condition, Subject subject) {
        return subjects(condition).equals(LinkedHashSet.of(subject)) && !negates(condition);
    }

    static Set<Subject> subjects(Condition condition) {
        if (condition instanceof Condition.Test test) {
            return LinkedHashSet.of(test.property().subject());
        }
        return parts(condition).foldLeft(LinkedHashSet.empty(), (all, part) -> all.addAll(subjects(part)));
    }

    static Set<Condition.Property> properties(Condition condition) {
        if (condition instanceof Condition.Test test) {
            return LinkedHashSet.of(test.property());
        }
        return parts(condition).foldLeft(LinkedHashSet.empty(), (all, part) -> all.addAll(properties(part)));
    }

    private static boolean negates(Condition condition) {
        return condition instanceof Condition.Not || parts(condition).exists(Atom::negates);
    }

    static Seq<Condition> parts(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.of();
        } else if (condition instanceof Condition.Any any) {
            return any.of();
        }
        return condition instanceof Condition.Not not ? Vector.of(not.of()) : Vector.empty();
    }
}
