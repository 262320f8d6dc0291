package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Makes the activities of modified occurrences, in the batch of the other child rows, and in one more the rows that name
 * them. An activity that an interrupted attempt left without its row is found by its mark and used.
 */
final class NewExceptions {

    private final OData odata;
    private final ActivityMapping mapping;
    private final SeriesWrites series;

    NewExceptions(OData odata, ActivityMapping mapping, SeriesWrites series) {
        this.odata = odata;
        this.mapping = mapping;
        this.series = series;
    }

    private record Missing(Job job, SeriesGoal goal, SeriesGoal.Wanted wanted, Option<Row> stray) {

        /** No natural key looks so. */
        String mark() {
            return "occ:" + job.key().get().parts().get(1) + "/" + wanted.original(job);
        }

        Missing with(Option<Row> found) {
            return new Missing(job, goal, wanted, found);
        }
    }

    /** @param others what else is written in the first batch, before them */
    void write(Vector<Job> jobs, Seq<Operation> others) {
        Vector<Missing> missing = withStrays(jobs.flatMap(this::missing));
        Vector<Either<Trouble, Answer>> answers =
                odata.batch(others.appendAll(missing.map(this::made)), Writing.CHILDREN_IN_A_BATCH);
        Vector<Operation> names = missing.zipWithIndex((one, i) -> number(one, answers.get(others.size() + i))
                        .map(number -> series.naming(one.job(), one.wanted(), number)))
                .flatMap(o -> o);
        odata.batch(names, Writing.CHILDREN_IN_A_BATCH);
    }

    private Seq<Missing> missing(Job job) {
        if (!series.concerns(job.write) || job.key().isEmpty()) {
            return Vector.empty();
        }
        SeriesGoal goal = series.goal(job);
        return goal.all()
                .filter(one -> one.override() instanceof RecurrenceOverride.Changed
                        && one.activity(job).isEmpty())
                .map(one -> new Missing(job, goal, one, Option.none()));
    }

    /** Nobody can have begun with a series that was made just now. */
    private Vector<Missing> withStrays(Vector<Missing> missing) {
        Vector<Missing> older = missing.filter(
                one -> !(one.job().write instanceof Write.Create) || one.job().isMade());
        Vector<Query> queries = older.map(this::marked);
        Vector<Either<Trouble, Answer>> answers = odata.batch(
                queries.map(q -> Operation.get(odata.at().query(q), EntitySet.ACTIVITIES, "looking for an occurrence")),
                Math.max(1, odata.config().batchSize()));
        Vector<Missing> found = older.zipWithIndex((one, i) -> one.with(stray(one, queries.get(i), answers.get(i))));
        return missing.removeAll(older).appendAll(found);
    }

    private Query marked(Missing one) {
        Where where = odata.where(EntitySet.ACTIVITIES);
        return Query.of(
                EntitySet.ACTIVITIES,
                Where.all(Vector.of(
                        where.is("OutlookSharedObjectId", Literals.text(one.mark())),
                        where.is(
                                "ResponsibleWorkerPersonnelNumber",
                                Literals.text(one.job().write.lane().mailbox().personnelNumber())))));
    }

    /** What cannot be looked for is made anew: the exception counts more than a row too many. */
    private Option<Row> stray(Missing one, Query query, Either<Trouble, Answer> answer) {
        try {
            return odata.rows(query, answer, "looking for an occurrence")
                    .find(row -> Series.isPart(row)
                            && row.text("OutlookSharedObjectId").equals(one.mark())
                            && row.text("dataAreaId")
                                    .equalsIgnoreCase(
                                            one.job().key().get().parts().get(0)));
        } catch (Trouble trouble) {
            return Option.none();
        }
    }

    /** What nobody said is left to D365, as when the master was made. */
    private Operation made(Missing one) {
        Item says = one.wanted()
                .override()
                .applied(one.goal().target(), one.wanted().occurrence().period());
        String what = SeriesWrites.what(one.job());
        return one.stray()
                .map(row -> Operation.patch(
                        odata.at().row(row.key()),
                        EntitySet.ACTIVITIES,
                        row.etag(),
                        row(says, RecurrenceOverride.FIELDS, one),
                        what))
                .getOrElse(() -> Operation.post(
                        odata.at().set(EntitySet.ACTIVITIES),
                        EntitySet.ACTIVITIES,
                        identity(one)
                                .merge(row(says, RecurrenceOverride.FIELDS.filter(says.values()::containsKey), one)),
                        what));
    }

    private Map<String, Object> row(Item says, Seq<Field> fields, Missing one) {
        return mapping.write(says, fields, one.job().write.lane());
    }

    private Map<String, Object> identity(Missing one) {
        return LinkedHashMap.<String, Object>of(
                        "dataAreaId",
                        one.job().key().get().parts().get(0),
                        "Category",
                        ActivityMapping.category(Kind.APPOINTMENT).get(),
                        "ResponsibleWorkerPersonnelNumber",
                        one.job().write.lane().mailbox().personnelNumber(),
                        "SourceApplication",
                        odata.config().sourceApplication(),
                        "RecurrenceState",
                        "Exception",
                        "MasterAppointment",
                        "No")
                .put("OriginalStartDate", one.wanted().original(one.job()))
                .put("OutlookSharedObjectId", one.mark());
    }

    private Option<String> number(Missing one, Either<Trouble, Answer> answer) {
        if (!answer.exists(Answer::ok)) {
            return Option.none();
        }
        String number = one.stray()
                .getOrElse(() -> odata.row(EntitySet.ACTIVITIES, answer.get()))
                .text("ActivityNumber");
        return Option.of(number).filter(n -> !n.isEmpty());
    }
}
