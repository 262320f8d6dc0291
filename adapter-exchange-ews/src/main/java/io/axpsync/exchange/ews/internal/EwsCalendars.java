package io.axpsync.exchange.ews.internal;

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
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;

/** The Exchange side over EWS: appointments and tasks. */
public final class EwsCalendars implements SyncSide {

    private static final Capabilities CAPABILITIES = Capabilities.builder()
            .fields(AppointmentMapping.holdings())
            .silentWrites(true)
            .readsBack(true)
            .privateFieldsAreSilent(true)
            .checksVersions(true)
            .holdsStamps(true)
            .softDelete(true)
            .holdsFence(true)
            .series(true)
            .build();

    /** Tasks mail nobody. */
    private static final Capabilities TASKS =
            CAPABILITIES.withFields(TaskMapping.holdings()).withSeries(false);

    private final Gateway gateway;
    private final Observing observing;
    private final Reading reading;
    private final Searching searching;
    private final Writing writing;
    private final FolderFences fences;
    private final TaskFetching tasks;
    private final TaskFeed taskFeed;
    private final TaskWriting taskWriting;

    public EwsCalendars(EwsConfig config) {
        this.gateway = new Gateway(config);
        Folders folders = new Folders(gateway, config.impersonate());
        this.fences = new FolderFences(gateway, folders);
        Stamped stamped = new Stamped(gateway, config);
        Recollections recollections = new Recollections();
        this.reading = new Reading(gateway, folders, stamped, recollections);
        this.observing = new Observing(gateway, folders, stamped, reading, config);
        this.searching = new Searching(folders, stamped, reading);
        this.writing = new Writing(gateway, folders, stamped, reading, recollections);
        this.tasks = new TaskFetching(gateway, folders, stamped, recollections);
        this.taskFeed = new TaskFeed(gateway, folders, tasks, config.pageSize());
        this.taskWriting = new TaskWriting(gateway, folders, stamped, tasks, recollections);
    }

    @Override
    public Side side() {
        return Side.EXCHANGE;
    }

    @Override
    public void begin() {
        gateway.begin();
    }

    @Override
    public Either<PortFailure, Capabilities> capabilities(Lane lane) {
        return unsupported(lane)
                .toEither(lane.kind() == Kind.TASK ? TASKS : CAPABILITIES)
                .swap();
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        lanes.forEach(query -> unsupported(query.lane())
                .forEach(failure -> sink.accept(new LaneAnswer(query.lane(), Either.left(failure)))));
        observing.observe(lanes.filter(query -> query.lane().kind() == Kind.APPOINTMENT), sink);
        taskFeed.observe(lanes.filter(query -> query.lane().kind() == Kind.TASK), sink);
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
        gateway.close();
    }

    /** Each kind's own way, in the order asked. */
    private static <A, B> Seq<B> byKind(
            Seq<A> all, Function<A, Lane> lane, Function<Seq<A>, Seq<B>> appointments, Function<Seq<A>, Seq<B>> tasks) {
        Seq<A> ofTasks = all.filter(a -> lane.apply(a).kind() == Kind.TASK);
        if (ofTasks.isEmpty()) {
            return appointments.apply(all);
        }
        Seq<A> others = all.filter(a -> lane.apply(a).kind() != Kind.TASK);
        Iterator<B> first = (others.isEmpty() ? Vector.<B>empty() : appointments.apply(others)).iterator();
        Iterator<B> second = tasks.apply(ofTasks).iterator();
        return all.map(a -> lane.apply(a).kind() == Kind.TASK ? second.next() : first.next());
    }

    private static Option<PortFailure> unsupported(Lane lane) {
        return Option.when(
                lane.kind() != Kind.APPOINTMENT && lane.kind() != Kind.TASK,
                () -> new PortFailure.Rejected(Reason.of(
                        "ews-kind", "EWS is used for appointments and tasks so far, not for " + lane.kind())));
    }
}
