package io.axpsync.d365.odata.internal.selection;

import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Condition.Operator;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One comparison, as D365 makes it: numbers and times as such, texts without regard to case, an empty text for a property
 * without a value.
 */
final class Compared {

    private Compared() {}

    static boolean holds(Condition.Test test, Object value) {
        return test.values().exists(wanted -> holds(test.operator(), value, wanted));
    }

    private static boolean holds(Operator operator, Object value, String wanted) {
        return switch (operator) {
            case IS -> isEqual(value, wanted);
            case LIKE -> pattern(wanted).matcher(String.valueOf(value)).matches();
            case LISTS -> lists(String.valueOf(value), wanted);
            case BELOW -> order(value, wanted).exists(n -> n < 0);
            case UP_TO -> order(value, wanted).exists(n -> n <= 0);
            case FROM -> order(value, wanted).exists(n -> n >= 0);
            case ABOVE -> order(value, wanted).exists(n -> n > 0);
        };
    }

    private static boolean isEqual(Object value, String wanted) {
        Option<Integer> order =
                value instanceof Number || time(String.valueOf(value)).isDefined()
                        ? order(value, wanted)
                        : Option.none();
        return order.isDefined()
                ? order.get() == 0
                : String.valueOf(value).stripTrailing().equalsIgnoreCase(wanted.stripTrailing());
    }

    /** None where the two cannot be compared: a time with a word, say. */
    private static Option<Integer> order(Object value, String wanted) {
        if (value instanceof Number n) {
            return number(wanted).map(w -> new BigDecimal(n.toString()).compareTo(w));
        }
        String text = String.valueOf(value);
        Option<Instant> time = time(text);
        if (time.isDefined()) {
            Option<Instant> other = time(wanted);
            return other.isDefined()
                    ? other.map(time.get()::compareTo)
                    : day(wanted)
                            .map(d -> LocalDate.ofInstant(time.get(), ZoneOffset.UTC)
                                    .compareTo(d));
        }
        return Option.some(text.compareToIgnoreCase(wanted));
    }

    static Option<BigDecimal> number(String text) {
        return Try.of(() -> new BigDecimal(text.strip())).toOption();
    }

    static Option<Instant> time(String text) {
        return text.length() < 20 || text.charAt(10) != 'T'
                ? Option.none()
                : Try.of(() -> OffsetDateTime.parse(text).toInstant()).toOption();
    }

    /** A date, which stands for its whole day in UTC. */
    static Option<LocalDate> day(String text) {
        return Try.of(() -> LocalDate.parse(text.strip())).toOption();
    }

    private static Pattern pattern(String like) {
        StringBuilder regex = new StringBuilder();
        for (String fixed : like.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(fixed));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    private static boolean lists(String list, String wanted) {
        for (String entry : list.split("[,;]", -1)) {
            if (entry.strip().toLowerCase(Locale.ROOT).equals(wanted.strip().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
