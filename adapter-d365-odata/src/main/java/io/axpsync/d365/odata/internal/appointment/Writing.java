package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Writes up to 100 activities in four batches: what must be known before, the rows, what hangs on them, and the
 * read-back. Each row is a change set of its own. A create looks for its stamp first, so that one whose answer was lost
 * is found and not made twice.
 */
final class Writing {

    static final int CHILDREN_IN_A_BATCH = 1000;

    private final OData odata;
    private final Reading reading;
    private final Sight sight;
    private final Seen seen;
    private final RowWrites rows;
    private final ChildWrites children;
    private final SeriesWrites series;
    private final NewExceptions exceptions;
    private final CopyWrites copies;

    Writing(OData odata, Features features, ActivityMapping mapping, Reading reading, Sight sight, Seen seen) {
        this.odata = odata;
        this.reading = reading;
        this.sight = sight;
        this.seen = seen;
        this.series = new SeriesWrites(odata, features, mapping);
        this.exceptions = new NewExceptions(odata, mapping, series);
        this.rows = new RowWrites(odata, features, mapping, sight, series);
        this.children = new ChildWrites(odata, features, mapping);
        this.copies = new CopyWrites(odata, features);
    }

    Seq<Outcome> write(Seq<Write> writes) {
        return writes.grouped(odata.config().batchSize()).toVector().flatMap(this::chunk);
    }

    private Seq<Outcome> chunk(Seq<Write> writes) {
        Vector<Job> jobs = writes.map(Job::new).toVector();
        for (Job job : jobs) {
            Appointments.supported(job.write.lane())
                    .orElse(() ->
                            !(job.write instanceof Write.Create) && job.key().isEmpty()
                                    ? Option.some(missing(job))
                                    : Option.none())
                    .orElse(() -> rows.objection(job))
                    .forEach(job::refused);
        }
        findMade(open(jobs).filter(j -> j.write instanceof Write.Create));
        readBefore(open(jobs));
        writeRows(open(jobs).filter(j -> !j.isMade()));
        writeChildren(open(jobs));
        copies.write(open(jobs).filter(j -> !(j.write instanceof Write.Remove)));
        readBack(open(jobs));
        return jobs.map(Job::outcome);
    }

    private static Vector<Job> open(Vector<Job> jobs) {
        return jobs.filter(Job::isOpen);
    }

    private void findMade(Vector<Job> creates) {
        Vector<Query> queries = creates.map(j -> Query.of(EntitySet.ACTIVITIES, stamped(j))
                .selecting(EntitySet.ACTIVITIES.keys().append("OutlookEntryId")));
        Vector<Either<Trouble, Answer>> answers = send(queries.map(
                q -> Operation.get(odata.at().query(q), EntitySet.ACTIVITIES, "looking for an earlier attempt")));
        for (int i = 0; i < creates.size(); i++) {
            Job job = creates.get(i);
            try {
                odata.rows(queries.get(i), answers.get(i), "looking for an earlier attempt")
                        .find(row -> row.text("OutlookEntryId").equals(stampText(job)))
                        .forEach(row -> job.foundMade(row.key()));
            } catch (Trouble trouble) {
                job.refused(trouble.failure()); // only a read failed: nothing was made
            }
        }
    }

    private String stamped(Job job) {
        Where where = odata.where(EntitySet.ACTIVITIES);
        return Where.all(Vector.of(
                where.is("OutlookEntryId", Literals.text(stampText(job))),
                where.is(
                        "ResponsibleWorkerPersonnelNumber",
                        Literals.text(job.write.lane().mailbox().personnelNumber()))));
    }

    private static String stampText(Job job) {
        return ((Write.Create) job.write).stamp().bare().text();
    }

    private void readBefore(Vector<Job> jobs) {
        Vector<Job> unknown = Vector.empty();
        for (Job job : jobs.filter(this::needsBefore)) {
            Option<Activity> known =
                    job.write instanceof Write.Update update ? seen.at(update.ref(), update.expected()) : Option.none();
            known.forEach(job::knows);
            unknown = known.isEmpty() ? unknown.append(job) : unknown;
        }
        Seq<Either<PortFailure, Reading.Found>> found =
                reading.full(unknown.map(j -> j.key().get()));
        for (int i = 0; i < unknown.size(); i++) {
            Job job = unknown.get(i);
            if (found.get(i).isLeft()) {
                job.refused(found.get(i).getLeft());
            } else if (found.get(i).get() instanceof Reading.There there) {
                job.knows(there.activity());
            } else {
                job.refused(missing(job));
            }
        }
    }

    /** A series takes more with it than its own row; so does one that an earlier attempt left half made. */
    private boolean needsBefore(Job job) {
        return job.write instanceof Write.Update update
                ? rows.needsBefore(update)
                : job.isMade() && series.concerns(job.write);
    }

    /** The rows, and in the same batch the links of those that may have none yet. */
    private void writeRows(Vector<Job> jobs) {
        Vector<Job> writing = jobs.filter(j -> rows.of(j).isDefined());
        Vector<Job> asking = jobs.filter(children::mayBeUnlinked);
        Vector<Query> links =
                asking.map(j -> reading.children(EntitySet.LINKS, j.key().get()));
        Vector<Seq<Operation>> steps =
                writing.map(j -> series.together(j).prepend(rows.of(j).get()));
        Vector<Operation> operations = links.map(
                        q -> Operation.get(odata.at().query(q), EntitySet.LINKS, "looking for links"))
                .appendAll(steps.flatMap(step -> step));
        Vector<Either<Trouble, Answer>> answers = odata.batch(operations, Math.max(1, operations.size()));
        for (int i = 0; i < asking.size(); i++) {
            findUnlinked(asking.get(i), links.get(i), answers.get(i));
        }
        int at = asking.size();
        for (int i = 0; i < writing.size(); i++) {
            try {
                written(writing.get(i), answers.get(at).getOrElseThrow(t -> t));
            } catch (Trouble trouble) {
                writing.get(i).failed(trouble);
            }
            at += steps.get(i).size();
        }
    }

    private void findUnlinked(Job job, Query links, Either<Trouble, Answer> answer) {
        try {
            if (odata.rows(links, answer, "looking for links").isEmpty()) {
                job.hasNoLinks();
            }
        } catch (Trouble trouble) {
            // then none of the new links is the primary one
        }
    }

    private void written(Job job, Answer answer) {
        job.key().map(k -> Activity.ref(k)).forEach(seen::drop);
        if (!answer.ok()) {
            PortFailure failure = odata.failure(answer, "writing " + job.what());
            job.ends(
                    failure instanceof PortFailure.Unavailable
                            ? new Outcome.Lost(failure.reason())
                            : new Outcome.Refused(failure));
        } else if (job.write instanceof Write.Remove) {
            if (answer.status() != 204) { // OData 4.0 part 1, 11.4.5: a removal is answered without content
                throw Trouble.uncertain(
                        Reason.of("nonsense", "D365 answers the removal of " + job.what() + " with something else"));
            }
            job.ends(new Outcome.Removed());
        } else if (job.write instanceof Write.Create) {
            Row row = odata.row(EntitySet.ACTIVITIES, answer);
            if (row.text("ActivityNumber").isEmpty() || row.text("dataAreaId").isEmpty()) {
                throw Trouble.uncertain(Reason.of("nonsense", "D365 made an activity but did not tell its number"));
            }
            job.madeAs(row.key());
        }
    }

    /** A child that is refused is no reason to fail: the read-back tells what really stands there. */
    private void writeChildren(Vector<Job> jobs) {
        exceptions.write(jobs, jobs.flatMap(j -> children.of(j).appendAll(series.changes(j))));
    }

    private void readBack(Vector<Job> jobs) {
        Seq<Key> keys = jobs.map(j -> j.key().get());
        boolean links = jobs.exists(j -> j.write.lane().kind() == Kind.MESSAGE);
        Seq<Either<PortFailure, Reading.Found>> found = links ? reading.withLinks(keys) : reading.full(keys);
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            job.ends(found.get(i).fold(failure -> new Outcome.Lost(failure.reason()), there -> readBack(job, there)));
        }
    }

    private Outcome readBack(Job job, Reading.Found found) {
        if (found instanceof Reading.There there) {
            seen.keep(there.activity());
            Observed observed = sight.full(there.activity(), job.write.lane(), job.write.window());
            if (observed instanceof Observed.Present present) {
                return new Outcome.Written(present);
            } else if (observed instanceof Observed.Unreadable unreadable) {
                return notReadBack(job, ": " + unreadable.reason().text());
            }
        }
        return notReadBack(job, "");
    }

    private static Outcome notReadBack(Job job, String why) {
        return new Outcome.Lost(Reason.of(
                "not-read-back",
                job.what() + " was written but cannot be read back" + why,
                "it is looked for at the next run"));
    }

    private Vector<Either<Trouble, Answer>> send(Vector<Operation> operations) {
        return odata.batch(operations, odata.config().batchSize());
    }

    private static PortFailure missing(Job job) {
        return new PortFailure.Missing(
                Reason.of("not-found", job.what() + " is not there", "check that it still exists in D365"));
    }
}
