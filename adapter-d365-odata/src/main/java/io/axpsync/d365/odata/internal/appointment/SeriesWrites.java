package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.ZoneId;

/**
 * What a write does to the rows of a series. Master and pattern change in one change set, so that no interruption leaves
 * a pattern without its times; each exception is a step of its own, as each attendee is.
 */
final class SeriesWrites {

    private final OData odata;
    private final Features features;
    private final ActivityMapping mapping;
    private final Targets targets;

    SeriesWrites(OData odata, Features features, ActivityMapping mapping) {
        this.odata = odata;
        this.features = features;
        this.mapping = mapping;
        this.targets = new Targets(mapping);
    }

    /** Whether a write changes when a series takes place, or what its exceptions say. */
    boolean concerns(Write write) {
        if (!features.series() || write.lane().kind() != Kind.APPOINTMENT) {
            return false;
        } else if (write instanceof Write.Create create) {
            return isSeries(create.item());
        } else if (!(write instanceof Write.Update)) {
            return false;
        }
        Write.Update update = (Write.Update) write;
        Map<Field, Value> changes = Targets.changes(update);
        boolean shared = changes.keySet().exists(f -> f == Field.EXCEPTIONS || RecurrenceOverride.FIELDS.contains(f));
        return shared
                && (isSeries(update.before())
                        || changes.get(Field.PERIOD).exists(v -> v instanceof Value.Recurring)
                        || changes.containsKey(Field.EXCEPTIONS));
    }

    private static boolean isSeries(Item item) {
        return item.value(Field.PERIOD) instanceof Value.Recurring;
    }

    /** What the row of the activity says of its part in a series, when that is written. */
    Map<String, Object> state(Job job, Item target) {
        boolean was = there(job).isDefined();
        return !features.series() || (!isSeries(target) && !was)
                ? LinkedHashMap.empty()
                : LinkedHashMap.of(
                        "RecurrenceState", isSeries(target) ? "Master" : "NotRecurring",
                        "MasterAppointment", isSeries(target) ? "Yes" : "No");
    }

    /** What is carried out with the write of the activity's row or not at all. */
    Seq<Operation> together(Job job) {
        boolean period =
                job.write instanceof Write.Update u && Targets.changes(u).containsKey(Field.PERIOD);
        if (!period || !concerns(job.write) || job.key().isEmpty()) {
            return Vector.empty();
        }
        Item target = targets.of(job);
        Seq<Operation> pattern = isSeries(target)
                ? pattern(job, (Value.Recurring) target.value(Field.PERIOD))
                : there(job).flatMap(Series::pattern).toVector().map(row -> delete(row, job));
        return pattern.appendAll(removals(job, target)).map(Operation::joining);
    }

    static Option<Series> there(Job job) {
        return job.before().flatMap(Activity::series);
    }

    private Seq<Operation> pattern(Job job, Value.Recurring series) {
        Map<String, Object> columns = SeriesColumns.write(series, zone(job))
                .getOrElseThrow(reason -> new IllegalArgumentException(reason.text()));
        Option<Row> row = there(job).flatMap(Series::pattern);
        return Vector.of(row.map(r ->
                        Operation.patch(odata.at().row(r.key()), EntitySet.RECURRENCES, r.etag(), columns, what(job)))
                .getOrElse(() -> Operation.post(
                        odata.at().set(EntitySet.RECURRENCES),
                        EntitySet.RECURRENCES,
                        named(job, "ActivityNumber").merge(columns),
                        what(job))));
    }

    /** The exceptions that are not wanted any more: rows of occurrences, and behind them their activities. */
    private Seq<Operation> removals(Job job, Item target) {
        SeriesGoal goal = SeriesGoal.of(job, target);
        return there(job)
                .toVector()
                .flatMap(series -> series.occurrences()
                        .filter(row -> !goal.has(row))
                        .flatMap(row -> Vector.of(delete(row, job))
                                .appendAll(series.exception(row)
                                        .filter(Series::isPart)
                                        .map(a -> delete(a, job)))));
    }

    /** After the row: the pattern of a new series, and the exceptions. */
    Seq<Operation> changes(Job job) {
        if (!concerns(job.write) || job.key().isEmpty()) {
            return Vector.empty();
        }
        Item target = targets.of(job);
        boolean made = job.write instanceof Write.Create
                && there(job).flatMap(Series::pattern).isEmpty();
        boolean removed =
                job.write instanceof Write.Update u && Targets.changes(u).containsKey(Field.PERIOD);
        return (made ? pattern(job, (Value.Recurring) target.value(Field.PERIOD)) : Vector.<Operation>empty())
                .appendAll(removed ? Vector.empty() : removals(job, target))
                .appendAll(SeriesGoal.of(job, target).all().flatMap(one -> changes(job, target, one)));
    }

    private Seq<Operation> changes(Job job, Item target, SeriesGoal.Wanted one) {
        Option<Row> row = one.row();
        boolean cancelled = row.exists(Series::isCancelled);
        if (one.override() instanceof RecurrenceOverride.Cancelled) {
            return row.isEmpty()
                    ? Vector.of(post(job, one, "Cancelled", ""))
                    : cancelled ? Vector.empty() : cancel(job, row.get());
        }
        return one.activity(job)
                .map(activity -> {
                    Item wanted =
                            one.override().applied(target, one.occurrence().period());
                    Item says = mapping.alone(activity, job.write.lane());
                    Seq<Field> differ =
                            RecurrenceOverride.FIELDS.filter(f -> !NormalForm.same(f, says.value(f), wanted.value(f)));
                    return differ.isEmpty()
                            ? Vector.<Operation>empty()
                            : Vector.of(Operation.patch(
                                    odata.at().row(activity.key()),
                                    EntitySet.ACTIVITIES,
                                    activity.etag(),
                                    mapping.write(wanted, differ, job.write.lane()),
                                    what(job)));
                })
                .getOrElse(Vector.empty());
    }

    private Seq<Operation> cancel(Job job, Row row) {
        Operation cancelled = Operation.patch(
                odata.at().row(row.key()),
                EntitySet.OCCURRENCES,
                row.etag(),
                LinkedHashMap.of("State", "Cancelled", "ActivityNumber", ""),
                what(job));
        return Vector.of(cancelled)
                .appendAll(there(job).flatMap(s -> s.exception(row)).map(a -> delete(a, job)));
    }

    private Operation post(Job job, SeriesGoal.Wanted one, String state, String number) {
        return Operation.post(
                odata.at().set(EntitySet.OCCURRENCES),
                EntitySet.OCCURRENCES,
                named(job, "MasterActivityNumber")
                        .put("OriginalStartDateTime", one.original(job))
                        .put("ActivityNumber", number)
                        .put("State", state),
                what(job));
    }

    /** The row that names the activity of a modified occurrence. */
    Operation naming(Job job, SeriesGoal.Wanted one, String number) {
        return one.row()
                .map(row -> Operation.patch(
                        odata.at().row(row.key()),
                        EntitySet.OCCURRENCES,
                        row.etag(),
                        LinkedHashMap.of("State", "Modified", "ActivityNumber", number),
                        what(job)))
                .getOrElse(() -> post(job, one, "Modified", number));
    }

    private Operation delete(Row row, Job job) {
        return Operation.delete(odata.at().row(row.key()), row.set(), row.etag(), what(job));
    }

    private static Map<String, Object> named(Job job, String number) {
        Key key = job.key().get();
        return LinkedHashMap.of(
                "dataAreaId", key.parts().get(0), number, key.parts().get(1));
    }

    private static ZoneId zone(Job job) {
        return job.write.lane().mailbox().zone();
    }

    static String what(Job job) {
        return "the series of " + job.what();
    }

    SeriesGoal goal(Job job) {
        return SeriesGoal.of(job, targets.of(job));
    }
}
