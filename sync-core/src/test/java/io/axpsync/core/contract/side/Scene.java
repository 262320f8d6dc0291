package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/** A side, its lanes and its users, in the words in which the contracts speak of them. */
public final class Scene implements AutoCloseable {

    /** More than two batches of Graph (20), and more than a page. */
    static final int MANY = 45;

    private static final String INSTALLATION = "contract";
    private final SideFixture fixture;
    private SyncSide side;
    private int links;

    public Scene(SideFixture fixture) {
        this.fixture = fixture;
        this.side = fixture.side();
    }

    public SideFixture users() {
        return fixture;
    }

    public SyncSide side() {
        return side;
    }

    public Samples samples() {
        return new Samples(window());
    }

    public Lane lane() {
        return fixture.lane();
    }

    public Window window() {
        return fixture.window();
    }

    /** From now on another side object is asked, as after a restart. */
    void restart() {
        side = fixture.restarted();
    }

    // ── What the side can do ─────────────────────────────────────────────────────────────────────────────────────

    Capabilities can() {
        return right(side.capabilities(lane()));
    }

    void needs(SideFixture.Ability ability) {
        assumeTrue(!fixture.lacks().contains(ability), () -> "needs the ability " + ability);
    }

    void needs(boolean capability, String name) {
        assumeTrue(capability, () -> "needs the capability " + name);
    }

    void needsToWrite(Field field) {
        needs(can().writes(field), "to write " + field);
    }

    void needsSide(Side wanted) {
        needs(side.side() == wanted, "of the side " + wanted);
    }

    // ── Observing ────────────────────────────────────────────────────────────────────────────────────────────────

    List<LaneAnswer> observe(Seq<LaneQuery> queries) {
        List<LaneAnswer> answers = new ArrayList<>();
        side.observe(queries, answers::add);
        return answers;
    }

    LaneQuery query(Lane lane, Option<Checkpoint> since) {
        return new LaneQuery(lane, window(), since);
    }

    Either<PortFailure, Snapshot> observe(Lane lane, Option<Checkpoint> since) {
        List<LaneAnswer> answers = observe(Vector.of(query(lane, since)));
        assertThat(answers).as("each lane is handed over exactly once").hasSize(1);
        return answers.get(0).snapshot();
    }

    Snapshot full() {
        return full(lane());
    }

    Snapshot full(Lane lane) {
        return right(observe(lane, Option.none()));
    }

    Snapshot since(Checkpoint checkpoint) {
        return right(observe(lane(), Option.some(checkpoint)));
    }

    Checkpoint checkpoint() {
        return full().next();
    }

    static Option<Observed> of(Snapshot snapshot, ItemRef ref) {
        return snapshot.items().find(seen -> seen.ref().equals(ref));
    }

    static Present presentIn(Snapshot snapshot, ItemRef ref) {
        Option<Observed> seen = of(snapshot, ref);
        assertThat(seen)
                .as("%s among %s", ref, snapshot.items().map(Observed::ref))
                .isNotEmpty();
        assertThat(seen.get()).isInstanceOf(Present.class);
        return (Present) seen.get();
    }

    static Seq<ItemRef> refs(Snapshot snapshot) {
        return snapshot.items().map(Observed::ref);
    }

    // ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    Look look(Lane lane, ItemRef ref) {
        return new Look(lane, window(), ref, Option.none());
    }

    Observed fetch(ItemRef ref) {
        return fetch(look(lane(), ref));
    }

    Observed fetch(Look look) {
        Seq<Either<PortFailure, Observed>> answers = side.fetch(Vector.of(look));
        assertThat(answers).hasSize(1);
        return right(answers.get());
    }

    Present fetched(ItemRef ref) {
        Observed seen = fetch(ref);
        assertThat(seen).isInstanceOf(Present.class);
        Present present = (Present) seen;
        assertThat(present.item()).as("a targeted read is in full").isNotEmpty();
        return present;
    }

    Search search(Option<Stamp> stamp, Option<String> naturalKey, Value period) {
        return new Search(lane(), window(), stamp, naturalKey, period);
    }

    Seq<ItemRef> found(Search search) {
        Seq<Either<PortFailure, Seq<Present>>> answers = side.find(Vector.of(search));
        assertThat(answers).hasSize(1);
        return right(answers.get()).map(Present::ref);
    }

    // ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────

    LinkId newLink() {
        links++;
        return new LinkId("link" + links);
    }

    static Stamp stamp(LinkId link) {
        return Stamp.of(INSTALLATION, link);
    }

    Write.Create create(Item item) {
        return create(lane(), item);
    }

    Write.Create create(Lane lane, Item item) {
        LinkId link = newLink();
        Stamp bare = stamp(link);
        return Write.Create.builder()
                .lane(lane)
                .window(window())
                .link(link)
                .notice(Notify.NOBODY)
                .stamp(side.side() == Side.EXCHANGE ? bare.on(ItemRef.d365("usmf/" + link.id())) : bare)
                .item(item)
                .marked(true)
                .build();
    }

    /** An update of what was read, with nothing in it yet. */
    Write.Update update(Present read) {
        return update(read, LinkedHashMap.empty());
    }

    Write.Update update(Present read, Field field, Value value) {
        return update(read, LinkedHashMap.of(field, value));
    }

    Write.Update update(Present read, Map<Field, Value> changes) {
        return Write.Update.builder()
                .lane(lane())
                .window(window())
                .link(read.stamp().map(Stamp::link).getOrElse(this::newLink))
                .notice(Notify.NOBODY)
                .ref(read.ref())
                .expected(read.version())
                .before(read.item().get())
                .withheld(read.withheld().keySet())
                .changes(changes)
                .attendees(changes.getOrElse(Field.ATTENDEES, read.item().get().value(Field.ATTENDEES)))
                .build();
    }

    Write.Remove remove(Present read, Notify notice) {
        return new Write.Remove(lane(), window(), newLink(), read.ref(), read.version(), notice);
    }

    Outcome write(Write write) {
        Seq<Outcome> outcomes = side.write(Vector.of(write));
        assertThat(outcomes).hasSize(1);
        return outcomes.get();
    }

    /** Writes, and answers with the read-back. */
    Present written(Write write) {
        return readBack(write(write));
    }

    static Present readBack(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Written.class);
        return ((Outcome.Written) outcome).readBack();
    }

    Present created(Item item) {
        return written(create(item));
    }

    static PortFailure refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).failure();
    }

    Write.Create named(String title) {
        return create(samples().appointment(title));
    }

    // ── Comparing ────────────────────────────────────────────────────────────────────────────────────────────────

    /**
     * That every field that the side can write says what was written, or the nearest that it knows. Where nothing was
     * said of a choice, a server has a default of its own.
     */
    void assertHolds(Present read, Item written) {
        Capabilities can = can();
        for (Field field : Field.of(written.kind()).filter(can::writes)) {
            if (field.shape() == Field.Shape.CHOICE && written.value(field).isNothing()) {
                continue;
            }
            assertSays(read, field, nearest(can, field, written.value(field)));
        }
    }

    static void assertSays(Present read, Field field, Value value) {
        Value is = read.item().get().value(field);
        assertThat(NormalForm.same(field, is, value))
                .as("%s of %s is %s and should be %s", field, read.ref().id(), is, value)
                .isTrue();
    }

    private static Value nearest(Capabilities can, Field field, Value value) {
        return value instanceof Value.Choice c
                ? Value.choice(can.holding(field).get().fallbacks().getOrElse(c.name(), c.name()))
                : value;
    }

    static <T> T right(Either<PortFailure, T> answer) {
        assertThat(answer.isRight())
                .as(() -> "an answer instead of the failure " + answer.getLeft())
                .isTrue();
        return answer.get();
    }

    static <T> PortFailure left(Either<PortFailure, T> answer) {
        assertThat(answer.isLeft())
                .as(() -> "a failure instead of " + answer.get())
                .isTrue();
        return answer.getLeft();
    }

    @Override
    public void close() {
        fixture.close();
    }
}
