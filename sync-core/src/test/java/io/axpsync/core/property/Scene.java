package io.axpsync.core.property;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.DeletionEvidence;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
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
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkMatcher;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.plan.LaneView;
import io.axpsync.core.plan.Sides;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What a planner may be shown, and the same seen in a mirror.
 *
 * @param links pairs that the store knows
 * @param strangers items that it does not know
 */
record Scene(Sides sides, SyncRules rules, Seq<Scene.Known> links, Seq<Scene.Stranger> strangers) {

    static final Instant NOW = Instant.parse("2026-03-02T06:00:00Z");
    static final Fingerprints PRINTS = new Fingerprints("fp", "0123456789abcdef0123456789abcdef".getBytes());
    static final Lane LANE = Lane.builder()
            .id(LaneId.of("000101", Kind.APPOINTMENT))
            .kind(Kind.APPOINTMENT)
            .marker(new Category("D365"))
            .mailbox(Mailbox.builder()
                    .personnelNumber("000101")
                    .address(Company.ANNA)
                    .company("nord")
                    .zone(ZoneId.of("Europe/Vienna"))
                    .build())
            .build();

    /** What there is of an item to be seen. */
    enum Sight {
        THERE,
        THERE_TOO,
        UNMARKED,
        ELSEWHERE,
        OUTSIDE,
        DELETED,
        GONE,
        UNREADABLE,
        UNSEEN,
        NEVER_MADE
    }

    /**
     * One side of a known pair.
     *
     * @param edits by field, what a user made of it since both agreed
     * @param age how long ago it was edited
     */
    record Half(Sight sight, Map<Field, Value> edits, Observed.Role role, int age) {}

    /** A pair that the store knows. */
    record Known(LinkState state, boolean markerSeen, boolean agreed, Item was, Half d365, Half exchange) {
        Half on(Side side) {
            return side == Side.D365 ? d365 : exchange;
        }
    }

    /** An item that the store does not know. */
    record Stranger(Side side, Item item, boolean marked, Option<String> key, Observed.Role role) {}

    /** Both sides and all that depends on the side in each other's place. */
    Scene mirrored() {
        SyncRules other = rules.withPolicy(
                        switch (rules.policy()) {
                            case D365 -> io.axpsync.core.plan.FieldPolicy.EXCHANGE;
                            case EXCHANGE -> io.axpsync.core.plan.FieldPolicy.D365;
                            case NEWEST, ASK, FILL_EMPTY, APPEND, NEVER -> rules.policy();
                        })
                .withFirst(rules.first().other())
                .withOnD365Delete(rules.onExchangeDelete())
                .withOnExchangeDelete(rules.onD365Delete());
        return new Scene(
                new Sides(sides.exchange(), sides.d365()),
                other,
                links.map(l -> new Known(l.state(), l.markerSeen(), l.agreed(), l.was(), l.exchange(), l.d365())),
                strangers.map(s -> new Stranger(s.side().other(), s.item(), s.marked(), s.key(), s.role())));
    }

    /** As the planner gets it. */
    LaneView view() {
        Map<ItemRef, DeletionEvidence> evidence = HashMap.empty();
        Seq<Pairing> pairings = Vector.empty();
        for (int i = 0; i < links.size(); i++) {
            Known known = links.get(i);
            Link link = link(known, i);
            for (Side side : Side.values()) {
                if (known.on(side).sight() == Sight.DELETED) {
                    ItemRef ref = ref(side, i);
                    evidence = evidence.put(ref, proof(ref));
                }
            }
            pairings = pairings.append(
                    new Pairing.Linked(link, observed(known, Side.D365, i), observed(known, Side.EXCHANGE, i)));
        }
        return new LaneView(LANE, rules, sides, pairings.appendAll(matched()), evidence, false, NOW);
    }

    private Seq<Pairing> matched() {
        Seq<Observed.Present> all = Vector.range(0, strangers.size()).map(i -> stranger(strangers.get(i), i));
        return LinkMatcher.match(
                all.filter(o -> o.ref().side() == Side.D365),
                all.filter(o -> o.ref().side() == Side.EXCHANGE));
    }

    private Link link(Known known, int i) {
        Link.Builder link = Link.builder()
                .id(new LinkId("link" + i))
                .lane(LANE.id())
                .state(known.state())
                .markerSeen(known.markerSeen())
                .since(NOW);
        for (Side side : Side.values()) {
            if (known.on(side).sight() != Sight.NEVER_MADE) {
                Option<ItemRef> ref = Option.some(ref(side, i));
                Option<Baseline> baseline = Option.when(
                        known.agreed(),
                        () -> PRINTS.baseline(sides.of(side), known.was(), new ItemVersion("v0"), HashMap.empty()));
                if (side == Side.D365) {
                    link.d365(ref).d365Baseline(baseline);
                } else {
                    link.exchange(ref).exchangeBaseline(baseline);
                }
            }
        }
        return link.build();
    }

    private Option<Observed> observed(Known known, Side side, int i) {
        Half half = known.on(side);
        ItemRef ref = ref(side, i);
        return switch (half.sight()) {
            case NEVER_MADE, UNSEEN -> Option.none();
            case DELETED, GONE -> Option.some(new Observed.Gone(ref, Observed.Trace.NOT_FOUND));
            case UNREADABLE ->
                Option.some(new Observed.Unreadable(
                        ref, new ItemVersion("v1"), true, "", Reason.of("odd", "cannot be mapped")));
            case THERE, THERE_TOO, UNMARKED, ELSEWHERE, OUTSIDE -> Option.some(present(known, half, ref));
        };
    }

    private Observed present(Known known, Half half, ItemRef ref) {
        Capabilities capabilities = sides.of(ref.side());
        Item item = half.edits()
                .filterKeys(capabilities::holds)
                .foldLeft(known.was(), (was, edit) -> was.with(edit._1, edit._2));
        return Observed.Present.builder()
                .ref(ref)
                .version(new ItemVersion("v1"))
                .marked(half.sight() != Sight.UNMARKED)
                .place(
                        switch (half.sight()) {
                            case ELSEWHERE -> Observed.Place.ELSEWHERE;
                            case OUTSIDE -> Observed.Place.OUTSIDE_WINDOW;
                            default -> Observed.Place.IN_LANE;
                        })
                .role(half.role())
                .item(Option.some(Item.of(item.kind(), item.values().filterKeys(capabilities::holds))))
                .modified(Option.some(NOW.minus(Duration.ofMinutes(half.age()))))
                .build();
    }

    private static Observed.Present stranger(Stranger s, int i) {
        return Observed.Present.builder()
                .ref(new ItemRef(s.side(), "stranger" + i))
                .version(new ItemVersion("v1"))
                .marked(s.marked())
                .naturalKey(s.key())
                .role(s.role())
                .item(Option.some(s.item()))
                .period(s.item().value(Field.PERIOD))
                .title(s.item().title())
                .build();
    }

    private static ItemRef ref(Side side, int i) {
        return new ItemRef(side, "item" + i);
    }

    private static DeletionEvidence proof(ItemRef ref) {
        Observed gone = new Observed.Gone(ref, Observed.Trace.TOMBSTONE);
        Snapshot snapshot =
                new Snapshot(LANE.id(), ref.side(), Vector.of(gone), new Completeness.Delta(), new Checkpoint("next"));
        return DeletionEvidence.of(snapshot, ref, gone).get();
    }

    static Item item(Map<Field, Value> values) {
        return Item.of(Kind.APPOINTMENT, LinkedHashMap.ofEntries(values));
    }
}
