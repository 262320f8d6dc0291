package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ZonedTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** {@code AutoResolve}: a write collides when a property that it changes was changed by somebody else meanwhile. */
final class Collisions {

    private static final List<Function<CalendarItem, Object>> PROPERTIES = List.of(
            CalendarItem::subject,
            CalendarItem::body,
            i -> List.of(instant(i.start()), instant(i.end()), i.allDay()),
            CalendarItem::places,
            CalendarItem::showAs,
            CalendarItem::sensitivity,
            CalendarItem::importance,
            CalendarItem::reminderOn,
            CalendarItem::reminderMinutes,
            CalendarItem::categories,
            CalendarItem::attendees,
            CalendarItem::recurrence,
            CalendarItem::properties);

    private Collisions() {}

    private static Object instant(ZonedTime time) {
        return time.instant();
    }

    /** @param seen the change key of the version that the client knows */
    static boolean any(Call call, CalendarItem current, String seen, ItemWrite write) {
        Optional<CalendarItem> known =
                call.state().versions().find(current.identity().immutableId(), seen);
        if (known.isEmpty()) {
            return true;
        }
        CalendarItem base = known.get();
        CalendarItem ours = write.applied(base, call.now(), call.contextZone());
        return PROPERTIES.stream()
                .anyMatch(p -> !Objects.equals(p.apply(base), p.apply(current))
                        && !Objects.equals(p.apply(base), p.apply(ours))
                        && !Objects.equals(p.apply(current), p.apply(ours)));
    }
}
