package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.microsoft.graph.models.DayOfWeek;
import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.PatternedRecurrence;
import com.microsoft.graph.models.RecurrencePattern;
import com.microsoft.graph.models.RecurrencePatternType;
import com.microsoft.graph.models.RecurrenceRange;
import com.microsoft.graph.models.RecurrenceRangeType;
import com.microsoft.graph.models.WeekIndex;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceRule;
import io.axpsync.core.item.RecurrenceRule.End;
import io.axpsync.core.item.RecurrenceRule.Pattern;
import io.axpsync.core.item.RecurrenceRule.ShortMonths;
import io.axpsync.core.item.Value;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.DateTimeException;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code patternedRecurrence}, both ways. Dates are dates of the zone in which the series was made. A pattern that Graph
 * cannot say exactly is refused: its 29th to 31st is the last day of shorter months.
 */
final class SeriesPattern {

    private static final Vector<WeekIndex> POSITIONS =
            Vector.of(WeekIndex.First, WeekIndex.Second, WeekIndex.Third, WeekIndex.Fourth);

    /** MS-OXOCAL: what Outlook offers. */
    private static final int MOST_DAYS = 999;

    private static final int MOST_OTHERS = 99;

    private SeriesPattern() {}

    /**
     * When a series takes place.
     *
     * @param first as start and end of the master say it
     * @throws DateTimeException when it cannot be told
     */
    static Value.Recurring read(Event master, Value first) {
        PatternedRecurrence recurrence = master.getRecurrence();
        if (recurrence == null || recurrence.getPattern() == null || recurrence.getRange() == null) {
            throw new DateTimeException("the pattern of the series is missing");
        }
        RecurrenceRule rule = new RecurrenceRule(
                pattern(recurrence.getPattern()),
                Math.max(1, number(recurrence.getPattern().getInterval(), 1)),
                end(recurrence.getRange()));
        String zone = first instanceof Value.Days ? "" : zone(master, recurrence.getRange());
        return Recurrence.normal(first, rule.text(), zone)
                .getOrElseThrow(reason -> new DateTimeException(reason.text()));
    }

    /** The zone of the range counts; a server that leaves it out means the one in which the series was made. */
    private static String zone(Event master, RecurrenceRange range) {
        String name = Option.of(range.getRecurrenceTimeZone())
                .filter(text -> !text.isBlank())
                .orElse(() -> Option.of(master.getOriginalStartTimeZone()))
                .getOrElse("");
        return Zones.find(name)
                .map(ZoneId::getId)
                .map(id -> id.equals("Z") ? "UTC" : id)
                .getOrElseThrow(() -> new DateTimeException("the time zone \"" + name
                        + "\" of the series is not known by name; choose a zone of the list for it in Outlook"));
    }

    private static Pattern pattern(RecurrencePattern p) {
        RecurrencePatternType type = p.getType();
        if (type == null) {
            throw new DateTimeException("the kind of the pattern is not known");
        }
        return switch (type) {
            case Daily -> new Pattern.Daily();
            case Weekly ->
                new Pattern.Weekly(
                        days(p),
                        p.getFirstDayOfWeek() == null ? java.time.DayOfWeek.SUNDAY : day(p.getFirstDayOfWeek()));
            case AbsoluteMonthly -> new Pattern.MonthlyOnDay(number(p.getDayOfMonth(), 0), ShortMonths.LAST_DAY);
            case RelativeMonthly -> new Pattern.MonthlyOnWeekday(days(p), position(p.getIndex()));
            case AbsoluteYearly ->
                new Pattern.YearlyOnDay(
                        Month.of(number(p.getMonth(), 0)), number(p.getDayOfMonth(), 0), ShortMonths.LAST_DAY);
            case RelativeYearly ->
                new Pattern.YearlyOnWeekday(Month.of(number(p.getMonth(), 0)), days(p), position(p.getIndex()));
        };
    }

    private static End end(RecurrenceRange range) {
        RecurrenceRangeType type = range.getType();
        if (type == RecurrenceRangeType.NoEnd) {
            return new End.Never();
        } else if (type == RecurrenceRangeType.Numbered && number(range.getNumberOfOccurrences(), 0) > 0) {
            return new End.Count(number(range.getNumberOfOccurrences(), 0));
        } else if (type == RecurrenceRangeType.EndDate && range.getEndDate() != null) {
            return new End.Until(range.getEndDate());
        }
        throw new DateTimeException("the end of the series cannot be told");
    }

    private static SortedSet<java.time.DayOfWeek> days(RecurrencePattern p) {
        List<DayOfWeek> days = p.getDaysOfWeek();
        if (days == null || days.isEmpty()) {
            throw new DateTimeException("the pattern names no day of the week");
        }
        return TreeSet.ofAll(Vector.ofAll(days).map(SeriesPattern::day));
    }

    private static java.time.DayOfWeek day(DayOfWeek day) {
        return java.time.DayOfWeek.valueOf(day.name().toUpperCase(java.util.Locale.ROOT));
    }

    private static int position(@Nullable WeekIndex index) {
        return index == WeekIndex.Last ? -1 : index == null ? 1 : POSITIONS.indexOf(index) + 1;
    }

    private static int number(@Nullable Integer number, int otherwise) {
        return number == null ? otherwise : number;
    }

    /** Why Graph cannot hold it; none when it can. */
    static Option<Reason> objection(Value value) {
        if (!(value instanceof Value.Recurring series)) {
            return Option.none();
        }
        Either<Reason, Recurrence> read = Recurrence.of(series);
        return read.swap().toOption().orElse(() -> objection(read.get()));
    }

    private static Option<Reason> objection(Recurrence recurrence) {
        RecurrenceRule rule = recurrence.rule();
        int most = rule.pattern() instanceof Pattern.Daily ? MOST_DAYS : MOST_OTHERS;
        if (skipsShortMonths(rule.pattern())) {
            return Option.some(Reason.of(
                    "series-pattern",
                    "PERIOD: Outlook cannot leave out the months that are too short for " + rule.text(),
                    "choose the last day of the month, or a day up to the 28th"));
        } else if (rule.interval() > most) {
            return Option.some(Reason.of(
                    "series-pattern",
                    "PERIOD: Outlook repeats at most every " + most + " units, not as " + rule.text() + " says",
                    "choose a smaller interval, or single appointments"));
        }
        return Option.when(
                recurrence.value().first() instanceof Value.Period first
                        && !EventTimes.says(first.start(), recurrence.zone()),
                () -> Reason.of(
                        "series-time",
                        "PERIOD: the first occurrence starts in the hour that is repeated in autumn, the second time;"
                                + " Outlook knows the first time only",
                        "start the series an hour earlier or later"));
    }

    private static boolean skipsShortMonths(Pattern pattern) {
        return pattern instanceof Pattern.MonthlyOnDay m && m.inShortMonths() == ShortMonths.SKIPPED
                || pattern instanceof Pattern.YearlyOnDay y && y.inShortMonths() == ShortMonths.SKIPPED;
    }

    /** Onto an event; the value passed {@link #objection}. */
    static void write(Event event, Value.Recurring series, String zone) {
        Recurrence recurrence = Recurrence.of(series).get();
        PatternedRecurrence written = new PatternedRecurrence();
        written.setPattern(pattern(recurrence.rule()));
        written.setRange(range(recurrence, zone));
        event.setRecurrence(written);
    }

    /** What makes a single of a series: models leave out what is empty. */
    static void end(JsonObject body) {
        body.add("recurrence", JsonNull.INSTANCE);
    }

    private static RecurrencePattern pattern(RecurrenceRule rule) {
        RecurrencePattern p = new RecurrencePattern();
        p.setInterval(rule.interval());
        if (rule.pattern() instanceof Pattern.Weekly w) {
            p.setType(RecurrencePatternType.Weekly);
            p.setDaysOfWeek(days(w.days()));
            p.setFirstDayOfWeek(day(w.weekStart()));
        } else if (rule.pattern() instanceof Pattern.MonthlyOnDay m) {
            p.setType(RecurrencePatternType.AbsoluteMonthly);
            p.setDayOfMonth(m.day());
        } else if (rule.pattern() instanceof Pattern.MonthlyOnWeekday m) {
            p.setType(RecurrencePatternType.RelativeMonthly);
            p.setDaysOfWeek(days(m.days()));
            p.setIndex(index(m.position()));
        } else if (rule.pattern() instanceof Pattern.YearlyOnDay y) {
            p.setType(RecurrencePatternType.AbsoluteYearly);
            p.setMonth(y.month().getValue());
            p.setDayOfMonth(y.day());
        } else if (rule.pattern() instanceof Pattern.YearlyOnWeekday y) {
            p.setType(RecurrencePatternType.RelativeYearly);
            p.setMonth(y.month().getValue());
            p.setDaysOfWeek(days(y.days()));
            p.setIndex(index(y.position()));
        } else {
            p.setType(RecurrencePatternType.Daily);
        }
        return p;
    }

    private static RecurrenceRange range(Recurrence recurrence, String zone) {
        RecurrenceRange range = new RecurrenceRange();
        range.setStartDate(recurrence.start().toLocalDate());
        range.setRecurrenceTimeZone(zone);
        End end = recurrence.rule().end();
        if (end instanceof End.Until until) {
            range.setType(RecurrenceRangeType.EndDate);
            range.setEndDate(until.last());
        } else if (end instanceof End.Count count) {
            range.setType(RecurrenceRangeType.Numbered);
            range.setNumberOfOccurrences(count.occurrences());
        } else {
            range.setType(RecurrenceRangeType.NoEnd);
        }
        return range;
    }

    private static List<DayOfWeek> days(SortedSet<java.time.DayOfWeek> days) {
        return Vector.ofAll(days).map(SeriesPattern::day).asJava();
    }

    private static DayOfWeek day(java.time.DayOfWeek day) {
        return Vector.of(DayOfWeek.values())
                .find(d -> d.name().equalsIgnoreCase(day.name()))
                .get();
    }

    private static WeekIndex index(int position) {
        return position < 0 ? WeekIndex.Last : POSITIONS.get(position - 1);
    }
}
