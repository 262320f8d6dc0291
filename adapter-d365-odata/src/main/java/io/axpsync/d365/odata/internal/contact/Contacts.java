package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.D365Selection;
import io.axpsync.d365.odata.internal.service.OData;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.function.Consumer;

/** Private contacts in D365, as the port asks for them: contact persons whom employees selected. */
public final class Contacts {

    private final PersonFeatures features;
    private final PersonReading reading;
    private final PersonObserving observing;
    private final PersonFinding finding;
    private final PersonWriting writing;
    private final PublishedPersons published;

    public Contacts(OData odata, PersonFeatures features) {
        this.features = features;
        reading = new PersonReading(odata, features);
        observing = new PersonObserving(odata, features, reading);
        finding = new PersonFinding(odata, features, reading);
        writing = new PersonWriting(odata, features, reading);
        published = new PublishedPersons(odata, features, reading);
    }

    /** @param limits what the environment lacks */
    public Capabilities capabilities(Lane lane, Set<Reason> limits) {
        return Capabilities.builder()
                .fields(PersonMapping.holdings())
                .silentWrites(true)
                .readsBack(true)
                .privateFieldsAreSilent(true)
                .checksVersions(false)
                .holdsStamps(features.stamps())
                .softDelete(false)
                .feed(!lane.isPublished())
                .limits(limits)
                .build();
    }

    /** Whom the query of a published lane selects, for people. */
    public Either<PortFailure, D365Selection> selection(Lane lane) {
        return published.reported(lane);
    }

    public void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        Tuple2<? extends Seq<LaneQuery>, ? extends Seq<LaneQuery>> kinds =
                queries.partition(q -> q.lane().isPublished());
        kinds._1.forEach(q -> sink.accept(published.observe(q)));
        observing.observe(kinds._2, sink);
    }

    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        Vector<Look> asked = looks.toVector().filter(l -> Person.key(l.ref()).isDefined());
        java.util.Map<Look, Either<PortFailure, Observed>> read = new java.util.IdentityHashMap<>();
        asked.zip(reading.full(asked.map(l -> Person.key(l.ref()).get()), workers(looks.map(Look::lane))))
                .forEach(t -> read.put(t._1, observed(t)));
        return published.selected(looks.map(look -> new Tuple2<>(
                look.lane(),
                Option.of(read.get(look))
                        .getOrElse(() -> Either.right(new Observed.Gone(look.ref(), Observed.Trace.NOT_FOUND))))));
    }

    private static Either<PortFailure, Observed> observed(Tuple2<Look, Either<PortFailure, PersonReading.Found>> read) {
        Look look = read._1;
        return read._2.map(found -> {
            if (found instanceof PersonReading.There there) {
                return PersonSight.full(there.person(), look.lane());
            }
            boolean tombstone = found instanceof PersonReading.Absent absent && absent.tombstone();
            return new Observed.Gone(look.ref(), tombstone ? Observed.Trace.TOMBSTONE : Observed.Trace.NOT_FOUND);
        });
    }

    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        Seq<Either<PortFailure, Seq<Observed.Present>>> found = finding.find(searches);
        return searches.zip(found)
                .map(t -> t._1.lane().isPublished() ? t._2.flatMap(all -> selected(t._1, all)) : t._2);
    }

    private Either<PortFailure, Seq<Observed.Present>> selected(Search search, Seq<Observed.Present> found) {
        Seq<Either<PortFailure, Observed>> told =
                published.selected(found.map(p -> new Tuple2<>(search.lane(), Either.right(p))));
        return told.find(Either::isLeft)
                .<Either<PortFailure, Seq<Observed.Present>>>map(e -> Either.left(e.getLeft()))
                .getOrElse(() -> Either.right(told.map(e -> (Observed.Present) e.get())));
    }

    public Seq<Outcome> write(Seq<Write> writes) {
        return writing.write(writes);
    }

    static Set<String> workers(Seq<Lane> lanes) {
        return HashSet.ofAll(lanes.map(Person::worker));
    }
}
