package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One worker's series: rows as a user of D365 makes them, and what the adapter reads and writes. */
final class SeriesScene implements AutoCloseable {

    static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    static final String BERLIN = "W. Europe Standard Time";
    private static int links;

    final Scenery scenery;
    final Lane lane;
    final D365Side side;

    SeriesScene(Scenery scenery) {
        this.scenery = scenery;
        this.lane = scenery.newLane();
        this.side = scenery.open();
    }

    /** A master at 09:00 to 10:00 in Berlin on Wednesday 4 March 2026, with these columns of its recurrence. */
    ItemRef master(Object... columns) {
        ItemRef ref = scenery.put(
                lane,
                "Jour fixe",
                "StartDateTime",
                "2026-03-04T08:00:00Z",
                "EndDateTime",
                "2026-03-04T09:00:00Z",
                "RecurrenceState",
                "Master",
                "MasterAppointment",
                "Yes");
        recurrence(ref, columns);
        return ref;
    }

    void recurrence(ItemRef master, Object... columns) {
        scenery.sandbox
                .d365()
                .create(
                        "AxpActivityRecurrences",
                        with(
                                        Scenery.keys(master),
                                        "RecurrenceType",
                                        "Daily",
                                        "Interval",
                                        1,
                                        "NoEndDate",
                                        "Yes",
                                        "TimeZone",
                                        BERLIN)
                                .setAll(with(JsonNodeFactory.instance.objectNode(), columns)));
    }

    /** The activity of a modified occurrence, and the row that names it. */
    ItemRef exception(ItemRef master, String original, String... columns) {
        ItemRef ref = scenery.put(lane, "For once", concat(new String[] {"RecurrenceState", "Exception"}, columns));
        occurrence(master, original, "Modified", ref.id().substring(ref.id().indexOf('/') + 1));
        return ref;
    }

    void occurrence(ItemRef master, String original, String state, String number) {
        scenery.sandbox
                .d365()
                .create(
                        "AxpActivityOccurrences",
                        with(
                                JsonNodeFactory.instance.objectNode(),
                                "dataAreaId",
                                "nord",
                                "MasterActivityNumber",
                                Scenery.keys(master).path("ActivityNumber").asText(),
                                "OriginalStartDateTime",
                                original,
                                "State",
                                state,
                                "ActivityNumber",
                                number));
    }

    private static String[] concat(String[] one, String[] other) {
        List<String> all = new ArrayList<>(List.of(one));
        all.addAll(List.of(other));
        return all.toArray(String[]::new);
    }

    static ObjectNode with(ObjectNode row, Object... columns) {
        for (int i = 0; i < columns.length; i += 2) {
            if (columns[i + 1] instanceof Integer n) {
                row.put((String) columns[i], n);
            } else {
                row.put((String) columns[i], String.valueOf(columns[i + 1]));
            }
        }
        return row;
    }

    JsonNode recurrenceOf(ItemRef ref) {
        return scenery.sandbox.d365().read("AxpActivityRecurrences", Scenery.keys(ref));
    }

    /** All rows of a set, as far as they name this number. */
    Seq<JsonNode> rows(String set, String property, String number) {
        Vector<JsonNode> rows = Vector.empty();
        for (JsonNode row : scenery.sandbox.snapshot().path("d365").path(set)) {
            rows = row.path(property).asText().equals(number) ? rows.append(row) : rows;
        }
        return rows;
    }

    Seq<JsonNode> occurrencesOf(ItemRef master) {
        return rows(
                "AxpActivityOccurrences",
                "MasterActivityNumber",
                Scenery.keys(master).path("ActivityNumber").asText());
    }

    Seq<JsonNode> activities() {
        return rows(
                "Activities", "ResponsibleWorkerPersonnelNumber", lane.mailbox().personnelNumber());
    }

    Observed fetched(ItemRef ref) {
        return side.fetch(Vector.of(new Look(lane, WINDOW, ref, Option.none())))
                .head()
                .get();
    }

    Present present(ItemRef ref) {
        Observed seen = fetched(ref);
        assertThat(seen).isInstanceOf(Present.class);
        return (Present) seen;
    }

    Value period(ItemRef ref) {
        return present(ref).item().get().value(Field.PERIOD);
    }

    /** The exceptions as text: key and value. */
    Map<String, String> exceptions(ItemRef ref) {
        Value value = present(ref).item().get().value(Field.EXCEPTIONS);
        return value instanceof Value.Entries e
                ? e.values().toMap(Value.Entry::key, Value.Entry::value)
                : HashMap.empty();
    }

    Snapshot observe(Window window, Option<Checkpoint> since) {
        List<LaneAnswer> answers = new ArrayList<>();
        side.observe(Vector.of(new LaneQuery(lane, window, since)), answers::add);
        return answers.get(0).snapshot().get();
    }

    Snapshot full() {
        return observe(WINDOW, Option.none());
    }

    static Value.Recurring series(String rule) {
        return new Value.Recurring(
                new Value.Period(Instant.parse("2026-03-04T08:00:00Z"), Instant.parse("2026-03-04T09:00:00Z")),
                rule,
                "Europe/Berlin");
    }

    static Item item(Value period) {
        return Item.of(
                Kind.APPOINTMENT, LinkedHashMap.of(Field.SUBJECT, Value.text("Jour fixe"), Field.PERIOD, period));
    }

    static Value exceptions(Object... keysAndOverrides) {
        Vector<Value.Entry> entries = Vector.empty();
        for (int i = 0; i < keysAndOverrides.length; i += 2) {
            entries =
                    entries.append(((RecurrenceOverride) keysAndOverrides[i + 1]).entry((String) keysAndOverrides[i]));
        }
        return Value.Entries.of(entries);
    }

    static RecurrenceOverride titled(String subject) {
        return RecurrenceOverride.changed(HashMap.of(Field.SUBJECT, Value.text(subject)));
    }

    Write.Create create(Item item) {
        LinkId link = new LinkId("series" + ++links);
        return Write.Create.builder()
                .lane(lane)
                .window(WINDOW)
                .link(link)
                .notice(Notify.NOBODY)
                .stamp(Stamp.of("series", link))
                .item(item)
                .marked(true)
                .build();
    }

    Write.Update update(Present read, Field field, Value value) {
        return Write.Update.builder()
                .lane(lane)
                .window(WINDOW)
                .link(new LinkId("series" + ++links))
                .notice(Notify.NOBODY)
                .ref(read.ref())
                .expected(read.version())
                .before(read.item().get())
                .changes(LinkedHashMap.of(field, value))
                .build();
    }

    Write.Remove remove(Present read) {
        return new Write.Remove(lane, WINDOW, new LinkId("any"), read.ref(), read.version(), Notify.NOBODY);
    }

    Outcome write(Write write) {
        return side.write(Vector.of(write)).head();
    }

    Present written(Write write) {
        Outcome outcome = write(write);
        assertThat(outcome).isInstanceOf(Outcome.Written.class);
        return ((Outcome.Written) outcome).readBack();
    }

    @Override
    public void close() {
        side.close();
    }
}
