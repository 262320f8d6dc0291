package io.axpsync.cli.system;

import io.axpsync.core.change.*;
import io.axpsync.core.item.*;
import io.axpsync.core.memory.RandomIds;
import io.axpsync.core.port.*;
import io.axpsync.core.run.*;
import io.axpsync.d365.odata.*;
import io.axpsync.store.jdbc.*;
import io.vavr.collection.*;
import io.vavr.control.*;

/** Brings holidays, a side of our own that can only be read, into the activities of one worker in D365. */
record EmbeddingExample(Side side, Map<ItemRef, Item> holidays) implements SyncSide {
    static RunReport run(StoreConfig state, D365Config d365, Lane lane, EmbeddingExample holidays) {
        try (Store store = JdbcStore.open(state);
                D365Side ours = D365Side.open(d365)) {
            var engine = new SyncRun(store, ours.directory(), java.time.Clock.systemUTC(), new RandomIds(), e -> {});
            var setup = LaneSetup.builder().lane(lane).d365(ours).exchange(holidays);
            return engine.sync(List.of(setup.build()));
        }
    }

    public Either<PortFailure, Capabilities> capabilities(Lane lane) {
        var read = HashSet.of(Field.SUBJECT, Field.PERIOD).toMap(f -> f, f -> Capabilities.Holding.READ_ONLY);
        var capabilities = Capabilities.builder().fields(read).holdsStamps(false);
        return Either.right(capabilities.build());
    }

    public void observe(Seq<LaneQuery> lanes, java.util.function.Consumer<LaneAnswer> sink) {
        for (LaneQuery q : lanes) { // always the whole list; that it is whole may only be said when it was asked for
            var how = q.since().isEmpty() ? new Completeness.Full(q.window(), 1, "a map") : new Completeness.Delta();
            var all = holidays.keySet().toVector().map(this::seen);
            var snapshot = new Snapshot(q.lane().id(), side(), all, how, new Checkpoint("-"));
            sink.accept(new LaneAnswer(q.lane(), Either.right(snapshot)));
        }
    }

    private Observed seen(ItemRef ref) {
        var day = Observed.Present.builder().ref(ref).marked(true).item(holidays.get(ref));
        day.version(new ItemVersion("" + holidays.get(ref).hashCode()));
        return holidays.containsKey(ref) ? day.build() : new Observed.Gone(ref, Observed.Trace.NOT_FOUND);
    }

    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        return looks.map(look -> Either.right(seen(look.ref())));
    }

    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return searches.map(search -> Either.right(Vector.empty()));
    }

    public Seq<Outcome> write(Seq<Write> writes) {
        return writes.map(w -> new Outcome.Refused(new PortFailure.Rejected(Reason.of("fixed", "holidays are fixed"))));
    }

    public void close() {}
}
