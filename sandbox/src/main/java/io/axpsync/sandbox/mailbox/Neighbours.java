package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** The rule that an occurrence may not be moved to or over the day of the one before or after it. */
final class Neighbours {

    private Neighbours() {}

    /**
     * @param others the other instances of the series
     * @throws MailboxFault ErrorOccurrenceCrossingBoundary
     */
    static void check(CalendarItem moved, List<CalendarItem> others) {
        Instant original = original(moved);
        LocalDate day = day(moved, moved);
        boolean crosses = others.stream()
                        .filter(o -> original(o).isBefore(original))
                        .max(Comparator.comparing(Neighbours::original))
                        .filter(before -> !day.isAfter(day(before, moved)))
                        .isPresent()
                || others.stream()
                        .filter(o -> original(o).isAfter(original))
                        .min(Comparator.comparing(Neighbours::original))
                        .filter(after -> !day.isBefore(day(after, moved)))
                        .isPresent();
        if (crosses) {
            throw new MailboxFault(
                    "ErrorOccurrenceCrossingBoundary",
                    "Modified occurrence is crossing or overlapping adjacent occurrence.");
        }
    }

    private static Instant original(CalendarItem instance) {
        return instance.originalStart().orElseGet(() -> instance.start().instant());
    }

    private static LocalDate day(CalendarItem instance, CalendarItem of) {
        return instance.start().in(of.start().zone()).local().toLocalDate();
    }
}
