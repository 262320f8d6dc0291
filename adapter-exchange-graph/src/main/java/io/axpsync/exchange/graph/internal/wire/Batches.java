package io.axpsync.exchange.graph.internal.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.axpsync.core.port.Circuit;
import io.axpsync.core.port.Pause;
import io.axpsync.exchange.graph.GraphConfig;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Graph's JSON batching: 20 parts to a request, one request at a time, so that Outlook (which runs at most four parts of
 * a batch at once) never has more than four of one mailbox in hand.
 *
 * <p>Sent again, within the limit of tries: parts that the server says it did not do (429, 424, 509), after the pause
 * that it asks for; parts that only read, whenever the trouble may pass; a whole request that certainly did not arrive;
 * and one by one, the parts of a request that the server refuses as a whole because of one of them. A write whose fate is in doubt is never repeated here.
 *
 * <p>What one part is asked to wait, all parts of this account wait, up to the longest wait; a mailbox that must wait for
 * longer is given up on without holding the others. A server that is out of order is left alone: see {@link Circuit}.
 */
public final class Batches {

    public static final int SIZE = 20;

    /** Graph takes 4 MiB; UTF-8 may need more bytes than we count characters. */
    private static final int LARGEST = 1 << 20;

    private final GraphConnection connection;
    private final Pause pause;
    private final int tries;
    private final Duration longestWait;
    private final Clock clock;
    private final Circuit<Fault> circuit;
    private Instant notBefore = Instant.EPOCH;
    private long resent;

    public Batches(GraphConnection connection, GraphConfig config) {
        this.connection = connection;
        this.pause = config.pause();
        this.tries = config.tries();
        this.longestWait = config.longestWait();
        this.clock = config.clock();
        this.circuit = new Circuit<>(clock);
    }

    /** A new run begins: a server that was out of order is asked again. */
    public void begin() {
        circuit.begin();
    }

    /** How many parts had to be sent again so far. */
    public long resent() {
        return resent;
    }

    /** Sends the parts and gives their answers in the same order. */
    public Seq<PartAnswer> send(Seq<Part> parts) {
        List<Slot> slots = new ArrayList<>();
        parts.forEach(part -> slots.add(new Slot(part)));
        while (true) {
            List<Slot> open = slots.stream().filter(s -> s.answer == null).toList();
            if (open.isEmpty()) {
                return Vector.ofAll(slots).map(Slot::settled);
            }
            List<Slot> ready = open.stream().filter(s -> s.wait.isZero()).toList();
            if (!ready.isEmpty()) {
                round(packed(ready));
            } else if (!waited(open)) {
                open.forEach(Slot::giveUp);
            }
        }
    }

    /** As many as fit; one that came back alone goes alone. */
    private static List<Slot> packed(List<Slot> ready) {
        List<Slot> pack = new ArrayList<>();
        int length = 0;
        for (Slot slot : ready) {
            length += slot.length;
            boolean full = pack.size() == SIZE || length > LARGEST || slot.alone;
            if (full && !pack.isEmpty()) {
                return pack;
            }
            pack.add(slot);
            if (slot.alone) {
                return pack;
            }
        }
        return pack;
    }

    private void round(List<Slot> slots) {
        Option<Fault> shut = circuit.open().map(Fault::notAskedAgain).orElse(this::patience);
        if (shut.isDefined()) {
            slots.forEach(slot -> slot.answer = PartAnswer.failed(shut.get()));
            return;
        }
        slots.forEach(slot -> {
            if (slot.tries++ > 0) {
                resent++;
            }
        });
        Either<Fault, JsonObject> answer = connection.batch(envelope(slots));
        if (answer.isLeft() && answer.getLeft().refusesTheWhole() && slots.size() > 1) {
            slots.forEach(slot -> slot.alone = true);
            return;
        }
        Map<String, PartAnswer> answers = new HashMap<>();
        answer.forEach(json -> Json.objects(json, "responses")
                .forEach(part -> Json.text(part, "id").forEach(id -> answers.put(id, PartAnswer.of(part)))));
        Fault otherwise = answer.isLeft() ? answer.getLeft() : Fault.silent("no-answer", "the batch left a part out");
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).take(Option.of(answers.get(String.valueOf(i + 1))).getOrElse(PartAnswer.failed(otherwise)));
        }
        if (otherwise.slowsDown()) {
            otherwise.retryAfter().forEach(this::slowDown);
        }
        tally(slots);
    }

    /** Waits as the server asked anybody on this account to; what cannot be waited for is not sent. */
    private Option<Fault> patience() {
        Duration wait = Duration.between(clock.instant(), notBefore);
        if (wait.isNegative() || wait.isZero()) {
            return Option.none();
        }
        // servers count in seconds
        Duration whole = Duration.ofSeconds(wait.plusNanos(999_999_999).toSeconds());
        if (whole.compareTo(longestWait) > 0) {
            return Option.some(
                    new Fault(429, "TooManyRequests", "Graph asked this account to wait", Option.some(whole), false));
        }
        notBefore = Instant.EPOCH;
        try {
            pause.pause(whole);
            return Option.none();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Option.some(Fault.unsent("stopped", "the run was stopped"));
        }
    }

    private void slowDown(Duration wait) {
        Instant until = clock.instant().plus(wait);
        notBefore = until.isAfter(notBefore) ? until : notBefore;
    }

    /** Notes whether the server works, once all parts of a request are settled. */
    private void tally(List<Slot> slots) {
        Vector<Slot> all = Vector.ofAll(slots);
        Vector<Fault> faults = all.flatMap(slot -> slot.last().flatMap(PartAnswer::fault));
        if (faults.size() < all.size() || !faults.forAll(Fault::concernsEverybody)) {
            circuit.worked();
        } else if (all.forAll(slot -> slot.answer != null)) {
            circuit.failed(
                    all.map(slot -> slot.part.mailbox()).distinct(),
                    all.map(slot -> slot.tries).max().getOrElse(1),
                    faults.last());
        }
    }

    private static JsonObject envelope(List<Slot> slots) {
        JsonArray requests = new JsonArray();
        for (int i = 0; i < slots.size(); i++) {
            requests.add(slots.get(i).part.json(String.valueOf(i + 1)));
        }
        JsonObject envelope = new JsonObject();
        envelope.add("requests", requests);
        return envelope;
    }

    /** Waits for the part that may go first; false when the run is being stopped. */
    private boolean waited(List<Slot> waiting) {
        Duration shortest =
                waiting.stream().map(s -> s.wait).min(Duration::compareTo).orElse(Duration.ZERO);
        try {
            pause.pause(shortest);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
        waiting.forEach(s -> s.wait = s.wait.minus(shortest));
        return true;
    }

    /** A part on its way. */
    private final class Slot {
        private final Part part;
        private final int length;
        private boolean alone;
        private int tries;
        private Duration wait = Duration.ZERO;
        private @Nullable PartAnswer last;
        private @Nullable PartAnswer answer;

        Slot(Part part) {
            this.part = part;
            this.length = part.json("").toString().length();
        }

        void take(PartAnswer given) {
            last = given;
            Option<Fault> fault = given.outcome().swap().toOption();
            Duration next =
                    fault.flatMap(Fault::retryAfter).getOrElse(() -> Duration.ofSeconds(1L << Math.min(tries, 6) >> 1));
            if (fault.exists(this::mayGoAgain) && tries < Batches.this.tries && next.compareTo(longestWait) <= 0) {
                boolean everybody = fault.get().slowsDown();
                if (everybody) {
                    slowDown(next);
                }
                wait = everybody ? Duration.ZERO : next.isZero() ? Duration.ofMillis(1) : next;
            } else {
                answer = given;
            }
        }

        Option<PartAnswer> last() {
            return Option.of(last);
        }

        private boolean mayGoAgain(Fault fault) {
            boolean unsent =
                    fault.status() == 0 && !fault.delivered() && !fault.code().equals("tls");
            return fault.throttled() || unsent || (part.reads() && fault.passing());
        }

        void giveUp() {
            answer = last;
        }

        PartAnswer settled() {
            return answer == null ? PartAnswer.failed(Fault.unsent("stopped", "the run was stopped")) : answer;
        }
    }
}
