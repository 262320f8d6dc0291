package io.axpsync.core.expand;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.FileContent;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Links;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An Exchange that holds series, as a D365 without series can be synchronised with: in the lanes named by
 * {@link #expand} each series shows as the single appointments of which it consists within the window, and what is
 * written to one of them becomes an exception of its series. Each occurrence keeps its ref while the series and the
 * window go on. In all other lanes nothing changes, except that series whose occurrences are still linked one by one
 * are left alone with a reason.
 */
public final class ExpandedSeries implements SyncSide {

    private final SyncSide side;
    private final Links links;
    private final Set<LaneId> expanded = new HashSet<>();

    public ExpandedSeries(SyncSide side, Links links) {
        this.side = side;
        this.links = links;
    }

    /** From now on the lane's series are shown as single appointments. */
    public void expand(LaneId lane) {
        expanded.add(lane);
    }

    private boolean isExpanded(Lane lane) {
        return expanded.contains(lane.id());
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
        return isExpanded(lane)
                ? side.capabilities(lane)
                        .map(can ->
                                can.withSeries(false).withFields(can.fields().remove(Field.EXCEPTIONS)))
                : side.capabilities(lane);
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        List<LaneAnswer> answers = new ArrayList<>();
        side.observe(lanes, answers::add);
        Showing showing = new Showing(side, new KnownOccurrences(links));
        for (LaneAnswer answer : answers) {
            Option<LaneQuery> query =
                    lanes.find(q -> q.lane().id().equals(answer.lane().id()));
            sink.accept(
                    query.isEmpty()
                            ? answer
                            : new LaneAnswer(
                                    answer.lane(),
                                    answer.snapshot()
                                            .flatMap(
                                                    s -> showing.snapshot(query.get(), s, isExpanded(answer.lane())))));
        }
    }

    @Override
    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        Showing showing = new Showing(side, new KnownOccurrences(links));
        if (looks.forAll(look -> OccurrenceRef.of(look.ref()).isEmpty())) {
            return looks.zipWith(
                    side.fetch(looks),
                    (look, answer) -> answer.map(read -> showing.read(look, read, isExpanded(look.lane()))));
        }
        Seq<Look> wholes = looks.map(Showing::atSeries).distinct();
        Map<Look, Either<PortFailure, Observed>> answers =
                wholes.zip(side.fetch(wholes)).toLinkedMap(Function.identity());
        return looks.map(look -> answers.get(Showing.atSeries(look))
                .get()
                .map(read -> showing.read(look, read, isExpanded(look.lane()))));
    }

    @Override
    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return side.find(searches)
                .zipWith(
                        searches,
                        (found, search) -> isExpanded(search.lane())
                                ? found.map(items -> items.flatMap(item -> Showing.matching(search, item)))
                                : found);
    }

    @Override
    public Either<PortFailure, FileContent> content(Look look, String key, long maxBytes) {
        return side.content(look, key, maxBytes);
    }

    @Override
    public Seq<Outcome> write(Seq<Write> writes) {
        return new OccurrenceWrites(side, expanded::contains).write(writes);
    }

    @Override
    public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
        return side.fences(lanes);
    }

    @Override
    public Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
        return side.raise(fences);
    }

    /** Leaves the wrapped side open: it is its owner's. */
    @Override
    public void close() {
        // nothing of our own
    }
}
