package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Occurrences;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The first date at which the pattern of a series has an occurrence. */
final class FirstOccurrence {

    private static final int YEARS_AHEAD = 5;

    private FirstOccurrence() {}

    static Optional<LocalDate> of(CalendarItem master) {
        LocalDate from = master.recurrence().orElseThrow().range().startDate();
        List<LocalDate> dates = Occurrences.all(
                master, from.plusYears(YEARS_AHEAD).atStartOfDay().toInstant(ZoneOffset.UTC));
        return dates.stream().findFirst();
    }
}
