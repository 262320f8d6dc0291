package io.axpsync.core.contract.side;

import static io.axpsync.core.contract.side.Fault.of;
import static io.axpsync.core.memory.MemoryHabits.D365;
import static io.axpsync.core.memory.MemoryHabits.GRAPH;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Place;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Observed.Trace;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryUser;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What can be wrong with targeted reads, searches, stamps, versions and what a side says of itself. */
final class ReadingFaults {

    private ReadingFaults() {}

    static final Seq<Fault> ALL = Vector.of(
            // fields
            of(
                    "forgets texts",
                    GRAPH,
                    "whatAUserMadeIsReadInFull",
                    memory -> tampered(memory).seeingItems(item -> item.with(Field.BODY, Value.NOTHING))),
            of(
                    "reads dates as instants",
                    GRAPH,
                    "anAllDayItemOfAUserIsReadAsDates",
                    memory -> tampered(memory).seeingItems(ReadingFaults::timed)),
            of(
                    "shows the marker",
                    GRAPH,
                    "theMarkerIsNoneOfTheCategories",
                    memory -> tampered(memory)
                            .seeing(p -> p.marked()
                                    ? p.withItem(
                                            p.item().map(i -> i.with(Field.CATEGORIES, Samples.categories("D365"))))
                                    : p)),
            of(
                    "shows what it does not hold",
                    D365,
                    "fieldsThatASideDoesNotHoldAreNotShown",
                    memory -> tampered(memory)
                            .seeingItems(item -> item.with(Field.TIME_ZONE, Value.text("Europe/Berlin")))),
            // presence
            of(
                    "sees marked items only",
                    GRAPH,
                    "anUnmarkedItemIsReadToo",
                    memory -> tampered(memory)
                            .reading((look, o) -> o instanceof Present p && !p.marked() ? notFound(o) : o)),
            of("reads from a cache", GRAPH, "aReadSeesTheNewestEdit", memory -> {
                Map<ItemRef, Observed> cache = new java.util.HashMap<>();
                return tampered(memory).reading((look, o) -> cache.computeIfAbsent(look.ref(), ref -> o));
            }),
            of(
                    "confirms nothing",
                    GRAPH,
                    "aDeletedItemIsConfirmedAsGone",
                    memory -> tampered(memory)
                            .reading((look, o) ->
                                    o instanceof Observed.Gone ? new Observed.Gone(o.ref(), Trace.LEFT_VIEW) : o)),
            of(
                    "takes what is outside the window for gone",
                    GRAPH,
                    "anItemOutsideTheWindowIsThereAllTheSame",
                    memory -> tampered(memory)
                            .reading((look, o) ->
                                    o instanceof Present p && p.place() == Place.OUTSIDE_WINDOW ? notFound(o) : o)),
            of(
                    "takes what was moved for gone",
                    GRAPH,
                    "anItemThatWasMovedElsewhereIsNotGone",
                    memory -> tampered(memory)
                            .reading((look, o) ->
                                    o instanceof Present p && p.place() == Place.ELSEWHERE ? notFound(o) : o)),
            of(
                    "takes a failure for absence",
                    GRAPH,
                    "aReadInAStrangeLaneStopsNoOther",
                    memory -> new TamperedSide(memory) {
                        @Override
                        public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
                            return looks.zip(super.fetch(looks))
                                    .map(pair -> pair._2.orElse(
                                            () -> Either.right(new Observed.Gone(pair._1.ref(), Trace.NOT_FOUND))));
                        }
                    }),
            // order and packing
            of("answers reads backwards", GRAPH, "readsAreAnsweredInTheOrderAsked", ReadingFaults::backwards),
            of("mixes up many reads", GRAPH, "manyReadsAreAnsweredInOrder", ReadingFaults::backwards),
            of(
                    "answers searches backwards",
                    GRAPH,
                    "searchesAreAnsweredInTheOrderAsked",
                    memory -> new TamperedSide(memory) {
                        @Override
                        public Seq<Either<PortFailure, Seq<Present>>> find(Seq<Search> searches) {
                            return super.find(searches).reverse();
                        }
                    }),
            of("asks before it reads", GRAPH, "toReadNothingAsksNothing", memory -> new TamperedSide(memory) {
                @Override
                public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
                    ping(memory);
                    return super.fetch(looks);
                }
            }),
            // natural keys
            of(
                    "keys by the version",
                    GRAPH,
                    "anItemOfExchangeKeepsItsNaturalKey",
                    memory -> tampered(memory)
                            .seeing(p -> p.withNaturalKey(
                                    Option.some(MemoryUser.uidKey(p.version().token()))))),
            of(
                    "keys by the title",
                    GRAPH,
                    "twoItemsOfExchangeHaveTwoNaturalKeys",
                    memory ->
                            tampered(memory).seeing(p -> p.withNaturalKey(Option.some(MemoryUser.uidKey(p.title()))))),
            of(
                    "forgets the natural key",
                    D365,
                    "aRowIsFoundByTheNaturalKeyOfItsCounterpart",
                    memory -> tampered(memory).creating(create -> create.withNaturalKey(Option.none()))),
            // searches
            of("finds the whole lane", GRAPH, "anItemIsFoundByItsExactPeriod", ReadingFaults::wholeLane),
            of(
                    "finds all when asked for nothing",
                    GRAPH,
                    "whoSearchesForNothingFindsNothing",
                    ReadingFaults::wholeLane),
            of(
                    "finds no days",
                    GRAPH,
                    "anAllDayItemIsFoundByItsDates",
                    memory -> tampered(memory)
                            .finding(
                                    (search, found) -> search.period() instanceof Value.Days ? Vector.empty() : found)),
            of(
                    "finds marked items only",
                    GRAPH,
                    "everyCandidateOfAPeriodIsFoundMarkedOrNot",
                    memory -> tampered(memory).finding((search, found) -> found.filter(Present::marked))),
            of(
                    "finds without reading",
                    GRAPH,
                    "whatIsFoundIsReadInFull",
                    memory -> tampered(memory).finding((search, found) -> found.map(p -> p.withItem(Option.none())))),
            of(
                    "finds in Deleted Items",
                    GRAPH,
                    "whatWasDeletedIsNotFound",
                    memory -> tampered(memory)
                            .finding((search, found) -> found.isEmpty()
                                    ? Vector.of(Present.builder()
                                            .ref(ItemRef.exchange("Item000001="))
                                            .version(new ItemVersion("v0"))
                                            .marked(true)
                                            .build())
                                    : found)),
            // stamps
            of(
                    "shows no stamp",
                    GRAPH,
                    "aCreatedItemCarriesItsStamp",
                    memory -> tampered(memory).seeing(p -> p.withStamp(Option.none()))),
            of(
                    "does not look for stamps",
                    GRAPH,
                    "anItemIsFoundByItsStamp",
                    memory -> tampered(memory)
                            .searching(
                                    s -> new Search(s.lane(), s.window(), Option.none(), s.naturalKey(), s.period()))),
            of(
                    "compares stamps with their rows",
                    GRAPH,
                    "aStampIsFoundWhicheverRowItNames",
                    memory -> tampered(memory)
                            .finding((search, found) ->
                                    found.filter(p -> p.stamp().equals(search.stamp())))),
            of(
                    "looks for the beginning of stamps",
                    GRAPH,
                    "aStampThatOnlyBeginsAlikeIsNotFound",
                    memory -> tampered(memory)
                            .searching(s -> new Search(
                                    s.lane(),
                                    s.window(),
                                    s.stamp().map(ReadingFaults::shorter),
                                    s.naturalKey(),
                                    s.period()))),
            of(
                    "stamps what it sees",
                    GRAPH,
                    "whatAUserMadeCarriesNoStamp",
                    memory -> tampered(memory)
                            .seeing(p -> p.withStamp(
                                    p.stamp().orElse(Option.some(Stamp.of("contract", new LinkId("made up"))))))),
            // versions
            of("flaps", GRAPH, "anUntouchedItemKeepsItsVersion", memory -> {
                memory.behave(Hostility.builder()
                        .versions(Hostility.Versions.FLAPPING)
                        .build());
                return memory;
            }),
            of("has one version for all", GRAPH, "eachEditOfAUserGivesAnotherVersion", ReadingFaults::oneVersion),
            of(
                    "keeps the version of the marker",
                    GRAPH,
                    "aMarkerTakenOffGivesAnotherVersion",
                    ReadingFaults::oneVersion),
            // what it says of itself
            of("changes its mind", GRAPH, "theAnswerDoesNotChange", memory -> {
                AtomicInteger asked = new AtomicInteger();
                return tampered(memory).declaring(can -> can.withSoftDelete(asked.incrementAndGet() % 2 == 0));
            }),
            of(
                    "declares nothing",
                    GRAPH,
                    "aSideHoldsWhatAnAppointmentNeeds",
                    memory -> tampered(memory).declaring(can -> can.withFields(HashMap.empty()))),
            of(
                    "writes what it calls read-only",
                    GRAPH.withCapabilities(GRAPH.capabilities()
                            .withFields(GRAPH.capabilities()
                                    .fields()
                                    .put(Field.RESPONSES, Capabilities.Holding.READ_WRITE))),
                    "fieldsThatAreReadOnlyAreNotWritten",
                    memory -> tampered(memory).declaring(can -> GRAPH.capabilities())),
            of(
                    "mails about what it calls silent",
                    GRAPH.withCapabilities(GRAPH.capabilities().withPrivateFieldsAreSilent(false)),
                    "whatAttendeesDoNotSeeIsSilentWhereTheSideSaysSo",
                    memory -> tampered(memory).declaring(can -> GRAPH.capabilities())));

    private static TamperedSide tampered(MemorySide memory) {
        return new TamperedSide(memory);
    }

    private static TamperedSide oneVersion(MemorySide memory) {
        return tampered(memory).seeing(p -> p.withVersion(new ItemVersion("v1")));
    }

    private static TamperedSide wholeLane(MemorySide memory) {
        return tampered(memory)
                .finding((search, found) -> memory.user()
                        .list(search.lane())
                        .map(ref -> (Present)
                                memory.fetch(Vector.of(new Look(search.lane(), search.window(), ref, Option.none())))
                                        .get()
                                        .get()));
    }

    private static TamperedSide backwards(MemorySide memory) {
        return new TamperedSide(memory) {
            @Override
            public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
                return super.fetch(looks).reverse();
            }
        };
    }

    /** A request that nobody asked for. */
    static void ping(MemorySide memory) {
        memory.find(Vector.of(new Search(
                MemoryFixture.LANE,
                new Window(Instant.EPOCH, Instant.MAX),
                Option.none(),
                Option.none(),
                Value.NOTHING)));
    }

    private static Observed notFound(Observed observed) {
        return new Observed.Gone(observed.ref(), Trace.NOT_FOUND);
    }

    private static Item timed(Item item) {
        return item.value(Field.PERIOD) instanceof Value.Days days
                ? item.with(
                        Field.PERIOD,
                        new Value.Period(
                                days.start().atStartOfDay(ZoneOffset.UTC).toInstant(),
                                days.end().atStartOfDay(ZoneOffset.UTC).toInstant()))
                : item;
    }

    private static Stamp shorter(Stamp stamp) {
        String id = stamp.link().id();
        return Stamp.of(stamp.installation(), new LinkId(id.endsWith("0") ? id.substring(0, id.length() - 1) : id));
    }
}
