package io.axpsync.exchange.graph.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
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
import io.axpsync.exchange.graph.GraphConfig;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.GraphConnection;
import io.vavr.Tuple;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;

/** The Exchange side over Graph: appointments, To Do tasks, contacts and messages. */
public final class GraphExchange implements SyncSide {

    private final GraphConnection connection;
    private final Capabilities capabilities;
    private final Batches batches;
    private final Observing observing;
    private final Reading reading;
    private final Searching searching;
    private final Writing writing;
    private final FolderFences fences;
    private final EventFiles files;
    private final Tasks tasks;
    private final TaskWriting taskWriting;
    private final Contacts contacts;
    private final ContactWriting contactWriting;
    private final Messages messages;
    private final MessageWriting messageWriting;

    public GraphExchange(GraphConfig config) {
        this.connection = GraphConnection.open(config);
        this.capabilities = capabilities(config);
        this.batches = new Batches(connection, config);
        Calendars calendars = new Calendars(batches);
        this.fences = new FolderFences(batches, calendars);
        this.files = new EventFiles(batches);
        Recollections recollections = new Recollections();
        this.reading = new Reading(batches, recollections);
        TaskLists lists = new TaskLists(batches);
        this.tasks = new Tasks(batches, lists, recollections, connection.address());
        this.taskWriting = new TaskWriting(batches, lists, tasks, recollections);
        ContactFolders folders = new ContactFolders(batches, connection.address());
        this.contacts = new Contacts(batches, folders, recollections, connection.address());
        this.contactWriting = new ContactWriting(batches, folders, contacts, recollections);
        this.messages = new Messages(batches, recollections, connection.address());
        this.messageWriting = new MessageWriting(batches, messages, recollections);
        this.observing = new Observing(
                batches, calendars, lists, folders, connection.address(), config.pageSize(), config.windowSlack());
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
        if (FolderChecking.isPublic(lane)) {
            return Either.left(new PortFailure.Rejected(FolderChecking.noPublicFolders(lane)));
        }
        return Either.right(
                switch (lane.kind()) {
                    case APPOINTMENT -> capabilities;
                    case TASK -> Tasks.capabilities();
                    case CONTACT -> Contacts.capabilities();
                    case MESSAGE -> Messages.capabilities();
                });
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        Seq<LaneQuery> mails = lanes.filter(query -> query.lane().kind() == Kind.MESSAGE);
        observing.observe(lanes.removeAll(mails), sink);
        messages.observe(mails, sink);
    }

    @Override
    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        return byKind(looks, Look::lane, reading::fetch, tasks::fetch, contacts::fetch, messages::fetch);
    }

    @Override
    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return byKind(searches, Search::lane, searching::find, tasks::find, contacts::find, messages::find);
    }

    @Override
    public Either<PortFailure, FileContent> content(Look look, String key, long maxBytes) {
        return look.lane().kind() == Kind.APPOINTMENT || look.lane().kind() == Kind.MESSAGE
                ? files.content(look, key, maxBytes)
                : SyncSide.super.content(look, key, maxBytes);
    }

    @Override
    public Seq<Outcome> write(Seq<Write> writes) {
        return byKind(
                writes, Write::lane, writing::write, taskWriting::write, contactWriting::write, messageWriting::write);
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
            Seq<A> all,
            Function<A, Lane> lane,
            Function<Seq<A>, Seq<B>> appointments,
            Function<Seq<A>, Seq<B>> tasks,
            Function<Seq<A>, Seq<B>> contacts,
            Function<Seq<A>, Seq<B>> messages) {
        Map<Kind, Iterator<B>> answers = all.groupBy(a -> lane.apply(a).kind())
                .map((kind, asked) -> Tuple.of(
                        kind,
                        (switch (kind) {
                                    case APPOINTMENT -> appointments;
                                    case TASK -> tasks;
                                    case CONTACT -> contacts;
                                    case MESSAGE -> messages;
                                })
                                .apply(asked)
                                .iterator()));
        return all.map(a -> answers.get(lane.apply(a).kind()).get().next());
    }
}
