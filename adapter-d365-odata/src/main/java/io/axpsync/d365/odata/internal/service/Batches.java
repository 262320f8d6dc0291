package io.axpsync.d365.odata.internal.service;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Call;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.http.Wire;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;

/**
 * Sends operations as batches and gives each its own answer. A batch that was answered 200 may hold failures; a server
 * may stop at the first failure although it is asked to go on: what it left out was not carried out and is sent again.
 * Parts that were throttled are sent again after their pause.
 */
final class Batches {

    private final Wire wire;
    private final Json json;
    private final URI address;
    private final Errors errors;
    private final D365Config config;

    Batches(Wire wire, Json json, Errors errors, URI address, D365Config config) {
        this.wire = wire;
        this.json = json;
        this.errors = errors;
        this.address = address;
        this.config = config;
    }

    /** One batch, or several if parts must be sent again. The answers stand in the order of the operations. */
    Vector<Either<Trouble, Answer>> send(Seq<Operation> operations) {
        Vector<Option<Either<Trouble, Answer>>> results = Vector.fill(operations.size(), Option::none);
        Vector<Integer> open = Vector.range(0, operations.size());
        int throttled = 0;
        while (!open.isEmpty()) {
            Vector<Answer> answers;
            try {
                answers = once(open.map(operations::get));
            } catch (Trouble trouble) {
                for (int i : open) {
                    results = results.update(i, Option.some(Either.left(trouble)));
                }
                break;
            }
            Vector<Integer> again = Vector.empty();
            Option<Duration> wait = Option.none();
            for (int n = 0; n < answers.size(); n++) {
                Answer answer = answers.get(n);
                int i = open.get(n);
                results = results.update(i, Option.some(Either.right(answer)));
                if (answer.status() == 429) {
                    again = again.append(i);
                    Duration wish = answer.retryAfter(config.clock()).getOrElse(wire.backoff(throttled + 1));
                    wait = Option.some(wait.filter(w -> w.compareTo(wish) > 0).getOrElse(wish));
                }
            }
            Vector<Integer> leftOut = open.drop(answers.size());
            if (wait.isDefined()) {
                throttled++;
                if (throttled >= config.attempts() || wait.get().compareTo(config.longestPause()) > 0) {
                    again = Vector.empty();
                } else {
                    wire.rest(wait.get());
                }
            }
            open = again.appendAll(leftOut).sorted();
        }
        return results.map(r -> r.getOrElse(() -> Either.left(unanswered())));
    }

    private Vector<Answer> once(Seq<Operation> operations) {
        Call call = new Call(
                "POST",
                address,
                HashMap.of(
                        "Accept", "multipart/mixed",
                        "Content-Type", "multipart/mixed; boundary=" + Multipart.BOUNDARY,
                        "OData-Version", "4.0",
                        "OData-MaxVersion", "4.0",
                        "Prefer", "odata.continue-on-error"),
                Multipart.write(operations, json),
                operations.forAll(Operation::isRead));
        Answer outer = wire.send(call);
        if (!outer.ok()) {
            PortFailure failure = errors.of(outer, "a batch");
            throw outer.status() >= 500 ? Trouble.uncertain(failure.reason()) : Trouble.of(failure);
        }
        Vector<Answer> answers = each(operations, Multipart.read(outer));
        boolean stopped = answers.size() < operations.size();
        if (answers.size() > operations.size()
                || (stopped && (answers.isEmpty() || answers.last().ok()))) {
            throw Trouble.uncertain(Reason.of(
                    "nonsense",
                    "D365 answered a batch of " + operations.size() + " operations with " + answers.size()
                            + " answers, the last of which is no error"));
        }
        return answers;
    }

    /** An answer for each operation that was answered; all of a change set that failed share its one answer. */
    private static Vector<Answer> each(Seq<Operation> operations, Vector<Vector<Answer>> read) {
        Vector<Vector<Operation>> groups = Multipart.groups(operations);
        Vector<Answer> answers = Vector.empty();
        for (int i = 0; i < read.size(); i++) {
            int asked = i < groups.size() ? groups.get(i).size() : 1;
            Vector<Answer> got = read.get(i);
            boolean shared = got.size() == 1 && !got.head().ok() && asked > 1;
            if (!shared && got.size() != asked) {
                throw nonsense(asked + " changes", got.size());
            }
            answers = answers.appendAll(shared ? Vector.fill(asked, got.head()) : got);
        }
        return answers;
    }

    private static Trouble nonsense(String asked, int answers) {
        return Trouble.uncertain(
                Reason.of("nonsense", "D365 answered " + asked + " of a batch with " + answers + " answers"));
    }

    private static Trouble unanswered() {
        return Trouble.uncertain(Reason.of("no-answer", "D365 left an operation of a batch without an answer"));
    }
}
