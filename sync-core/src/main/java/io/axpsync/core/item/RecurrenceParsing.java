package io.axpsync.core.item;

import io.axpsync.core.item.RecurrenceRule.End;
import io.axpsync.core.item.RecurrenceRule.Pattern;
import io.axpsync.core.item.RecurrenceRule.ShortMonths;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRule.WeekdayNum;

/** Reads an RRULE into the closed set; what the rule leaves open is filled from DTSTART as RFC 5545 3.3.10 says. */
final class RecurrenceParsing {

    private final org.dmfs.rfc5545.recur.RecurrenceRule rule;
    private final LocalDateTime start;
    private final ZoneId zone;
    private final boolean allDay;

    private RecurrenceParsing(
            org.dmfs.rfc5545.recur.RecurrenceRule rule, LocalDateTime start, ZoneId zone, boolean allDay) {
        this.rule = rule;
        this.start = start;
        this.zone = zone;
        this.allDay = allDay;
    }

    static Either<Reason, RecurrenceRule> parse(String rrule, Value first, String zone) {
        String text = rrule.strip().toUpperCase(Locale.ROOT);
        try {
            ZoneId in = zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
            org.dmfs.rfc5545.recur.RecurrenceRule rule = new org.dmfs.rfc5545.recur.RecurrenceRule(
                    text.startsWith("RRULE:") ? text.substring(6) : text, RfcMode.RFC5545_STRICT);
            boolean allDay = first instanceof Value.Days;
            return Either.right(new RecurrenceParsing(rule, start(first, in), in, allDay).read());
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            return Either.left(refused(rrule, String.valueOf(e.getMessage())));
        } catch (DateTimeException e) {
            return Either.left(Reason.of(
                    "series-zone",
                    "PERIOD: the series counts in an unknown time zone, " + zone,
                    "choose another zone"));
        }
    }

    /** When an occurrence starts, local in the zone. */
    static LocalDateTime start(Value first, ZoneId zone) {
        return first instanceof Value.Period p
                ? LocalDateTime.ofInstant(p.start(), zone)
                : ((Value.Days) first).start().atStartOfDay();
    }

    static Reason refused(String rrule, String why) {
        return Reason.of(
                "series-rule",
                "PERIOD: the recurrence \"" + rrule + "\" cannot be held exactly: " + why,
                "choose a pattern that Outlook offers");
    }

    private RecurrenceRule read() {
        // not a constant: the library's Part cannot be loaded before its RecurrenceRule
        Vector.of(Part.BYWEEKNO, Part.BYYEARDAY, Part.BYHOUR, Part.BYMINUTE, Part.BYSECOND, Part.SKIP, Part.RSCALE)
                .filter(rule::hasPart)
                .headOption()
                .forEach(part -> {
                    throw new IllegalArgumentException("neither Outlook nor D365 knows " + part);
                });
        Pattern pattern = switch (rule.getFreq()) {
            case DAILY -> daily();
            case WEEKLY -> weekly();
            case MONTHLY -> monthly();
            case YEARLY -> yearly();
            default -> throw new IllegalArgumentException("neither Outlook nor D365 knows " + rule.getFreq());
        };
        return new RecurrenceRule(pattern, rule.getInterval(), end());
    }

    private Pattern daily() {
        without(Part.BYMONTH, Part.BYMONTHDAY, Part.BYSETPOS);
        return rule.hasPart(Part.BYDAY) ? everyWeek() : new Pattern.Daily();
    }

    private Pattern weekly() {
        without(Part.BYMONTH, Part.BYMONTHDAY, Part.BYSETPOS);
        SortedSet<DayOfWeek> days = rule.hasPart(Part.BYDAY) ? plainDays() : days(Vector.of(start.getDayOfWeek()));
        return new Pattern.Weekly(days, day(rule.getWeekStart().name()));
    }

    /** Certain days of the week in each day, month or year are the same days of each week. */
    private Pattern everyWeek() {
        if (rule.getInterval() != 1) {
            throw new IllegalArgumentException("certain days of the week, but only each " + rule.getInterval() + "th "
                    + rule.getFreq().name().toLowerCase(Locale.ROOT) + " period");
        }
        return new Pattern.Weekly(plainDays(), DayOfWeek.MONDAY);
    }

    private Pattern monthly() {
        without(Part.BYMONTH);
        if (rule.hasPart(Part.BYDAY)) {
            without(Part.BYMONTHDAY);
            Option<Integer> position = position();
            return position.isEmpty() ? everyWeek() : new Pattern.MonthlyOnWeekday(anyDays(), position.get());
        }
        Day day = monthDay(28);
        return new Pattern.MonthlyOnDay(day.number(), day.inShortMonths());
    }

    private Pattern yearly() {
        if (!rule.hasPart(Part.BYMONTH)) {
            return yearlyWithoutMonth();
        }
        if (rule.getByPart(Part.BYMONTH).size() != 1) {
            throw new IllegalArgumentException("several months of a year");
        }
        // the library counts months from 0
        Month month = Month.of(rule.getByPart(Part.BYMONTH).get(0) + 1);
        if (rule.hasPart(Part.BYDAY)) {
            without(Part.BYMONTHDAY);
            int position = position().getOrElseThrow(() -> new IllegalArgumentException("all such days of a month"));
            return new Pattern.YearlyOnWeekday(month, anyDays(), position);
        }
        return yearlyOn(month, monthDay(month.minLength()));
    }

    private Pattern yearlyWithoutMonth() {
        if (rule.hasPart(Part.BYDAY)) {
            without(Part.BYMONTHDAY, Part.BYSETPOS);
            return everyWeek();
        } else if (rule.hasPart(Part.BYMONTHDAY)) {
            Day day = monthDay(28);
            if (rule.getInterval() != 1) {
                throw new IllegalArgumentException("a day of each month, but only of some years");
            }
            return new Pattern.MonthlyOnDay(day.number(), day.inShortMonths());
        }
        without(Part.BYSETPOS);
        return yearlyOn(start.getMonth(), new Day(start.getDayOfMonth(), ShortMonths.SKIPPED));
    }

    private static Pattern yearlyOn(Month month, Day day) {
        if (day.inShortMonths() == ShortMonths.SKIPPED && day.number() > month.maxLength()) {
            throw new IllegalArgumentException("there is no such day in " + month);
        }
        boolean always = day.number() <= month.minLength();
        return new Pattern.YearlyOnDay(
                month,
                Math.min(day.number(), month.maxLength()),
                always || month.minLength() == month.maxLength() ? ShortMonths.LAST_DAY : day.inShortMonths());
    }

    private record Day(int number, ShortMonths inShortMonths) {}

    private Day monthDay(int shortest) {
        if (!rule.hasPart(Part.BYMONTHDAY)) {
            without(Part.BYSETPOS);
            return day(start.getDayOfMonth());
        }
        Vector<Integer> days =
                Vector.ofAll(rule.getByPart(Part.BYMONTHDAY)).distinct().sorted();
        boolean last = rule.hasPart(Part.BYSETPOS)
                && Vector.ofAll(rule.getByPart(Part.BYSETPOS)).equals(Vector.of(-1));
        if (!last
                && rule.hasPart(Part.BYSETPOS)
                && !Vector.ofAll(rule.getByPart(Part.BYSETPOS)).equals(Vector.of(1))) {
            throw new IllegalArgumentException("a position among days of the month");
        } else if (days.equals(Vector.of(-1))) {
            return new Day(31, ShortMonths.LAST_DAY);
        } else if (days.size() == 1 && days.get(0) > 0) {
            return day(days.get(0));
        } else if (last && days.get(0) > 0 && days.get(0) <= shortest && days.last() == days.get(0) + days.size() - 1) {
            return new Day(days.last(), ShortMonths.LAST_DAY);
        }
        throw new IllegalArgumentException("several days of the month, or one counted from its end");
    }

    private static Day day(int number) {
        return new Day(number, number <= 28 ? ShortMonths.LAST_DAY : ShortMonths.SKIPPED);
    }

    private void without(Part... parts) {
        for (Part part : parts) {
            if (rule.hasPart(part)) {
                throw new IllegalArgumentException("neither Outlook nor D365 knows " + part + " with this pattern");
            }
        }
    }

    /** First to fourth, or last; none when no position is asked for. */
    private Option<Integer> position() {
        Vector<Integer> positions =
                Vector.ofAll(rule.getByDayPart()).map(day -> day.pos).distinct();
        if (rule.hasPart(Part.BYSETPOS)) {
            if (!positions.equals(Vector.of(0))) {
                throw new IllegalArgumentException("positions both with the days and among them");
            }
            positions = Vector.ofAll(rule.getByPart(Part.BYSETPOS));
        } else if (positions.equals(Vector.of(0))) {
            return Option.none();
        } else if (rule.getByDayPart().size() != 1) {
            throw new IllegalArgumentException("several days with positions of their own");
        }
        if (positions.size() != 1 || positions.get(0) < -1 || positions.get(0) > 4) {
            throw new IllegalArgumentException("only the first to fourth and the last can be chosen");
        }
        return Option.some(positions.get(0));
    }

    private SortedSet<DayOfWeek> plainDays() {
        if (Vector.ofAll(rule.getByDayPart()).exists(day -> day.pos != 0)) {
            throw new IllegalArgumentException("a position of a day of the week without a month");
        }
        return anyDays();
    }

    private SortedSet<DayOfWeek> anyDays() {
        return days(Vector.ofAll(rule.getByDayPart()).map((WeekdayNum one) -> day(one.weekday.name())));
    }

    private static SortedSet<DayOfWeek> days(Vector<DayOfWeek> days) {
        return TreeSet.ofAll(days);
    }

    private static DayOfWeek day(String twoLetters) {
        return Vector.of(DayOfWeek.values())
                .find(day -> RecurrenceRule.name(day).equals(twoLetters))
                .get();
    }

    private End end() {
        if (rule.getCount() != null) {
            return new End.Count(rule.getCount());
        }
        return rule.getUntil() == null ? new End.Never() : new End.Until(until(rule.getUntil()));
    }

    /** The last day that may have an occurrence: an instant or a local time before that day's start excludes it. */
    private LocalDate until(DateTime until) {
        LocalDate date = LocalDate.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth());
        if (until.isAllDay()) {
            return date;
        }
        LocalDateTime local = date.atTime(LocalTime.of(until.getHours(), until.getMinutes(), until.getSeconds()));
        if (allDay) {
            return local.toLocalDate();
        }
        if (!until.isFloating()) {
            local = local.atZone(ZoneOffset.UTC).withZoneSameInstant(zone).toLocalDateTime();
        }
        return local.toLocalTime().isBefore(start.toLocalTime())
                ? local.toLocalDate().minusDays(1)
                : local.toLocalDate();
    }
}
