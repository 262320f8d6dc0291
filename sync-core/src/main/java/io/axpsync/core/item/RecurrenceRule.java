package io.axpsync.core.item;

import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.collection.SortedSet;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An RFC 5545 RRULE of the closed set that Exchange (MS-OXOCAL, t:RecurrenceType, Graph recurrencePattern) and D365
 * (smmOutlookRecurrencePattern) can hold. Anything else is refused, never approximated.
 *
 * @param interval every how many days, weeks, months or years; at least 1
 */
public record RecurrenceRule(Pattern pattern, int interval, End end) {

    /** Reads an RRULE (with or without {@code RRULE:}) for a series; the left side says why it is refused. */
    public static Either<Reason, RecurrenceRule> parse(String rrule, Value first, String zone) {
        return RecurrenceParsing.parse(rrule, first, zone);
    }

    /** On which days. */
    public sealed interface Pattern {

        /** Each day. */
        record Daily() implements Pattern {}

        /** On days of the week; the first day of the week matters where the interval is above 1. */
        record Weekly(SortedSet<DayOfWeek> days, DayOfWeek weekStart) implements Pattern {}

        /** On a day of the month, 1 to 31. */
        record MonthlyOnDay(int day, ShortMonths inShortMonths) implements Pattern {}

        /** On the first (1) to fourth (4) or last (-1) of such days in the month. */
        record MonthlyOnWeekday(SortedSet<DayOfWeek> days, int position) implements Pattern {}

        /** On a day of a month. */
        record YearlyOnDay(Month month, int day, ShortMonths inShortMonths) implements Pattern {}

        /** On the first (1) to fourth (4) or last (-1) of such days of a month. */
        record YearlyOnWeekday(Month month, SortedSet<DayOfWeek> days, int position) implements Pattern {}
    }

    /** What the 29th, 30th or 31st means in a month that has none. Of a day that each such month has: LAST_DAY. */
    public enum ShortMonths {
        /** The last day of the month: Outlook, Exchange, D365. In RFC terms BYMONTHDAY=28,…;BYSETPOS=-1. */
        LAST_DAY,
        /** No occurrence in that month: what BYMONTHDAY=31 says in RFC 5545. */
        SKIPPED
    }

    /** How long. */
    public sealed interface End {
        /** For ever. */
        record Never() implements End {}

        /** No occurrence starts after this day, which is one of the series' zone. */
        record Until(LocalDate last) implements End {}

        /** So many occurrences, cancelled ones included. */
        record Count(int occurrences) implements End {}
    }

    /** The same days with another end. */
    public RecurrenceRule ending(End other) {
        return new RecurrenceRule(pattern, interval, other);
    }

    /** The first day on or after {@code start} that is one by this rule; none when there is none for centuries. */
    public Option<LocalDate> firstFrom(LocalDate start) {
        try {
            return Recurrence.dates(this, start, start).headOption();
        } catch (IllegalArgumentException e) {
            return Option.none();
        }
    }

    /** The RRULE in normal form; {@link #parse} reads it back. */
    public String text() {
        String every = interval == 1 ? "" : ";INTERVAL=" + interval;
        String days = days(every);
        if (end instanceof End.Until until) {
            return days + ";UNTIL=" + DateTimeFormatter.BASIC_ISO_DATE.format(until.last());
        }
        return end instanceof End.Count count ? days + ";COUNT=" + count.occurrences() : days;
    }

    private String days(String every) {
        if (pattern instanceof Pattern.Weekly w) {
            boolean weekMatters = interval > 1 && w.days().size() > 1 && w.weekStart() != DayOfWeek.MONDAY;
            return "FREQ=WEEKLY" + every + byDay(w.days()) + (weekMatters ? ";WKST=" + name(w.weekStart()) : "");
        } else if (pattern instanceof Pattern.MonthlyOnDay m) {
            return "FREQ=MONTHLY" + every + byMonthDay(m.day(), m.inShortMonths(), 28, 31);
        } else if (pattern instanceof Pattern.MonthlyOnWeekday m) {
            return "FREQ=MONTHLY" + every + byDay(m.days()) + ";BYSETPOS=" + m.position();
        } else if (pattern instanceof Pattern.YearlyOnDay y) {
            return "FREQ=YEARLY" + every + ";BYMONTH=" + y.month().getValue()
                    + byMonthDay(
                            y.day(),
                            y.inShortMonths(),
                            y.month().minLength(),
                            y.month().maxLength());
        } else if (pattern instanceof Pattern.YearlyOnWeekday y) {
            return "FREQ=YEARLY" + every + ";BYMONTH=" + y.month().getValue() + byDay(y.days()) + ";BYSETPOS="
                    + y.position();
        }
        return "FREQ=DAILY" + every;
    }

    private static String byMonthDay(int day, ShortMonths shortMonths, int shortest, int longest) {
        int upTo = shortMonths == ShortMonths.SKIPPED ? day : Math.min(day, longest);
        return upTo <= shortest || shortMonths == ShortMonths.SKIPPED
                ? ";BYMONTHDAY=" + upTo
                : ";BYMONTHDAY=" + Iterator.rangeClosed(shortest, upTo).mkString(",") + ";BYSETPOS=-1";
    }

    private static String byDay(Seq<DayOfWeek> days) {
        return ";BYDAY=" + days.map(RecurrenceRule::name).mkString(",");
    }

    private static String byDay(SortedSet<DayOfWeek> days) {
        return byDay(Vector.ofAll(days));
    }

    static String name(DayOfWeek day) {
        return day.name().substring(0, 2).toUpperCase(Locale.ROOT);
    }
}
