package io.axpsync.core.contract.side;

import static io.axpsync.core.contract.side.Fault.of;
import static io.axpsync.core.memory.MemoryHabits.D365;
import static io.axpsync.core.memory.MemoryHabits.GRAPH;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Place;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Observed.Trace;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What can be wrong with full listings and feeds. */
final class ListingFaults {

    private static final ItemRef FIRST = ItemRef.exchange("Item000001=");
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private ListingFaults() {}

    static final Seq<Fault> ALL = Vector.of(
            of(
                    "signs for the other side",
                    GRAPH,
                    "anEmptyLaneIsListedInFullAndEmpty",
                    memory -> tampered(memory)
                            .listing((query, s) ->
                                    new Snapshot(s.lane(), s.side().other(), s.items(), s.completeness(), s.next()))),
            of(
                    "lists a narrower window than it was asked for",
                    GRAPH,
                    "aFullListingProvesThatItIsFull",
                    memory -> tampered(memory).asking(query -> window(query, Duration.ofDays(-1)))),
            of(
                    "lists a wider window",
                    GRAPH,
                    "itemsOutsideTheWindowAreNotListed",
                    memory -> tampered(memory).asking(query -> window(query, Duration.ofDays(1)))),
            of(
                    "lists marked items only",
                    GRAPH,
                    "itemsAreListedWhetherMarkedOrNot",
                    full((query, items) -> items.filter(present(Present::marked)))),
            of(
                    "lists without titles",
                    GRAPH,
                    "aListingTellsTitleAndPeriod",
                    memory -> tampered(memory).seeing(present -> present.withTitle(""))),
            of(
                    "calls the first page full",
                    GRAPH,
                    "aListingOfManyPagesIsComplete",
                    full((query, items) -> items.take(20))),
            of(
                    "turns pages by the start",
                    GRAPH,
                    "itemsOfOneMomentAreAllListed",
                    full((query, items) -> items.groupBy(o -> ((Present) o).period())
                            .values()
                            .flatMap(same -> same.take(20))
                            .toVector())),
            of(
                    "lists what starts in the window",
                    GRAPH,
                    "itemsThatReachIntoTheWindowAreListed",
                    full((query, items) -> items.filter(present(p -> !(p.period() instanceof Value.Period period)
                            || !period.start().isBefore(query.window().from()))))),
            of(
                    "lists Deleted Items too",
                    GRAPH,
                    "whatAUserDeletedIsNotListed",
                    full((query, items) -> items.size() == 1 ? items.append(invented(FIRST)) : items)),
            of(
                    "lists other folders too",
                    GRAPH,
                    "whatAUserMovedElsewhereIsNotListed",
                    memory -> tampered(memory)
                            .listing(items((query, items) ->
                                    first(memory, query) instanceof Present p && p.place() == Place.ELSEWHERE
                                            ? items.append(p)
                                            : items))),
            of(
                    "calls a feed full",
                    GRAPH,
                    "aFeedIsNoFullListing",
                    memory -> tampered(memory)
                            .listing((query, s) -> new Snapshot(
                                    s.lane(),
                                    s.side(),
                                    s.items(),
                                    new Completeness.Full(query.window(), 1, "a feed"),
                                    s.next()))),
            of(
                    "feeds marked items only",
                    GRAPH,
                    "aNewItemIsReported",
                    feed((query, items) -> items.filter(present(Present::marked)))),
            of("feeds old versions", GRAPH, "anEditIsReportedWithItsNewVersion", memory -> {
                memory.behave(
                        Hostility.builder().versions(Hostility.Versions.STALE).build());
                return memory;
            }),
            of("hides our own writes", GRAPH, "ourOwnWritesAreReportedToo", memory -> {
                Set<ItemRef> ours = new HashSet<>();
                return tampered(memory)
                        .answering((write, outcome) -> {
                            ours.add(Scene.readBack(outcome).ref());
                            return outcome;
                        })
                        .listing(delta((query, items) -> items.filter(o -> !ours.contains(o.ref()))));
            }),
            of(
                    "reports a lost marker as gone",
                    GRAPH,
                    "aMarkerTakenOffIsAnOrdinaryChange",
                    feed((query, items) ->
                            items.map(o -> o instanceof Present p && !p.marked() ? gone(o, Trace.LEFT_VIEW) : o))),
            of(
                    "never feeds a marker",
                    GRAPH,
                    "aMarkerSetIsReported",
                    feed((query, items) -> items.map(o -> o instanceof Present p ? p.withMarked(false) : o))),
            of(
                    "swallows deletions",
                    D365,
                    "aDeletionIsReported",
                    feed((query, items) -> items.filter(present(p -> true)))),
            of(
                    "swallows what left",
                    GRAPH,
                    "whatWasMovedElsewhereIsReportedButNotAsDeleted",
                    feed((query, items) -> items.filter(present(p -> true)))),
            of(
                    "takes leaving for deletion",
                    GRAPH,
                    "whatLeftTheWindowIsReportedButNotAsDeleted",
                    feed((query, items) -> items.map(o -> o instanceof Observed.Gone ? gone(o, Trace.TOMBSTONE) : o))),
            of("feeds only what it knew", GRAPH, "whatEnteredTheWindowIsReported", memory -> {
                Set<ItemRef> known = new HashSet<>();
                return tampered(memory).listing((query, s) -> {
                    if (s.isFull()) {
                        s.items().forEach(o -> known.add(o.ref()));
                        return s;
                    }
                    return with(s, s.items().filter(o -> known.contains(o.ref())));
                });
            }),
            of(
                    "takes what is gone for present",
                    GRAPH,
                    "whatCameAndWentIsNotPresent",
                    feed((query, items) -> items.map(o -> o instanceof Observed.Gone ? invented(o.ref()) : o))),
            of(
                    "feeds each change",
                    GRAPH,
                    "anItemThatChangedOftenIsReportedOnceAsItIsNow",
                    feed((query, items) -> items.appendAll(items))),
            of(
                    "drops a page of the feed",
                    GRAPH,
                    "manyChangesAreAllReported",
                    feed((query, items) -> items.size() > 20 ? items.drop(20) : items)),
            of("delivers once", GRAPH, "aCheckpointUsedTwiceRepeats", memory -> {
                Set<ItemVersion> delivered = new HashSet<>();
                return tampered(memory)
                        .listing(delta((query, items) -> items.filter(present(p -> delivered.add(p.version())))));
            }),
            of(
                    "hands out checkpoints that are ahead",
                    GRAPH,
                    "checkpointsInARowSkipNothing",
                    memory -> tampered(memory)
                            .listing((query, s) ->
                                    new Snapshot(s.lane(), s.side(), s.items(), s.completeness(), ahead(s.next())))),
            of("keeps its checkpoints to itself", GRAPH, "aCheckpointOutlivesARestart", memory -> {
                String mine = INSTANCES.incrementAndGet() + "#";
                return tampered(memory)
                        .asking(query -> query.since().exists(c -> c.token().startsWith(mine))
                                ? new LaneQuery(
                                        query.lane(),
                                        query.window(),
                                        query.since()
                                                .map(c ->
                                                        new Checkpoint(c.token().substring(mine.length()))))
                                : query)
                        .listing((query, s) -> new Snapshot(
                                s.lane(),
                                s.side(),
                                s.items(),
                                s.completeness(),
                                new Checkpoint(mine + s.next().token())));
            }),
            of(
                    "misses a change now and then",
                    GRAPH,
                    "aLongStoryIsToldTheSameByFeedAndListing",
                    feed((query, items) -> items.filter(o -> !(o instanceof Present p)
                            || Long.parseLong(p.version().token().substring(1)) % 3 != 0))),
            of("starts anew unasked", GRAPH, "aCheckpointThatNobodyMadeIsExpired", memory -> new TamperedSide(memory) {
                @Override
                public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
                    super.observe(lanes, answer -> {
                        if (answer.snapshot().isLeft() && answer.snapshot().getLeft() instanceof PortFailure.Expired) {
                            super.observe(lanes.map(q -> new LaneQuery(q.lane(), q.window(), Option.none())), sink);
                        } else {
                            sink.accept(answer);
                        }
                    });
                }
            }),
            of(
                    "lists in weak etags",
                    GRAPH,
                    "listingsAndReadsTellTheSameVersion",
                    full((query, items) -> items.map(o -> o instanceof Present p
                            ? p.withVersion(new ItemVersion("W/" + p.version().token()))
                            : o))));

    private static TamperedSide tampered(MemorySide memory) {
        return new TamperedSide(memory);
    }

    private static Function<MemorySide, SyncSide> full(BiFunction<LaneQuery, Seq<Observed>, Seq<Observed>> change) {
        return memory ->
                tampered(memory).listing((query, s) -> s.isFull() ? with(s, change.apply(query, s.items())) : s);
    }

    private static Function<MemorySide, SyncSide> feed(BiFunction<LaneQuery, Seq<Observed>, Seq<Observed>> change) {
        return memory -> tampered(memory).listing(delta(change));
    }

    private static BiFunction<LaneQuery, Snapshot, Snapshot> delta(
            BiFunction<LaneQuery, Seq<Observed>, Seq<Observed>> change) {
        return (query, s) -> s.isFull() ? s : with(s, change.apply(query, s.items()));
    }

    private static BiFunction<LaneQuery, Snapshot, Snapshot> items(
            BiFunction<LaneQuery, Seq<Observed>, Seq<Observed>> change) {
        return (query, s) -> with(s, change.apply(query, s.items()));
    }

    private static Snapshot with(Snapshot s, Seq<Observed> items) {
        return new Snapshot(s.lane(), s.side(), items, s.completeness(), s.next());
    }

    private static Predicate<Observed> present(Predicate<Present> which) {
        return o -> o instanceof Present p && which.test(p);
    }

    private static Observed gone(Observed observed, Trace trace) {
        return new Observed.Gone(observed.ref(), trace);
    }

    private static Observed invented(ItemRef ref) {
        return Present.builder()
                .ref(ref)
                .version(new ItemVersion("invented"))
                .marked(true)
                .build();
    }

    private static Object first(MemorySide memory, LaneQuery query) {
        Either<PortFailure, Observed> seen = memory.fetch(
                        Vector.of(new Look(query.lane(), query.window(), FIRST, Option.none())))
                .get();
        return seen.isRight() ? seen.get() : seen;
    }

    private static Checkpoint ahead(Checkpoint next) {
        int colon = next.token().indexOf(':') + 1;
        return new Checkpoint(
                next.token().substring(0, colon) + (Long.parseLong(next.token().substring(colon)) + 1));
    }

    private static LaneQuery window(LaneQuery query, Duration wider) {
        Window w = query.window();
        return new LaneQuery(query.lane(), new Window(w.from().minus(wider), w.to().plus(wider)), query.since());
    }
}
