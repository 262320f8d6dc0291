package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceRule;
import io.axpsync.core.item.RecurrenceRule.End;
import io.axpsync.core.item.RecurrenceRule.Pattern;
import io.axpsync.core.item.RecurrenceRule.ShortMonths;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Rules of series and the columns of {@code AxpActivityRecurrences}, both directions (docs/companion.md). The columns
 * count as Outlook's RecurrencePattern does: days of the week are bits from Sunday 1 to Saturday 64, the fifth instance
 * is the last, and the 31st is the last day of a shorter month.
 */
final class SeriesColumns {

    /** What Outlook takes; more would only keep somebody busy counting. */
    private static final int MOST_INTERVAL = 999;

    private static final int MOST_OCCURRENCES = 9_999;
    private static final int LAST = 5;
    private static final int LAST_YEAR = 2154;

    private SeriesColumns() {}

    /** The rule that a row says; the left side says why it says none. */
    static Either<Reason, RecurrenceRule> read(Row row, ZoneId zone) {
        try {
            int interval = within(row, "Interval", 1, MOST_INTERVAL);
            return Either.right(new RecurrenceRule(pattern(row), interval, end(row, zone)));
        } catch (IllegalArgumentException | Row.UnknownValue e) {
            String why = e instanceof Row.UnknownValue u ? u.text() : String.valueOf(e.getMessage());
            return Either.left(Reason.of(
                    "series-pattern",
                    "the recurrence in D365 is none: " + why,
                    "correct the recurrence of the activity in D365"));
        }
    }

    private static Pattern pattern(Row row) {
        String type = row.text("RecurrenceType");
        return switch (type) {
            case "Daily" -> new Pattern.Daily();
            case "Weekly" -> new Pattern.Weekly(days(row), weekStart(row));
            case "Monthly" -> new Pattern.MonthlyOnDay(within(row, "DayofMonth", 1, 31), ShortMonths.LAST_DAY);
            case "MonthlyNth" -> new Pattern.MonthlyOnWeekday(days(row), position(row));
            case "Yearly" -> yearly(month(row), within(row, "DayofMonth", 1, 31));
            case "YearlyNth" -> new Pattern.YearlyOnWeekday(month(row), days(row), position(row));
            default -> throw new Row.UnknownValue("RecurrenceType", type);
        };
    }

    private static Pattern yearly(Month month, int day) {
        return new Pattern.YearlyOnDay(month, Math.min(day, month.maxLength()), ShortMonths.LAST_DAY);
    }

    private static Month month(Row row) {
        return Month.of(within(row, "MonthOfYearId", 1, 12));
    }

    private static int position(Row row) {
        int instance = within(row, "Instance", 1, LAST);
        return instance == LAST ? -1 : instance;
    }

    private static SortedSet<DayOfWeek> days(Row row) {
        int mask = within(row, "DaysOfWeek", 1, 127);
        return TreeSet.ofAll(Vector.of(DayOfWeek.values()).filter(day -> (mask & bit(day)) != 0));
    }

    private static int bit(DayOfWeek day) {
        return 1 << day.getValue() % 7;
    }

    /** {@code None} is Monday, as in RFC 5545. */
    private static DayOfWeek weekStart(Row row) {
        String day = row.text("FirstDayOfWeek");
        if (day.isEmpty() || day.equals("None")) {
            return DayOfWeek.MONDAY;
        }
        return Vector.of(DayOfWeek.values())
                .find(d -> member(d).equals(day))
                .getOrElseThrow(() -> new Row.UnknownValue("FirstDayOfWeek", day));
    }

    private static String member(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static End end(Row row, ZoneId zone) {
        if (row.yes("NoEndDate")) {
            return new End.Never();
        }
        int count = within(row, "Occurrences", 0, MOST_OCCURRENCES);
        if (count > 0) {
            return new End.Count(count);
        }
        Instant last = row.time("PatternEndDateTime")
                .getOrElseThrow(() -> new IllegalArgumentException(
                        "NoEndDate is No, but there is neither PatternEndDateTime nor Occurrences"));
        if (last.isAfter(Periods.LATEST)) {
            throw new IllegalArgumentException("PatternEndDateTime lies behind the year 2154");
        }
        return new End.Until(Dates.day(last, zone));
    }

    private static int within(Row row, String column, int least, int most) {
        long number = row.number(column);
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    column + " is " + number + ", which is not from " + least + " to " + most);
        }
        return (int) number;
    }

    /**
     * The columns that say a series; the left side says why none do.
     *
     * @param own the zone of the worker, in which all-day series begin and end
     */
    static Either<Reason, Map<String, Object>> write(Value.Recurring series, ZoneId own) {
        return Recurrence.of(series).flatMap(recurrence -> {
            RecurrenceRule rule = recurrence.rule();
            Option<String> refusal = refusal(rule);
            ZoneId zone = recurrence.isAllDay() ? own : recurrence.zone();
            return refusal.isDefined()
                    ? Either.left(Reason.of(
                            "series-rule",
                            "PERIOD: the recurrence \"" + rule.text() + "\" cannot be held exactly by D365: "
                                    + refusal.get(),
                            "choose a pattern that D365 offers"))
                    : Either.right(columns(rule.pattern())
                            .merge(until(recurrence, zone))
                            .put("Interval", rule.interval())
                            .put("DurationMinutes", minutes(series.first(), own))
                            .put("PatternStartDateTime", Literals.time(start(series.first(), own)))
                            .put("TimeZone", recurrence.isAllDay() ? "" : SeriesZones.name(series)));
        });
    }

    private static Option<String> refusal(RecurrenceRule rule) {
        Pattern p = rule.pattern();
        boolean skips = p instanceof Pattern.MonthlyOnDay m && m.inShortMonths() == ShortMonths.SKIPPED
                || p instanceof Pattern.YearlyOnDay y && y.inShortMonths() == ShortMonths.SKIPPED;
        if (skips) {
            return Option.some("months that lack the day are passed over, where D365 takes their last day");
        } else if (rule.interval() > MOST_INTERVAL) {
            return Option.some("its interval is above " + MOST_INTERVAL);
        }
        if (rule.end() instanceof End.Until u && u.last().getYear() > LAST_YEAR) {
            return Option.some("it ends behind the year " + LAST_YEAR);
        }
        return rule.end() instanceof End.Count c && c.occurrences() > MOST_OCCURRENCES
                ? Option.some("it has more than " + MOST_OCCURRENCES + " occurrences")
                : Option.none();
    }

    /** Columns that the pattern does not use are emptied. */
    private static Map<String, Object> columns(Pattern pattern) {
        if (pattern instanceof Pattern.Weekly w) {
            return row("Weekly", 0, mask(w.days()), 0, 0).put("FirstDayOfWeek", member(w.weekStart()));
        } else if (pattern instanceof Pattern.MonthlyOnDay m) {
            return row("Monthly", 0, 0, m.day(), 0);
        } else if (pattern instanceof Pattern.MonthlyOnWeekday m) {
            return row("MonthlyNth", instance(m.position()), mask(m.days()), 0, 0);
        } else if (pattern instanceof Pattern.YearlyOnDay y) {
            return row("Yearly", 0, 0, y.day(), y.month().getValue());
        } else if (pattern instanceof Pattern.YearlyOnWeekday y) {
            return row(
                    "YearlyNth",
                    instance(y.position()),
                    mask(y.days()),
                    0,
                    y.month().getValue());
        }
        return row("Daily", 0, 0, 0, 0);
    }

    private static Map<String, Object> row(String type, int instance, int days, int dayOfMonth, int month) {
        return LinkedHashMap.<String, Object>of("RecurrenceType", type)
                .put("Instance", instance)
                .put("DaysOfWeek", days)
                .put("DayofMonth", dayOfMonth)
                .put("MonthOfYearId", month)
                .put("FirstDayOfWeek", "Monday");
    }

    private static int mask(SortedSet<DayOfWeek> days) {
        return days.foldLeft(0, (mask, day) -> mask | bit(day));
    }

    private static int instance(int position) {
        return position < 0 ? LAST : position;
    }

    /** A count is written with the day that it reaches, for readers that only know days. */
    private static Map<String, Object> until(Recurrence recurrence, ZoneId zone) {
        End end = recurrence.rule().end();
        int count = end instanceof End.Count c ? c.occurrences() : 0;
        Option<LocalDate> last = end instanceof End.Until u
                ? Option.some(u.last())
                : recurrence.last().map(Recurrence.Occurrence::date);
        return LinkedHashMap.of(
                "NoEndDate",
                end instanceof End.Never ? "Yes" : "No",
                "Occurrences",
                count,
                "PatternEndDateTime",
                Literals.time(last.map(day -> Dates.written(new Value.Date(day), zone))
                        .getOrElse(Dates.EMPTY)));
    }

    private static Instant start(Value first, ZoneId own) {
        return Periods.instants(first, own).get().start();
    }

    private static int minutes(Value first, ZoneId own) {
        Value.Period period = Periods.instants(first, own).get();
        return (int) Math.min(
                Integer.MAX_VALUE,
                Duration.between(period.start(), period.end()).toMinutes());
    }
}
