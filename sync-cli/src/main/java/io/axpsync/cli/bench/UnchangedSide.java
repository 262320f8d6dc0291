package io.axpsync.cli.bench;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import java.util.function.Consumer;

/** A side of the company on which nobody did anything: it lists everything as it was, and is never asked more. */
final class UnchangedSide implements SyncSide {

    private final Side side;
    private final LargeCompany company;

    UnchangedSide(Side side, LargeCompany company) {
        this.side = side;
        this.company = company;
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public Either<PortFailure, Capabilities> capabilities(Lane lane) {
        return Either.right(LargeCompany.SIDES.of(side));
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        lanes.forEach(query -> sink.accept(new LaneAnswer(query.lane(), Either.right(snapshot(query)))));
    }

    private Snapshot snapshot(LaneQuery query) {
        return new Snapshot(
                query.lane().id(),
                side,
                company.listing(query.lane(), side),
                new Completeness.Full(query.window(), 1, "bench"),
                new Checkpoint("bench"));
    }

    @Override
    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        throw new IllegalStateException("nothing changed, but " + looks.head().ref() + " is read");
    }

    @Override
    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        throw new IllegalStateException("nothing is missing, but something is searched");
    }

    @Override
    public Seq<Outcome> write(Seq<Write> writes) {
        throw new IllegalStateException("a plan writes nothing");
    }

    @Override
    public void close() {
        // nothing is open
    }
}
