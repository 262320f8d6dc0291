package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Days that D365 keeps as three properties. A year of 0 is not known; Exchange has 1604 there, as telephones write it: a
 * leap year, so that it has a 29 February.
 */
enum PersonDates {
    BIRTHDAY(Field.BIRTHDAY, "Birth"),
    ANNIVERSARY(Field.ANNIVERSARY, "Anniversary");

    private static final int UNKNOWN = 1604;
    private static final String NO_MONTH = "None";

    private final Field field;
    private final String prefix;

    PersonDates(Field field, String prefix) {
        this.field = field;
        this.prefix = prefix;
    }

    Field field() {
        return field;
    }

    /** Nothing when day or month are empty, and where there is no such day. */
    Value read(Row row) {
        return isEmpty(row)
                ? Value.NOTHING
                : day(row).<Value>map(Value.Date::new).getOrElse(Value.NOTHING);
    }

    /** Whether something stands there that is no day of a calendar. */
    boolean isNoDay(Row row) {
        return !isEmpty(row) && day(row).isEmpty();
    }

    private boolean isEmpty(Row row) {
        String month = row.text(prefix + "Month");
        return row.number(prefix + "Day") == 0 || month.isEmpty() || month.equals(NO_MONTH);
    }

    private Option<LocalDate> day(Row row) {
        long year = row.number(prefix + "Year");
        String month = row.text(prefix + "Month");
        return Try.of(() -> LocalDate.of(
                        year == 0 ? UNKNOWN : Math.toIntExact(year),
                        month(month),
                        Math.toIntExact(row.number(prefix + "Day"))))
                .filter(day -> day.getYear() > 0 && day.getYear() <= 9999)
                .toOption();
    }

    private Month month(String member) {
        for (Month month : Month.values()) {
            if (name(month).equals(member)) {
                return month;
            }
        }
        throw new Row.UnknownValue(prefix + "Month", member);
    }

    /** {@code MonthsOfYear}. */
    private static String name(Month month) {
        return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    Map<String, Object> write(Value value) {
        boolean filled = value instanceof Value.Date;
        LocalDate day = value instanceof Value.Date d ? d.date() : LocalDate.EPOCH;
        return LinkedHashMap.of(
                prefix + "Day",
                filled ? day.getDayOfMonth() : 0,
                prefix + "Month",
                filled ? name(day.getMonth()) : NO_MONTH,
                prefix + "Year",
                filled && day.getYear() != UNKNOWN ? day.getYear() : 0);
    }
}
