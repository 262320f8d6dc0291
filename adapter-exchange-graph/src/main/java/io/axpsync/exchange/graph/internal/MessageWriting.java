package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Tells mails that they were imported: categories and stamp in one request, and nothing else of a mail is ever written. No
 * answer to a write tells extended properties, so what was written is read.
 */
final class MessageWriting {

    private final Batches batches;
    private final Messages messages;
    private final Recollections recollections;

    MessageWriting(Batches batches, Messages messages, Recollections recollections) {
        this.batches = batches;
        this.messages = messages;
        this.recollections = recollections;
    }

    Seq<Outcome> write(Seq<Write> writes) {
        Vector<Job> jobs = writes.map(Job::new).toVector();
        jobs.forEach(Job::refuseUnlessUpdate);
        read(jobs.filter(job -> job.isOpen() && job.known().isEmpty()), Job::judge);
        send(jobs.filter(Job::isOpen));
        // Graph answers 412 also without a cause: only what has really moved is stale, else it is sent once more.
        Vector<Job> doubtful = jobs.filter(job -> job.isOpen() && job.doubted);
        read(doubtful, Job::judge);
        send(doubtful.filter(Job::isOpen));
        read(jobs.filter(job -> job.isOpen() && !job.doubted), Job::readBack);
        return jobs.map(Job::outcome);
    }

    private void read(Vector<Job> jobs, java.util.function.BiConsumer<Job, Either<PortFailure, Observed>> taker) {
        jobs.zip(messages.fetch(jobs.map(Job::look))).forEach(t -> taker.accept(t._1, t._2));
    }

    private void send(Vector<Job> jobs) {
        Vector<Job> sent = jobs.filter(job -> job.body().size() > 0);
        Seq<PartAnswer> answers = batches.send(sent.map(
                job -> Part.patch(Messages.url(job.lane(), job.update().ref()), job.body())
                        .with("If-Match", "W/\"" + job.update().expected().token() + "\"")));
        sent.zip(answers).forEach(t -> t._1.take(t._2));
    }

    /** One write on its way. */
    private final class Job {
        private final Write write;
        private Option<Outcome> outcome = Option.none();
        private boolean doubted;
        private boolean sent;

        Job(Write write) {
            this.write = write;
        }

        Write.Update update() {
            return (Write.Update) write;
        }

        Lane lane() {
            return write.lane();
        }

        boolean isOpen() {
            return outcome.isEmpty();
        }

        Option<Recollection> known() {
            return recollections.of(update().ref(), update().expected());
        }

        Look look() {
            return new Look(write.lane(), write.window(), update().ref(), Option.none());
        }

        void refuseUnlessUpdate() {
            if (!(write instanceof Write.Update)) {
                refuse(new PortFailure.Rejected(Reason.of(
                        "message-is-read-only",
                        what() + ": mails are imported; none is made or removed",
                        "nothing to do; report it, since no run asks for it")));
            }
        }

        /** What a read said before the write. */
        void judge(Either<PortFailure, Observed> read) {
            if (read.isLeft()) {
                refuse(read.getLeft());
            } else if (read.get() instanceof Observed.Gone) {
                refuse(new PortFailure.Missing(Reason.of("graph-not-found", what() + ": it is gone")));
            } else if (read.get() instanceof Observed.Unreadable u) {
                refuse(new PortFailure.Rejected(u.reason()));
            } else if (read.get() instanceof Observed.Present p && !p.version().equals(update().expected())) {
                refuse(new PortFailure.Stale(Reason.of(
                        "graph-stale", what() + ": it was changed meanwhile", "nothing to do: it is read anew")));
            }
        }

        JsonObject body() {
            Recollection before = known().get();
            Seq<String> after = Categories.withStatus(
                    Categories.after(before.categories(), lane(), Option.none(), update().marked()),
                    lane(),
                    update().status());
            JsonObject body = new JsonObject();
            if (!after.equals(before.categories())) {
                JsonArray categories = new JsonArray();
                after.forEach(categories::add);
                body.add("categories", categories);
            }
            update().stamp()
                    .filter(stamp -> !before.stamp().contains(stamp))
                    .forEach(stamp -> Stamps.write(body, stamp));
            return body;
        }

        void take(PartAnswer answer) {
            doubted = answer.status() == 412;
            sent = answer.outcome().isRight();
            answer.outcome().peekLeft(fault -> {
                if (fault.leavesDoubt()) {
                    outcome = Option.some(lost(fault.message()));
                } else if (!doubted) {
                    refuse(Failures.ofMessages(fault, what()));
                }
            });
        }

        void readBack(Either<PortFailure, Observed> read) {
            if (read.isRight() && read.get() instanceof Observed.Present present) {
                outcome = Option.some(new Outcome.Written(present));
            } else if (sent) {
                outcome = Option.some(lost("it could not be read after it was written"));
            } else {
                judge(read);
            }
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
            return (write instanceof Write.Update u
                            ? "update of message " + u.ref().id()
                            : "write of a message") + " in "
                    + write.lane().mailbox().address();
        }
    }
}
