package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Recurrence;
import io.axpsync.sandbox.mailbox.Recurrence.Pattern;
import io.axpsync.sandbox.mailbox.Recurrence.PatternType;
import io.axpsync.sandbox.mailbox.Recurrence.Range;
import io.axpsync.sandbox.mailbox.Recurrence.RangeType;
import io.axpsync.sandbox.mailbox.Recurrence.WeekIndex;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@code t:Recurrence} of a calendar item, both ways. Its dates are dates in the zone of the item. */
final class RecurrenceXml {

    private static final List<DayOfWeek> FROM_SUNDAY = List.of(
            DayOfWeek.SUNDAY,
            DayOfWeek.MONDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.FRIDAY,
            DayOfWeek.SATURDAY);

    private RecurrenceXml() {}

    /** @param date how the answer writes a date: Exchange adds the offset of its zone */
    static Xml write(Recurrence recurrence, UnaryOperator<String> date) {
        return Xml.of("t:Recurrence", pattern(inMonths(recurrence.pattern())), range(recurrence.range(), date));
    }

    /** EWS knows no "every second year"; Exchange shows it as every 24 months. */
    private static Pattern inMonths(Pattern p) {
        boolean absolute = p.type() == PatternType.ABSOLUTE_YEARLY;
        if (p.interval() <= 1 || !absolute && p.type() != PatternType.RELATIVE_YEARLY) {
            return p;
        }
        return new Pattern(
                absolute ? PatternType.ABSOLUTE_MONTHLY : PatternType.RELATIVE_MONTHLY,
                p.interval() * 12,
                0,
                p.dayOfMonth(),
                p.daysOfWeek(),
                p.firstDayOfWeek(),
                p.index());
    }

    private static Xml pattern(Pattern p) {
        Xml interval = Xml.text("t:Interval", Math.max(1, p.interval()));
        return switch (p.type()) {
            case DAILY -> Xml.of("t:DailyRecurrence", interval);
            case WEEKLY ->
                Xml.of("t:WeeklyRecurrence", interval, days(p), Xml.text("t:FirstDayOfWeek", word(p.firstDayOfWeek())));
            case ABSOLUTE_MONTHLY ->
                Xml.of("t:AbsoluteMonthlyRecurrence", interval, Xml.text("t:DayOfMonth", p.dayOfMonth()));
            case RELATIVE_MONTHLY -> Xml.of("t:RelativeMonthlyRecurrence", interval, days(p), index(p));
            case ABSOLUTE_YEARLY ->
                Xml.of("t:AbsoluteYearlyRecurrence", Xml.text("t:DayOfMonth", p.dayOfMonth()), month(p));
            case RELATIVE_YEARLY -> Xml.of("t:RelativeYearlyRecurrence", days(p), index(p), month(p));
        };
    }

    static Xml range(Range r, UnaryOperator<String> date) {
        Xml start = Xml.text("t:StartDate", date.apply(r.startDate().toString()));
        return switch (r.type()) {
            case NO_END -> Xml.of("t:NoEndRecurrence", start);
            case END_DATE ->
                Xml.of("t:EndDateRecurrence", start, Xml.text("t:EndDate", date.apply(String.valueOf(r.endDate()))));
            case NUMBERED -> Xml.of("t:NumberedRecurrence", start, Xml.text("t:NumberOfOccurrences", r.occurrences()));
        };
    }

    private static Xml days(Pattern p) {
        Set<DayOfWeek> days = p.daysOfWeek().isEmpty() ? Set.of() : EnumSet.copyOf(p.daysOfWeek());
        String words;
        if (p.type() != PatternType.WEEKLY && days.size() == 7) {
            words = "Day";
        } else if (p.type() != PatternType.WEEKLY && days.equals(weekdays())) {
            words = "Weekday";
        } else if (p.type() != PatternType.WEEKLY && days.equals(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY))) {
            words = "WeekendDay";
        } else {
            words = String.join(
                    " ",
                    FROM_SUNDAY.stream()
                            .filter(days::contains)
                            .map(RecurrenceXml::word)
                            .toList());
        }
        return Xml.text("t:DaysOfWeek", words);
    }

    private static Xml index(Pattern p) {
        return Xml.text("t:DayOfWeekIndex", word(p.index()));
    }

    private static Xml month(Pattern p) {
        return Xml.text("t:Month", word(Month.of(p.month())));
    }

    /**
     * @throws EwsFault {@code ErrorSchemaValidation} for what the schema excludes
     * @throws EwsError {@code ErrorUnsupportedRecurrence} for task patterns, {@code ErrorCalendarInvalidRecurrence} for
     *     numbers out of range
     */
    static Recurrence read(Xml recurrence) {
        if (recurrence.children().size() != 2) {
            throw EwsFault.schema(recurrence, "The element 'Recurrence' has incomplete content.");
        }
        Range range = readRange(recurrence.children().get(1));
        return new Recurrence(readPattern(recurrence.children().get(0), range.startDate()), range);
    }

    private static Pattern readPattern(Xml p, LocalDate start) {
        PatternType type = switch (p.name()) {
            case "t:DailyRecurrence" -> PatternType.DAILY;
            case "t:WeeklyRecurrence" -> PatternType.WEEKLY;
            case "t:AbsoluteMonthlyRecurrence" -> PatternType.ABSOLUTE_MONTHLY;
            case "t:RelativeMonthlyRecurrence" -> PatternType.RELATIVE_MONTHLY;
            case "t:AbsoluteYearlyRecurrence" -> PatternType.ABSOLUTE_YEARLY;
            case "t:RelativeYearlyRecurrence" -> PatternType.RELATIVE_YEARLY;
            default ->
                throw EwsFault.schema(p, "The element 'Recurrence' has invalid child element '" + p.localName() + "'.");
        };
        boolean yearly = type == PatternType.ABSOLUTE_YEARLY || type == PatternType.RELATIVE_YEARLY;
        boolean absolute = type == PatternType.ABSOLUTE_MONTHLY || type == PatternType.ABSOLUTE_YEARLY;
        boolean relative = type == PatternType.RELATIVE_MONTHLY || type == PatternType.RELATIVE_YEARLY;
        int interval = yearly ? 1 : number(p.required("t:Interval"), 1, 999);
        int month = yearly ? constant(Month.class, p.required("t:Month")).getValue() : 0;
        int dayOfMonth = absolute ? number(p.required("t:DayOfMonth"), 1, 31) : 0;
        List<DayOfWeek> days =
                relative || type == PatternType.WEEKLY ? readDays(p.required("t:DaysOfWeek")) : List.of();
        DayOfWeek first = p.child("t:FirstDayOfWeek")
                .map(d -> constant(DayOfWeek.class, d))
                .orElse(DayOfWeek.SUNDAY);
        WeekIndex index = relative ? constant(WeekIndex.class, p.required("t:DayOfWeekIndex")) : WeekIndex.FIRST;
        if (type == PatternType.WEEKLY && days.isEmpty()) {
            days = List.of(start.getDayOfWeek());
        }
        return new Pattern(type, interval, month, dayOfMonth, days, first, index);
    }

    static Range readRange(Xml r) {
        LocalDate start = date(r.required("t:StartDate"));
        return switch (r.name()) {
            case "t:NoEndRecurrence" -> new Range(RangeType.NO_END, start, null, 0, null);
            case "t:EndDateRecurrence" -> {
                LocalDate end = date(r.required("t:EndDate"));
                if (end.isBefore(start)) {
                    throw new EwsError(
                            "ErrorCalendarEndDateIsEarlierThanStartDate", "EndDate is earlier than StartDate.");
                }
                yield new Range(RangeType.END_DATE, start, end, 0, null);
            }
            case "t:NumberedRecurrence" ->
                new Range(RangeType.NUMBERED, start, null, number(r.required("t:NumberOfOccurrences"), 1, 999), null);
            default ->
                throw EwsFault.schema(r, "The element 'Recurrence' has invalid child element '" + r.localName() + "'.");
        };
    }

    /** {@code xs:date}; its offset is not looked at, the date is one of the item's zone. */
    private static LocalDate date(Xml element) {
        String text = element.text().strip();
        try {
            if (!text.matches("\\d{4}-\\d\\d-\\d\\d(Z|[+-]\\d\\d:\\d\\d)?")) {
                throw new DateTimeException(text);
            }
            return LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeException noDate) {
            throw EwsFault.schema(
                    element, "The '" + element.localName() + "' element is invalid - The value '" + text + "'.");
        }
    }

    private static List<DayOfWeek> readDays(Xml element) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String word : element.text().strip().split("\\s+")) {
            switch (word) {
                case "Day" -> days.addAll(EnumSet.allOf(DayOfWeek.class));
                case "Weekday" -> days.addAll(weekdays());
                case "WeekendDay" -> days.addAll(List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
                default -> days.add(constant(DayOfWeek.class, element, word));
            }
        }
        return new ArrayList<>(days);
    }

    private static Set<DayOfWeek> weekdays() {
        return EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    }

    private static int number(Xml element, int least, int most) {
        try {
            int value = Integer.parseInt(element.text().strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw EwsFault.schema(
                    element,
                    "The '" + element.localName() + "' element is invalid - The value '" + element.text() + "'.");
        }
        throw new EwsError(
                "ErrorCalendarInvalidRecurrence",
                "The recurrence's " + element.localName() + " " + element.text() + " is out of range.");
    }

    private static String word(Enum<?> constant) {
        return constant.name().charAt(0) + constant.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, Xml element) {
        return constant(type, element, element.text().strip());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, Xml element, String text) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw EwsFault.schema(
                element,
                "The '" + element.localName() + "' element is invalid - The value '" + text
                        + "' is invalid according to its datatype.");
    }
}
