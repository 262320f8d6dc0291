package io.axpsync.core.contract.side;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Item;
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
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An honest side with somebody in between who changes what is asked and what is answered. */
class TamperedSide implements SyncSide {

    final SyncSide honest;
    private UnaryOperator<Capabilities> capabilities = can -> can;
    private UnaryOperator<LaneQuery> asking = query -> query;
    private BiFunction<LaneQuery, Snapshot, Snapshot> listing = (query, snapshot) -> snapshot;
    private BiFunction<Look, Observed, Observed> reading = (look, observed) -> observed;
    private UnaryOperator<Search> searching = search -> search;
    private BiFunction<Search, Seq<Present>, Seq<Present>> finding = (search, found) -> found;
    private UnaryOperator<Present> seeing = present -> present;
    private UnaryOperator<Write> sending = write -> write;
    private BiFunction<Lane, Seq<Fence>, Seq<Fence>> fencing = (lane, fences) -> fences;
    private UnaryOperator<FenceWrite> raising = fence -> fence;
    private BiFunction<Write, Outcome, Outcome> answering = (write, outcome) -> outcome;

    TamperedSide(SyncSide honest) {
        this.honest = honest;
    }

    TamperedSide declaring(UnaryOperator<Capabilities> change) {
        capabilities = change;
        return this;
    }

    TamperedSide asking(UnaryOperator<LaneQuery> change) {
        asking = change;
        return this;
    }

    TamperedSide listing(BiFunction<LaneQuery, Snapshot, Snapshot> change) {
        listing = change;
        return this;
    }

    TamperedSide reading(BiFunction<Look, Observed, Observed> change) {
        reading = change;
        return this;
    }

    TamperedSide searching(UnaryOperator<Search> change) {
        searching = change;
        return this;
    }

    TamperedSide finding(BiFunction<Search, Seq<Present>, Seq<Present>> change) {
        finding = change;
        return this;
    }

    /** Changes whatever is present, in listings, reads, searches and read-backs. */
    TamperedSide seeing(UnaryOperator<Present> change) {
        seeing = change;
        return this;
    }

    /** As {@link #seeing}, the item only, where there is one. */
    TamperedSide seeingItems(UnaryOperator<Item> change) {
        return seeing(present -> present.withItem(present.item().map(change)));
    }

    TamperedSide sending(UnaryOperator<Write> change) {
        sending = change;
        return this;
    }

    TamperedSide creating(UnaryOperator<Write.Create> change) {
        return sending(write -> write instanceof Write.Create create ? change.apply(create) : write);
    }

    TamperedSide updating(UnaryOperator<Write.Update> change) {
        return sending(write -> write instanceof Write.Update update ? change.apply(update) : write);
    }

    TamperedSide answering(BiFunction<Write, Outcome, Outcome> change) {
        answering = change;
        return this;
    }

    @Override
    public Side side() {
        return honest.side();
    }

    @Override
    public Either<PortFailure, Capabilities> capabilities(Lane lane) {
        return honest.capabilities(lane).map(capabilities);
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        lanes.forEach(query -> honest.observe(
                Vector.of(asking.apply(query)),
                answer -> sink.accept(
                        new LaneAnswer(query.lane(), answer.snapshot().map(s -> listed(query, s))))));
    }

    private Snapshot listed(LaneQuery query, Snapshot s) {
        Snapshot seen = new Snapshot(s.lane(), s.side(), s.items().map(this::seen), s.completeness(), s.next());
        return listing.apply(query, seen);
    }

    @Override
    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        return looks.zip(honest.fetch(looks))
                .map(pair -> pair._2.map(this::seen).map(observed -> reading.apply(pair._1, observed)));
    }

    @Override
    public Seq<Either<PortFailure, Seq<Present>>> find(Seq<Search> searches) {
        return searches.zip(honest.find(searches.map(searching)))
                .map(pair -> pair._2.map(found -> finding.apply(pair._1, found.map(seeing))));
    }

    @Override
    public Either<PortFailure, FileContent> content(Look look, String key, long maxBytes) {
        return honest.content(look, key, maxBytes);
    }

    @Override
    public Seq<Outcome> write(Seq<Write> writes) {
        return writes.zip(honest.write(writes.map(sending)))
                .map(pair -> answering.apply(
                        pair._1,
                        pair._2 instanceof Outcome.Written written
                                ? new Outcome.Written(seeing.apply(written.readBack()))
                                : pair._2));
    }

    /** Changes the fences that are read. */
    TamperedSide fencing(BiFunction<Lane, Seq<Fence>, Seq<Fence>> change) {
        fencing = change;
        return this;
    }

    /** Changes the fences that are put up. */
    TamperedSide raising(UnaryOperator<FenceWrite> change) {
        raising = change;
        return this;
    }

    @Override
    public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
        return lanes.zip(honest.fences(lanes)).map(pair -> pair._2.map(found -> fencing.apply(pair._1, found)));
    }

    @Override
    public Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
        return honest.raise(fences.map(raising));
    }

    @Override
    public void close() {
        honest.close();
    }

    private Observed seen(Observed observed) {
        return observed instanceof Present present ? seeing.apply(present) : observed;
    }
}
