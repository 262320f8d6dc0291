package io.axpsync.sandbox.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The boolean expression part of the OData v4 ABNF ({@code $filter}), as a recursive descent. Says what an expression
 * uses, so that a contract can refuse what its system does not know.
 */
final class FilterGrammar {

    /** What stands at one place of an expression. */
    sealed interface Operand {}

    /** A literal; {@code kind} is its EDM primitive type, or {@code enum:Qualified.Name}, or {@code null}. */
    record Literal(String kind, String text) implements Operand {}

    /** A property path, its segments joined by slashes; a lambda variable is its first segment. */
    record Path(String text) implements Operand {}

    record Call(String function, List<Operand> arguments) implements Operand {}

    /** A boolean or arithmetic sub-expression. */
    record Compound() implements Operand {}

    record Comparison(Operand left, String operator, Operand right) {}

    /** @param lambda whether {@code any} or {@code all} was used */
    record Use(Set<String> operators, Set<String> functions, List<Comparison> comparisons, boolean lambda) {}

    /** The expression does not follow the grammar. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<enum>[A-Za-z_][\\w]*(?:\\.[A-Za-z_]\\w*)+'(?:[^']|'')*')"
            + "|(?<duration>duration'[^']*')"
            + "|(?<string>'(?:[^']|'')*')"
            + "|(?<guid>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})"
            + "|(?<dateTime>-?\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,12})?)?(?:Z|[+-]\\d\\d:\\d\\d))"
            + "|(?<date>-?\\d{4}-\\d\\d-\\d\\d(?![\\dT]))"
            + "|(?<number>-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w:]))"
            + "|(?<name>[A-Za-z_$][\\w]*(?:[./][A-Za-z_][\\w]*)*)"
            + "|(?<mark>[(),:])"
            + ")");

    private static final Set<String> COMPARE = Set.of("eq", "ne", "gt", "ge", "lt", "le", "has", "in");

    private record Token(String kind, String text) {}

    private final List<Token> tokens;
    private final Set<String> operators = new TreeSet<>();
    private final Set<String> functions = new TreeSet<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private boolean lambda;
    private int at;

    private FilterGrammar(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @param expression decoded, without the {@code $filter=} */
    static Use read(String expression) throws Malformed {
        FilterGrammar grammar = new FilterGrammar(tokens(expression));
        grammar.or();
        if (grammar.at < grammar.tokens.size()) {
            throw new Malformed("unexpected '" + grammar.tokens.get(grammar.at).text() + "' in: " + expression);
        }
        return new Use(grammar.operators, grammar.functions, grammar.comparisons, grammar.lambda);
    }

    private static List<Token> tokens(String expression) throws Malformed {
        List<Token> found = new ArrayList<>();
        Matcher m = TOKEN.matcher(expression.strip());
        int end = 0;
        while (end < m.regionEnd()) {
            m.region(end, m.regionEnd());
            if (!m.lookingAt()) {
                throw new Malformed(
                        "not a token: " + expression.strip().substring(end) + " (an unclosed or undoubled quote?)");
            }
            for (String kind :
                    List.of("enum", "duration", "string", "guid", "dateTime", "date", "number", "name", "mark")) {
                if (m.group(kind) != null) {
                    found.add(new Token(kind, m.group(kind)));
                }
            }
            end = m.end();
        }
        return found;
    }

    private Operand or() throws Malformed {
        return chain(this::and, Set.of("or"));
    }

    private Operand and() throws Malformed {
        return chain(this::not, Set.of("and"));
    }

    private Operand not() throws Malformed {
        if (takeName(Set.of("not")) != null) {
            not();
            return new Compound();
        }
        return comparison();
    }

    private Operand comparison() throws Malformed {
        Operand left = sum();
        String operator = takeName(COMPARE);
        if (operator == null) {
            return left;
        }
        Operand right = operator.equals("in") ? list() : sum();
        comparisons.add(new Comparison(left, operator, right));
        return new Compound();
    }

    private Operand sum() throws Malformed {
        return chain(this::product, Set.of("add", "sub"));
    }

    private Operand product() throws Malformed {
        return chain(this::primary, Set.of("mul", "div", "mod"));
    }

    private interface Part {
        Operand read() throws Malformed;
    }

    private Operand chain(Part part, Set<String> names) throws Malformed {
        Operand first = part.read();
        boolean more = false;
        while (takeName(names) != null) {
            part.read();
            more = true;
        }
        return more ? new Compound() : first;
    }

    private Operand list() throws Malformed {
        expect("(");
        do {
            sum();
        } while (take(","));
        expect(")");
        return new Compound();
    }

    private Operand primary() throws Malformed {
        if (take("(")) {
            or();
            expect(")");
            return new Compound();
        }
        if (at >= tokens.size()) {
            throw new Malformed("the expression ends too early");
        }
        Token token = tokens.get(at++);
        return switch (token.kind()) {
            case "string" -> new Literal("Edm.String", token.text());
            case "enum" ->
                new Literal("enum:" + token.text().substring(0, token.text().indexOf('\'')), token.text());
            case "duration" -> new Literal("Edm.Duration", token.text());
            case "guid" -> new Literal("Edm.Guid", token.text());
            case "dateTime" -> new Literal("Edm.DateTimeOffset", token.text());
            case "date" -> new Literal("Edm.Date", token.text());
            case "number" -> new Literal("number", token.text());
            case "name" -> named(token.text());
            default -> throw new Malformed("unexpected '" + token.text() + "'");
        };
    }

    private Operand named(String name) throws Malformed {
        if (name.equals("true") || name.equals("false")) {
            return new Literal("Edm.Boolean", name);
        }
        if (name.equals("null")) {
            return new Literal("null", name);
        }
        if (!take("(")) {
            return new Path(name);
        }
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (name.contains("/") && Set.of("any", "all").contains(last.toLowerCase(Locale.ROOT))) {
            lambda = true;
            if (!take(")")) {
                at++;
                expect(":");
                or();
                expect(")");
            }
            return new Compound();
        }
        functions.add(name);
        List<Operand> arguments = new ArrayList<>();
        if (!take(")")) {
            do {
                arguments.add(or());
            } while (take(","));
            expect(")");
        }
        return new Call(name, arguments);
    }

    private @Nullable String takeName(Set<String> names) {
        if (at < tokens.size()
                && tokens.get(at).kind().equals("name")
                && names.contains(tokens.get(at).text())) {
            String name = tokens.get(at++).text();
            operators.add(name);
            return name;
        }
        return null;
    }

    private boolean take(String mark) {
        boolean there = at < tokens.size()
                && tokens.get(at).kind().equals("mark")
                && tokens.get(at).text().equals(mark);
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(String mark) throws Malformed {
        if (!take(mark)) {
            throw new Malformed("'" + mark + "' is missing before "
                    + (at < tokens.size() ? "'" + tokens.get(at).text() + "'" : "the end"));
        }
    }
}
