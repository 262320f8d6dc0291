package io.axpsync.sandbox.ews;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Reads a search expression about items or folders; paths are checked when it is read, not when the first one is tested.
 */
final class Restriction<T> {

    private static final String UNSUPPORTED = "ErrorUnsupportedPathForQuery";

    private final BiFunction<FieldPath, String, Function<T, List<Object>>> values;

    /** @param values gives the reader of a path; throws an error with the given code for one that cannot be searched */
    Restriction(BiFunction<FieldPath, String, Function<T, List<Object>>> values) {
        this.values = values;
    }

    Predicate<T> read(Xml expression) {
        return switch (expression.localName()) {
            case "And" -> all(expression);
            case "Or" -> any(expression);
            case "Not" -> read(expression.only()).negate();
            case "Exists" -> {
                FieldPath path = FieldPath.within(expression);
                Function<T, List<Object>> found = values.apply(path, UNSUPPORTED);
                yield item -> !found.apply(item).isEmpty();
            }
            case "Contains" -> contains(expression);
            case "IsEqualTo" -> compared(expression, c -> c == 0);
            case "IsNotEqualTo" -> compared(expression, c -> c == 0).negate();
            case "IsGreaterThan" -> compared(expression, c -> c > 0);
            case "IsGreaterThanOrEqualTo" -> compared(expression, c -> c >= 0);
            case "IsLessThan" -> compared(expression, c -> c < 0);
            case "IsLessThanOrEqualTo" -> compared(expression, c -> c <= 0);
            case "Excludes" -> excludes(expression);
            default ->
                throw EwsFault.schema(
                        expression,
                        "The element 'Restriction' has invalid child element '" + expression.localName() + "'.");
        };
    }

    private Predicate<T> all(Xml expression) {
        List<Predicate<T>> parts = parts(expression);
        return item -> parts.stream().allMatch(p -> p.test(item));
    }

    private Predicate<T> any(Xml expression) {
        List<Predicate<T>> parts = parts(expression);
        return item -> parts.stream().anyMatch(p -> p.test(item));
    }

    private List<Predicate<T>> parts(Xml expression) {
        if (expression.children().isEmpty()) {
            throw EwsFault.schema(expression, "The element '" + expression.localName() + "' has incomplete content.");
        }
        return expression.children().stream().map(this::read).toList();
    }

    private Predicate<T> compared(Xml expression, IntPredicate holds) {
        FieldPath path = FieldPath.within(expression);
        Function<T, List<Object>> found = values.apply(path, UNSUPPORTED);
        Xml operand = expression.required("t:FieldURIOrConstant").only();
        if (!operand.name().equals("t:Constant")) {
            Function<T, List<Object>> others = values.apply(FieldPath.of(operand), UNSUPPORTED);
            return item -> found.apply(item).stream()
                    .anyMatch(a -> others.apply(item).stream().anyMatch(b -> holds.test(SearchValues.compare(a, b))));
        }
        String constant = operand.requiredAttribute("Value");
        return item -> found.apply(item).stream().anyMatch(v -> holds.test(SearchValues.compare(v, constant, path)));
    }

    private Predicate<T> contains(Xml expression) {
        FieldPath path = FieldPath.within(expression);
        Function<T, List<Object>> found = values.apply(path, UNSUPPORTED);
        String constant = expression.required("t:Constant").requiredAttribute("Value");
        String mode = expression.attribute("ContainmentMode").orElse("FullString");
        boolean exact = expression
                .attribute("ContainmentComparison")
                .map("Exact"::equals)
                .orElse(true);
        String sought = fold(constant, exact);
        Predicate<String> test = switch (mode) {
            case "FullString", "ExactPhrase" -> text -> text.equals(sought);
            case "Prefixed" -> text -> text.startsWith(sought);
            case "PrefixOnWords" -> text -> (" " + text).contains(" " + sought);
            case "Substring" -> text -> text.contains(sought);
            default -> throw EwsFault.schema(expression, "The 'ContainmentMode' attribute is invalid.");
        };
        return item -> found.apply(item).stream().anyMatch(v -> {
            if (!(v instanceof String text)) {
                throw new EwsError("ErrorContainsFilterWrongType", "A Contains filter can only be used on texts.");
            }
            return test.test(fold(text, exact));
        });
    }

    private Predicate<T> excludes(Xml expression) {
        Function<T, List<Object>> found = values.apply(FieldPath.within(expression), UNSUPPORTED);
        String mask = expression.required("t:Bitmask").requiredAttribute("Value");
        try {
            long bits = Long.decode(mask);
            return item -> found.apply(item).stream().noneMatch(v -> v instanceof Long number && (number & bits) != 0);
        } catch (NumberFormatException notANumber) {
            throw new EwsError("ErrorInvalidExcludesRestriction", "The bit mask '" + mask + "' is no number.");
        }
    }

    private static String fold(String text, boolean exact) {
        return exact ? text : text.toLowerCase(Locale.ROOT);
    }
}
