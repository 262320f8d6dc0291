package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.Tuple;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * The exceptions of a series as they shall be, each with what stands there for it.
 *
 * @param target the series
 */
record SeriesGoal(Item target, Seq<Wanted> all) {

    /** @param row what stands there for the occurrence */
    record Wanted(Recurrence.Occurrence occurrence, RecurrenceOverride override, Option<Row> row) {

        /** The activity that takes its place now, if there is one. */
        Option<Row> activity(Job job) {
            return row.filter(r -> !Series.isCancelled(r))
                    .flatMap(r -> SeriesWrites.there(job).flatMap(s -> s.exception(r)));
        }

        /** When it would take place by the rule, as a literal. */
        String original(Job job) {
            return Literals.time(Periods.instants(
                            occurrence.period(), job.write.lane().mailbox().zone())
                    .get()
                    .start());
        }
    }

    /** Of a single none; of a series those of dates that are occurrences by its rule. */
    static SeriesGoal of(Job job, Item target) {
        Value exceptions = RecurrenceSet.within(target.value(Field.PERIOD), target.value(Field.EXCEPTIONS));
        if (!(exceptions instanceof Value.Entries entries)) {
            return new SeriesGoal(target, Vector.empty());
        }
        Recurrence recurrence = Recurrence.of((Value.Recurring) target.value(Field.PERIOD))
                .getOrElseThrow(reason -> new IllegalArgumentException(reason.text()));
        Map<String, Row> rows = job.before()
                .filter(activity -> activity.series().isDefined())
                .<Map<String, Row>>map(activity ->
                        HashMap.ofEntries(SeriesReading.exceptions(activity, recurrence, job.write.lane())
                                .map(e -> Tuple.of(e.occurrence().key(), e.row()))))
                .getOrElse(HashMap.empty());
        return new SeriesGoal(
                target,
                entries.values()
                        .flatMap(e -> recurrence
                                .at(e.key())
                                .map(one -> new Wanted(one, RecurrenceOverride.of(e), rows.get(e.key())))));
    }

    /** Whether a row is still wanted, changed or not. */
    boolean has(Row row) {
        return all.exists(one -> one.row().exists(r -> r == row));
    }
}
