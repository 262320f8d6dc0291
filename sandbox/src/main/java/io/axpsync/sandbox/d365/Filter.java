package io.axpsync.sandbox.d365;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.EdmMember;
import org.apache.olingo.commons.api.edm.EdmType;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceProperty;
import org.apache.olingo.server.api.uri.queryoption.expression.BinaryOperatorKind;
import org.apache.olingo.server.api.uri.queryoption.expression.Expression;
import org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitException;
import org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitor;
import org.apache.olingo.server.api.uri.queryoption.expression.Literal;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.apache.olingo.server.api.uri.queryoption.expression.MethodKind;
import org.apache.olingo.server.api.uri.queryoption.expression.UnaryOperatorKind;

/**
 * Turns a parsed {@code $filter} or {@code $orderby} expression into a function of a row. Only what D365 documents is
 * understood: comparison, logic, arithmetic and the wildcard {@code eq '*text*'}; {@code has}, {@code in} and, unless
 * switched on, functions are refused. Texts compare without regard to case, as in the database.
 */
final class Filter implements ExpressionVisitor<Filter.Node> {

    /** A part of an expression: its value for a row, and its pattern when it is a text literal with a wildcard. */
    record Node(
            Function<Row, Object> value,
            Optional<Pattern> wildcard,
            boolean isEnum,
            Optional<OneOf> only,
            String name) {

        Node(Function<Row, Object> value) {
            this(value, Optional.empty(), false);
        }

        Node(Function<Row, Object> value, Optional<Pattern> wildcard, boolean isEnum) {
            this(value, wildcard, isEnum, Optional.empty(), "");
        }

        Node only(Optional<OneOf> restriction) {
            return new Node(value, wildcard, isEnum, restriction, name);
        }
    }

    /** What a row must say to fit: nothing else need be looked at where there is an index. */
    record OneOf(String property, Set<Object> values) {}

    /** A filter and what it restricts rows to, as far as that shows. */
    record Parsed(Function<Row, Object> holds, Optional<OneOf> only) {}

    static Parsed parse(Expression expression, D365Options options) throws ODataApplicationException {
        try {
            Node node = expression.accept(new Filter(options));
            return new Parsed(node.value(), node.only());
        } catch (ExpressionVisitException e) {
            throw Errors.wrap(Refusal.query("The query expression could not be read."));
        }
    }

    private static Optional<OneOf> either(Optional<OneOf> left, Optional<OneOf> right) {
        if (left.isEmpty()
                || right.isEmpty()
                || !left.get().property().equals(right.get().property())) {
            return Optional.empty();
        }
        Set<Object> values = new HashSet<>(left.get().values());
        values.addAll(right.get().values());
        return Optional.of(new OneOf(left.get().property(), values));
    }

    private static Optional<OneOf> equalText(Node left, Node right) {
        return left.name().isEmpty()
                        || !right.name().startsWith(LITERAL)
                        || right.wildcard().isPresent()
                ? Optional.empty()
                : Optional.of(
                        new OneOf(left.name(), Set.of(Field.normal(right.name().substring(LITERAL.length())))));
    }

    /** Begins the name of a text literal, which is its value: no property is called so. */
    private static final String LITERAL = "'";

    private static final Object NULL = new Object();

    private final D365Options options;

    private Filter(D365Options options) {
        this.options = options;
    }

    static Function<Row, Object> of(Expression expression, D365Options options) throws ODataApplicationException {
        try {
            return expression.accept(new Filter(options)).value();
        } catch (ExpressionVisitException e) {
            throw Errors.wrap(Refusal.query("The query expression could not be read."));
        }
    }

    /** Compares two values of one property as the database does. */
    static int compare(Object left, Object right) {
        if (left instanceof String && right instanceof String) {
            return ((String) left).compareToIgnoreCase((String) right);
        }
        if (left instanceof Instant && right instanceof Instant) {
            return ((Instant) left).compareTo((Instant) right);
        }
        if (left instanceof Boolean && right instanceof Boolean) {
            return ((Boolean) left).compareTo((Boolean) right);
        }
        return number(left).compareTo(number(right));
    }

    private static BigDecimal number(Object value) {
        if (value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        if (value instanceof Number) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        throw Refusal.query("The operands of the query expression cannot be compared.");
    }

    @Override
    public Node visitBinaryOperator(BinaryOperatorKind operator, Node left, Node right)
            throws ODataApplicationException {
        Function<Row, Object> a = left.value();
        Function<Row, Object> b = right.value();
        switch (operator) {
            case AND:
                return new Node(row -> (Boolean) a.apply(row) && (Boolean) b.apply(row))
                        .only(left.only().or(right::only));
            case OR:
                return new Node(row -> (Boolean) a.apply(row) || (Boolean) b.apply(row))
                        .only(either(left.only(), right.only()));
            case EQ:
                return new Node(equal(left, right)).only(equalText(left, right));
            case NE:
                Function<Row, Object> equal = equal(left, right);
                return new Node(row -> !(Boolean) equal.apply(row));
            case GT:
            case GE:
            case LT:
            case LE:
                if (left.isEnum() || right.isEnum()) {
                    throw Errors.wrap(Refusal.query("Enums can only be compared with 'eq' and 'ne'."));
                }
                return new Node(row -> ordered(operator, compare(a.apply(row), b.apply(row))));
            case ADD:
            case SUB:
            case MUL:
            case DIV:
            case MOD:
                return new Node(row -> arithmetic(operator, number(a.apply(row)), number(b.apply(row))));
            default:
                throw unsupported(operator.toString());
        }
    }

    private static Boolean ordered(BinaryOperatorKind operator, int order) {
        switch (operator) {
            case GT:
                return order > 0;
            case GE:
                return order >= 0;
            case LT:
                return order < 0;
            default:
                return order <= 0;
        }
    }

    private static Object arithmetic(BinaryOperatorKind operator, BigDecimal a, BigDecimal b) {
        switch (operator) {
            case ADD:
                return a.add(b);
            case SUB:
                return a.subtract(b);
            case MUL:
                return a.multiply(b);
            case DIV:
                return a.divide(b, MathContext.DECIMAL64);
            default:
                return a.remainder(b);
        }
    }

    private static Function<Row, Object> equal(Node left, Node right) {
        Function<Row, Object> a = left.value();
        Function<Row, Object> b = right.value();
        if (right.wildcard().isPresent()) {
            Pattern pattern = right.wildcard().get();
            return row -> pattern.matcher((String) a.apply(row)).matches();
        }
        if (left.wildcard().isPresent()) {
            Pattern pattern = left.wildcard().get();
            return row -> pattern.matcher((String) b.apply(row)).matches();
        }
        return row -> {
            Object x = a.apply(row);
            Object y = b.apply(row);
            return x == NULL || y == NULL ? x == y : compare(x, y) == 0;
        };
    }

    private static Pattern like(String wildcard) {
        StringBuilder regex = new StringBuilder();
        for (String part : wildcard.split("\\*", -1)) {
            regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    @Override
    public Node visitUnaryOperator(UnaryOperatorKind operator, Node operand) {
        Function<Row, Object> value = operand.value();
        return new Node(
                operator == UnaryOperatorKind.NOT
                        ? row -> !(Boolean) value.apply(row)
                        : row -> number(value.apply(row)).negate());
    }

    @Override
    public Node visitLiteral(Literal literal) throws ODataApplicationException {
        String text = literal.getText();
        Object value;
        try {
            value = value(
                    text, literal.getType() == null ? "" : literal.getType().getName());
        } catch (RuntimeException e) {
            throw Errors.wrap(Refusal.query("Unrecognized literal '" + text + "'."));
        }
        Optional<Pattern> wildcard = value instanceof String && ((String) value).contains("*")
                ? Optional.of(like((String) value))
                : Optional.empty();
        return new Node(
                row -> value, wildcard, false, Optional.empty(), value instanceof String ? LITERAL + value : "");
    }

    private static Object value(String text, String type) {
        switch (type) {
            case "":
                return NULL;
            case "String":
                return text.substring(1, text.length() - 1).replace("''", "'");
            case "Boolean":
                return Boolean.valueOf(text);
            case "DateTimeOffset":
                return OffsetDateTime.parse(text).toInstant();
            default:
                return new BigDecimal(text);
        }
    }

    @Override
    public Node visitMember(Member member) throws ODataApplicationException {
        List<UriResource> path = member.getResourcePath().getUriResourceParts();
        if (path.size() != 1 || !(path.get(0) instanceof UriResourceProperty)) {
            throw unsupported("path " + member);
        }
        UriResourceProperty property = (UriResourceProperty) path.get(0);
        String name = property.getProperty().getName();
        if (property.getType() instanceof EdmEnumType) {
            EdmEnumType type = (EdmEnumType) property.getType();
            return new Node(row -> number(type, row.text(name)), Optional.empty(), true);
        }
        return new Node(row -> row.get(name), Optional.empty(), false, Optional.empty(), name);
    }

    @Override
    public Node visitEnum(EdmEnumType type, List<String> values) throws ODataApplicationException {
        try {
            BigDecimal number = number(type, values.get(0));
            return new Node(row -> number, Optional.empty(), true);
        } catch (Refusal refusal) {
            throw Errors.wrap(refusal);
        }
    }

    /** Enums compare and sort by their numbers. */
    private static BigDecimal number(EdmEnumType type, String name) {
        EdmMember member = type.getMember(name);
        if (member == null) {
            throw Refusal.query("The enum '" + type.getName() + "' has no member '" + name + "'.");
        }
        return new BigDecimal(member.getValue());
    }

    @Override
    public Node visitMethodCall(MethodKind method, List<Node> parameters) throws ODataApplicationException {
        if (!options.functions() || parameters.size() != 2) {
            throw unsupported("function '" + method + "'");
        }
        Function<Row, Object> text = parameters.get(0).value();
        Function<Row, Object> part = parameters.get(1).value();
        switch (method) {
            case CONTAINS:
                return new Node(row -> lower(text, row).contains(lower(part, row)));
            case STARTSWITH:
                return new Node(row -> lower(text, row).startsWith(lower(part, row)));
            case ENDSWITH:
                return new Node(row -> lower(text, row).endsWith(lower(part, row)));
            default:
                throw unsupported("function '" + method + "'");
        }
    }

    private static String lower(Function<Row, Object> text, Row row) {
        return String.valueOf(Field.normal(text.apply(row)));
    }

    @Override
    public Node visitLambdaExpression(String function, String variable, Expression expression)
            throws ODataApplicationException {
        throw unsupported(function);
    }

    @Override
    public Node visitAlias(String alias) throws ODataApplicationException {
        throw unsupported("alias '" + alias + "'");
    }

    @Override
    public Node visitTypeLiteral(EdmType type) throws ODataApplicationException {
        throw unsupported("type literal");
    }

    @Override
    public Node visitLambdaReference(String variable) throws ODataApplicationException {
        throw unsupported(variable);
    }

    @Override
    public Node visitBinaryOperator(BinaryOperatorKind operator, Node left, List<Node> right)
            throws ODataApplicationException {
        throw unsupported(operator.toString());
    }

    private static ODataApplicationException unsupported(String what) {
        return Errors.wrap(Refusal.query(
                "The query specified in the URI is not valid. '" + what + "' is not supported by this service."));
    }
}
