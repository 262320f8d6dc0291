package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What a write does to the rows that hang on a person, each on its own: whether it is selected, its stamp, and what it is
 * reached by. An added address takes the row of a removed one, so that its role and description stay; what the write does
 * not name stays as it is, also what came meanwhile.
 */
final class PersonSteps {

    private final OData odata;
    private final PersonFeatures features;

    PersonSteps(OData odata, PersonFeatures features) {
        this.odata = odata;
        this.features = features;
    }

    Seq<Operation> of(PersonJob job) {
        if (job.before().isEmpty()) {
            return Vector.empty();
        }
        Person person = job.before().get();
        if (job.write instanceof Write.Remove) {
            return person.stamps().map(s -> delete(s, "a stamp of " + job.what()));
        } else if (job.write instanceof Write.Create create) {
            return selection(job, person, Option.some(create.marked()).filter(m -> m))
                    .appendAll(stamp(job, person, Option.some(create.stamp())))
                    .appendAll(parts(job, person, create.item().values(), Item.empty(Kind.CONTACT)));
        }
        Write.Update update = (Write.Update) job.write;
        return selection(job, person, update.marked())
                .appendAll(stamp(job, person, update.stamp()))
                .appendAll(parts(job, person, PersonRows.changes(update), update.before()));
    }

    private Seq<Operation> selection(PersonJob job, Person person, Option<Boolean> marked) {
        if (!features.selections() || marked.isEmpty() || marked.get() == person.isSelectedBy(job.lane())) {
            return Vector.empty();
        }
        String what = "the selection of " + job.what();
        String area = person.row().text("dataAreaId");
        String worker = job.lane().mailbox().personnelNumber();
        String id = person.row().text("ContactPersonId");
        return Vector.of(
                marked.get()
                        ? post(
                                EntitySet.PRIVATE_CONTACTS,
                                LinkedHashMap.of("dataAreaId", area, "PersonnelNumber", worker, "ContactPersonId", id),
                                what)
                        : Operation.delete(
                                odata.at().row(Key.of(EntitySet.PRIVATE_CONTACTS, area, worker, id)),
                                EntitySet.PRIVATE_CONTACTS,
                                "",
                                what));
    }

    /** One stamp for each employee; the one of an earlier link makes way. */
    private Seq<Operation> stamp(PersonJob job, Person person, Option<Stamp> wanted) {
        Option<Stamp> stamp = wanted.filter(s -> features.stamps()).map(Stamp::bare);
        if (stamp.isEmpty() || person.stamp(job.lane()).equals(stamp)) {
            return Vector.empty();
        }
        String what = "the stamp of " + job.what();
        return person.stamps()
                .filter(s -> StampRow.isOf(s, job.lane()))
                .map(s -> delete(s, what))
                .append(post(EntitySet.STAMPS, StampRow.row(person, stamp.get(), job.lane()), what));
    }

    private Seq<Operation> parts(PersonJob job, Person person, Map<Field, Value> changes, Item before) {
        Vector<Operation> operations = Vector.empty();
        for (Field field : ReachedBy.ELECTRONIC.append(Field.ADDRESSES)) {
            for (Value target : changes.get(field)) {
                operations = operations.appendAll(set(job, person, field, target, before.value(field)));
            }
        }
        for (Value page : changes.get(Field.WEB_PAGE)) {
            operations = operations.appendAll(webPage(job, person, page));
        }
        return operations;
    }

    private Seq<Operation> set(PersonJob job, Person person, Field field, Value target, Value before) {
        Set<String> was = PersonMapping.entries(before).map(Value.Entry::key).toSet();
        Set<String> shall = PersonMapping.entries(target).map(Value.Entry::key).toSet();
        Vector<Tuple2<Value.Entry, Row>> there =
                ReachedBy.elements(person, field, job.lane()).toVector();
        Vector<Tuple2<Value.Entry, Row>> removed =
                there.filter(t -> was.contains(t._1.key()) && !shall.contains(t._1.key()));
        Vector<Value.Entry> added = PersonMapping.entries(target)
                .filter(e ->
                        !was.contains(e.key()) && !there.exists(t -> t._1.key().equals(e.key())))
                .toVector();
        Map<Value.Entry, Row> places = places(field, added, removed);
        Vector<Row> left = removed.map(Tuple2::_2).removeAll(places.values());
        String what = field + " of " + job.what();
        Vector<Operation> operations = places.toVector().map(t -> change(field, t._2, t._1, what));
        operations = operations
                .appendAll(left.map(r -> delete(r, what)))
                .appendAll(added.filter(e -> !places.containsKey(e)).map(e -> add(field, person, e, what)));
        Option<Row> next = there.map(Tuple2::_2).removeAll(left).headOption();
        boolean lostPrimary = field != Field.ADDRESSES && left.exists(r -> r.yes("IsPrimary"));
        return lostPrimary && next.isDefined() ? operations.append(primary(next.get(), what)) : operations;
    }

    /** Which added element takes the row of which removed one: of the same slot first, then in order. */
    private static Map<Value.Entry, Row> places(
            Field field, Vector<Value.Entry> added, Vector<Tuple2<Value.Entry, Row>> removed) {
        Map<Value.Entry, Row> places = LinkedHashMap.empty();
        Vector<Tuple2<Value.Entry, Row>> free = removed;
        for (boolean sameSlot : new boolean[] {true, false}) {
            for (Value.Entry entry : added) {
                Option<Tuple2<Value.Entry, Row>> place = places.containsKey(entry)
                        ? Option.none()
                        : free.find(t -> !sameSlot || slot(field, t._1).equals(slot(field, entry)));
                for (Tuple2<Value.Entry, Row> taken : place) {
                    places = places.put(entry, taken._2);
                    free = free.remove(taken);
                }
            }
        }
        return places;
    }

    private static String slot(Field field, Value.Entry entry) {
        return field == Field.ADDRESSES
                ? PostalAddress.of(entry).slot()
                : ContactPoint.of(entry).slot();
    }

    private Seq<Operation> webPage(PersonJob job, Person person, Value page) {
        String what = Field.WEB_PAGE + " of " + job.what();
        Option<Row> there = ReachedBy.rows(person, Field.WEB_PAGE).headOption();
        if (NormalForm.same(Field.WEB_PAGE, page, PersonMapping.webPage(person))) {
            return Vector.empty();
        }
        if (!(page instanceof Value.Text text)) {
            return there.map(r -> delete(r, what)).toVector();
        } else if (there.isDefined()) {
            return Vector.of(Operation.patch(
                    odata.at().row(there.get().key()),
                    EntitySet.PARTY_CONTACTS,
                    there.get().etag(),
                    LinkedHashMap.of("Locator", text.text()),
                    what));
        }
        return Vector.of(post(
                EntitySet.PARTY_CONTACTS,
                LinkedHashMap.of(
                        "PartyNumber", person.party(), "Type", ReachedBy.type(Field.WEB_PAGE), "Locator", text.text()),
                what));
    }

    private Operation change(Field field, Row row, Value.Entry element, String what) {
        return Operation.patch(
                odata.at().row(row.key()), row.set(), row.etag(), ReachedBy.columns(field, element), what);
    }

    private Operation primary(Row row, String what) {
        return Operation.patch(odata.at().row(row.key()), row.set(), "", LinkedHashMap.of("IsPrimary", "Yes"), what);
    }

    private Operation add(Field field, Person person, Value.Entry element, String what) {
        Map<String, Object> row = LinkedHashMap.<String, Object>of("PartyNumber", person.party())
                .merge(ReachedBy.columns(field, element))
                .merge(ReachedBy.purpose(field, element));
        return field == Field.ADDRESSES
                ? post(EntitySet.POSTAL_ADDRESSES, row, what)
                : post(EntitySet.PARTY_CONTACTS, row.put("Type", ReachedBy.type(field)), what);
    }

    private Operation delete(Row row, String what) {
        return Operation.delete(odata.at().row(row.key()), row.set(), row.etag(), what);
    }

    private Operation post(EntitySet set, Map<String, Object> row, String what) {
        return Operation.post(odata.at().set(set), set, row, what);
    }
}
