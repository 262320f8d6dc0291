package io.axpsync.cli.run;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.BadConfiguration;
import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.config.LaneSettings;
import io.axpsync.cli.config.PublishedSettings;
import io.axpsync.cli.config.Query;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.IdSource;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Store;
import io.axpsync.core.run.Explanation;
import io.axpsync.core.run.Inquiry;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.Question;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.core.run.Takeover;
import io.axpsync.core.run.Undo;
import io.axpsync.core.run.UndoReport;
import io.axpsync.core.run.UndoScope;
import io.axpsync.d365.odata.D365Selection;
import io.axpsync.d365.odata.D365Side;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A configured synchronisation, opened: sides, store and what runs over them. For one thread at a time, except
 * {@link #stop()}.
 */
public final class Synchronisation implements AutoCloseable {

    private static final Duration ROSTER = Duration.ofHours(1);

    private final Configuration configuration;
    private final Injector injector;
    private Option<Roster> roster = Option.none();
    private Instant asked = Instant.EPOCH;

    private Synchronisation(Configuration configuration, Injector injector) {
        this.configuration = configuration;
        this.injector = injector;
    }

    /**
     * Opens the store; the servers are not asked yet.
     *
     * @throws io.axpsync.core.port.StateUntrusted when the store cannot be used
     * @throws BadConfiguration when an adapter cannot use what the configuration names, such as a certificate
     */
    public static Synchronisation open(Configuration configuration, Clock clock, RunListener listener) {
        Injector injector = Guice.createInjector(Stage.DEVELOPMENT, new Composition(configuration, clock, listener));
        Synchronisation opened = new Synchronisation(configuration, injector);
        BadConfiguration.orElse(configuration.file(), () -> opened.get(Composition.Sides.class));
        opened.get(Store.class);
        return opened;
    }

    /** Opens with the system's clock. */
    public static Synchronisation open(Configuration configuration, RunListener listener) {
        return open(configuration, Clock.systemUTC(), listener);
    }

    public Configuration configuration() {
        return configuration;
    }

    public Store store() {
        return get(Store.class);
    }

    /** Whom D365 knows behind the mailboxes. Asked again after an hour, or when somebody was left alone. */
    public Either<PortFailure, Roster> roster() {
        Instant now = get(Clock.class).instant();
        if (roster.exists(r -> r.leftAlone().isEmpty()) && asked.plus(ROSTER).isAfter(now)) {
            return Either.right(roster.get());
        }
        Either<PortFailure, Roster> answer = Roster.of(configuration, get(Directory.class));
        roster = answer.toOption();
        asked = now;
        return answer;
    }

    /** The lanes of the mailboxes that are known. */
    public Seq<LaneSetup> lanes(Roster of, LaneFilter filter) {
        Seq<LaneSetup> own = of.known().flatMap(this::lanes);
        Seq<LaneSetup> published = configuration
                .published()
                .map(settings -> new PublishedLane(configuration, settings).setup(get(Composition.Sides.class)))
                .reject(p -> own.exists(o -> o.lane().id().equals(p.lane().id())));
        return own.appendAll(published).filter(setup -> filter.takes(setup.lane()));
    }

    private Seq<LaneSetup> lanes(Roster.Member member) {
        return Vector.of(lane(member, Kind.APPOINTMENT, member.settings().appointments()))
                .appendAll(member.settings().tasks().map(settings -> lane(member, Kind.TASK, settings)))
                .appendAll(member.settings().contacts().map(settings -> lane(member, Kind.CONTACT, settings)))
                .appendAll(member.settings().mail().map(settings -> lane(member, Kind.MESSAGE, settings)));
    }

    private LaneSetup lane(Roster.Member member, Kind kind, LaneSettings settings) {
        Composition.Sides sides = get(Composition.Sides.class);
        LaneSetup setup = LaneSetup.builder()
                .lane(Lane.builder()
                        .id(LaneId.of(member.mailbox().personnelNumber(), kind))
                        .kind(kind)
                        .marker(configuration.marker())
                        .mailbox(member.mailbox())
                        .recurring(settings.recurring())
                        .folder(settings.folder())
                        .allowed(settings.categories())
                        .statusCategories(HashSet.ofAll(settings.rules().companyUnknown())
                                .addAll(
                                        kind == Kind.MESSAGE
                                                ? settings.rules().imports().imported()
                                                : Option.none()))
                        .build())
                .rules(settings.rules())
                .d365(sides.d365())
                .exchange(sides.exchange().get(member.settings().backend()).get())
                .back(settings.back())
                .ahead(settings.ahead())
                .compareEvery(settings.compareEvery())
                .build();
        return setup.withConfiguration(setup.configuration() + "|"
                + member.settings().backend() + "|" + configuration.d365().marking());
    }

    /** What a run would do now; writes nothing. */
    public Result plan(LaneFilter filter) {
        return run(filter, false);
    }

    /** Runs once. */
    public Result sync(LaneFilter filter) {
        return run(filter, true);
    }

    /** Why something is, or is not, synchronised in these lanes; left when D365 could not be asked who is who. */
    public Either<PortFailure, Explanation.Answer> why(Question question, LaneFilter filter) {
        get(Stop.class).begin(configuration.deadline());
        Inquiry inquiry = new Inquiry(store(), get(Directory.class), get(Clock.class), get(RunListener.class));
        return roster().map(known -> inquiry.about(question, lanes(known, filter)));
    }

    /** Whom a query of the configuration selects now; that of a published folder of its companies alone. */
    public Either<PortFailure, D365Selection> selection(String query) {
        get(Stop.class).begin(configuration.deadline());
        Query named = configuration.queries().get(query).get();
        PublishedSettings folder = configuration
                .published()
                .find(f -> f.query().equals(named))
                .getOrElse(() -> PublishedSettings.builder()
                        .name(query)
                        .folder(query)
                        .query(named)
                        .mailbox("")
                        .backend(Backend.GRAPH)
                        .place(Publication.Place.MAILBOX)
                        .lane(LaneSettings.builder().build())
                        .build());
        return get(D365Side.class).selection(new PublishedLane(configuration, folder).lane());
    }

    private Result run(LaneFilter filter, boolean apply) {
        get(Stop.class).begin(configuration.deadline());
        return roster().fold(Result::unreachable, known -> {
            Seq<LaneSetup> lanes = lanes(known, filter);
            SyncRun run = get(SyncRun.class);
            Seq<LaneSetup> first = apply && configuration.offerMarker() ? lanes.filter(this::isNew) : Vector.empty();
            RunReport report = apply ? run.sync(lanes) : run.plan(lanes);
            return new Result(
                    Option.some(report),
                    known.leftAlone().filter(l -> filter.takes(l.address())),
                    offered(known, first.reject(l -> isNew(l))),
                    Option.none());
        });
    }

    /** Whether the lane was never synchronised to an end. */
    private boolean isNew(LaneSetup setup) {
        return store().checkpoints().of(setup.lane().id()).equals(LanePosition.START);
    }

    /** Lets users of mailboxes that were just synchronised for the first time pick the marker. */
    private Seq<Reason> offered(Roster known, Seq<LaneSetup> first) {
        Set<String> addresses = first.map(l -> l.lane().mailbox().address()).toSet();
        return known.known()
                .filter(m -> addresses.contains(m.mailbox().address()))
                .groupBy(m -> m.settings().backend())
                .toVector()
                .flatMap(t -> ExchangeChecks.offer(
                        t._1, configuration, t._2.map(m -> m.mailbox().address())));
    }

    /** For making lanes ours by a person's word. */
    public Takeover takeover() {
        return new Takeover(store(), get(Clock.class), get(IdSource.class));
    }

    /** Takes back what an earlier run did, or only tells what that would be. */
    public Undone undo(UndoScope scope, LaneFilter filter, boolean apply) {
        get(Stop.class).begin(configuration.deadline());
        return roster().fold(failure -> new Undone(Result.unreachable(failure), Option.none()), known -> {
            Seq<LaneSetup> lanes = lanes(known, filter);
            Undo undo = get(Undo.class);
            UndoReport report = apply ? undo.undo(scope, lanes) : undo.plan(scope, lanes);
            return new Undone(
                    new Result(Option.some(report.run()), Vector.empty(), Vector.empty(), Option.none()),
                    Option.some(report));
        });
    }

    /** Lets a run end soon, from any thread: what is under way is finished, nothing new is started. */
    public Stop stop() {
        return get(Stop.class);
    }

    @Override
    public void close() {
        try {
            get(Composition.Sides.class).close();
        } finally {
            get(Store.class).close();
        }
    }

    /** From the injector; what a factory throws comes out as it was thrown. */
    private <T> T get(Class<T> type) {
        try {
            return injector.getInstance(type);
        } catch (ProvisionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * What came of an undo.
     *
     * @param report none when D365 could not be asked who is who
     */
    public record Undone(Result result, Option<UndoReport> report) {}

    /**
     * What came of a run.
     *
     * @param report none when D365 could not be asked who is who
     * @param notes what was done besides, or could not be, and keeps nothing from working
     */
    public record Result(
            Option<RunReport> report, Seq<Roster.LeftAlone> leftAlone, Seq<Reason> notes, Option<Reason> failure) {

        static Result unreachable(PortFailure failure) {
            return new Result(Option.none(), Vector.empty(), Vector.empty(), Option.some(failure.reason()));
        }
    }
}
