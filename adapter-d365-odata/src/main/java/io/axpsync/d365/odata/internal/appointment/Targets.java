package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** What a write wants an activity to say. */
final class Targets {

    private final ActivityMapping mapping;

    Targets(ActivityMapping mapping) {
        this.mapping = mapping;
    }

    /** The fields that a write names and may touch. */
    static Map<Field, Value> changes(Write.Update update) {
        return update.changes().filterKeys(f -> !update.withheld().contains(f));
    }

    /** The fields that are written. */
    static Seq<Field> fields(Write write) {
        if (write instanceof Write.Create create) {
            return create.item().values().keySet().toVector();
        }
        return write instanceof Write.Update update ? changes(update).keySet().toVector() : Vector.empty();
    }

    /**
     * The item as it shall be; nothing for a removal. The row itself, where it was read, knows more than the item that
     * the engine saw: that may withhold fields.
     */
    Item of(Job job) {
        if (job.write instanceof Write.Create create) {
            return create.item();
        } else if (job.write instanceof Write.Update update) {
            Item before = job.before().flatMap(a -> read(a, job)).getOrElse(update.before());
            return changes(update).foldLeft(before, (item, change) -> item.with(change._1, change._2));
        }
        return Item.empty(job.write.lane().kind());
    }

    private Option<Item> read(Activity activity, Job job) {
        try {
            return Option.some(mapping.read(activity, job.write.lane()));
        } catch (Row.UnknownValue | SeriesReading.Malformed e) {
            return Option.none();
        }
    }
}
