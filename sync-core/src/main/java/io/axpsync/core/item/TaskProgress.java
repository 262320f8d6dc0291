package io.axpsync.core.item;

import static io.axpsync.core.item.Field.COMPLETED_DATE;
import static io.axpsync.core.item.Field.PERCENT_COMPLETE;
import static io.axpsync.core.item.Field.STATUS;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;

/**
 * How far a task is: status, per cent and completion date say one thing three times. 100 per cent is completed and
 * completed is 100 per cent (Exchange forces it, Outlook shows it so); only what is completed has a completion date.
 */
public final class TaskProgress {

    /** The fields that say it. */
    public static final Set<Field> FIELDS = HashSet.of(STATUS, PERCENT_COMPLETE, COMPLETED_DATE);

    private static final Value COMPLETED = Value.choice("COMPLETED");
    private static final Value IN_PROGRESS = Value.choice("IN_PROGRESS");
    private static final Value NOT_STARTED = Value.choice("NOT_STARTED");
    private static final Value ALL = new Value.Whole(100);
    private static final Value NONE = new Value.Whole(0);

    private TaskProgress() {}

    /**
     * The task with these fields in agreement.
     *
     * @param edited the fields that its user has just edited: they decide, status before per cent; where he edited
     *     neither, a task is completed when one of them says so
     */
    public static Item settled(Item task, Set<Field> edited) {
        if (task.kind() != Kind.TASK) {
            return task;
        }
        boolean byStatus = task.value(STATUS).equals(COMPLETED);
        boolean byPercent = task.value(PERCENT_COMPLETE).equals(ALL);
        boolean completed = edited.contains(STATUS)
                ? byStatus
                : edited.contains(PERCENT_COMPLETE) ? byPercent : byStatus || byPercent;
        if (completed) {
            return byStatus && byPercent ? task : task.with(STATUS, COMPLETED).with(PERCENT_COMPLETE, ALL);
        }
        Item open = byPercent ? task.with(PERCENT_COMPLETE, NONE) : task;
        return open.with(STATUS, byStatus ? reopened(open) : open.value(STATUS)).with(COMPLETED_DATE, Value.NOTHING);
    }

    private static Value reopened(Item task) {
        Value percent = task.value(PERCENT_COMPLETE);
        return percent.isNothing() || percent.equals(NONE) ? NOT_STARTED : IN_PROGRESS;
    }
}
