package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.RecurringTasks;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.function.Supplier;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BodyType;
import microsoft.exchange.webservices.data.core.enumeration.property.TaskDelegationState;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.item.Task;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.core.service.schema.TaskSchema;

/** Tasks of EWS as observations. What cannot be mapped is {@code Unreadable}: never dropped, never taken for empty. */
final class TaskReading {

    private TaskReading() {}

    /** What a feed may tell. */
    static PropertySet lightShape() {
        return new PropertySet(
                BasePropertySet.IdOnly,
                ItemSchema.Subject,
                ItemSchema.Categories,
                ItemSchema.LastModifiedTime,
                TaskSchema.DueDate,
                TaskSchema.IsRecurring,
                TaskSchema.DelegationState,
                TaskDays.DUE,
                Mapi.STAMP);
    }

    static PropertySet fullShape() {
        PropertySet full = new PropertySet(
                BasePropertySet.IdOnly,
                ItemSchema.ParentFolderId,
                ItemSchema.Subject,
                ItemSchema.Sensitivity,
                ItemSchema.Body,
                ItemSchema.Categories,
                ItemSchema.Importance,
                ItemSchema.ReminderDueBy,
                ItemSchema.IsReminderSet,
                ItemSchema.LastModifiedTime,
                TaskSchema.ActualWork,
                TaskSchema.BillingInformation,
                TaskSchema.CompleteDate,
                TaskSchema.DelegationState,
                TaskSchema.DueDate,
                TaskSchema.IsRecurring,
                TaskSchema.Mileage,
                TaskSchema.PercentComplete,
                TaskSchema.StartDate,
                TaskSchema.Status,
                TaskSchema.TotalWork,
                TaskDays.START,
                TaskDays.DUE,
                Mapi.STAMP);
        full.setRequestedBodyType(BodyType.Text);
        return full;
    }

    static Observed light(Item item, ItemRef ref, Lane lane) {
        return read(item, ref, lane, false, false);
    }

    /** @param elsewhere whether it lies in another folder than the lane's */
    static Observed full(Item item, ItemRef ref, Lane lane, boolean elsewhere) {
        return read(item, ref, lane, true, elsewhere);
    }

    private static Observed read(Item raw, ItemRef ref, Lane lane, boolean inFull, boolean elsewhere) {
        if (!(raw instanceof Task task)) {
            return unreadable(raw, ref, lane, () -> Reason.of("not-a-task", "\"" + title(raw) + "\" is no task"));
        }
        if (assigned(task)) {
            return unreadable(
                    raw,
                    ref,
                    lane,
                    () -> Reason.of(
                            "assigned-task",
                            "\"" + title(raw) + "\" was assigned by one person to another; it stays with its owner",
                            "nothing to do, or make a task of your own of it"));
        }
        if (Facts.flag(task, TaskSchema.IsRecurring) && lane.recurring() == RecurringTasks.REFUSE) {
            return unreadable(
                    raw,
                    ref,
                    lane,
                    () -> Reason.of(
                            "recurring-task",
                            "\"" + title(raw) + "\" recurs; D365 has no recurring tasks",
                            "make it a single task, take the category off, or set recurring: single for tasks"));
        }
        try {
            Value due = TaskDays.due(task, lane.mailbox().zone());
            Observed.Present.Builder present = Observed.Present.builder()
                    .ref(ref)
                    .version(AppointmentReading.version(task))
                    .marked(Categories.marked(Facts.categories(task), lane))
                    .stamp(Mapi.stamp(task))
                    .period(due.isNothing() ? Observed.Present.UNDATED : due)
                    .title(title(task))
                    .place(elsewhere ? Observed.Place.ELSEWHERE : Observed.Place.IN_LANE)
                    .modified(Facts.instant(task, ItemSchema.LastModifiedTime));
            return inFull ? withItem(present, task, lane) : present.build();
        } catch (RuntimeException e) {
            return unreadable(
                    raw,
                    ref,
                    lane,
                    () -> Reason.of(
                            "unreadable",
                            "\"" + title(raw) + "\" cannot be read: " + e.getMessage(),
                            "open it in Outlook, correct it and save it"));
        }
    }

    private static Observed withItem(Observed.Present.Builder present, Task task, Lane lane) {
        Map<Field, Value> values = LinkedHashMap.empty();
        Map<Field, Withheld> withheld = LinkedHashMap.empty();
        for (TaskMapping line : TaskMapping.TABLE) {
            Option<Value> value = line.reads().from(task, lane);
            if (value.isDefined()) {
                values = values.put(line.field(), value.get());
            } else {
                withheld = withheld.put(line.field(), Withheld.PROTECTED);
            }
        }
        return present.item(Option.some(io.axpsync.core.item.Item.of(Kind.TASK, values)))
                .withheld(withheld)
                .build();
    }

    private static boolean assigned(Task task) {
        return Facts.of(task, TaskSchema.DelegationState, TaskDelegationState.class)
                .exists(state -> state != TaskDelegationState.NoDelegation);
    }

    private static Observed.Unreadable unreadable(Item raw, ItemRef ref, Lane lane, Supplier<Reason> reason) {
        return new Observed.Unreadable(
                ref,
                AppointmentReading.version(raw),
                Categories.marked(Facts.categories(raw), lane),
                title(raw),
                reason.get());
    }

    private static String title(Item raw) {
        return NormalForm.line(Facts.text(raw, ItemSchema.Subject));
    }
}
