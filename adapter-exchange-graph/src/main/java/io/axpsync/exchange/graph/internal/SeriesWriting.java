package io.axpsync.exchange.graph.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the exceptions of series to what they shall be, after their masters were written: Exchange may have dropped all
 * of them with the old pattern. One exception of each series to a request, since all of them lie in the master's item.
 * The outcome is what the series then says as a whole.
 */
final class SeriesWriting {

    private final Batches batches;
    private final Reading reading;
    private final Recollections recollections;

    SeriesWriting(Batches batches, Reading reading, Recollections recollections) {
        this.batches = batches;
        this.reading = reading;
        this.recollections = recollections;
    }

    /**
     * A series that was written.
     *
     * @param exceptions what they shall be, as far as they are still occurrences
     */
    record Goal(Write write, ItemRef ref, Value exceptions) {
        Look look() {
            return new Look(write.lane(), write.window(), ref, Option.none());
        }

        String what() {
            return "exceptions of series " + ref.id() + " in "
                    + write.lane().mailbox().address();
        }
    }

    Seq<Outcome> settle(Seq<Goal> goals) {
        if (goals.isEmpty()) {
            return Vector.empty();
        }
        List<SettlingSeries> all = new ArrayList<>();
        goals.forEach(goal -> all.add(new SettlingSeries(goal, recollections)));
        read(all);
        bringBack(all);
        lookUp(all);
        while (all.stream().anyMatch(SettlingSeries::isOpen)) {
            List<SettlingSeries> open =
                    all.stream().filter(SettlingSeries::isOpen).toList();
            Seq<PartAnswer> answers = batches.send(Vector.ofAll(open).map(SettlingSeries::next));
            for (int i = 0; i < open.size(); i++) {
                open.get(i).written(answers.get(i));
            }
        }
        read(all.stream().filter(SettlingSeries::isTouched).toList());
        return Vector.ofAll(all).map(SettlingSeries::outcome);
    }

    private void read(List<SettlingSeries> some) {
        if (some.isEmpty()) {
            return;
        }
        Seq<Either<PortFailure, Observed>> answers =
                reading.fetch(Vector.ofAll(some).map(one -> one.goal.look()));
        for (int i = 0; i < some.size(); i++) {
            some.get(i).read(answers.get(i));
        }
    }

    /**
     * Graph has no word for it: a cancelled occurrence comes back only when another pattern drops all exceptions. Of a
     * meeting that would mail everybody twice.
     */
    private void bringBack(List<SettlingSeries> all) {
        List<SettlingSeries> some =
                all.stream().filter(SettlingSeries::bringsBack).toList();
        if (some.isEmpty()) {
            return;
        }
        for (boolean original : new boolean[] {false, true}) {
            List<SettlingSeries> left =
                    some.stream().filter(one -> !one.hasFailed()).toList();
            Seq<PartAnswer> answers = batches.send(Vector.ofAll(left).map(one -> one.pattern(original)));
            for (int i = 0; i < left.size(); i++) {
                left.get(i).written(answers.get(i));
            }
        }
        read(some);
    }

    /** The ids of occurrences that are no exceptions yet: one question for each. */
    private void lookUp(List<SettlingSeries> all) {
        List<SettlingSeries> owners = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (SettlingSeries one : all) {
            one.unknown().forEach(key -> {
                owners.add(one);
                keys.add(key);
            });
        }
        Seq<PartAnswer> answers =
                batches.send(Vector.range(0, keys.size()).map(i -> owners.get(i).question(keys.get(i))));
        for (int i = 0; i < keys.size(); i++) {
            owners.get(i).found(keys.get(i), answers.get(i));
        }
    }
}
