package io.axpsync.sandbox.mailbox;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Expands a series into the dates, in the item's zone, at which its pattern has an occurrence. */
public final class Occurrences {

    private static final int MOST = 10_000;

    private Occurrences() {}

    /** The dates whose occurrence overlaps the window, cancelled ones included. */
    public static List<LocalDate> dates(CalendarItem master, Instant from, Instant to) {
        List<LocalDate> inWindow = new ArrayList<>();
        for (LocalDate date : all(master, to)) {
            if (end(master, date).isAfter(from) && start(master, date).isBefore(to)) {
                inWindow.add(date);
            }
        }
        return inWindow;
    }

    /** All dates of the series whose occurrence starts before that instant, in order. The first has index 1 in EWS. */
    public static List<LocalDate> all(CalendarItem master, Instant before) {
        Recurrence recurrence = master.recurrence().orElseThrow();
        Recurrence.Range range = recurrence.range();
        LocalDate endDate = range.endDate();
        List<LocalDate> dates = new ArrayList<>();
        for (int step = 0; step < MOST; step++) {
            boolean past = false;
            for (LocalDate date : period(recurrence.pattern(), range.startDate(), step)) {
                if (date.isBefore(range.startDate())) {
                    continue;
                }
                past = range.type() == Recurrence.RangeType.NUMBERED && dates.size() >= range.occurrences()
                        || endDate != null && date.isAfter(endDate)
                        || !start(master, date).isBefore(before);
                if (past) {
                    break;
                }
                dates.add(date);
            }
            if (past) {
                break;
            }
        }
        return dates;
    }

    /**
     * Whether a series gets another pattern, end or time, or is none any more: then all its exceptions are lost, as
     * Outlook warns.
     */
    static boolean takePlaceAnew(CalendarItem before, CalendarItem after) {
        return before.recurrence().isPresent()
                && (!after.recurrence().equals(before.recurrence())
                        || after.allDay() != before.allDay()
                        || !after.start().equals(before.start())
                        || !after.end().equals(before.end()));
    }

    /**
     * An exception after its master was changed: an exception keeps only what is its own (MS-OXOCAL 2.2.1.44,
     * OverrideFlags); in everything else it shows what the master says.
     */
    static CalendarItem following(CalendarItem exception, CalendarItem before, CalendarItem after) {
        return exception.with(b -> b.subject(own(exception, before, after, CalendarItem::subject))
                .body(own(exception, before, after, CalendarItem::body))
                .places(own(exception, before, after, CalendarItem::places))
                .showAs(own(exception, before, after, CalendarItem::showAs))
                .sensitivity(own(exception, before, after, CalendarItem::sensitivity))
                .importance(own(exception, before, after, CalendarItem::importance))
                .reminderOn(own(exception, before, after, CalendarItem::reminderOn))
                .reminderMinutes(own(exception, before, after, CalendarItem::reminderMinutes))
                .categories(own(exception, before, after, CalendarItem::categories))
                .attendees(own(exception, before, after, CalendarItem::attendees)));
    }

    private static <T> T own(
            CalendarItem exception, CalendarItem before, CalendarItem after, Function<CalendarItem, T> attribute) {
        T own = attribute.apply(exception);
        return own.equals(attribute.apply(before)) ? attribute.apply(after) : own;
    }

    public static Instant start(CalendarItem master, LocalDate date) {
        return localStart(master, date).instant();
    }

    static ZonedTime localStart(CalendarItem master, LocalDate date) {
        return ZonedTime.of(
                date.atTime(master.start().local().toLocalTime()),
                master.start().zone());
    }

    static ZonedTime localEnd(CalendarItem master, LocalDate date) {
        LocalDateTime from = master.start().in(master.end().zone()).local();
        Duration length = Duration.between(from, master.end().local());
        return ZonedTime.of(
                localStart(master, date).in(master.end().zone()).local().plus(length),
                master.end().zone());
    }

    private static Instant end(CalendarItem master, LocalDate date) {
        return localEnd(master, date).instant();
    }

    private static List<LocalDate> period(Recurrence.Pattern pattern, LocalDate start, int step) {
        int n = step * Math.max(1, pattern.interval());
        return switch (pattern.type()) {
            case DAILY -> List.of(start.plusDays(n));
            case WEEKLY -> week(pattern, start, n);
            case ABSOLUTE_MONTHLY -> List.of(day(YearMonth.from(start).plusMonths(n), pattern.dayOfMonth()));
            case RELATIVE_MONTHLY -> relative(pattern, YearMonth.from(start).plusMonths(n));
            case ABSOLUTE_YEARLY ->
                List.of(day(YearMonth.of(start.getYear() + n, pattern.month()), pattern.dayOfMonth()));
            case RELATIVE_YEARLY -> relative(pattern, YearMonth.of(start.getYear() + n, pattern.month()));
        };
    }

    private static List<LocalDate> week(Recurrence.Pattern pattern, LocalDate start, int weeks) {
        LocalDate first = start.with(TemporalAdjusters.previousOrSame(pattern.firstDayOfWeek()))
                .plusWeeks(weeks);
        return Stream.iterate(first, d -> d.plusDays(1))
                .limit(7)
                .filter(d -> pattern.daysOfWeek().contains(d.getDayOfWeek()))
                .toList();
    }

    private static LocalDate day(YearMonth month, int dayOfMonth) {
        return month.atDay(Math.min(Math.max(1, dayOfMonth), month.lengthOfMonth()));
    }

    private static List<LocalDate> relative(Recurrence.Pattern pattern, YearMonth month) {
        List<DayOfWeek> days = pattern.daysOfWeek();
        List<LocalDate> matching = Stream.iterate(month.atDay(1), d -> d.plusDays(1))
                .limit(month.lengthOfMonth())
                .filter(d -> days.contains(d.getDayOfWeek()))
                .toList();
        int index = pattern.index() == Recurrence.WeekIndex.LAST
                ? matching.size() - 1
                : pattern.index().ordinal();
        return matching.isEmpty() ? matching : List.of(matching.get(Math.min(index, matching.size() - 1)));
    }

    /** When the series begins and when its last occurrence is over; far away when it has no end. */
    static Instant[] span(CalendarItem master) {
        Recurrence.Range range = master.recurrence().orElseThrow().range();
        Instant from = master.start().instant();
        if (range.type() == Recurrence.RangeType.NO_END) {
            return new Instant[] {from, from.plus(100 * 366L, ChronoUnit.DAYS)};
        }
        List<LocalDate> dates = all(master, from.plus(100 * 366L, ChronoUnit.DAYS));
        return new Instant[] {from, dates.isEmpty() ? master.end().instant() : end(master, dates.get(dates.size() - 1))
        };
    }
}
