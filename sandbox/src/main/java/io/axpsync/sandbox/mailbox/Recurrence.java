package io.axpsync.sandbox.mailbox;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A series as Graph describes it: a pattern and a range. EWS's recurrence patterns map to it one to one. */
public record Recurrence(Pattern pattern, Range range) {

    public enum PatternType {
        DAILY,
        WEEKLY,
        ABSOLUTE_MONTHLY,
        RELATIVE_MONTHLY,
        ABSOLUTE_YEARLY,
        RELATIVE_YEARLY
    }

    public enum WeekIndex {
        FIRST,
        SECOND,
        THIRD,
        FOURTH,
        LAST
    }

    public enum RangeType {
        END_DATE,
        NO_END,
        NUMBERED
    }

    /**
     * @param interval in units of the type, from 1
     * @param month 1 to 12 for yearly types, else 0
     * @param dayOfMonth 1 to 31 for absolute types, else 0; in shorter months the last day
     * @param daysOfWeek for weekly and relative types; several days in a relative type mean the first that matches
     */
    public record Pattern(
            PatternType type,
            int interval,
            int month,
            int dayOfMonth,
            List<DayOfWeek> daysOfWeek,
            DayOfWeek firstDayOfWeek,
            WeekIndex index) {
        public Pattern {
            daysOfWeek = List.copyOf(daysOfWeek);
        }
    }

    /**
     * Dates are dates in the zone of the item.
     *
     * @param endDate inclusive; null unless the type is END_DATE
     * @param occurrences 0 unless the type is NUMBERED
     * @param zone null means the item's zone
     */
    public record Range(
            RangeType type,
            LocalDate startDate,
            @Nullable LocalDate endDate,
            int occurrences,
            @Nullable String zone) {}
}
