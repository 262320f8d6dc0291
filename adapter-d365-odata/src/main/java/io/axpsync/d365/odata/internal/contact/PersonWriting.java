package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.change.Observed;
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
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes up to 100 persons in steps: what must be known before, the persons' own rows, then whatever hangs on them, and
 * the read-back, which alone says what became of it. Selection and stamp go first of what hangs on a person, so that one
 * whose making was cut off is found again. Once a row is made the write is never called refused: where something is
 * missing the answer counts as lost, and the next run completes the person that it finds.
 */
final class PersonWriting {

    private final OData odata;
    private final PersonFeatures features;
    private final PersonReading reading;
    private final PersonRows rows;
    private final PersonSteps steps;

    PersonWriting(OData odata, PersonFeatures features, PersonReading reading) {
        this.odata = odata;
        this.features = features;
        this.reading = reading;
        this.rows = new PersonRows(odata, features);
        this.steps = new PersonSteps(odata, features);
    }

    Seq<Outcome> write(Seq<Write> writes) {
        return writes.grouped(odata.config().batchSize()).toVector().flatMap(this::chunk);
    }

    private Seq<Outcome> chunk(Seq<Write> writes) {
        Vector<PersonJob> jobs = writes.map(PersonJob::new).toVector();
        for (PersonJob job : jobs) {
            if (job.write instanceof Write.Create create) {
                PersonRows.objection(create).forEach(job::refused);
            } else if (job.key().isEmpty()) {
                job.refused(missing(job));
            }
        }
        findMade(open(jobs).filter(j -> j.write instanceof Write.Create));
        readBefore(open(jobs).filter(j -> !(j.write instanceof Write.Create)));
        writeRows(open(jobs));
        Vector<PersonJob> going = jobs.filter(j -> j.isOpen() || j.outcome() instanceof Outcome.Removed);
        writeSteps(going);
        Vector<PersonJob> again = readBack(open(jobs), true);
        again.forEach(PersonJob::triesAgain);
        writeSteps(again);
        readBack(open(jobs), false);
        return jobs.map(PersonJob::outcome);
    }

    private static Vector<PersonJob> open(Vector<PersonJob> jobs) {
        return jobs.filter(PersonJob::isOpen);
    }

    /** An earlier delivery of the same create, as far as stamps tell; without them the engine searches before. */
    private void findMade(Vector<PersonJob> creates) {
        if (!features.stamps() || creates.isEmpty()) {
            return;
        }
        Where where = odata.where(EntitySet.STAMPS);
        Vector<Query> queries = creates.map(j -> Query.of(
                EntitySet.STAMPS,
                Where.all(Vector.of(
                        where.is("EntityName", Literals.text(StampRow.ENTITY)),
                        where.is("LinkId", Literals.text(stamp(j)))))));
        Vector<Either<Trouble, Answer>> answers = odata.batch(
                queries.map(q -> Operation.get(odata.at().query(q), q.set(), "looking for an earlier attempt")),
                Math.max(1, queries.size()));
        for (int i = 0; i < creates.size(); i++) {
            PersonJob job = creates.get(i);
            try {
                Option<Key> made = odata.rows(queries.get(i), answers.get(i), "looking for an earlier attempt")
                        .filter(r -> r.text("LinkId").equals(stamp(job)))
                        .flatMap(r -> Person.key(io.axpsync.core.item.ItemRef.d365(r.text("EntityKey"))))
                        .headOption();
                for (Key key : made) {
                    reading.full(Vector.of(key), Contacts.workers(Vector.of(job.lane())))
                            .head()
                            .peekLeft(job::refused)
                            .filter(f -> f instanceof PersonReading.There)
                            .forEach(f -> f.forEach(there -> {
                                job.knows(((PersonReading.There) there).person());
                                job.hasEffect();
                            }));
                }
            } catch (Trouble trouble) {
                job.refused(trouble.failure()); // only a read failed: nothing was made
            }
        }
    }

    private static String stamp(PersonJob job) {
        return StampRow.linkId(((Write.Create) job.write).stamp(), job.lane());
    }

    private void readBefore(Vector<PersonJob> jobs) {
        Seq<Either<PortFailure, PersonReading.Found>> found =
                reading.full(jobs.map(j -> j.key().get()), Contacts.workers(jobs.map(PersonJob::lane)));
        for (int i = 0; i < jobs.size(); i++) {
            PersonJob job = jobs.get(i);
            if (found.get(i).isLeft()) {
                job.refused(found.get(i).getLeft());
            } else if (found.get(i).get() instanceof PersonReading.There there) {
                job.knows(there.person());
                rows.stale(job).orElse(() -> rows.unselectable(job)).forEach(job::refused);
            } else {
                job.refused(missing(job));
            }
        }
    }

    private void writeRows(Vector<PersonJob> jobs) {
        Vector<Tuple2<PersonJob, Operation>> writing =
                jobs.flatMap(j -> rows.of(j).map(o -> new Tuple2<>(j, o)));
        Vector<Either<Trouble, Answer>> answers = odata.batch(writing.map(Tuple2::_2), Math.max(1, writing.size()));
        for (int i = 0; i < writing.size(); i++) {
            PersonJob job = writing.get(i)._1;
            try {
                written(job, answers.get(i).getOrElseThrow(t -> t));
            } catch (Trouble trouble) {
                job.failed(trouble);
            }
        }
    }

    private void written(PersonJob job, Answer answer) {
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
            Row row = odata.row(EntitySet.CONTACT_PERSONS, answer);
            if (row.text("ContactPersonId").isEmpty() || row.text("dataAreaId").isEmpty()) {
                throw Trouble.uncertain(
                        Reason.of("nonsense", "D365 made a contact person but did not tell its number"));
            }
            job.madeAs(row);
        } else {
            job.hasEffect();
        }
    }

    /** A step that is refused keeps no other from being done: the read-back tells what really stands there. */
    private void writeSteps(Vector<PersonJob> jobs) {
        List<PersonJob> owners = new ArrayList<>();
        Vector<Operation> operations = jobs.flatMap(job -> {
            Seq<Operation> own = steps.of(job);
            own.forEach(o -> owners.add(job));
            return own;
        });
        Vector<Either<Trouble, Answer>> answers = odata.batch(operations, MOST_STEPS);
        for (int i = 0; i < operations.size(); i++) {
            PersonJob job = owners.get(i);
            String what = operations.get(i).what();
            answers.get(i)
                    .peek(a -> {
                        PortFailure failure = a.ok() ? null : odata.failure(a, what);
                        if (failure == null) {
                            job.hasEffect();
                        } else if (failure instanceof PortFailure.Unavailable) {
                            job.isUnsure();
                        } else {
                            job.lacks(failure);
                        }
                    })
                    .peekLeft(t -> {
                        if (t.isUncertain()) {
                            job.isUnsure();
                        } else {
                            job.lacks(t.failure());
                        }
                    });
        }
        open(jobs).forEach(job -> job.refusedWhole().forEach(job::refused));
    }

    private static final int MOST_STEPS = 1000;

    /**
     * What became of them; those whose steps were cut off stay open where they may be tried again. What is missing shows
     * by asking once more what is to be done.
     */
    private Vector<PersonJob> readBack(Vector<PersonJob> jobs, boolean mayTryAgain) {
        Vector<PersonJob> again = Vector.empty();
        Seq<Either<PortFailure, PersonReading.Found>> found =
                reading.full(jobs.map(j -> j.key().get()), Contacts.workers(jobs.map(PersonJob::lane)));
        for (int i = 0; i < jobs.size(); i++) {
            PersonJob job = jobs.get(i);
            if (found.get(i).getOrNull() instanceof PersonReading.There there) {
                job.knows(there.person());
                boolean lacks = job.mayLackSteps() && !steps.of(job).isEmpty();
                if (lacks && mayTryAgain && job.wasUnsure()) {
                    again = again.append(job);
                } else {
                    job.ends(lacks ? halfDone(job) : readBack(job, there.person()));
                }
            } else {
                job.ends(
                        found.get(i).fold(failure -> new Outcome.Lost(failure.reason()), gone -> notReadBack(job, "")));
            }
        }
        return again;
    }

    private static Outcome readBack(PersonJob job, Person person) {
        Observed observed = PersonSight.full(person, job.lane());
        if (observed instanceof Observed.Present present) {
            return new Outcome.Written(present);
        }
        return notReadBack(
                job,
                observed instanceof Observed.Unreadable unreadable
                        ? ": " + unreadable.reason().text()
                        : "");
    }

    /** Not called written: then what is missing would count as taken off in D365. */
    private static Outcome halfDone(PersonJob job) {
        return new Outcome.Lost(Reason.of(
                "half-written",
                "not all that belongs to " + job.what() + " could be written"
                        + job.refusal().map(r -> ": " + r.reason().text()).getOrElse(""),
                "it is completed at the next run"));
    }

    private static Outcome notReadBack(PersonJob job, String why) {
        return new Outcome.Lost(Reason.of(
                "not-read-back",
                job.what() + " was written but cannot be read back" + why,
                "it is looked for at the next run"));
    }

    private static PortFailure missing(PersonJob job) {
        return new PortFailure.Missing(
                Reason.of("not-found", job.what() + " is not there", "check that it still exists in D365"));
    }
}
