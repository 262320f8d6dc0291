package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The days of a task. A client names a day by midnight in the mailbox's zone or in UTC; the server keeps beside it the
 * day itself (PidLidTaskStartDate, PidLidTaskDueDate, PidLidTaskDateCompleted: midnight UTC of the local day, MS-OXOTASK)
 * and the instants that other clients go by (PidLidCommonStart, PidLidCommonEnd).
 */
public final class TaskDays {

    private static final PropertyKey START = task("8104");
    private static final PropertyKey DUE = task("8105");
    private static final PropertyKey COMPLETED = task("810f");
    private static final PropertyKey COMMON_START = common("8516");
    private static final PropertyKey COMMON_END = common("8517");

    private TaskDays() {}

    /** The day that an instant names. */
    public static LocalDate of(Instant instant, ZoneId mailbox) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        return utc.toLocalTime().equals(LocalTime.MIDNIGHT) ? utc.toLocalDate() : LocalDate.ofInstant(instant, mailbox);
    }

    static Instant midnight(LocalDate day, ZoneId mailbox) {
        return day.atStartOfDay(mailbox).toInstant();
    }

    /** The task with the properties that follow from its days, unless the edit itself wrote them. */
    static TaskItem told(TaskItem before, TaskItem after, ZoneId mailbox) {
        Map<PropertyKey, ExtendedProperty> all = new LinkedHashMap<>(after.properties());
        follow(all, before, COMMON_START, before.start(), after.start(), d -> midnight(of(d, mailbox), mailbox));
        follow(all, before, COMMON_END, before.due(), after.due(), d -> midnight(of(d, mailbox), mailbox));
        follow(all, before, START, before.start(), after.start(), d -> midnight(of(d, mailbox), ZoneOffset.UTC));
        follow(all, before, DUE, before.due(), after.due(), d -> midnight(of(d, mailbox), ZoneOffset.UTC));
        follow(
                all,
                before,
                COMPLETED,
                before.completed(),
                after.completed(),
                d -> midnight(of(d, mailbox), ZoneOffset.UTC));
        return all.equals(after.properties()) ? after : after.with(b -> b.properties(all));
    }

    private static void follow(
            Map<PropertyKey, ExtendedProperty> all,
            TaskItem before,
            PropertyKey key,
            Optional<Instant> old,
            Optional<Instant> now,
            java.util.function.UnaryOperator<Instant> says) {
        boolean written =
                !java.util.Objects.equals(all.get(key), before.properties().get(key));
        if (written || old.equals(now)) {
            return;
        }
        all.remove(key);
        now.map(says).ifPresent(at -> all.put(key, ExtendedProperty.of(key, at.toString())));
    }

    private static PropertyKey task(String id) {
        return PropertyKey.parse("SystemTime {00062003-0000-0000-C000-000000000046} Id 0x" + id)
                .orElseThrow();
    }

    private static PropertyKey common(String id) {
        return PropertyKey.parse("SystemTime {00062008-0000-0000-C000-000000000046} Id 0x" + id)
                .orElseThrow();
    }
}
