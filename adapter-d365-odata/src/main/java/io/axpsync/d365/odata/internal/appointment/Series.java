package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;

/**
 * The rows that make a master activity a series.
 *
 * @param pattern its row of {@code AxpActivityRecurrences}; none where it lacks
 * @param occurrences its rows of {@code AxpActivityOccurrences}
 * @param exceptions the activities that those name, as far as they are there: number in lower case to row
 */
record Series(Option<Row> pattern, Seq<Row> occurrences, Map<String, Row> exceptions) {

    private static final String MODIFIED = "Modified";
    private static final String CANCELLED = "Cancelled";

    /** Whether a row says that it is the master of a series. */
    static boolean isMaster(Row row) {
        return row.text("MasterAppointment").equals("Yes")
                && row.text("RecurrenceState").matches("(Master)?");
    }

    /** Whether a row is one occurrence of a series. */
    static boolean isPart(Row row) {
        return row.text("MasterAppointment").matches("(No)?")
                && row.text("RecurrenceState").matches("Occurrence|Exception");
    }

    static boolean isCancelled(Row occurrence) {
        return state(occurrence).equals(CANCELLED);
    }

    private static String state(Row occurrence) {
        String state = occurrence.text("State");
        if (!state.equals(MODIFIED) && !state.equals(CANCELLED)) {
            throw new Row.UnknownValue("State", state);
        }
        return state;
    }

    /** The activity that a row of a modified occurrence names. */
    Option<Row> exception(Row occurrence) {
        return exceptions.get(number(occurrence));
    }

    static String number(Row occurrence) {
        return occurrence.text("ActivityNumber").toLowerCase(Locale.ROOT);
    }
}
