package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceRule;
import io.axpsync.core.item.RecurrenceRule.End;
import io.axpsync.core.item.RecurrenceRule.Pattern;
import io.axpsync.core.item.RecurrenceRule.ShortMonths;
import io.axpsync.exchange.ews.internal.wire.Part;
import io.vavr.collection.Seq;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Locale;

/**
 * {@code t:Recurrence}, both ways. Dates are dates in the item's zone, whatever offset a server puts behind them. What
 * EWS cannot say exactly is refused: it knows one day of the week, all days, working days or the weekend in relative
 * patterns, years only as twelve months each, and the 31st always means the last day of shorter months.
 */
final class RecurrenceXml {

    static final int MOST = 999;
    private static final int MOST_MONTHS = 99;
    private static final Seq<String> INDEXES = Vector.of("First", "Second", "Third", "Fourth");
    private static final Seq<DayOfWeek> ALL = Vector.of(DayOfWeek.values());
    private static final SortedSet<DayOfWeek> WEEKEND = TreeSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private RecurrenceXml() {}

    // ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    /** @throws DateTimeException when it says nothing that we know, naming what */
    static RecurrenceRule read(Part recurrence) {
        if (recurrence.children().size() != 2) {
            throw new DateTimeException(
                    "its pattern has " + recurrence.children().size() + " parts instead of 2");
        }
        Part p = recurrence.children().get(0);
        int interval = p.child("Interval").isDefined() ? number(p, "Interval") : 1;
        Pattern pattern = switch (p.name()) {
            case "DailyRecurrence" -> new Pattern.Daily();
            case "WeeklyRecurrence" -> new Pattern.Weekly(days(p), weekStart(p, interval));
            case "AbsoluteMonthlyRecurrence" -> new Pattern.MonthlyOnDay(dayOfMonth(p), ShortMonths.LAST_DAY);
            case "RelativeMonthlyRecurrence" -> new Pattern.MonthlyOnWeekday(days(p), position(p));
            case "AbsoluteYearlyRecurrence" ->
                new Pattern.YearlyOnDay(
                        constant(Month.class, p.text("Month"), "month"), dayOfMonth(p), ShortMonths.LAST_DAY);
            case "RelativeYearlyRecurrence" ->
                new Pattern.YearlyOnWeekday(constant(Month.class, p.text("Month"), "month"), days(p), position(p));
            default -> throw new DateTimeException("its pattern " + shown(p.name()) + " is none of an appointment");
        };
        return new RecurrenceRule(pattern, interval, end(recurrence.children().get(1)));
    }

    private static End end(Part range) {
        return switch (range.name()) {
            case "NoEndRecurrence" -> new End.Never();
            case "EndDateRecurrence" -> new End.Until(date(range.text("EndDate")));
            case "NumberedRecurrence" -> new End.Count(number(range, "NumberOfOccurrences"));
            default -> throw new DateTimeException("its range " + shown(range.name()) + " is not known");
        };
    }

    private static LocalDate date(String text) {
        if (!text.matches("\\d{4}-\\d\\d-\\d\\d(Z|[+-]\\d\\d:\\d\\d)?")) {
            throw new DateTimeException("its end " + shown(text) + " is no date");
        }
        return LocalDate.parse(text.substring(0, 10));
    }

    private static int dayOfMonth(Part p) {
        int day = number(p, "DayOfMonth");
        if (day > 31) {
            throw new DateTimeException("no month has a day " + day);
        }
        return day;
    }

    private static int number(Part part, String name) {
        String text = part.text(name);
        if (!text.matches("0*[1-9]\\d{0,5}")) {
            throw new DateTimeException("its " + name + " " + shown(text) + " is no number of such a kind");
        }
        return Integer.parseInt(text);
    }

    private static DayOfWeek weekStart(Part p, int interval) {
        String told = p.text("FirstDayOfWeek");
        if (!told.isEmpty()) {
            return constant(DayOfWeek.class, told, "day");
        } else if (interval > 1 && days(p).size() > 1) {
            throw new DateTimeException("the first day of its weeks is missing");
        }
        return DayOfWeek.MONDAY;
    }

    private static SortedSet<DayOfWeek> days(Part p) {
        SortedSet<DayOfWeek> days = TreeSet.empty();
        for (String word : p.text("DaysOfWeek").split("\\s+")) {
            days = switch (word) {
                case "Day" -> days.addAll(ALL);
                case "Weekday" -> days.addAll(ALL.removeAll(WEEKEND));
                case "WeekendDay" -> days.addAll(WEEKEND);
                default -> days.add(constant(DayOfWeek.class, word, "day"));
            };
        }
        return days;
    }

    private static int position(Part p) {
        String index = p.text("DayOfWeekIndex");
        if (index.equals("Last")) {
            return -1;
        } else if (!INDEXES.contains(index)) {
            throw new DateTimeException("its place in the month " + shown(index) + " is not known");
        }
        return INDEXES.indexOf(index) + 1;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text, String what) {
        return Vector.of(type.getEnumConstants())
                .find(constant -> word(constant).equals(text))
                .getOrElseThrow(() -> new DateTimeException("its " + what + " " + shown(text) + " is not known"));
    }

    private static String shown(String text) {
        return "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
    }

    // ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────

    /** The content of {@code t:Recurrence}; the left side says what EWS cannot hold. */
    static Either<Reason, String> write(Recurrence series) {
        RecurrenceRule rule = series.rule();
        return pattern(rule)
                .flatMap(pattern ->
                        range(rule.end(), series.start().toLocalDate()).map(range -> pattern + range))
                .mapLeft(why -> Reason.of(
                        "series-pattern",
                        "PERIOD: Exchange cannot hold the series " + rule.text() + ": " + why,
                        "give the series a pattern that Outlook offers"));
    }

    private static Either<String, String> pattern(RecurrenceRule rule) {
        int n = rule.interval();
        Pattern p = rule.pattern();
        if (p instanceof Pattern.Daily) {
            return upTo(n, MOST, "days").map(x -> element("DailyRecurrence", interval(n)));
        } else if (p instanceof Pattern.Weekly w) {
            return upTo(n, MOST_MONTHS, "weeks")
                    .map(x -> element(
                            "WeeklyRecurrence",
                            interval(n)
                                    + element(
                                            "DaysOfWeek",
                                            w.days().map(RecurrenceXml::word).mkString(" "))
                                    + element("FirstDayOfWeek", word(w.weekStart()))));
        } else if (p instanceof Pattern.MonthlyOnDay m) {
            return upTo(n, MOST_MONTHS, "months")
                    .flatMap(x -> day(m.day(), m.inShortMonths()))
                    .map(day -> element("AbsoluteMonthlyRecurrence", interval(n) + day));
        } else if (p instanceof Pattern.MonthlyOnWeekday m) {
            return upTo(n, MOST_MONTHS, "months")
                    .flatMap(x -> relative(m.days(), m.position()))
                    .map(days -> element("RelativeMonthlyRecurrence", interval(n) + days));
        } else if (p instanceof Pattern.YearlyOnDay y) {
            return day(y.day(), y.inShortMonths()).flatMap(day -> yearly(n, "Absolute", day, y.month()));
        }
        Pattern.YearlyOnWeekday y = (Pattern.YearlyOnWeekday) p;
        return relative(y.days(), y.position()).flatMap(days -> yearly(n, "Relative", days, y.month()));
    }

    /** "Every second year" is every 24 months: the month is that of the first occurrence. */
    private static Either<String, String> yearly(int years, String kind, String days, Month month) {
        return years == 1
                ? Either.right(element(kind + "YearlyRecurrence", days + element("Month", word(month))))
                : upTo(years * 12L, MOST_MONTHS, "months")
                        .map(x -> element(kind + "MonthlyRecurrence", interval(years * 12) + days));
    }

    private static Either<String, Long> upTo(long n, int most, String of) {
        return n <= most ? Either.right(n) : Either.left("at most every " + most + " " + of);
    }

    private static Either<String, String> day(int day, ShortMonths inShortMonths) {
        return inShortMonths == ShortMonths.SKIPPED
                ? Either.left("day " + day + " means the last day of shorter months, which cannot be passed over")
                : Either.right(element("DayOfMonth", String.valueOf(day)));
    }

    private static Either<String, String> relative(SortedSet<DayOfWeek> days, int position) {
        String words = days.size() == 7
                ? "Day"
                : days.equals(WEEKEND)
                        ? "WeekendDay"
                        : days.size() == 5 && days.intersect(WEEKEND).isEmpty()
                                ? "Weekday"
                                : days.size() == 1 ? word(days.head()) : "";
        return words.isEmpty()
                ? Either.left("the first or last of several days must be one of all, of working days or of the weekend")
                : Either.right(element("DaysOfWeek", words)
                        + element("DayOfWeekIndex", position == -1 ? "Last" : INDEXES.get(position - 1)));
    }

    private static Either<String, String> range(End end, LocalDate first) {
        String start = element("StartDate", first.toString());
        if (end instanceof End.Until until) {
            return Either.right(element(
                    "EndDateRecurrence", start + element("EndDate", until.last().toString())));
        } else if (end instanceof End.Count count) {
            return upTo(count.occurrences(), MOST, "occurrences")
                    .mapLeft(why -> "at most " + MOST + " occurrences")
                    .map(n -> element("NumberedRecurrence", start + element("NumberOfOccurrences", n.toString())));
        }
        return Either.right(element("NoEndRecurrence", start));
    }

    private static String interval(int n) {
        return element("Interval", String.valueOf(n));
    }

    private static String element(String name, String content) {
        return "<t:" + name + ">" + content + "</t:" + name + ">";
    }

    private static String word(Enum<?> constant) {
        return constant.name().charAt(0) + constant.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
