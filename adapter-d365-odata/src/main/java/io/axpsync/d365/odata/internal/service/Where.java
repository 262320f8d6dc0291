package io.axpsync.d365.odata.internal.service;

import io.vavr.collection.Seq;

/** {@code $filter} expressions over one set; only the operators that D365 documents. Literals come from {@link Literals}. */
public final class Where {

    private final Names names;
    private final EntitySet set;

    Where(Names names, EntitySet set) {
        this.names = names;
        this.set = set;
    }

    public String is(String property, String literal) {
        return compare(property, "eq", literal);
    }

    public String isNot(String property, String literal) {
        return compare(property, "ne", literal);
    }

    public String below(String property, String literal) {
        return compare(property, "lt", literal);
    }

    public String above(String property, String literal) {
        return compare(property, "gt", literal);
    }

    public String from(String property, String literal) {
        return compare(property, "ge", literal);
    }

    private String compare(String property, String operator, String literal) {
        return names.of(set, property) + " " + operator + " " + literal;
    }

    /** Compares a property of any name; one of ours is called as the environment calls it. */
    public String compares(String property, String operator, String literal) {
        return (set.properties().contains(property) ? names.of(set, property) : property) + " " + operator + " "
                + literal;
    }

    /** The property is one of the texts. */
    public String isOneOf(String property, Seq<String> texts) {
        return any(texts.map(t -> is(property, Literals.text(t))));
    }

    /** {@code and}, {@code or} and {@code not} of expressions; an empty one holds always. */
    public static String not(String term) {
        return "not (" + term + ")";
    }

    public static String all(Seq<String> terms) {
        return terms.filter(t -> !t.isEmpty()).mkString(" and ");
    }

    public static String any(Seq<String> terms) {
        return terms.size() == 1 ? terms.head() : "(" + terms.mkString(" or ") + ")";
    }

    /** Rows behind a key in the given order: the next page by key position. */
    String behind(Seq<String> order, Row last) {
        String property = order.head();
        String literal = Literals.of(property, last.text(property));
        String beyond = above(property, literal);
        return order.size() == 1
                ? beyond
                : "(" + beyond + " or (" + is(property, literal) + " and " + behind(order.tail(), last) + "))";
    }
}
