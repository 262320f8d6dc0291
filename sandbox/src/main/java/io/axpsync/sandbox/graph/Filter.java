package io.axpsync.sandbox.graph;

import io.axpsync.sandbox.mailbox.PropertyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code $filter}: the part of OData's grammar that Outlook's server takes. Everything else is refused.
 *
 * @param <T> what is filtered
 */
final class Filter<T> {

    /** What filters on some kind of items may name. Each method refuses what it does not know by {@link #invalid}. */
    interface Fields<T> {

        /** How an item's value compares to a literal, which comes without its quotes. */
        ToIntFunction<T> comparison(String path, String literal);

        /** An item's text, in which a part is looked for. */
        Function<T, String> text(String path);

        /** The values of a collection; {@code member} is empty where the collection holds plain texts. */
        Function<T, List<String>> texts(String collection, String member);

        Function<T, List<String>> property(PropertyKey key);
    }

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*('[^']*+(?:''[^']*+)*+'|[()]|,|[A-Za-z_@$][\\w/.:@]*|-?\\d[\\w:.+\\-]*)", Pattern.DOTALL);

    /** More are refused, so that no filter is deeper than the stack. */
    private static final int MOST_TERMS = 500;

    private final Fields<T> fields;
    private final List<String> tokens = new ArrayList<>();
    private int at;
    private int terms;

    private Filter(String text, Fields<T> fields) {
        this.fields = fields;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw invalid();
        }
    }

    static <T> Predicate<T> parse(String text, Fields<T> fields) {
        Filter<T> parser = new Filter<>(text, fields);
        Predicate<T> filter = parser.or();
        if (parser.at < parser.tokens.size()) {
            throw invalid();
        }
        return filter;
    }

    private Predicate<T> or() {
        Predicate<T> left = and();
        while (taken("or")) {
            left = left.or(and());
        }
        return left;
    }

    private Predicate<T> and() {
        Predicate<T> left = term();
        while (taken("and")) {
            left = left.and(term());
        }
        return left;
    }

    private Predicate<T> term() {
        if (++terms > MOST_TERMS) {
            throw invalid();
        }
        if (taken("not")) {
            return term().negate();
        }
        if (taken("(")) {
            Predicate<T> inner = or();
            expect(")");
            return inner;
        }
        String path = next();
        return switch (path.toLowerCase(Locale.ROOT)) {
            case "singlevalueextendedproperties/any", "multivalueextendedproperties/any" -> property();
            case "startswith" -> part(String::startsWith);
            case "contains" -> part(String::contains);
            default -> path.endsWith("/any") ? any(path.substring(0, path.length() - 4)) : comparison(path);
        };
    }

    private Predicate<T> any(String collection) {
        expect("(");
        String variable = variable();
        String path = next();
        expect("eq");
        String wanted = string();
        expect(")");
        if (!path.equals(variable) && !path.startsWith(variable + "/")) {
            throw invalid();
        }
        String member = path.equals(variable) ? "" : path.substring(variable.length() + 1);
        Function<T, List<String>> texts = fields.texts(collection, member);
        return item -> texts.apply(item).stream().anyMatch(wanted::equalsIgnoreCase);
    }

    private Predicate<T> property() {
        expect("(");
        String variable = variable();
        PropertyKey key = null;
        String value = null;
        String operator = "eq";
        do {
            String path = next();
            if (path.equals("cast")) {
                expect("(");
                path = next();
                expect(",");
                next();
                expect(")");
            }
            String how = next();
            if (path.equals(variable + "/id") && how.equals("eq")) {
                key = PropertiesJson.key(string());
            } else if (path.equals(variable + "/value")) {
                operator = how;
                String token = next();
                value = token.startsWith("'") ? unquoted(token) : token;
            } else {
                throw invalid();
            }
        } while (taken("and"));
        expect(")");
        if (key == null || value == null || !(operator.equals("eq") || operator.equals("ne"))) {
            throw invalid();
        }
        Function<T, List<String>> values = fields.property(key);
        String text = value;
        boolean equal = operator.equals("eq");
        return item ->
                !values.apply(item).isEmpty() && values.apply(item).stream().anyMatch(text::equalsIgnoreCase) == equal;
    }

    private Predicate<T> part(BiPredicate<String, String> holds) {
        expect("(");
        Function<T, String> text = fields.text(next());
        expect(",");
        String part = string().toLowerCase(Locale.ROOT);
        expect(")");
        return item -> holds.test(text.apply(item).toLowerCase(Locale.ROOT), part);
    }

    private Predicate<T> comparison(String path) {
        String operator = next();
        String literal = next();
        compares(0, operator);
        ToIntFunction<T> comparison = fields.comparison(path, literal.startsWith("'") ? unquoted(literal) : literal);
        return item -> compares(comparison.applyAsInt(item), operator);
    }

    private static boolean compares(int order, String operator) {
        return switch (operator) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "gt" -> order > 0;
            case "ge" -> order >= 0;
            case "lt" -> order < 0;
            case "le" -> order <= 0;
            default -> throw invalid();
        };
    }

    /** The range variable of a lambda, with or without a blank after its colon. */
    private String variable() {
        String token = next();
        int colon = token.indexOf(':');
        if (colon < 0) {
            throw invalid();
        }
        String rest = token.substring(colon + 1);
        if (!rest.isEmpty()) {
            tokens.add(at, rest);
        }
        return token.substring(0, colon);
    }

    private String string() {
        return unquoted(next());
    }

    private static String unquoted(String token) {
        if (token.length() < 2 || !token.startsWith("'")) {
            throw invalid();
        }
        return token.substring(1, token.length() - 1).replace("''", "'");
    }

    private String next() {
        if (at >= tokens.size()) {
            throw invalid();
        }
        return tokens.get(at++);
    }

    private boolean taken(String token) {
        boolean matches = at < tokens.size() && tokens.get(at).equals(token);
        if (matches) {
            at++;
        }
        return matches;
    }

    private void expect(@Nullable String token) {
        if (!next().equals(token)) {
            throw invalid();
        }
    }

    static GraphError invalid() {
        return GraphError.badRequest(
                "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes.");
    }
}
