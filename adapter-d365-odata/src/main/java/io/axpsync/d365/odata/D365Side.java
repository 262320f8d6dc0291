package io.axpsync.d365.odata;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.appointment.Appointments;
import io.axpsync.d365.odata.internal.contact.Contacts;
import io.axpsync.d365.odata.internal.directory.D365Directory;
import io.axpsync.d365.odata.internal.environment.Environment;
import io.axpsync.d365.odata.internal.environment.Probe;
import io.axpsync.d365.odata.internal.fence.Installations;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.OData;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Dynamics 365 Finance &amp; Operations as a side. One connection serves the side and its {@link #directory()}; it is
 * for one thread at a time. Which companion sets there are is asked with the first call and kept.
 */
public final class D365Side implements SyncSide {

    private final OData odata;
    private final Installations installations;
    private Option<Environment> known = Option.none();
    private Option<Appointments> appointments = Option.none();
    private Option<Contacts> contacts = Option.none();

    private D365Side(OData odata) {
        this.odata = odata;
        this.installations = new Installations(odata);
    }

    /**
     * Opens the side. Nothing is asked yet.
     *
     * @throws IllegalArgumentException when the configuration is wrong: unknown names, unreadable certificates
     */
    public static D365Side open(D365Config config) {
        try {
            return new D365Side(new OData(config));
        } catch (Trouble trouble) {
            throw new IllegalArgumentException(trouble.failure().reason().toString(), trouble);
        }
    }

    /** Who is who, over the same connection; closed with this side. */
    public Directory directory() {
        return new D365Directory(odata);
    }

    /** What can be told about the environment without writing anything, as far as activities need it. */
    public Either<PortFailure, D365Report> probe() {
        return probe(HashSet.of(Kind.APPOINTMENT, Kind.TASK));
    }

    /** The same for lanes of these kinds: only the sets that they need are read. */
    public Either<PortFailure, D365Report> probe(Set<Kind> kinds) {
        return answer(() -> new Probe(odata, environment()).report(kinds.contains(Kind.CONTACT)));
    }

    /** Whom the query of a published lane selects now, and how it was answered; reads only. */
    public Either<PortFailure, D365Selection> selection(Lane published) {
        return answer(this::contacts).flatMap(contacts -> contacts.selection(published));
    }

    @Override
    public Side side() {
        return Side.D365;
    }

    @Override
    public void begin() {
        odata.begin();
    }

    @Override
    public Either<PortFailure, Capabilities> capabilities(Lane lane) {
        return unsupported(lane)
                .<Either<PortFailure, Capabilities>>map(Either::left)
                .getOrElse(() -> answer(() -> (isOfContacts(lane)
                                ? contacts().capabilities(lane, environment().contactLimits())
                                : appointments()
                                        .capabilities(lane.kind(), environment().limits()))
                        .withHoldsFence(environment().holdsFence())
                        .withAddress(odata.config().place())));
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        Tuple2<? extends Seq<LaneQuery>, ? extends Seq<LaneQuery>> kinds =
                lanes.partition(query -> isOfContacts(query.lane()));
        observe(kinds._1, sink, () -> contacts().observe(kinds._1, sink));
        observe(kinds._2, sink, () -> appointments().observe(kinds._2, sink));
    }

    /** What is asked of the environment first may fail; then no lane was handed over yet. */
    private void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink, Runnable work) {
        if (lanes.isEmpty()) {
            return;
        }
        Either<PortFailure, Environment> ready = answer(this::environment);
        if (ready.isLeft()) {
            lanes.forEach(query -> sink.accept(new LaneAnswer(query.lane(), Either.left(ready.getLeft()))));
        } else {
            work.run();
        }
    }

    @Override
    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        return each(
                looks,
                Look::lane,
                Either::left,
                c -> contacts().fetch(c),
                a -> appointments().fetch(a));
    }

    @Override
    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return each(
                searches,
                Search::lane,
                Either::left,
                c -> contacts().find(c),
                a -> appointments().find(a));
    }

    @Override
    public Seq<Outcome> write(Seq<Write> writes) {
        return each(
                writes,
                Write::lane,
                Outcome.Refused::new,
                c -> contacts().write(c),
                a -> appointments().write(a));
    }

    /** Each by its kind, the answers in the order of the questions. */
    private <Q, A> Seq<A> each(
            Seq<Q> questions,
            Function<Q, Lane> lane,
            Function<PortFailure, A> failed,
            Function<Seq<Q>, Seq<A>> contacts,
            Function<Seq<Q>, Seq<A>> others) {
        Either<PortFailure, Environment> ready = answer(this::environment);
        if (ready.isLeft()) {
            return questions.map(q -> failed.apply(ready.getLeft()));
        }
        Tuple2<? extends Seq<Q>, ? extends Seq<Q>> kinds = questions.partition(q -> isOfContacts(lane.apply(q)));
        if (kinds._1.isEmpty()) {
            return others.apply(questions);
        }
        Iterator<A> ofContacts = contacts.apply(kinds._1).iterator();
        Iterator<A> ofOthers = others.apply(kinds._2).iterator();
        return questions.toVector().map(q -> isOfContacts(lane.apply(q)) ? ofContacts.next() : ofOthers.next());
    }

    private static boolean isOfContacts(Lane lane) {
        return lane.kind() == Kind.CONTACT;
    }

    private static Option<PortFailure> unsupported(Lane lane) {
        return isOfContacts(lane) ? Option.none() : Appointments.supported(lane);
    }

    /** One request; D365 has the same fences for all lanes. */
    @Override
    public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
        if (lanes.isEmpty()) {
            return Vector.empty();
        }
        Either<PortFailure, Seq<Fence>> fences = answer(installations::fences);
        return lanes.map(lane -> fences);
    }

    @Override
    public Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
        return fences.map(f -> answer(() -> installations.raise(f.fence())).fold(Option::some, failure -> failure));
    }

    @Override
    public void close() {
        odata.close();
    }

    private Environment environment() {
        if (known.isEmpty()) {
            known = Option.some(Environment.discover(odata));
        }
        return known.get();
    }

    private Appointments appointments() {
        if (appointments.isEmpty()) {
            appointments = Option.some(new Appointments(odata, environment().features()));
        }
        return appointments.get();
    }

    private Contacts contacts() {
        if (contacts.isEmpty()) {
            contacts = Option.some(new Contacts(odata, environment().personFeatures()));
        }
        return contacts.get();
    }

    private static <T> Either<PortFailure, T> answer(java.util.function.Supplier<T> work) {
        try {
            return Either.right(work.get());
        } catch (Trouble trouble) {
            return Either.left(trouble.failure());
        }
    }
}
