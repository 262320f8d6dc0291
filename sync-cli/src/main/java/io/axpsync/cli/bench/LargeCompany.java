package io.axpsync.cli.bench;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.Sides;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A company in which each mailbox has a hundred synchronised appointments: a third are meetings. Nothing of it is held;
 * everything follows from the numbers of mailbox and appointment.
 */
final class LargeCompany {

    static final int APPOINTMENTS = 100;
    static final Sides SIDES = new Sides(MemoryHabits.D365.capabilities(), MemoryHabits.GRAPH.capabilities());

    private static final Seq<String> SHOW_AS = Vector.of("BUSY", "BUSY", "BUSY", "TENTATIVE", "FREE", "OUT_OF_OFFICE");
    private static final Seq<String> CATEGORIES = Vector.of("customer", "project", "travel", "internal");

    private final Fingerprints fingerprints;
    private final Instant today;

    LargeCompany(Fingerprints fingerprints, Instant today) {
        this.fingerprints = fingerprints;
        this.today = today;
    }

    Seq<Lane> lanes(int count) {
        return Vector.range(0, count).map(LargeCompany::lane);
    }

    private static Lane lane(int mailbox) {
        String number = String.format("%06d", mailbox);
        return Lane.builder()
                .id(LaneId.of(number, Kind.APPOINTMENT))
                .kind(Kind.APPOINTMENT)
                .marker(new Category("D365"))
                .mailbox(Mailbox.builder()
                        .personnelNumber(number)
                        .address("worker" + mailbox + "@fabrikon.example")
                        .company("nord")
                        .zone(ZoneId.of("Europe/Vienna"))
                        .build())
                .build();
    }

    Item appointment(Lane lane, int n) {
        Instant start = today.plus(Duration.ofMinutes(30L * (n * 7 % 2000)));
        Item item = Item.of(
                Kind.APPOINTMENT,
                LinkedHashMap.<Field, Value>empty()
                        .put(Field.SUBJECT, Value.text("Visit " + lane.mailbox().personnelNumber() + "/" + n))
                        .put(Field.BODY, Value.text(text(lane, n)))
                        .put(Field.PERIOD, new Value.Period(start, start.plus(Duration.ofHours(1))))
                        .put(Field.LOCATION, Value.text("Hall " + n % 40))
                        .put(Field.SHOW_AS, Value.choice(SHOW_AS.get(n % SHOW_AS.size())))
                        .put(Field.SENSITIVITY, Value.choice("NORMAL"))
                        .put(Field.IMPORTANCE, Value.choice(n % 10 == 0 ? "HIGH" : "NORMAL"))
                        .put(Field.REMINDER, new Value.Whole(15))
                        .put(Field.CATEGORIES, entries(CATEGORIES.get(n % CATEGORIES.size()))));
        return n % 3 > 0
                ? item
                : item.with(Field.ATTENDEES, entries("customer" + n % 50 + "@outside.example"))
                        .with(Field.ORGANIZER, entries(lane.mailbox().address()))
                        .with(Field.RESPONSE_REQUESTED, Value.choice("YES"));
    }

    private static String text(Lane lane, int n) {
        return "Agenda of visit " + n
                + "\n1. What is open since the last visit\n2. Prices of the next year\n3. Delivery"
                + " to the works of " + lane.mailbox().personnelNumber() + "\nBring the contract.";
    }

    private static Value entries(String key) {
        return Value.Entries.of(Vector.of(new Value.Entry(key, "", key)));
    }

    /** All pairs of a lane as the store remembers them after a run. */
    Seq<Link> links(Lane lane) {
        return Vector.range(0, APPOINTMENTS).map(n -> link(lane, n));
    }

    Link link(Lane lane, int n) {
        Item item = appointment(lane, n);
        return Link.builder()
                .id(new LinkId("link-" + lane.id() + "-" + n))
                .lane(lane.id())
                .state(LinkState.LINKED)
                .d365(Option.some(ref(lane, n, Side.D365)))
                .exchange(Option.some(ref(lane, n, Side.EXCHANGE)))
                .d365Baseline(Option.some(baseline(item, Side.D365)))
                .exchangeBaseline(Option.some(baseline(item, Side.EXCHANGE)))
                .since(today)
                .build();
    }

    private Baseline baseline(Item item, Side side) {
        return fingerprints.baseline(SIDES.of(side), item, version(1), HashMap.empty());
    }

    /** What a listing says of all items of a lane, with the versions of the baselines. */
    Seq<Observed> listing(Lane lane, Side side) {
        return Vector.range(0, APPOINTMENTS).map(n -> light(lane, n, side).build());
    }

    /** What a targeted read says of one. */
    Observed.Present full(Lane lane, int n, Side side, Item item, int version) {
        return light(lane, n, side)
                .version(version(version))
                .item(Option.some(item))
                .title(item.title())
                .period(item.value(Field.PERIOD))
                .modified(Option.some(today.plusSeconds(version)))
                .build();
    }

    private Observed.Present.Builder light(Lane lane, int n, Side side) {
        return Observed.Present.builder()
                .ref(ref(lane, n, side))
                .version(version(1))
                .marked(true);
    }

    private static ItemVersion version(int n) {
        return new ItemVersion("W/\"DwAAABYAAAD" + n + "\"");
    }

    static ItemRef ref(Lane lane, int n, Side side) {
        String name = lane.id() + "-" + n;
        return side == Side.D365
                ? ItemRef.d365("nord/ACT-" + name)
                : ItemRef.exchange("AAMkADUyMWJiZTEyLWMyZjQ" + name);
    }
}
