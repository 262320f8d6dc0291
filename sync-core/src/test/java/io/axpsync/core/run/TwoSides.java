package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.MemoryUser;
import io.axpsync.core.memory.NoPeople;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A company with one employee: a D365 and an Exchange in memory, a store, and runs between them. */
final class TwoSides {

    static final Instant TODAY = Instant.parse("2026-03-02T06:00:00Z");
    static final Instant TEN = Instant.parse("2026-03-03T10:00:00Z");

    final AtomicReference<Instant> time = new AtomicReference<>(TODAY);
    final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return java.util.Objects.requireNonNull(time.get());
        }
    };
    final Lane lane;
    final MemorySide d365;
    final MemorySide exchange;
    final MemoryStore store = new MemoryStore("inst");
    final CountingIds ids = new CountingIds("id");
    SyncRules rules = SyncRules.builder().build();
    Directory directory = NOBODY;

    TwoSides() {
        this(MemoryHabits.D365, MemoryHabits.GRAPH);
    }

    TwoSides(MemoryHabits d365, MemoryHabits exchange) {
        this(d365, exchange, Kind.APPOINTMENT);
    }

    /** The same company, synchronising tasks. */
    static TwoSides withTasks(MemoryHabits d365, MemoryHabits exchange) {
        return new TwoSides(d365, exchange, Kind.TASK);
    }

    /** The same company, synchronising contacts. */
    static TwoSides withContacts(MemoryHabits d365, MemoryHabits exchange) {
        TwoSides company = new TwoSides(d365, exchange, Kind.CONTACT);
        company.rules = SyncRules.CONTACTS.withCompanyUnknown(Option.some(COMPANY_UNKNOWN));
        return company;
    }

    static final Category COMPANY_UNKNOWN = new Category("D365: company unknown");

    private TwoSides(MemoryHabits d365, MemoryHabits exchange, Kind kind) {
        this.lane = lane("000101", "anna.huber@fabrikon.example", kind);
        this.d365 = MemorySide.of(d365, clock, lane);
        this.exchange = MemorySide.of(exchange, clock, lane);
    }

    static Lane lane(String personnelNumber, String address) {
        return lane(personnelNumber, address, Kind.APPOINTMENT);
    }

    private static Lane lane(String personnelNumber, String address, Kind kind) {
        return Lane.builder()
                .id(LaneId.of(personnelNumber, kind))
                .kind(kind)
                .marker(new Category("D365"))
                .statusCategories(kind == Kind.CONTACT ? HashSet.of(COMPANY_UNKNOWN) : HashSet.empty())
                .mailbox(Mailbox.builder()
                        .personnelNumber(personnelNumber)
                        .address(address)
                        .company("nord")
                        .zone(ZoneId.of("Europe/Vienna"))
                        .build())
                .build();
    }

    static Item appointment(String subject) {
        return Item.of(
                Kind.APPOINTMENT,
                LinkedHashMap.of(
                        Field.SUBJECT,
                        Value.text(subject),
                        Field.PERIOD,
                        new Value.Period(TEN, TEN.plus(Duration.ofHours(1))),
                        Field.SHOW_AS,
                        Value.choice("BUSY"),
                        Field.SENSITIVITY,
                        Value.choice("NORMAL"),
                        Field.IMPORTANCE,
                        Value.choice("NORMAL")));
    }

    static Value people(String... addresses) {
        return Value.Entries.of(Vector.of(addresses).map(a -> new Value.Entry(a, "REQUIRED", "")));
    }

    MemoryUser user(Side side) {
        return (side == Side.D365 ? d365 : exchange).user();
    }

    ItemRef put(Side side, Item item) {
        return user(side).put(lane, item, true);
    }

    /** The user of a side edits the only item there. */
    void edit(Side side, Field field, Value value) {
        user(side).edit(lane, onlyRef(side), field, value);
    }

    LaneSetup setup() {
        return LaneSetup.builder()
                .lane(lane)
                .rules(rules)
                .d365(d365)
                .exchange(exchange)
                .build();
    }

    SyncRun runner() {
        return runner(RunListener.SILENT);
    }

    SyncRun runner(RunListener listener) {
        return new SyncRun(store, directory, clock, ids, listener);
    }

    RunReport run() {
        time.updateAndGet(t -> t.plusSeconds(60));
        return runner().sync(Vector.of(setup()));
    }

    RunReport plan() {
        return runner().plan(Vector.of(setup()));
    }

    /** Runs, and then once more: the second run must do nothing. */
    RunReport settle() {
        RunReport report = run();
        assertQuiet();
        return report;
    }

    void assertQuiet() {
        RunReport plan = plan();
        assertThat(plan.failedLanes()).isZero();
        assertThat(plan.operations())
                .as("operations of the second plan: %s", plan.lanes())
                .isZero();
        RunReport again = run();
        assertThat(again.total(RunReport.Counts::writes)).isZero();
    }

    Seq<Item> all(Side side) {
        return user(side).seeAll(lane);
    }

    Item only(Side side) {
        assertThat(all(side)).hasSize(1);
        return all(side).head();
    }

    ItemRef onlyRef(Side side) {
        return user(side).list(lane).single();
    }

    Link onlyLink() {
        return store.links().ofLane(lane.id()).single();
    }

    static String subject(Item item) {
        return item.title();
    }

    static final Directory NOBODY = new NoPeople();
}
