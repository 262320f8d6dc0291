package io.axpsync.exchange.graph.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.graph.GraphConfig;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.GraphConnection;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;

/** The Exchange side over Graph: appointments and To Do tasks. */
public final class GraphExchange implements SyncSide {

    private final GraphConnection connection;
    private final Capabilities capabilities;
    private final Batches batches;
    private final Observing observing;
    private final Reading reading;
    private final Searching searching;
    private final Writing writing;
    private final FolderFences fences;
    private final Tasks tasks;
    private final TaskWriting taskWriting;

    public GraphExchange(GraphConfig config) {
        this.connection = GraphConnection.open(config);
        this.capabilities = capabilities(config);
        this.batches = new Batches(connection, config);
        Calendars calendars = new Calendars(batches);
        this.fences = new FolderFences(batches, calendars);
        Recollections recollections = new Recollections();
        this.reading = new Reading(batches, recollections);
        TaskLists lists = new TaskLists(batches);
        this.tasks = new Tasks(batches, lists, recollections, connection.address());
        this.taskWriting = new TaskWriting(batches, lists, tasks, recollections);
        this.observing =
                new Observing(batches, calendars, lists, connection.address(), config.pageSize(), config.windowSlack());
        this.searching = new Searching(batches, calendars, reading, connection.address());
        this.writing = new Writing(batches, calendars, reading, recollections);
    }

    private static Capabilities capabilities(GraphConfig config) {
        return Capabilities.builder()
                .fields(EventMapping.holdings())
                .silentWrites(false)
                .privateFieldsAreSilent(config.privateFieldsAreSilent())
                .checksVersions(true)
                .series(true)
                .holdsStamps(true)
                .softDelete(true)
                .holdsFence(true)
                .limits(HashSet.of(Reason.of(
                        "graph-always-mails",
                        "Graph mails attendees by itself when a meeting of theirs is made, changed or removed",
                        "meetings that must change silently wait for a change in Outlook")))
                .build();
    }

    @Override
    public Side side() {
        return Side.EXCHANGE;
    }

    @Override
    public void begin() {
        batches.begin();
    }

    @Override
    public Either<PortFailure, Capabilities> capabilities(Lane lane) {
        return unsupported(lane)
                .toEither(lane.kind() == Kind.TASK ? Tasks.capabilities() : capabilities)
                .swap();
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        lanes.forEach(query -> unsupported(query.lane())
                .forEach(failure -> sink.accept(new LaneAnswer(query.lane(), Either.left(failure)))));
        observing.observe(lanes.filter(query -> unsupported(query.lane()).isEmpty()), sink);
    }

    @Override
    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        return byKind(looks, Look::lane, reading::fetch, tasks::fetch);
    }

    @Override
    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return byKind(searches, Search::lane, searching::find, tasks::find);
    }

    @Override
    public Seq<Outcome> write(Seq<Write> writes) {
        return byKind(writes, Write::lane, writing::write, taskWriting::write);
    }

    @Override
    public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
        return fences.read(lanes);
    }

    @Override
    public Seq<Option<PortFailure>> raise(Seq<FenceWrite> raised) {
        return fences.raise(raised);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Each kind's own way, in the order asked. */
    private static <A, B> Seq<B> byKind(
            Seq<A> all, Function<A, Lane> lane, Function<Seq<A>, Seq<B>> appointments, Function<Seq<A>, Seq<B>> tasks) {
        Seq<A> ofTasks = all.filter(a -> lane.apply(a).kind() == Kind.TASK);
        if (ofTasks.isEmpty()) {
            return appointments.apply(all);
        }
        Iterator<B> first = appointments
                .apply(all.filter(a -> lane.apply(a).kind() != Kind.TASK))
                .iterator();
        Iterator<B> second = tasks.apply(ofTasks).iterator();
        return all.map(a -> lane.apply(a).kind() == Kind.TASK ? second.next() : first.next());
    }

    private static Option<PortFailure> unsupported(Lane lane) {
        return Option.when(
                lane.kind() != Kind.APPOINTMENT && lane.kind() != Kind.TASK,
                () -> new PortFailure.Rejected(Reason.of(
                        "graph-kind", "Graph is used for appointments and tasks so far, not for " + lane.kind())));
    }
}
