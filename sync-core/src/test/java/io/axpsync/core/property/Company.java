package io.axpsync.core.property;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Side;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.MemoryUser;
import io.axpsync.core.memory.NoPeople;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One employee, two servers in memory, a store, and all things that ever were on either side. */
final class Company {

    static final Instant TODAY = Instant.parse("2026-03-02T06:00:00Z");
    static final String ANNA = "anna.huber@fabrikon.example";

    private Instant time = TODAY;
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
            return time;
        }
    };
    final Setting setting;
    final Lane lane = lane("000101", ANNA);
    final Lane other = lane("000102", "bert.maier@fabrikon.example");
    final MemorySide d365;
    final MemorySide exchange;
    final MemoryStore store = new MemoryStore("inst");
    final Map<ItemRef, Thing> byRef = new LinkedHashMap<>();
    final List<Thing> things = new ArrayList<>();
    private final LaneSetup setup;
    private final SyncRun runner;

    Company(Setting setting) {
        this.setting = setting;
        this.d365 = MemorySide.of(setting.d365(), clock, lane, other);
        this.exchange = MemorySide.of(setting.exchange(), clock, lane, other);
        this.setup = LaneSetup.builder()
                .lane(lane)
                .rules(setting.rules())
                .d365(d365)
                .exchange(exchange)
                .build();
        this.runner = new SyncRun(store, new NoPeople(), clock, new CountingIds("id"), RunListener.SILENT);
    }

    private static Lane lane(String personnelNumber, String address) {
        return Lane.builder()
                .id(LaneId.of(personnelNumber, Kind.APPOINTMENT))
                .kind(Kind.APPOINTMENT)
                .marker(new Category("D365"))
                .mailbox(Mailbox.builder()
                        .personnelNumber(personnelNumber)
                        .address(address)
                        .company("nord")
                        .zone(ZoneId.of("Europe/Vienna"))
                        .build())
                .build();
    }

    Instant now() {
        return time;
    }

    void pass(Duration duration) {
        time = time.plus(duration);
    }

    MemorySide at(Side side) {
        return side == Side.D365 ? d365 : exchange;
    }

    MemoryUser user(Side side) {
        return at(side).user();
    }

    RunReport run() {
        pass(Duration.ofMinutes(1));
        RunReport report = runner.sync(Vector.of(setup));
        for (Side side : Side.values()) {
            user(side).list(lane).forEach(this::meet);
        }
        return report;
    }

    RunReport plan() {
        return runner.plan(Vector.of(setup));
    }

    /** The thing behind a ref; a new one when nobody knew it. */
    Thing meet(ItemRef ref) {
        return byRef.computeIfAbsent(ref, r -> {
            Thing thing = new Thing(r);
            things.add(thing);
            return thing;
        });
    }

    void rename(Thing thing, ItemRef now) {
        thing.rename(now);
        byRef.put(now, thing);
    }

    Item see(Thing thing) {
        MemoryUser user = user(thing.side);
        long changed = user.changed(thing.ref);
        if (thing.seen == null || thing.seenAt != changed) {
            thing.seen = user.see(lane, thing.ref);
            thing.seenAt = changed;
        }
        return thing.seen;
    }

    boolean marked(Thing thing) {
        return user(thing.side).isMarked(lane, thing.ref);
    }

    boolean alive(Thing thing) {
        return !user(thing.side).isDeleted(thing.ref);
    }

    Option<Thing> thing(Option<ItemRef> ref) {
        return ref.flatMap(r -> Option.of(byRef.get(r)));
    }
}
