package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What the server makes of a task that was written: its progress in agreement, its days told, its series moved on. */
final class TaskRules {

    private static final TaskItem BLANK = TaskItem.builder().build();

    private TaskRules() {}

    /**
     * The task as it is stored: 100 per cent is completed and completed is 100 per cent, and when it was completed is
     * what the server's clock says, whatever was written.
     */
    static TaskItem created(TaskItem draft, Instant now, ZoneId mailbox) {
        return settled(BLANK, draft, now, mailbox);
    }

    static TaskItem settled(TaskItem before, TaskItem after, Instant now, ZoneId mailbox) {
        TaskItem settled = progress(before, after);
        boolean done = settled.status() == TaskStatus.COMPLETED;
        Optional<Instant> completed = done ? before.completed().or(() -> Optional.of(now)) : Optional.empty();
        settled = settled.with(b -> b.completed(completed));
        if (settled.recurrence().isPresent() && settled.due().isEmpty()) {
            Instant first =
                    TaskDays.midnight(settled.recurrence().orElseThrow().range().startDate(), mailbox);
            settled = settled.with(b -> b.due(first).start(first));
        }
        return TaskDays.told(before, settled, mailbox);
    }

    private static TaskItem progress(TaskItem before, TaskItem after) {
        boolean byStatus = after.status() == TaskStatus.COMPLETED;
        boolean byPercent = after.percent() == 100;
        boolean saysStatus = after.status() != before.status();
        boolean saysPercent = after.percent() != before.percent();
        boolean done = saysStatus && saysPercent
                ? byStatus || byPercent
                : saysStatus ? byStatus : saysPercent ? byPercent : byStatus;
        if (done) {
            return after.with(b -> b.status(TaskStatus.COMPLETED).percent(100));
        }
        TaskItem open = byPercent ? after.with(b -> b.percent(0)) : after;
        return byStatus
                ? open.with(b -> b.status(open.percent() == 0 ? TaskStatus.NOT_STARTED : TaskStatus.IN_PROGRESS))
                : open;
    }

    /** Whether the write completed an occurrence of a series. */
    static boolean completesOccurrence(TaskItem before, TaskItem after) {
        return after.recurrence().isPresent()
                && after.status() == TaskStatus.COMPLETED
                && before.status() != TaskStatus.COMPLETED;
    }

    /** The occurrence on its own: a single task. */
    static TaskItem single(TaskItem occurrence) {
        return occurrence.with(b -> b.recurrence(Optional.empty()).regenerating(false));
    }

    /** The series at its next occurrence, not begun; empty when that was the last. */
    static Optional<TaskItem> next(TaskItem series, Instant now, ZoneId mailbox) {
        LocalDate due = TaskDays.of(series.due().orElse(now), mailbox);
        return nextDay(series, due, LocalDate.ofInstant(now, mailbox)).map(day -> {
            long days = ChronoUnit.DAYS.between(due, day);
            TaskItem moved = series.with(b -> b.status(TaskStatus.NOT_STARTED)
                    .percent(0)
                    .completed(Optional.empty())
                    .due(TaskDays.midnight(day, mailbox))
                    .start(series.start()
                            .map(s -> TaskDays.midnight(TaskDays.of(s, mailbox).plusDays(days), mailbox)))
                    .reminder(series.reminder()
                            .map(r -> r.atZone(mailbox).plusDays(days).toInstant())));
            return TaskDays.told(series, moved, mailbox);
        });
    }

    private static Optional<LocalDate> nextDay(TaskItem series, LocalDate due, LocalDate today) {
        Recurrence recurrence = series.recurrence().orElseThrow();
        if (series.regenerating()) {
            int n = recurrence.pattern().interval();
            LocalDate day = switch (recurrence.pattern().type()) {
                case DAILY -> today.plusDays(n);
                case WEEKLY -> today.plusWeeks(n);
                case ABSOLUTE_MONTHLY, RELATIVE_MONTHLY -> today.plusMonths(n);
                case ABSOLUTE_YEARLY, RELATIVE_YEARLY -> today.plusYears(n);
            };
            return Optional.of(day);
        }
        ZonedTime start = ZonedTime.of(recurrence.range().startDate().atStartOfDay(), "UTC");
        CalendarItem days = CalendarItem.builder()
                .start(start)
                .end(start)
                .recurrence(recurrence)
                .build();
        return Occurrences.all(
                        days,
                        due.plusYears(20).atStartOfDay(java.time.ZoneOffset.UTC).toInstant())
                .stream()
                .filter(day -> day.isAfter(due))
                .findFirst();
    }
}
