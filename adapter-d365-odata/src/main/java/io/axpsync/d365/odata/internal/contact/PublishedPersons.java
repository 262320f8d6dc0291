package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.D365Selection;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.selection.Selection;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * The persons of published folders. Nothing tells of a customer who moves to another district, so the selection is read in
 * full each time; of a person only what shows whether it changed.
 */
final class PublishedPersons {

    private final OData odata;
    private final PersonFeatures features;
    private final PersonReading reading;
    private final Selection selection;

    PublishedPersons(OData odata, PersonFeatures features, PersonReading reading) {
        this.odata = odata;
        this.features = features;
        this.reading = reading;
        this.selection = new Selection(odata);
    }

    LaneAnswer observe(LaneQuery query) {
        try {
            return new LaneAnswer(query.lane(), Either.right(snapshot(query)));
        } catch (Trouble trouble) {
            return new LaneAnswer(query.lane(), Either.left(named(query.lane(), trouble.failure())));
        } catch (Row.UnknownValue e) {
            return new LaneAnswer(
                    query.lane(),
                    Either.left(
                            new PortFailure.Unavailable(Reason.of("nonsense", "D365 listed a row whose " + e.text()))));
        }
    }

    /** A query that D365 cannot answer is the query's fault, not the persons'. */
    static PortFailure named(Lane lane, PortFailure failure) {
        Reason reason = failure.reason();
        String query = lane.publication().map(Publication::query).getOrElse("");
        return failure instanceof PortFailure.Rejected
                ? new PortFailure.Rejected(Reason.of(
                        reason.code(), "query " + query + " of " + lane.id() + ": " + reason.text(), reason.remedy()))
                : failure;
    }

    Selection.Selected select(Lane lane, Seq<String> columns) {
        return selection.select(
                lane.publication().get().condition(), lane.mailbox().companies(), columns);
    }

    private D365Selection report(Lane lane) {
        Selection.Selected selected = select(lane, PersonVersions.COLUMNS);
        Map<String, String> organisations = new PersonVersions(odata).organisations(selected.persons());
        return new D365Selection(
                selected.persons()
                        .map(row -> new D365Selection.Person(
                                Person.ref(row),
                                NormalForm.line(row.text("ContactPersonName")),
                                row.text("dataAreaId").toLowerCase(java.util.Locale.ROOT),
                                organisations.getOrElse(Attachments.lower(row, "AssociatedPartyNumber"), ""))),
                selected.asked().map(a -> new D365Selection.Asked(a.set(), a.filter(), a.rows())),
                selection.finished(lane.publication().get().condition()));
    }

    /** Whom the lane's query selects, for people. */
    Either<PortFailure, D365Selection> reported(Lane lane) {
        try {
            return Either.right(report(lane));
        } catch (Trouble trouble) {
            return Either.left(named(lane, trouble.failure()));
        }
    }

    private Snapshot snapshot(LaneQuery query) {
        Lane lane = query.lane();
        Selection.Selected selected =
                select(lane, features.versions() ? PersonVersions.COLUMNS : EntitySet.CONTACT_PERSONS.properties());
        Vector<Observed> items = features.versions()
                ? new PersonVersions(odata).of(selected.persons()).map(t -> seen(t._1, t._2))
                : reading.whole(selected.persons(), HashSet.empty()).map(p -> seen(p.row(), p.token(lane)));
        return new Snapshot(
                lane.id(),
                Side.D365,
                items,
                new Completeness.Full(
                        query.window(),
                        selected.pages(),
                        "the query " + lane.publication().get().query() + " was answered to its last page"),
                new PersonPosition("query", odata.config().clock().instant()).checkpoint());
    }

    private static Observed seen(Row row, io.axpsync.core.item.ItemVersion version) {
        return Observed.Present.builder()
                .ref(Person.ref(row))
                .version(version)
                .marked(true)
                .markable(false)
                .title(NormalForm.line(row.text("ContactPersonName")))
                .build();
    }

    /**
     * Says of persons of published lanes whether the query selects them; others stay as they are.
     *
     * @param seen each with the lane through which it was read
     */
    Seq<Either<PortFailure, Observed>> selected(Seq<Tuple2<Lane, Either<PortFailure, Observed>>> seen) {
        Map<Lane, Either<PortFailure, Set<ItemRef>>> members = HashMap.ofEntries(seen.filter(
                        t -> t._1.isPublished() && t._2.exists(o -> o instanceof Observed.Present))
                .groupBy(Tuple2::_1)
                .toVector()
                .map(t -> Tuple.of(t._1, members(t._1, t._2.map(s -> s._2.get().ref())))));
        return seen.map(t -> t._2.flatMap(o -> o instanceof Observed.Present p
                ? members.get(t._1)
                        .map(in -> in.<Observed>map(refs -> p.withMarked(p.marked() && refs.contains(p.ref()))))
                        .getOrElse(() -> Either.right(p))
                : Either.right(o)));
    }

    private Either<PortFailure, Set<ItemRef>> members(Lane lane, Seq<ItemRef> refs) {
        try {
            return Either.right(selection
                    .members(
                            lane.publication().get().condition(),
                            refs.distinct().flatMap(Person::key))
                    .map(Person::ref));
        } catch (Trouble trouble) {
            return Either.left(named(lane, trouble.failure()));
        }
    }
}
