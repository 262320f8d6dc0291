package io.axpsync.core.memory;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Kind;
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
import java.time.Clock;
import java.util.function.Consumer;

/**
 * The shortest specification of {@link SyncSide}: a server in memory, with users who work in it and with ways to go
 * wrong. One lock guards it, so that users and a run may be on different threads.
 */
public final class MemorySide implements SyncSide {

    private final Server server;
    private final Writing writing;

    private MemorySide(MemoryHabits habits, Clock clock, Lane... lanes) {
        this.server = new Server(habits, clock);
        this.writing = new Writing(server);
        for (Lane lane : lanes) {
            open(lane);
        }
    }

    /** A side with mailboxes for these lanes; a lane without one is {@code Missing}. */
    public static MemorySide of(MemoryHabits habits, Clock clock, Lane... lanes) {
        return new MemorySide(habits, clock, lanes);
    }

    /** D365 with the companion entities. */
    public static MemorySide d365(Clock clock, Lane... lanes) {
        return of(MemoryHabits.D365, clock, lanes);
    }

    /** Exchange Online, as Graph shows it. */
    public static MemorySide exchange(Clock clock, Lane... lanes) {
        return of(MemoryHabits.GRAPH, clock, lanes);
    }

    /** Gives the lane a mailbox; nothing happens when it has one. */
    public void open(Lane lane) {
        synchronized (server) {
            server.mailboxes = server.mailboxes.add(lane.id());
        }
    }

    /** What users do on this side. */
    public MemoryUser user() {
        return new MemoryUser(server);
    }

    /** From now on this goes wrong; counting starts anew. */
    public void behave(Hostility hostility) {
        synchronized (server) {
            server.trouble = new Trouble(hostility);
        }
    }

    /** No checkpoint made so far is understood any more. */
    public void forgetCheckpoints() {
        synchronized (server) {
            server.incarnation++;
        }
    }

    /** The mails that our writes caused, oldest first; users' own mails are not counted. */
    public Seq<Mail> mails() {
        synchronized (server) {
            return server.mails;
        }
    }

    /** The writes that took effect, oldest first; those whose answer was lost too. */
    public Seq<Write> written() {
        synchronized (server) {
            return server.written;
        }
    }

    /** How often the port was called; one call for many lanes or items counts once. */
    public int requests() {
        synchronized (server) {
            return server.requests;
        }
    }

    /** How many contents of files were handed over. */
    public int contents() {
        synchronized (server) {
            return server.contents;
        }
    }

    @Override
    public Side side() {
        return server.habits.side();
    }

    @Override
    public Either<PortFailure, Capabilities> capabilities(Lane lane) {
        synchronized (server) {
            Capabilities can = server.habits.capabilities().withFeed(!server.habits.lists(lane));
            return server.closed(lane)
                    .toEither(lane.isPublished() ? can.withHoldsFence(side() == Side.D365 && can.holdsFence()) : can)
                    .swap();
        }
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        Seq<LaneAnswer> answers;
        synchronized (server) {
            server.requests += lanes.isEmpty() ? 0 : 1;
            answers = server.trouble.order(lanes).map(query -> new LaneAnswer(query.lane(), observe(query)));
        }
        answers.forEach(sink);
    }

    @Override
    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        synchronized (server) {
            server.requests += looks.isEmpty() ? 0 : 1;
            return looks.map(this::fetch);
        }
    }

    @Override
    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        synchronized (server) {
            server.requests += searches.isEmpty() ? 0 : 1;
            return searches.map(this::find);
        }
    }

    @Override
    public Either<PortFailure, FileContent> content(Look look, String key, long maxBytes) {
        synchronized (server) {
            server.requests++;
            server.contents++;
            if (server.trouble.strikes("content", server.trouble.hostility().lostContents())) {
                return Either.left(Trouble.unavailable(look.lane(), "the content of " + key));
            }
            return alive(look)
                    .toEither((PortFailure) Trouble.missing(look.lane(), "the item of file " + key))
                    .flatMap(row -> Copies.content(row, key, maxBytes));
        }
    }

    @Override
    public Seq<Outcome> write(Seq<Write> writes) {
        synchronized (server) {
            server.requests += writes.isEmpty() ? 0 : 1;
            return writes.map(writing::apply);
        }
    }

    @Override
    public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
        synchronized (server) {
            server.requests += lanes.isEmpty() ? 0 : 1;
            return lanes.map(
                    lane -> server.closed(lane).toEither(server.fences(lane)).swap());
        }
    }

    @Override
    public Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
        synchronized (server) {
            server.requests += fences.isEmpty() ? 0 : 1;
            return fences.map(f -> server.closed(f.lane()).onEmpty(() -> server.raise(f.lane(), f.fence())));
        }
    }

    @Override
    public void close() {
        // Nothing to give back: the server lives as long as the side.
    }

    private Either<PortFailure, Snapshot> observe(LaneQuery query) {
        Lane lane = query.lane();
        Hostility hostility = server.trouble.hostility();
        Option<PortFailure> closed = server.closed(lane);
        if (closed.isDefined()) {
            return Either.left(closed.get());
        }
        if (server.trouble.strikes("listing", hostility.brokenListings())) {
            return Either.left(Trouble.unavailable(lane, "the listing"));
        }
        Option<Long> since = query.since().flatMap(this::position);
        if (query.since().isDefined()
                && (since.isEmpty() || server.trouble.strikes("checkpoint", hostility.expiredCheckpoints()))) {
            return Either.left(new PortFailure.Expired(
                    Trouble.reason("expired", lane, "the checkpoint is too old", "observe in full")));
        }
        if (lane.kind() == Kind.MESSAGE) {
            return Either.right(marked(query));
        }
        since = server.habits.lists(lane) ? Option.none() : since;
        Seq<Observed> items =
                since.map(s -> changed(query, s - hostility.repeats())).getOrElse(() -> all(query));
        Completeness completeness =
                since.isDefined() ? new Completeness.Delta() : new Completeness.Full(query.window(), 1, "in memory");
        long told = since.map(s -> Math.max(s, server.rows.changes() - hostility.delays()))
                .getOrElse(server.rows.changes());
        Checkpoint next = new Checkpoint(server.incarnation + ":" + told);
        return Either.right(new Snapshot(lane.id(), side(), server.trouble.order(items), completeness, next));
    }

    /** Of messages the marked ones are listed, all of them each time; of what became of them nothing. */
    private Snapshot marked(LaneQuery query) {
        Seq<Observed> items = side() == Side.D365
                ? Vector.empty()
                : all(query).filter(o -> !(o instanceof Observed.Present p) || p.marked());
        Completeness full = new Completeness.Full(query.window(), 1, "in memory");
        Checkpoint next = new Checkpoint(server.incarnation + ":" + server.rows.changes());
        return new Snapshot(query.lane().id(), side(), server.trouble.order(items), full, next);
    }

    private Option<Long> position(Checkpoint checkpoint) {
        String ours = server.incarnation + ":";
        return checkpoint.token().startsWith(ours)
                ? Option.some(Long.parseLong(checkpoint.token().substring(ours.length())))
                : Option.none();
    }

    private Seq<Observed> all(LaneQuery query) {
        return server.rows
                .in(query.lane().id())
                .filter(row -> Views.touches(row, query.lane(), query.window()))
                .map(row -> server.views.light(row, query.lane(), query.window(), server.trouble));
    }

    private Seq<Observed> changed(LaneQuery query, long since) {
        return server.rows
                .changedSince(query.lane().id(), since)
                .filter(row -> row.changed()
                        <= server.rows.changes() - server.trouble.hostility().delays())
                .flatMap(row -> server.views.feed(row, query.lane(), query.window(), server.trouble));
    }

    private Either<PortFailure, Observed> fetch(Look look) {
        Option<PortFailure> closed = server.closed(look.lane());
        if (closed.isDefined()) {
            return Either.left(closed.get());
        }
        if (server.trouble.strikes("fetch", server.trouble.hostility().failingFetches())) {
            return Either.left(Trouble.unavailable(look.lane(), "the read"));
        }
        return Either.right(alive(look)
                .map(row -> server.views.full(row, look.lane(), look.window(), server.trouble))
                .getOrElse(() -> new Observed.Gone(
                        look.ref(),
                        server.habits.feed() == MemoryHabits.Feed.TOMBSTONES
                                        && server.rows.get(look.ref()).isDefined()
                                ? Observed.Trace.TOMBSTONE
                                : Observed.Trace.NOT_FOUND)));
    }

    /** The row by its id, or by its stamp where ids change with moves. */
    private Option<Row> alive(Look look) {
        return server.rows
                .get(look.ref())
                .filter(row -> !row.deleted())
                .orElse(() -> look.stamp()
                        .filter(stamp -> !server.habits.idsSurviveMoves())
                        .flatMap(stamp -> server.rows.stamped(stamp)));
    }

    private Either<PortFailure, Seq<Observed.Present>> find(Search search) {
        Option<PortFailure> closed = server.closed(search.lane());
        if (closed.isDefined()) {
            return Either.left(closed.get());
        }
        if (server.trouble.strikes("find", server.trouble.hostility().failingFinds())) {
            return Either.left(Trouble.unavailable(search.lane(), "the search"));
        }
        return Either.right(server.rows
                .foundBy(search.lane().id())
                .filter(row -> row.unreadable().isEmpty() && matches(row, search))
                .map(row -> server.views.present(row, search.lane(), search.window(), server.trouble, false)));
    }

    private boolean matches(Row row, Search search) {
        return search.stamp().exists(stamp -> row.stamp().exists(s -> s.bare().equals(stamp.bare())))
                || (side() == Side.D365
                        && search.naturalKey().isDefined()
                        && row.naturalKey().equals(search.naturalKey()))
                || search.contact()
                        .exists(keys -> ContactKeys.of(row.item()).sharesAddress(keys)
                                || ContactKeys.of(row.item()).hasNameAndCompanyOf(keys))
                || search.thread().exists(thread -> Messages.isOf(row, thread))
                || (!search.period().isNothing() && search.period().equals(Views.period(row.item())));
    }
}
