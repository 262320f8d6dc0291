package io.axpsync.d365.odata.internal.selection;

import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Condition.Operator;
import io.axpsync.core.item.Condition.Subject;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.math.BigDecimal;

/**
 * As much of a condition as D365 can evaluate over one set: filters of which at least one holds for each row for which the
 * condition holds. It has no {@code in}, reads {@code *} in a text as a wildcard and compares texts by an order that we do
 * not know, so what comes back is compared again.
 */
final class Filters {

    /** So many values stand in one filter: addresses stay below the length that gateways take. */
    static final int TERMS = 20;

    /** More filters than this cost more than the rows that they save. */
    private static final int MOST = 25;

    private static final Seq<String> NO_FILTER = Vector.of("");

    private final Where where;
    private final Subject subject;
    private final Properties properties;

    Filters(OData odata, Subject subject, Properties properties) {
        this.where = odata.where(Properties.set(subject));
        this.subject = subject;
        this.properties = properties;
    }

    /** The empty filter alone where nothing can be asked. */
    Seq<String> of(Condition condition) {
        Seq<String> filters = filters(condition);
        return filters.size() > MOST || filters.exists(String::isEmpty) ? NO_FILTER : filters.distinct();
    }

    private Seq<String> filters(Condition condition) {
        if (condition instanceof Condition.Test test) {
            return test(test);
        } else if (condition instanceof Condition.Any any) {
            return any.of().flatMap(this::filters);
        } else if (condition instanceof Condition.All all) {
            return joined(all.of().map(this::of));
        }
        return exactly(((Condition.Not) condition).of())
                .map(f -> Vector.of(Where.not(f)))
                .getOrElse(Vector.of(""));
    }

    /** One of the parts may need several filters; of the others each that needs one joins them. */
    private static Seq<String> joined(Seq<Seq<String>> parts) {
        Seq<String> single = parts.filter(p -> p.size() == 1).map(Seq::head).filter(f -> !f.isEmpty());
        Seq<String> many = parts.filter(p -> p.size() > 1).headOption().getOrElse(NO_FILTER);
        return many.map(f -> Where.all(single.append(f)));
    }

    /** The filter that holds exactly where the condition does; none where D365 compares otherwise, or cannot. */
    private Option<String> exactly(Condition condition) {
        if (condition instanceof Condition.Test test) {
            boolean exact = isOurs(test)
                    && test.operator() == Operator.IS
                    && test.values().forAll(v -> !v.contains("*"))
                    && type(test) != PropertyType.TIME;
            return exact
                    ? test(test)
                            .headOption()
                            .filter(f -> !f.isEmpty() && test.values().size() <= TERMS)
                    : Option.none();
        }
        return Option.none();
    }

    private boolean isOurs(Condition.Test test) {
        return test.property().subject() == subject;
    }

    private PropertyType type(Condition.Test test) {
        return properties.type(test.property());
    }

    private Seq<String> test(Condition.Test test) {
        if (!isOurs(test)) {
            return NO_FILTER;
        }
        return switch (type(test)) {
            case TEXT -> texts(test);
            case NUMBER -> numbers(test);
            case TIME -> times(test);
            case ENUMERATION -> members(test);
            case UNKNOWN -> NO_FILTER;
        };
    }

    private Seq<String> texts(Condition.Test test) {
        return switch (test.operator()) {
            case IS, LIKE -> chunks(test, v -> is(test, Literals.text(v)));
            case LISTS -> chunks(test, v -> is(test, Literals.text("*" + v.strip() + "*")));
            default -> NO_FILTER;
        };
    }

    private Seq<String> numbers(Condition.Test test) {
        Seq<Option<BigDecimal>> numbers = test.values().map(Compared::number);
        return numbers.exists(Option::isEmpty) || test.operator() == Operator.LIKE || test.operator() == Operator.LISTS
                ? NO_FILTER
                : chunks(test, v -> compared(test, Compared.number(v).get().toPlainString()));
    }

    /** Whole seconds, as D365 holds them; a date is compared here. */
    private Seq<String> times(Condition.Test test) {
        boolean times = test.values().forAll(v -> Compared.time(v).isDefined())
                && test.operator() != Operator.LIKE
                && test.operator() != Operator.LISTS;
        return times
                ? chunks(
                        test, v -> compared(test, Literals.time(Compared.time(v).get())))
                : NO_FILTER;
    }

    private Seq<String> members(Condition.Test test) {
        boolean names =
                test.operator() == Operator.IS && test.values().forAll(v -> v.matches("[A-Za-z_][A-Za-z0-9_]*"));
        return names
                ? chunks(test, v -> is(test, Literals.member(properties.enumeration(test.property()), v)))
                : NO_FILTER;
    }

    private String is(Condition.Test test, String literal) {
        return where.compares(test.property().name(), "eq", literal);
    }

    private String compared(Condition.Test test, String literal) {
        String operator = switch (test.operator()) {
            case BELOW -> "lt";
            case UP_TO -> "le";
            case FROM -> "ge";
            case ABOVE -> "gt";
            default -> "eq";
        };
        return where.compares(test.property().name(), operator, literal);
    }

    private static Seq<String> chunks(Condition.Test test, java.util.function.Function<String, String> term) {
        return test.values()
                .grouped(TERMS)
                .map(some -> Where.any(some.map(term)))
                .toVector();
    }
}
