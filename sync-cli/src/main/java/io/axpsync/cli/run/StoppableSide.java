package io.axpsync.cli.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.FileContent;
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
import io.vavr.control.Option;
import java.util.function.Consumer;

/** A side that is asked nothing more once it is time to stop. A call that is under way is not disturbed. */
final class StoppableSide implements SyncSide {

    private final SyncSide side;
    private final Stop stop;

    StoppableSide(SyncSide side, Stop stop) {
        this.side = side;
        this.stop = stop;
    }

    private Either<PortFailure, SyncSide> open() {
        return stop.reason()
                .<Either<PortFailure, SyncSide>>map(reason -> Either.left(new PortFailure.Unavailable(reason)))
                .getOrElse(() -> Either.right(side));
    }

    @Override
    public Side side() {
        return side.side();
    }

    @Override
    public void begin() {
        side.begin();
    }

    @Override
    public Either<PortFailure, Capabilities> capabilities(Lane lane) {
        return open().flatMap(s -> s.capabilities(lane));
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        open().peek(s -> s.observe(lanes, sink))
                .peekLeft(failure ->
                        lanes.forEach(query -> sink.accept(new LaneAnswer(query.lane(), Either.left(failure)))));
    }

    @Override
    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        return open().fold(failure -> looks.map(l -> Either.left(failure)), s -> s.fetch(looks));
    }

    @Override
    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return open().fold(failure -> searches.map(l -> Either.left(failure)), s -> s.find(searches));
    }

    @Override
    public Either<PortFailure, FileContent> content(Look look, String key, long maxBytes) {
        return open().fold(Either::left, s -> s.content(look, key, maxBytes));
    }

    @Override
    public Seq<Outcome> write(Seq<Write> writes) {
        return open().fold(failure -> writes.map(w -> new Outcome.Refused(failure)), s -> s.write(writes));
    }

    @Override
    public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
        return open().fold(failure -> lanes.map(l -> Either.left(failure)), s -> s.fences(lanes));
    }

    /** A stopped run still says what it has written. */
    @Override
    public Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
        return side.raise(fences);
    }

    @Override
    public void close() {
        side.close();
    }
}
