package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
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
 * Writes, twenty to a request. The answer to a create or an update is the read-back. What was read just before is
 * remembered (see {@link Recollections}), so an update costs a read of its own only when nobody has read the item in
 * the version that it expects.
 */
final class Writing {

    private final Batches batches;
    private final Calendars calendars;
    private final Reading reading;
    private final Recollections recollections;
    private final SeriesWriting series;

    Writing(Batches batches, Calendars calendars, Reading reading, Recollections recollections) {
        this.batches = batches;
        this.calendars = calendars;
        this.reading = reading;
        this.recollections = recollections;
        this.series = new SeriesWriting(batches, reading, recollections);
    }

    Seq<Outcome> write(Seq<Write> writes) {
        Map<Lane, Either<PortFailure, Option<String>>> found =
                calendars.of(writes.filter(Write.Create.class::isInstance).map(Write::lane));
        List<Task> tasks = new ArrayList<>();
        writes.forEach(write -> tasks.add(new Task(write)));
        recall(tasks);
        tasks.forEach(task -> task.prepare(found.get(task.write.lane()).getOrElse(Either.right(Option.none()))));
        send(tasks);
        recheck(tasks);
        settle(tasks);
        return Vector.ofAll(tasks).map(task -> task.outcome.getOrElse(() -> lost(task.write, "no answer came")));
    }

    /** A series is not written before its exceptions are, and its answer tells nothing of them. */
    private void settle(List<Task> tasks) {
        Seq<Task> ofSeries = Vector.ofAll(tasks).filter(task -> task.goal().isDefined());
        ofSeries.zip(series.settle(ofSeries.map(task -> task.goal().get())))
                .forEach(t -> t._1.outcome = Option.some(t._2));
    }

    /** Reads what is updated and not remembered in the expected version. */
    private void recall(List<Task> tasks) {
        Seq<Task> unknown = Vector.ofAll(tasks)
                .filter(task -> task.write instanceof Write.Update u
                        && recollections.of(u.ref(), u.expected()).isEmpty());
        reading.fetch(unknown.map(Task::look)).zip(unknown).forEach(t -> t._2.recalled(t._1));
    }

    private void send(List<Task> tasks) {
        Seq<Task> ready = Vector.ofAll(tasks).filter(task -> task.outcome.isEmpty() && task.part.isDefined());
        Seq<PartAnswer> answers = batches.send(ready.map(task -> task.part.get()));
        ready.zip(answers).forEach(t -> t._1.take(t._2));
    }

    /**
     * Graph answers 412 also without a cause: only an item whose version has really moved is stale, else the write is
     * sent once more. A create may have been answered with the event of an earlier one, which the user has deleted
     * since. What had nothing to change is read here too.
     */
    private void recheck(List<Task> tasks) {
        Seq<Task> doubtful = Vector.ofAll(tasks)
                .filter(task ->
                        task.outcome.isEmpty() && !(task.write instanceof Write.Create && task.replayed.isEmpty()));
        reading.fetch(doubtful.map(Task::look)).zip(doubtful).forEach(t -> t._2.rechecked(t._1));
        send(tasks);
        doubtful.filter(task -> task.outcome.isEmpty())
                .forEach(task -> task.refuse(new PortFailure.Unavailable(Reason.of(
                        "graph-unavailable",
                        task.what() + ": refused as out of date, although it is not",
                        "nothing to do: it is tried again in the next run"))));
    }

    private static Outcome.Lost lost(Write write, String why) {
        return new Outcome.Lost(Reason.of(
                "graph-answer-lost",
                "write of link " + write.link().id() + " in "
                        + write.lane().mailbox().address() + ": " + why,
                "nothing to do: it is looked for by its stamp"));
    }

    /** One write on its way. */
    private final class Task {
        private final Write write;
        private Option<Part> part = Option.none();
        private Option<Outcome> outcome = Option.none();
        private Option<ItemRef> replayed = Option.none();

        Task(Write write) {
            this.write = write;
        }

        Look look() {
            return new Look(write.lane(), write.window(), ref(), Option.none());
        }

        private ItemRef ref() {
            return write instanceof Write.Update u
                    ? u.ref()
                    : write instanceof Write.Remove r ? r.ref() : replayed.get();
        }

        private ItemVersion expected() {
            return write instanceof Write.Update u ? u.expected() : ((Write.Remove) write).expected();
        }

        void recalled(Either<PortFailure, Observed> read) {
            judge(read).forEach(this::refuse);
        }

        /** Why it cannot be written; none when it is there in the expected version. */
        private Option<PortFailure> judge(Either<PortFailure, Observed> read) {
            if (read.isLeft()) {
                return Option.some(read.getLeft());
            } else if (read.get() instanceof Observed.Gone) {
                return Option.some(new PortFailure.Missing(Reason.of("graph-not-found", what() + ": it is gone")));
            } else if (read.get() instanceof Observed.Unreadable u) {
                return Option.some(new PortFailure.Rejected(u.reason()));
            }
            Observed.Present present = (Observed.Present) read.get();
            return present.version().equals(expected())
                    ? Option.none()
                    : Option.some(new PortFailure.Stale(Reason.of(
                            "graph-stale", what() + ": it was changed meanwhile", "nothing to do: it is read anew")));
        }

        void prepare(Either<PortFailure, Option<String>> calendar) {
            if (outcome.isEmpty()) {
                objection().forEach(this::refuse);
            }
            if (outcome.isDefined()) {
                return;
            }
            if (write instanceof Write.Create create) {
                calendar.peekLeft(this::refuse)
                        .forEach(id -> part =
                                Option.some(Part.post(Urls.events(create.lane(), id), EventBodies.create(create))));
            } else if (write instanceof Write.Update update) {
                Recollection before = recalled().get();
                Courtesy.objection(update, before).forEach(this::refuse);
                JsonObject body = EventBodies.update(update, before);
                part = EventBodies.changesSomething(body)
                        ? Option.some(conditional(Part.patch(Urls.event(update.lane(), update.ref()), body)))
                        : Option.none();
            } else if (write instanceof Write.Remove remove) {
                part = Option.some(conditional(Part.delete(Urls.event(remove.lane(), remove.ref()))));
            }
        }

        private Part conditional(Part unconditional) {
            return unconditional.with("If-Match", "W/\"" + expected().token() + "\"");
        }

        private Option<Recollection> recalled() {
            return write instanceof Write.Create ? Option.none() : recollections.of(ref(), expected());
        }

        void take(PartAnswer answer) {
            answer.outcome().peekLeft(this::failed).forEach(body -> written(body, answer.status()));
        }

        private void failed(Fault fault) {
            if (fault.status() == 412) {
                return;
            }
            outcome = Option.some(
                    fault.leavesDoubt()
                            ? lost(write, fault.message())
                            : new Outcome.Refused(Failures.of(fault, what())));
        }

        private void written(JsonObject body, int status) {
            if (write instanceof Write.Remove) {
                // only 204 says so; something in between that answers in Graph's place says 200
                outcome = Option.some(
                        status == 204
                                ? new Outcome.Removed()
                                : lost(write, "status " + status + " is no answer to it"));
                return;
            }
            if (write instanceof Write.Create && replayed.isEmpty() && EventReading.olderThanNow(body)) {
                replayed = EventReading.ref(body);
                return;
            }
            Option<Stamp> stamp = write instanceof Write.Create create
                    ? Option.some(create.stamp())
                    : ((Write.Update) write).stamp().orElse(recalled().flatMap(Recollection::stamp));
            outcome = Option.some(EventReading.ref(body)
                    .map(ref -> reading.present(body, ref, write.lane(), write.window(), stamp))
                    .filter(Observed.Present.class::isInstance)
                    .<Outcome>map(present -> new Outcome.Written(withFiles((Observed.Present) present)))
                    .getOrElse(() -> lost(write, "the answer cannot be read")));
        }

        /** The answer to a write lists no files: they are as they were read before. */
        private Observed.Present withFiles(Observed.Present answered) {
            return write instanceof Write.Update update
                    ? answered.withItem(answered.item()
                            .map(item ->
                                    item.with(Field.ATTACHMENTS, update.before().value(Field.ATTACHMENTS))))
                    : answered;
        }

        void rechecked(Either<PortFailure, Observed> read) {
            if (write instanceof Write.Create create) {
                repeated(create, read);
                return;
            }
            Option<PortFailure> why = judge(read);
            if (why.isDefined()) {
                refuse(why.get());
            } else if (part.isEmpty()) {
                outcome = Option.some(new Outcome.Written((Observed.Present) read.get()));
            }
        }

        /** The earlier event of the transaction: it is ours as long as it is there. */
        private void repeated(Write.Create create, Either<PortFailure, Observed> read) {
            if (read.isLeft()) {
                outcome = Option.some(lost(write, "whether the event is new could not be read"));
            } else if (read.get() instanceof Observed.Present present) {
                outcome = Option.some(new Outcome.Written(present));
            } else {
                JsonObject body = EventBodies.create(create);
                body.remove("transactionId");
                part = part.map(p -> Part.post(p.url(), body));
            }
        }

        void refuse(PortFailure failure) {
            outcome = Option.some(new Outcome.Refused(failure));
        }

        /** What is left to do about a series that was written. */
        Option<SeriesWriting.Goal> goal() {
            return outcome.filter(Outcome.Written.class::isInstance)
                    .map(done -> ((Outcome.Written) done).readBack())
                    .filter(done -> done.period() instanceof Value.Recurring)
                    .map(done -> new SeriesWriting.Goal(write, done.ref(), exceptions()))
                    .filter(goal -> !(write instanceof Write.Create)
                            || !goal.exceptions().isNothing());
        }

        /** Also where only something else was written: what a server makes of exceptions then is its own affair. */
        private Value exceptions() {
            if (write instanceof Write.Create create) {
                return create.item().value(Field.EXCEPTIONS);
            }
            Write.Update update = (Write.Update) write;
            return update.changes().getOrElse(Field.EXCEPTIONS, update.before().value(Field.EXCEPTIONS));
        }

        private Option<PortFailure> objection() {
            Value period = write instanceof Write.Create create
                    ? create.item().value(Field.PERIOD)
                    : write instanceof Write.Update update
                            ? update.changes().getOrElse(Field.PERIOD, Value.NOTHING)
                            : Value.NOTHING;
            return SeriesPattern.objection(period)
                    .map(why ->
                            new PortFailure.Rejected(Reason.of(why.code(), what() + ": " + why.text(), why.remedy())));
        }

        String what() {
            String verb =
                    write instanceof Write.Create ? "create" : write instanceof Write.Update ? "update" : "removal";
            String item = write instanceof Write.Create
                    ? "an event"
                    : "event " + look().ref().id();
            return verb + " of " + item + " in " + write.lane().mailbox().address();
        }
    }
}
