package io.axpsync.core.item;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/**
 * Which persons a query selects: tests of what D365 says of a person, and of the customers, vendors or prospects whose
 * party the person belongs to, joined by and, or and not.
 *
 * <p>Tests of one such account that stand together under one {@link All} or {@link Any} are asked of one and the same
 * account: "district West and group 10" needs a customer of both. A {@link Not} says that there is no such account.
 */
public sealed interface Condition {

    /** Selects everybody. */
    Condition EVERYBODY = new All(Vector.empty());

    /** All of them hold; none at all always hold. */
    record All(Seq<Condition> of) implements Condition {
        @Override
        public String toString() {
            return of.size() == 1 ? of.head().toString() : of.mkString("(", " and ", ")");
        }
    }

    /** At least one of them holds. */
    record Any(Seq<Condition> of) implements Condition {
        @Override
        public String toString() {
            return of.size() == 1 ? of.head().toString() : of.mkString("(", " or ", ")");
        }
    }

    /** It does not hold. */
    record Not(Condition of) implements Condition {
        @Override
        public String toString() {
            return "not " + of;
        }
    }

    /**
     * One property is compared, texts without regard to case, as D365 does.
     *
     * @param values for {@link Operator#IS}, {@link Operator#LIKE} and {@link Operator#LISTS} one of them is enough; the
     *     others compare with exactly one. An empty text is an empty property
     */
    record Test(Property property, Operator operator, Seq<String> values) implements Condition {
        @Override
        public String toString() {
            return property + " " + operator.words() + " " + values.mkString("\"", "\" or \"", "\"");
        }
    }

    /**
     * A property as D365's entity calls it, such as {@code SalesDistrict} of a customer.
     *
     * @param name the OData name; case counts
     */
    record Property(Subject subject, String name) {
        @Override
        public String toString() {
            return subject.word() + "." + name;
        }
    }

    /** Whose property is tested. */
    enum Subject {
        /** The contact person: {@code ContactPersons}. */
        PERSON("person"),
        /** A customer whose party the person belongs to: {@code CustomersV3}. */
        CUSTOMER("customer"),
        /** A vendor: {@code VendorsV2}. */
        VENDOR("vendor"),
        /** A prospect: {@code Prospects}. */
        PROSPECT("prospect"),
        /** A colleague: {@code Workers}; in queries over workers only. */
        WORKER("worker");

        private final String word;

        Subject(String word) {
            this.word = word;
        }

        /** As queries write it. */
        public String word() {
            return word;
        }
    }

    /** How values are compared. Numbers and times as such, everything else as text. */
    enum Operator {
        IS("is"),
        /** With {@code *} for any characters. */
        LIKE("is like"),
        /** The property lists names, separated by commas or semicolons, and the value is one of them. */
        LISTS("lists"),
        BELOW("is below"),
        UP_TO("is up to"),
        FROM("is from"),
        ABOVE("is above");

        private final String words;

        Operator(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
