package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Reads a search expression; paths are checked when it is read, not when the first item is tested. */
final class Restriction {

    private static final String UNSUPPORTED = "ErrorUnsupportedPathForQuery";

    private Restriction() {}

    static Predicate<CalendarItem> read(Xml expression) {
        return switch (expression.localName()) {
            case "And" -> all(expression);
            case "Or" -> any(expression);
            case "Not" -> read(expression.only()).negate();
            case "Exists" -> {
                FieldPath path = FieldPath.within(expression);
                Function<CalendarItem, List<Object>> values = SearchValues.of(path, UNSUPPORTED);
                yield item -> !values.apply(item).isEmpty();
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

    private static Predicate<CalendarItem> all(Xml expression) {
        List<Predicate<CalendarItem>> parts = parts(expression);
        return item -> parts.stream().allMatch(p -> p.test(item));
    }

    private static Predicate<CalendarItem> any(Xml expression) {
        List<Predicate<CalendarItem>> parts = parts(expression);
        return item -> parts.stream().anyMatch(p -> p.test(item));
    }

    private static List<Predicate<CalendarItem>> parts(Xml expression) {
        if (expression.children().isEmpty()) {
            throw EwsFault.schema(expression, "The element '" + expression.localName() + "' has incomplete content.");
        }
        return expression.children().stream().map(Restriction::read).toList();
    }

    private static Predicate<CalendarItem> compared(Xml expression, IntPredicate holds) {
        FieldPath path = FieldPath.within(expression);
        Function<CalendarItem, List<Object>> values = SearchValues.of(path, UNSUPPORTED);
        Xml operand = expression.required("t:FieldURIOrConstant").only();
        if (!operand.name().equals("t:Constant")) {
            Function<CalendarItem, List<Object>> others = SearchValues.of(FieldPath.of(operand), UNSUPPORTED);
            return item -> values.apply(item).stream()
                    .anyMatch(a -> others.apply(item).stream().anyMatch(b -> holds.test(SearchValues.compare(a, b))));
        }
        String constant = operand.requiredAttribute("Value");
        return item -> values.apply(item).stream().anyMatch(v -> holds.test(SearchValues.compare(v, constant, path)));
    }

    private static Predicate<CalendarItem> contains(Xml expression) {
        FieldPath path = FieldPath.within(expression);
        Function<CalendarItem, List<Object>> values = SearchValues.of(path, UNSUPPORTED);
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
        return item -> values.apply(item).stream().anyMatch(v -> {
            if (!(v instanceof String text)) {
                throw new EwsError("ErrorContainsFilterWrongType", "A Contains filter can only be used on texts.");
            }
            return test.test(fold(text, exact));
        });
    }

    private static Predicate<CalendarItem> excludes(Xml expression) {
        Function<CalendarItem, List<Object>> values = SearchValues.of(FieldPath.within(expression), UNSUPPORTED);
        String mask = expression.required("t:Bitmask").requiredAttribute("Value");
        try {
            long bits = Long.decode(mask);
            return item -> values.apply(item).stream().noneMatch(v -> v instanceof Long number && (number & bits) != 0);
        } catch (NumberFormatException notANumber) {
            throw new EwsError("ErrorInvalidExcludesRestriction", "The bit mask '" + mask + "' is no number.");
        }
    }

    private static String fold(String text, boolean exact) {
        return exact ? text : text.toLowerCase(Locale.ROOT);
    }
}
