package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.RecurringTasks;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.OffsetDateTime;

/** To Do tasks as observations. What cannot be mapped is {@code Unreadable}: never dropped, never taken for empty. */
final class TaskReading {

    private TaskReading() {}

    static Observed light(JsonObject task, ItemRef ref, Lane lane) {
        return read(task, ref, lane, false, Option.none());
    }

    /** @param stamp what is known of it where the answer does not tell it: after a write */
    static Observed full(JsonObject task, ItemRef ref, Lane lane, Option<Stamp> stamp) {
        return read(task, ref, lane, true, stamp);
    }

    private static Observed read(JsonObject task, ItemRef ref, Lane lane, boolean inFull, Option<Stamp> stamp) {
        if (Json.object(task, "recurrence").isDefined() && lane.recurring() == RecurringTasks.REFUSE) {
            return unreadable(
                    task,
                    ref,
                    lane,
                    Reason.of(
                            "recurring-task",
                            "\"" + title(task) + "\" recurs; Microsoft Graph does not say how its days go on, so"
                                    + " recurring tasks are not synchronised",
                            "make it a single task, take the category off, or set recurring: single for tasks"));
        }
        try {
            Value due = TaskTimes.date(task, "dueDateTime", lane.mailbox().zone());
            Observed.Present.Builder present = Observed.Present.builder()
                    .ref(ref)
                    .version(EventReading.version(task))
                    .marked(Categories.marked(Json.texts(task, "categories"), lane))
                    .stamp(stamp.orElse(TaskStamps.read(task)))
                    .period(due.isNothing() ? Observed.Present.UNDATED : due)
                    .title(title(task))
                    .modified(Json.text(task, "lastModifiedDateTime")
                            .flatMap(t -> Try.of(() -> OffsetDateTime.parse(t).toInstant())
                                    .toOption()));
            return inFull ? withItem(present, task, lane) : present.build();
        } catch (RuntimeException e) {
            return unreadable(
                    task,
                    ref,
                    lane,
                    Reason.of(
                            "unreadable",
                            "\"" + title(task) + "\" cannot be read: " + e.getMessage(),
                            "open it in Microsoft To Do, correct its dates and save it"));
        }
    }

    private static Observed withItem(Observed.Present.Builder present, JsonObject task, Lane lane) {
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
        return present.item(Option.some(Item.of(Kind.TASK, values)))
                .withheld(withheld)
                .build();
    }

    private static Observed.Unreadable unreadable(JsonObject task, ItemRef ref, Lane lane, Reason reason) {
        return new Observed.Unreadable(
                ref,
                EventReading.version(task),
                Categories.marked(Json.texts(task, "categories"), lane),
                title(task),
                reason);
    }

    private static String title(JsonObject task) {
        return NormalForm.line(Json.text(task, "title").getOrElse(""));
    }
}
