package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.OData;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.function.Consumer;

/** Appointments, tasks and imported messages in D365, as the port asks for them: activities of three categories. */
public final class Appointments {

    private final Features features;
    private final ActivityMapping mapping;
    private final Reading reading;
    private final Sight sight;
    private final Observing observing;
    private final Finding finding;
    private final Writing writing;
    private final Seen seen = new Seen();

    public Appointments(OData odata, Features features) {
        this.features = features;
        mapping = new ActivityMapping(features);
        reading = new Reading(odata, features);
        sight = new Sight(mapping, odata.config().marking());
        observing = new Observing(odata, features, reading, sight);
        finding = new Finding(odata, reading, sight);
        writing = new Writing(odata, features, mapping, reading, sight, seen);
    }

    /** @param limits what the environment lacks */
    public Capabilities capabilities(Kind kind, Set<Reason> limits) {
        return Capabilities.builder()
                .fields(mapping.holdings(kind))
                .series(kind == Kind.APPOINTMENT && features.series())
                .silentWrites(true)
                .readsBack(true)
                .privateFieldsAreSilent(true)
                .checksVersions(false)
                .holdsStamps(true)
                .softDelete(false)
                .limits(limits)
                .build();
    }

    public void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        queries.filter(q -> q.lane().kind() == Kind.MESSAGE).forEach(q -> sink.accept(nothing(q)));
        observing.observe(queries.filter(q -> q.lane().kind() != Kind.MESSAGE), sink);
    }

    /** Nothing flows from an imported message: its activities are only looked up. */
    private static LaneAnswer nothing(LaneQuery query) {
        return new LaneAnswer(
                query.lane(),
                Either.right(new Snapshot(
                        query.lane().id(),
                        Side.D365,
                        Vector.empty(),
                        new Completeness.Full(
                                query.window(), 1, "activities of messages are looked up, and not listed"),
                        new Checkpoint("-"))));
    }

    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        Vector<Look> asked = looks.toVector()
                .filter(l ->
                        supported(l.lane()).isEmpty() && Activity.key(l.ref()).isDefined());
        Seq<Key> keys = asked.map(l -> Activity.key(l.ref()).get());
        java.util.Map<Look, Either<PortFailure, Observed>> read = new java.util.IdentityHashMap<>();
        boolean links = asked.exists(l -> l.lane().kind() == Kind.MESSAGE);
        asked.zip(links ? reading.withLinks(keys) : reading.full(keys)).forEach(t -> read.put(t._1, observed(t)));
        return looks.map(look -> Option.of(read.get(look))
                .getOrElse(() -> supported(look.lane())
                        .<Either<PortFailure, Observed>>map(Either::left)
                        .getOrElse(() -> Either.right(new Observed.Gone(look.ref(), Observed.Trace.NOT_FOUND)))));
    }

    private Either<PortFailure, Observed> observed(Tuple2<Look, Either<PortFailure, Reading.Found>> read) {
        Look look = read._1;
        return read._2.map(found -> {
            if (found instanceof Reading.There there) {
                seen.keep(there.activity());
                return sight.full(there.activity(), look.lane(), look.window());
            }
            boolean tombstone = found instanceof Reading.Absent absent && absent.tombstone();
            return new Observed.Gone(look.ref(), tombstone ? Observed.Trace.TOMBSTONE : Observed.Trace.NOT_FOUND);
        });
    }

    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return finding.find(searches);
    }

    public Seq<Outcome> write(Seq<Write> writes) {
        return writing.write(writes);
    }

    /** None when the lane's kind is ours. */
    public static Option<PortFailure> supported(Lane lane) {
        return ActivityMapping.category(lane.kind()).isDefined() ? Option.none() : Option.some(unsupported(lane));
    }

    static PortFailure unsupported(Lane lane) {
        return new PortFailure.Rejected(
                Reason.of("kind-unsupported", "items of kind " + lane.kind() + " are not synchronised with D365 yet"));
    }
}
