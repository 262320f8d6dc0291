package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Gone;
import io.axpsync.core.change.Observed.Trace;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.Tuple2;
import io.vavr.collection.HashMultimap;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Multimap;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What changed since a position, for many lanes from one feed: the version rows of persons, tombstones among them, or what
 * was edited; and what employees took into their private contacts or out of them. A person is told to the lanes whose
 * worker selected it or whose stamp it carries. Without stamps nobody knows whose it was before, so the others hear that
 * it left their view, and look at it where they know it.
 */
final class PersonFeed {

    private static final String RESPONSIBLE = "ContactPersonResponsiblePersonnelNumber";

    private final OData odata;
    private final PersonFeatures features;
    private final PersonReading reading;

    PersonFeed(OData odata, PersonFeatures features, PersonReading reading) {
        this.odata = odata;
        this.features = features;
        this.reading = reading;
    }

    /**
     * @param chosen for each worker the persons whose selection changed
     * @param at where the feed stands after this
     */
    private record Changes(
            Vector<Person> persons, Vector<Observed> gone, Multimap<String, ItemRef> chosen, Instant at) {}

    void observe(Vector<Tuple2<LaneQuery, PersonPosition>> lanes, Consumer<LaneAnswer> sink) {
        Instant kept = odata.config().clock().instant().minus(odata.config().tombstones());
        boolean forgets = features.versions() || features.selections();
        Vector<Tuple2<LaneQuery, PersonPosition>> open =
                lanes.filter(l -> !forgets || !l._2.at().isBefore(kept));
        lanes.removeAll(open)
                .forEach(l -> sink.accept(PersonObserving.failure(
                        l._1, PersonObserving.expired(l._1, "is older than D365 keeps tombstones"))));
        if (open.isEmpty()) {
            return;
        }
        Changes changes = changes(open.map(l -> l._2.at()).min().get(), open.map(Tuple2::_1));
        for (Tuple2<LaneQuery, PersonPosition> lane : open) {
            sink.accept(new LaneAnswer(
                    lane._1.lane(),
                    Either.right(new Snapshot(
                            lane._1.lane().id(),
                            Side.D365,
                            items(lane._1.lane(), changes),
                            new Completeness.Delta(),
                            new PersonPosition(features.feed(), changes.at()).checkpoint()))));
        }
    }

    private Changes changes(Instant since, Seq<LaneQuery> queries) {
        Set<String> workers = PersonObserving.workers(queries);
        List<Row> moved = new ArrayList<>();
        EntitySet feed = features.versions() ? EntitySet.CONTACT_VERSIONS : EntitySet.CONTACT_PERSONS;
        String stamp = features.versions() ? "ModifiedDateTime" : "LastEditDateTime";
        OData.Listing listed = since(feed, stamp, since, moved);
        List<Row> selections = new ArrayList<>();
        if (features.selections()) {
            since(EntitySet.PRIVATE_CONTACTS, "ModifiedDateTime", since, selections);
        }
        Vector<Row> own =
                Vector.ofAll(selections).filter(r -> workers.contains(Attachments.lower(r, "PersonnelNumber")));
        Vector<Row> deleted = Vector.ofAll(moved).filter(this::isTombstone);
        Vector<Row> changed = Vector.ofAll(moved).reject(this::isTombstone).distinctBy(r -> Person.ref(r));
        Set<ItemRef> tombstones = HashSet.ofAll(deleted).map(r -> Person.ref(r));
        Set<ItemRef> known = known(changed, workers);
        Vector<Key> touched = changed.filter(r -> known.contains(Person.ref(r)))
                .appendAll(own)
                .map(Attachments::key)
                .distinctBy(k -> Person.ref(k))
                .filter(k -> !tombstones.contains(Person.ref(k)));
        Vector<Person> persons = Vector.empty();
        Vector<Observed> gone = deleted.map(r -> new Gone(Person.ref(r), Trace.TOMBSTONE));
        if (!features.stamps()) {
            gone = gone.appendAll(changed.map(r -> Person.ref(r))
                    .filter(r -> !known.contains(r))
                    .map(r -> new Gone(r, Trace.LEFT_VIEW)));
        }
        for (Tuple2<Key, Either<PortFailure, PersonReading.Found>> read : touched.zip(reading.full(touched, workers))) {
            if (read._2.isLeft() && !PersonReading.isContradiction(read._2.getLeft())) {
                throw Trouble.of(read._2.getLeft());
            } else if (read._2.getOrNull() instanceof PersonReading.There there) {
                persons = persons.append(there.person());
            } else {
                gone = gone.append(new Gone(Person.ref(read._1), Trace.LEFT_VIEW));
            }
        }
        Instant at = listed.date()
                .getOrElse(() -> Vector.ofAll(moved)
                        .flatMap(row -> row.time(stamp))
                        .max()
                        .getOrElse(since));
        return new Changes(
                persons,
                gone,
                HashMultimap.withSet()
                        .ofEntries(own.map(r -> new Tuple2<>(Attachments.lower(r, "PersonnelNumber"), Person.ref(r)))),
                at.isBefore(since) ? since : at);
    }

    private boolean isTombstone(Row row) {
        return features.versions() && row.text("IsDeleted").equals("Yes");
    }

    /** Of the persons that changed, mostly nobody's private contacts, those that a lane may know: only they are read. */
    private Set<ItemRef> known(Vector<Row> changed, Set<String> workers) {
        if (features.selections()) {
            return reading.known(changed, workers);
        }
        return HashSet.ofAll(changed)
                .filter(r -> features.versions() || workers.contains(Attachments.lower(r, RESPONSIBLE)))
                .map(r -> Person.ref(r));
    }

    private OData.Listing since(EntitySet set, String stamp, Instant since, List<Row> rows) {
        Instant behind = since.minus(odata.config().overlap());
        return odata.all(
                Query.of(set, odata.where(set).from(stamp, Literals.time(behind)))
                        .selecting(
                                set == EntitySet.CONTACT_PERSONS
                                        ? set.keys().append(stamp).append(RESPONSIBLE)
                                        : set.properties())
                        .ordered(set.keys()),
                rows::add);
    }

    private Seq<Observed> items(Lane lane, Changes changes) {
        Map<ItemRef, Observed> items = LinkedHashMap.empty();
        Set<ItemRef> chosen = changes.chosen()
                .get(Person.worker(lane))
                .<Set<ItemRef>>map(HashSet::ofAll)
                .getOrElse(HashSet.empty());
        for (Person person : changes.persons()) {
            if (person.isSelectedBy(lane) || person.isStampedFor(lane) || chosen.contains(person.ref())) {
                items = items.put(person.ref(), PersonSight.light(person, lane));
            } else if (!features.stamps()) {
                items = items.put(person.ref(), new Gone(person.ref(), Trace.LEFT_VIEW));
            }
        }
        for (Observed gone : changes.gone()) {
            items = items.containsKey(gone.ref()) ? items : items.put(gone.ref(), gone);
        }
        return items.values();
    }
}
