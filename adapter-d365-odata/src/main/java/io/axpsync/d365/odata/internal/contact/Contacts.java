package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Publication;
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
import java.util.function.Function;

/** Private contacts in D365, as the port asks for them: contact persons whom employees selected. */
public final class Contacts {

    private final PersonFeatures features;
    private final PersonReading reading;
    private final PersonObserving observing;
    private final PersonFinding finding;
    private final PersonWriting writing;
    private final PublishedPersons published;
    private final PublishedWorkers colleagues;

    public Contacts(OData odata, PersonFeatures features) {
        this.features = features;
        reading = new PersonReading(odata, features);
        observing = new PersonObserving(odata, features, reading);
        finding = new PersonFinding(odata, features, reading);
        writing = new PersonWriting(odata, features, reading);
        published = new PublishedPersons(odata, features, reading);
        colleagues = new PublishedWorkers(odata);
    }

    /** @param limits what the environment lacks */
    public Capabilities capabilities(Lane lane, Set<Reason> limits) {
        if (isOfColleagues(lane)) {
            return PublishedWorkers.capabilities(limits.toVector());
        }
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
        return isOfColleagues(lane) ? colleagues.reported(lane) : published.reported(lane);
    }

    public void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        Tuple2<? extends Seq<LaneQuery>, ? extends Seq<LaneQuery>> kinds =
                queries.partition(q -> q.lane().isPublished());
        kinds._1.forEach(q -> sink.accept(isOfColleagues(q.lane()) ? colleagues.observe(q) : published.observe(q)));
        observing.observe(kinds._2, sink);
    }

    private static boolean isOfColleagues(Lane lane) {
        return lane.publication().exists(p -> p.members() == Publication.Members.WORKERS);
    }

    /** Each by whose lane it is; the answers stand in the order of the questions. */
    private static <Q, A> Seq<A> each(
            Seq<Q> questions,
            Function<Q, Lane> lane,
            Function<Seq<Q>, Seq<A>> workers,
            Function<Seq<Q>, Seq<A>> persons) {
        if (!questions.exists(q -> isOfColleagues(lane.apply(q)))) {
            return persons.apply(questions);
        }
        java.util.Map<Q, A> answers = new java.util.IdentityHashMap<>();
        questions
                .groupBy(q -> isOfColleagues(lane.apply(q)) ? lane.apply(q).id().id() : "")
                .forEach((group, own) -> own.zip(group.isEmpty() ? persons.apply(own) : workers.apply(own))
                        .forEach(t -> answers.put(t._1, t._2)));
        return questions.map(answers::get);
    }

    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        return each(looks, Look::lane, colleagues::fetch, this::persons);
    }

    private Seq<Either<PortFailure, Observed>> persons(Seq<Look> looks) {
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
        return each(searches, Search::lane, some -> some.map(s -> Either.right(Vector.empty())), this::found);
    }

    private Seq<Either<PortFailure, Seq<Observed.Present>>> found(Seq<Search> searches) {
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
        return each(writes, Write::lane, colleagues::write, writing::write);
    }

    static Set<String> workers(Seq<Lane> lanes) {
        return HashSet.ofAll(lanes.map(Person::worker));
    }
}
