package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Occurrences;
import io.axpsync.sandbox.mailbox.Recurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an item's series has beside the item itself; empty for single items.
 *
 * @param first the first occurrence that exists
 * @param last empty when the series has no end
 * @param exceptions occurrences that differ from the pattern, by their original start
 * @param deleted starts of the occurrences that were deleted
 */
record SeriesView(
        Optional<CalendarItem> first,
        Optional<CalendarItem> last,
        List<CalendarItem> exceptions,
        List<Instant> deleted) {

    static final SeriesView NONE = new SeriesView(Optional.empty(), Optional.empty(), List.of(), List.of());

    private static final Set<String> NEEDED_BY = Set.of(
            "calendar:FirstOccurrence",
            "calendar:LastOccurrence",
            "calendar:ModifiedOccurrences",
            "calendar:DeletedOccurrences");
    private static final Duration NEAR = Duration.ofDays(4 * 366L);
    private static final Duration FAR = Duration.ofDays(100 * 366L);

    static SeriesView of(Mailbox mailbox, CalendarItem item, ItemShape shape) {
        Optional<Recurrence> recurrence = item.recurrence();
        if (recurrence.isEmpty() || shape.uris().stream().noneMatch(NEEDED_BY::contains)) {
            return NONE;
        }
        boolean endless = recurrence.get().range().type() == Recurrence.RangeType.NO_END;
        Instant from = item.start().instant().minus(NEAR);
        List<CalendarItem> instances =
                mailbox.instances(item, from, item.start().instant().plus(endless ? NEAR : FAR));
        List<CalendarItem> exceptions = mailbox.exceptions(item.identity().immutableId()).stream()
                .sorted(Comparator.comparing(
                        e -> e.originalStart().orElse(e.start().instant())))
                .toList();
        return new SeriesView(
                instances.stream().findFirst(),
                endless || instances.isEmpty() ? Optional.empty() : Optional.of(instances.get(instances.size() - 1)),
                exceptions,
                item.cancelledDates().stream()
                        .map(date -> Occurrences.start(item, date))
                        .toList());
    }
}
