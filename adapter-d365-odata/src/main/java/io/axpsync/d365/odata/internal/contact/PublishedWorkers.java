package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.D365Selection;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.selection.Selection;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Colleagues in a published folder: they are shown, and nothing flows back. */
final class PublishedWorkers {

    private static final String PREFIX = "worker/";
    private static final Seq<String> COLUMNS =
            Vector.of("Name", "FirstName", "LastName", "PrimaryContactEmail", "IdentityEmail", "PrimaryContactPhone");

    private final OData odata;
    private final Selection selection;

    PublishedWorkers(OData odata) {
        this.odata = odata;
        this.selection = new Selection(odata);
    }

    static Capabilities capabilities(Seq<Reason> limits) {
        return Capabilities.builder()
                .fields(HashMap.ofEntries(Vector.of(Field.GIVEN_NAME, Field.FAMILY_NAME, Field.EMAILS, Field.PHONES)
                        .map(f -> new io.vavr.Tuple2<>(f, Holding.READ_ONLY))))
                .silentWrites(true)
                .privateFieldsAreSilent(true)
                .holdsStamps(false)
                .feed(false)
                .limits(limits.toSet())
                .build();
    }

    LaneAnswer observe(LaneQuery query) {
        Lane lane = query.lane();
        return new LaneAnswer(lane, answer(lane, () -> {
            Selection.Selected selected = selected(lane, Option.none());
            return new Snapshot(
                    lane.id(),
                    Side.D365,
                    selected.persons().map(row -> present(row, lane, true).withItem(Option.none())),
                    new Completeness.Full(
                            query.window(),
                            selected.pages(),
                            "the query " + lane.publication().get().query() + " was answered to its last page"),
                    new PersonPosition("query", odata.config().clock().instant()).checkpoint());
        }));
    }

    private Selection.Selected selected(Lane lane, Option<Seq<String>> among) {
        return selection.workers(lane.publication().get().condition(), among, COLUMNS);
    }

    /** Who is not selected any more is there all the same; only who is no worker any more is gone. */
    Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        if (looks.isEmpty()) {
            return Vector.empty();
        }
        Lane lane = looks.head().lane();
        Seq<String> numbers = looks.map(l -> number(l.ref())).distinct();
        Either<PortFailure, Map<String, Observed.Present>> read = answer(lane, () -> {
            Map<String, Row> all = byNumber(selection
                    .workers(io.axpsync.core.item.Condition.EVERYBODY, Option.some(numbers), COLUMNS)
                    .persons());
            Map<String, Row> members =
                    byNumber(selected(lane, Option.some(numbers)).persons());
            return all.mapValues(row -> present(row, lane, members.containsKey(row.text("PersonnelNumber"))));
        });
        return looks.map(look -> read.map(all -> all.get(number(look.ref()))
                .<Observed>map(p -> p)
                .getOrElse(() -> new Observed.Gone(look.ref(), Observed.Trace.NOT_FOUND))));
    }

    private static Map<String, Row> byNumber(Seq<Row> rows) {
        return LinkedHashMap.ofEntries(rows.map(r -> new io.vavr.Tuple2<>(r.text("PersonnelNumber"), r)));
    }

    private static String number(ItemRef ref) {
        return ref.id().startsWith(PREFIX) ? ref.id().substring(PREFIX.length()) : "";
    }

    private static Observed.Present present(Row row, Lane lane, boolean selected) {
        Item item = item(row, lane);
        return Observed.Present.builder()
                .ref(ItemRef.d365(PREFIX + row.text("PersonnelNumber")))
                .version(new ItemVersion(Person.digestOf(item.values().toString())))
                .marked(selected)
                .markable(false)
                .item(Option.some(item))
                .title(item.title())
                .build();
    }

    private static Item item(Row row, Lane lane) {
        String family = row.text("LastName");
        Map<Field, Value> values = LinkedHashMap.<Field, Value>empty()
                .put(Field.GIVEN_NAME, family.isEmpty() ? Value.NOTHING : Value.text(row.text("FirstName")))
                .put(Field.FAMILY_NAME, Value.text(family.isEmpty() ? row.text("Name") : family));
        String mail = Vector.of(row.text("PrimaryContactEmail"), row.text("IdentityEmail"))
                .find(m -> !m.isEmpty())
                .getOrElse("");
        String phone = row.text("PrimaryContactPhone");
        return Item.of(
                Kind.CONTACT,
                values.put(
                                Field.EMAILS,
                                mail.isEmpty()
                                        ? Value.NOTHING
                                        : Value.Entries.of(Vector.of(ContactPoint.email("email1", mail))))
                        .put(
                                Field.PHONES,
                                phone.isEmpty()
                                        ? Value.NOTHING
                                        : Value.Entries.of(Vector.of(ContactPoint.phone(
                                                "business",
                                                phone,
                                                lane.mailbox().country())))));
    }

    Seq<Outcome> write(Seq<Write> writes) {
        return writes.map(write -> new Outcome.Refused(new PortFailure.Rejected(Reason.of(
                "only-shown",
                "lane " + write.lane().id() + ": colleagues are only shown, nothing is written to D365",
                "change the worker in D365"))));
    }

    Either<PortFailure, D365Selection> reported(Lane lane) {
        return answer(lane, () -> {
            Selection.Selected selected = selected(lane, Option.none());
            return new D365Selection(
                    selected.persons()
                            .map(row -> new D365Selection.Person(
                                    ItemRef.d365(PREFIX + row.text("PersonnelNumber")),
                                    item(row, lane).title(),
                                    "",
                                    "")),
                    selected.asked().map(a -> new D365Selection.Asked(a.set(), a.filter(), a.rows())),
                    selection.finished(lane.publication().get().condition()));
        });
    }

    private static <T> Either<PortFailure, T> answer(Lane lane, java.util.function.Supplier<T> work) {
        try {
            return Either.right(work.get());
        } catch (Trouble trouble) {
            return Either.left(PublishedPersons.named(lane, trouble.failure()));
        }
    }
}
