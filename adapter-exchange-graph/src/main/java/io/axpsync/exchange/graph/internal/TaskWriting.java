package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities.Access;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes To Do tasks, twenty to a request. A new task carries its stamp from the first moment; an old one gets it as a
 * linked resource of its own. The answer is the read-back.
 */
final class TaskWriting {

    private final Batches batches;
    private final TaskLists lists;
    private final Tasks tasks;
    private final Recollections recollections;

    TaskWriting(Batches batches, TaskLists lists, Tasks tasks, Recollections recollections) {
        this.batches = batches;
        this.lists = lists;
        this.tasks = tasks;
        this.recollections = recollections;
    }

    Seq<Outcome> write(Seq<Write> writes) {
        Map<Lane, Either<PortFailure, String>> found = lists.of(writes.map(Write::lane));
        List<Job> jobs = new ArrayList<>();
        writes.forEach(write -> jobs.add(new Job(write, found.get(write.lane()).get())));
        recall(jobs);
        send(jobs, Job::main);
        send(jobs, Job::stamping);
        readBack(jobs);
        return Vector.ofAll(jobs).map(Job::outcome);
    }

    /** Reads what is updated and not remembered in the expected version. */
    private void recall(List<Job> jobs) {
        Seq<Job> unknown = Vector.ofAll(jobs).filter(Job::isForgotten);
        tasks.fetch(unknown.map(Job::look)).zip(unknown).forEach(t -> t._2.recalled(t._1));
    }

    private interface Next {
        Option<Part> of(Job job);
    }

    private void send(List<Job> jobs, Next next) {
        Seq<Job> ready = Vector.ofAll(jobs).filter(job -> next.of(job).isDefined());
        Seq<PartAnswer> answers = batches.send(ready.map(job -> next.of(job).get()));
        ready.zip(answers).forEach(t -> t._1.take(t._2));
    }

    /** What got only its stamp, or nothing at all, and whose answer did not say what the task says now. */
    private void readBack(List<Job> jobs) {
        Seq<Job> silent = Vector.ofAll(jobs).filter(job -> job.outcome.isEmpty());
        tasks.fetch(silent.map(Job::look)).zip(silent).forEach(t -> t._2.read(t._1));
    }

    /** One write on its way. */
    private final class Job {
        private final Write write;
        private final Either<PortFailure, String> list;
        private Option<Outcome> outcome;
        private Option<Part> stamping = Option.none();

        Job(Write write, Either<PortFailure, String> list) {
            this.write = write;
            this.list = list;
            this.outcome = list.isLeft() ? Option.some(new Outcome.Refused(list.getLeft())) : Option.none();
        }

        boolean isForgotten() {
            return outcome.isEmpty()
                    && write instanceof Write.Update u
                    && recollections.of(u.ref(), u.expected()).isEmpty();
        }

        private ItemRef ref() {
            return write instanceof Write.Update u ? u.ref() : ((Write.Remove) write).ref();
        }

        Look look() {
            return new Look(write.lane(), write.window(), ref(), Option.none());
        }

        void recalled(Either<PortFailure, Observed> read) {
            if (read.isLeft()) {
                refuse(read.getLeft());
            } else if (read.get() instanceof Observed.Gone) {
                refuse(new PortFailure.Missing(Reason.of("graph-not-found", what() + ": it is gone")));
            } else if (read.get() instanceof Observed.Unreadable u) {
                refuse(new PortFailure.Rejected(u.reason()));
            } else if (isForgotten()) {
                refuse(new PortFailure.Stale(Reason.of(
                        "graph-stale", what() + ": it was changed meanwhile", "nothing to do: it is read anew")));
            }
        }

        /** The write itself; none when it is settled already or nothing changes but the stamp. */
        Option<Part> main() {
            if (outcome.isDefined()) {
                return Option.none();
            } else if (write instanceof Write.Create create) {
                return Option.some(Part.post(Urls.tasks(write.lane(), list.get()), body(create)));
            } else if (write instanceof Write.Remove) {
                return Option.some(Part.delete(Urls.task(write.lane(), list.get(), ref())));
            }
            Write.Update update = (Write.Update) write;
            Recollection before =
                    recollections.of(update.ref(), update.expected()).get();
            stamping = update.stamp()
                    .filter(stamp -> !before.stamp().contains(stamp))
                    .map(stamp -> stamping(stamp, before));
            JsonObject body = body(update, before);
            return Option.when(body.size() > 0, () -> Part.patch(Urls.task(write.lane(), list.get(), ref()), body));
        }

        private Part stamping(Stamp stamp, Recollection before) {
            String url = Urls.task(write.lane(), list.get(), ref()) + "/linkedResources";
            return before.resource()
                    .map(id -> Part.patch(url + "/" + id, TaskStamps.body(stamp)))
                    .getOrElse(() -> Part.post(url, TaskStamps.body(stamp)));
        }

        /** The stamp of an update, after the update itself went well; the answer of that is no read-back any more. */
        Option<Part> stamping() {
            return outcome.forAll(Outcome.Written.class::isInstance) ? stamping : Option.none();
        }

        void take(PartAnswer answer) {
            if (answer.outcome().isLeft()) {
                failed(answer.outcome().getLeft());
            } else if (write instanceof Write.Remove) {
                // only 204 says so; something in between that answers in Graph's place says 200
                outcome = Option.some(
                        answer.status() == 204
                                ? new Outcome.Removed()
                                : lost("status " + answer.status() + " is no answer to it"));
            } else if (outcome.isDefined()
                    || Json.text(answer.outcome().get(), "externalId").isDefined()) {
                outcome = Option.none();
                stamping = Option.none();
            } else {
                written(answer.outcome().get());
            }
        }

        private void failed(Fault fault) {
            outcome = Option.some(
                    fault.leavesDoubt() ? lost(fault.message()) : new Outcome.Refused(Failures.ofTasks(fault, what())));
            stamping = Option.none();
        }

        private void written(JsonObject body) {
            Option<Stamp> stamp = write instanceof Write.Create create
                    ? Option.some(create.stamp())
                    : recollections.of(ref(), ((Write.Update) write).expected()).flatMap(Recollection::stamp);
            outcome = Option.some(EventReading.ref(body)
                    .map(ref -> tasks.present(body, ref, write.lane(), stamp))
                    .filter(Observed.Present.class::isInstance)
                    .<Outcome>map(present -> new Outcome.Written((Observed.Present) present))
                    .getOrElse(() -> lost("the answer cannot be read")));
        }

        void read(Either<PortFailure, Observed> read) {
            if (read.isRight() && read.get() instanceof Observed.Present present) {
                outcome = Option.some(new Outcome.Written(present));
            } else {
                outcome = Option.some(lost("what it says now could not be read"));
            }
        }

        private void refuse(PortFailure failure) {
            outcome = Option.some(new Outcome.Refused(failure));
        }

        Outcome outcome() {
            return outcome.getOrElse(() -> lost("no answer came"));
        }

        private Outcome lost(String why) {
            return new Outcome.Lost(Reason.of(
                    "graph-answer-lost",
                    "write of link " + write.link().id() + " in "
                            + write.lane().mailbox().address() + ": " + why,
                    "nothing to do: it is looked for by its stamp"));
        }

        private String what() {
            return write instanceof Write.Create
                    ? "create of a task in " + write.lane().mailbox().address()
                    : (write instanceof Write.Update ? "update" : "removal") + " of task " + ref().id() + " in "
                            + write.lane().mailbox().address();
        }
    }

    private static JsonObject body(Write.Create create) {
        JsonObject body = new JsonObject();
        for (TaskMapping line : TaskMapping.TABLE) {
            boolean says = !create.item().value(line.field()).isNothing();
            if (says && line.holding().access() == Access.READ_WRITE) {
                line.writes().onto(body, create.item().value(line.field()));
            }
        }
        categories(
                body,
                Categories.after(
                        Vector.empty(),
                        create.lane(),
                        Option.some(create.item().value(Field.CATEGORIES)),
                        Option.some(create.marked())),
                Vector.empty());
        TaskStamps.write(body, create.stamp());
        return body;
    }

    /** Only what changes; empty when nothing does. */
    private static JsonObject body(Write.Update update, Recollection before) {
        JsonObject body = new JsonObject();
        update.changes().forEach((field, value) -> {
            TaskMapping line = TaskMapping.of(field);
            if (line.holding().access() == Access.READ_WRITE
                    && !update.withheld().contains(field)
                    && !before.withheld().contains(field)) {
                line.writes().onto(body, value);
            }
        });
        categories(
                body,
                Categories.after(
                        before.categories(), update.lane(), update.changes().get(Field.CATEGORIES), update.marked()),
                before.categories());
        return body;
    }

    private static void categories(JsonObject body, Seq<String> names, Seq<String> before) {
        if (!names.equals(before)) {
            com.google.gson.JsonArray array = new com.google.gson.JsonArray();
            names.forEach(array::add);
            body.add("categories", array);
        }
    }
}
