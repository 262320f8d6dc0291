package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
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
 * Writes contacts, twenty to a request. The answer is the read-back, but for extended properties, which no answer to a
 * write tells: those are what stood there with what was written.
 */
final class ContactWriting {

    private final Batches batches;
    private final ContactFolders folders;
    private final Contacts contacts;
    private final Recollections recollections;

    ContactWriting(Batches batches, ContactFolders folders, Contacts contacts, Recollections recollections) {
        this.batches = batches;
        this.folders = folders;
        this.contacts = contacts;
        this.recollections = recollections;
    }

    Seq<Outcome> write(Seq<Write> writes) {
        Map<Lane, Either<PortFailure, Option<String>>> found =
                folders.made(writes.filter(Write.Create.class::isInstance).map(Write::lane));
        List<Job> jobs = new ArrayList<>();
        writes.forEach(write -> jobs.add(new Job(write)));
        read(jobs, Job::isForgotten);
        jobs.forEach(job -> job.prepare(found.get(job.write.lane()).getOrElse(Either.right(Option.none()))));
        send(jobs);
        // Graph answers 412 also without a cause: only what has really moved is stale, else it is sent once more.
        read(jobs, Job::isOpen);
        send(jobs);
        return Vector.ofAll(jobs).map(Job::outcome);
    }

    private interface Which {
        boolean is(Job job);
    }

    private void read(List<Job> jobs, Which which) {
        Seq<Job> doubtful = Vector.ofAll(jobs).filter(which::is);
        contacts.fetch(doubtful.map(Job::look)).zip(doubtful).forEach(t -> t._2.seen(t._1));
    }

    private void send(List<Job> jobs) {
        Seq<Job> ready = Vector.ofAll(jobs).filter(job -> job.outcome.isEmpty() && job.part.isDefined());
        Seq<PartAnswer> answers = batches.send(ready.map(job -> job.part.get()));
        ready.zip(answers).forEach(t -> t._1.take(t._2));
    }

    /** One write on its way. */
    private final class Job {
        private final Write write;
        private Option<Part> part = Option.none();
        private Option<Outcome> outcome = Option.none();
        private JsonObject before = new JsonObject();
        private Option<Stamp> stamp = Option.none();
        private boolean prepared;

        Job(Write write) {
            this.write = write;
        }

        /** Updated, and not remembered in the expected version. */
        boolean isForgotten() {
            return write instanceof Write.Update u
                    && recollections.of(u.ref(), u.expected()).isEmpty();
        }

        /** Refused as out of date, or nothing had to be sent. */
        boolean isOpen() {
            return outcome.isEmpty() && !(write instanceof Write.Create);
        }

        Look look() {
            return new Look(write.lane(), write.window(), ref(), Option.none());
        }

        private ItemRef ref() {
            return write instanceof Write.Update u ? u.ref() : ((Write.Remove) write).ref();
        }

        private ItemVersion expected() {
            return write instanceof Write.Update u ? u.expected() : ((Write.Remove) write).expected();
        }

        /** Judges what a read said; after the write was prepared, one that has nothing to send is done with it. */
        void seen(Either<PortFailure, Observed> read) {
            if (read.isLeft()) {
                refuse(read.getLeft());
            } else if (read.get() instanceof Observed.Gone) {
                refuse(new PortFailure.Missing(Reason.of("graph-not-found", what() + ": it is gone")));
            } else if (read.get() instanceof Observed.Unreadable u) {
                refuse(new PortFailure.Rejected(u.reason()));
            } else if (read.get() instanceof Observed.Present p && !p.version().equals(expected())) {
                refuse(new PortFailure.Stale(Reason.of(
                        "graph-stale", what() + ": it was changed meanwhile", "nothing to do: it is read anew")));
            } else if (prepared && part.isEmpty()) {
                outcome = Option.some(new Outcome.Written((Observed.Present) read.get()));
            }
        }

        void prepare(Either<PortFailure, Option<String>> folder) {
            prepared = true;
            if (outcome.isDefined()) {
                return;
            } else if (write instanceof Write.Create create) {
                stamp = Option.some(create.stamp());
                folder.peekLeft(this::refuse)
                        .forEach(id -> part = Option.some(
                                Part.post(Urls.contacts(create.lane(), id.get()), ContactBodies.create(create))));
            } else if (write instanceof Write.Update update) {
                Recollection known =
                        recollections.of(update.ref(), update.expected()).get();
                before = known.card().flatMap(Json::parse).getOrElse(JsonObject::new);
                stamp = update.stamp().orElse(known.stamp());
                JsonObject body = ContactBodies.update(update, known, before);
                part = Option.when(
                        body.size() > 0,
                        () -> conditional(Part.patch(Urls.contact(update.lane(), update.ref()), body)));
            } else {
                part = Option.some(conditional(Part.delete(Urls.contact(write.lane(), ref()))));
            }
        }

        private Part conditional(Part unconditional) {
            return unconditional.with("If-Match", "W/\"" + expected().token() + "\"");
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
            } else {
                written(answer.outcome().get());
            }
        }

        private void failed(Fault fault) {
            if (fault.status() == 412 && !(write instanceof Write.Create)) {
                return;
            }
            outcome = Option.some(
                    fault.leavesDoubt()
                            ? lost(fault.message())
                            : new Outcome.Refused(Failures.ofContacts(fault, what())));
        }

        private void written(JsonObject answer) {
            part.flatMap(Part::body).forEach(body -> ContactProperties.complete(answer, before, body));
            outcome = Option.some(EventReading.ref(answer)
                    .map(ref -> contacts.written(answer, ref, write.lane(), stamp))
                    .filter(Observed.Present.class::isInstance)
                    .<Outcome>map(present -> new Outcome.Written((Observed.Present) present))
                    .getOrElse(() -> lost("the answer cannot be read")));
        }

        private void refuse(PortFailure failure) {
            outcome = Option.some(new Outcome.Refused(failure));
        }

        Outcome outcome() {
            return outcome.getOrElse(() -> new Outcome.Refused(new PortFailure.Unavailable(Reason.of(
                    "graph-unavailable",
                    what() + ": refused as out of date, although it is not",
                    "nothing to do: it is tried again in the next run"))));
        }

        private Outcome.Lost lost(String why) {
            return new Outcome.Lost(Reason.of(
                    "graph-answer-lost",
                    "write of link " + write.link().id() + " in "
                            + write.lane().mailbox().address() + ": " + why,
                    "nothing to do: it is looked for by its stamp"));
        }

        private String what() {
            return write instanceof Write.Create
                    ? "create of a contact in " + write.lane().mailbox().address()
                    : (write instanceof Write.Update ? "update" : "removal") + " of contact " + ref().id() + " in "
                            + write.lane().mailbox().address();
        }
    }
}
