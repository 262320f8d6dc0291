package io.axpsync.sandbox.d365;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriParameter;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceEntitySet;
import org.apache.olingo.server.api.uri.UriResourceNavigation;
import org.apache.olingo.server.api.uri.queryoption.OrderByItem;

/** What an address asks for, read from Olingo's parse of it. */
final class Query {

    private final UriInfo uri;
    private final EntityDef def;
    private final D365Options options;

    Query(UriInfo uri, D365Options options) throws ODataApplicationException {
        this.uri = uri;
        this.options = options;
        this.def = Schema.standard().set(entitySet().getEntitySet().getName());
        if (uri.getSearchOption() != null || uri.getApplyOption() != null || uri.getDeltaTokenOption() != null) {
            throw Errors.wrap(Refusal.query("The query option is not supported by this service."));
        }
        if (uri.getUriResourceParts().stream().anyMatch(UriResourceNavigation.class::isInstance)) {
            throw Errors.wrap(Refusal.query("Navigation properties are read by $expand, not by a path."));
        }
    }

    private UriResourceEntitySet entitySet() throws ODataApplicationException {
        UriResource first = uri.getUriResourceParts().get(0);
        if (!(first instanceof UriResourceEntitySet)) {
            throw Errors.wrap(Refusal.query("Only entity sets can be addressed."));
        }
        return (UriResourceEntitySet) first;
    }

    EntityDef entity() {
        return def;
    }

    List<Object> key() throws ODataApplicationException {
        Map<String, Object> values = new HashMap<>();
        for (UriParameter parameter : entitySet().getKeyPredicates()) {
            values.put(parameter.getName(), key(def.known(parameter.getName()), parameter.getText()));
        }
        return def.key(values);
    }

    private static Object key(Field field, String literal) {
        String text = literal.endsWith("'")
                ? literal.substring(literal.indexOf('\'') + 1, literal.length() - 1)
                        .replace("''", "'")
                : literal;
        return field.read(com.fasterxml.jackson.databind.node.TextNode.valueOf(text));
    }

    /** Whether the caller sees the row: of the default company, unless {@code cross-company=true}. */
    boolean sees(Row row) {
        if (!row.entity().ofCompany()) {
            return true;
        }
        Object company = Field.normal(row.get(EntityDef.COMPANY));
        return options.permitted(company)
                && (crossCompany() || Field.normal(options.defaultCompany()).equals(company));
    }

    private boolean crossCompany() {
        return uri.getCustomQueryOptions().stream()
                .anyMatch(option -> "cross-company".equalsIgnoreCase(option.getName())
                        && "true".equalsIgnoreCase(option.getText()));
    }

    /** The rows that match, in the order asked for, before {@code $skip} and {@code $top}. */
    List<Row> select(Tables tables) throws ODataApplicationException {
        Filter.Parsed filter = uri.getFilterOption() == null
                ? new Filter.Parsed(row -> true, Optional.empty())
                : Filter.parse(uri.getFilterOption().getExpression(), options);
        List<Row> rows = new ArrayList<>();
        for (Row row : tables.some(def, filter.only())) {
            if (sees(row) && (Boolean) filter.holds().apply(row)) {
                rows.add(row);
            }
        }
        if (uri.getOrderByOption() != null) {
            rows.sort(order(uri.getOrderByOption().getOrders(), options));
        }
        return rows;
    }

    private static Comparator<Row> order(List<OrderByItem> items, D365Options options)
            throws ODataApplicationException {
        Comparator<Row> order = (a, b) -> 0;
        for (OrderByItem item : items) {
            Function<Row, Object> value = Filter.of(item.getExpression(), options);
            Comparator<Row> next = (a, b) -> Filter.compare(value.apply(a), value.apply(b));
            order = order.thenComparing(item.isDescending() ? next.reversed() : next);
        }
        return order;
    }

    /** The selected properties, empty for all. */
    List<String> selected() throws ODataApplicationException {
        return Expansion.properties(uri.getSelectOption());
    }

    /** The navigation properties to show, each with the rows that it leads to. */
    List<Expansion> expanded() throws ODataApplicationException {
        return Expansion.of(def, uri.getExpandOption());
    }

    boolean counted() {
        return uri.getCountOption() != null && uri.getCountOption().getValue();
    }

    int skip() {
        return uri.getSkipOption() == null ? 0 : uri.getSkipOption().getValue();
    }

    int top() {
        return uri.getTopOption() == null
                ? Integer.MAX_VALUE
                : uri.getTopOption().getValue();
    }

    /** How many rows the pages before this one carried. */
    int token() throws ODataApplicationException {
        if (uri.getSkipTokenOption() == null) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(uri.getSkipTokenOption().getValue()));
        } catch (NumberFormatException e) {
            throw Errors.wrap(Refusal.query("The skip token is not valid."));
        }
    }
}
