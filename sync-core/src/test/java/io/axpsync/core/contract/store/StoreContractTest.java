package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.FlawedStore.with;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.link.Claim;
import io.axpsync.core.link.Link;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.port.Checkpoints;
import io.axpsync.core.port.Claims;
import io.axpsync.core.port.FenceMark;
import io.axpsync.core.port.FencePlace;
import io.axpsync.core.port.Fences;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.HeldWrites;
import io.axpsync.core.port.Journal;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.Leases;
import io.axpsync.core.port.Links;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.OpenCases;
import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.Runs;
import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract tested: each flaw makes a test fail that a good store passes. */
class StoreContractTest {

    @ParameterizedTest
    @MethodSource
    void aFlawIsFound(Supplier<Store> flawed, Consumer<StoreContract> test) {
        assertThatCode(() -> test.accept(contractOf(new MemoryStore()))).doesNotThrowAnyException();
        assertThatThrownBy(() -> test.accept(contractOf(flawed))).isInstanceOf(AssertionError.class);
    }

    static Stream<Arguments> aFlawIsFound() {
        return Stream.of(
                stores("forgets all when closed", MemoryStore::new, LifeContract::everythingIsThereWhenOpenedAgain),
                stores("has a state per handle", MemoryStore::new, LifeContract::whatOneHandleSavesAnotherSees),
                flaw("saves links one by one", links(OneByOne::new), LinksContract::whenOneOfManyFailsNoLinkIsSaved),
                flaw("forgets one by one", links(OneByOne::new), LinksContract::whenOneOfManyFailsNoLinkIsForgotten),
                flaw("folds ids of links", links(FoldedIds::new), LinksContract::idsOfLinksDifferByCase),
                flaw("mixes up sides", links(NoSides::new), LinksContract::anItemIsFoundInEveryLaneButOnItsOwnSideOnly),
                flaw("gives a claim to everybody", claims(Generous::new), ClaimsContract::whoAsksLaterIsToldWhoHasIt),
                flaw("lets anybody settle", claims(Generous::new), ClaimsContract::onlyItsHolderSettlesAClaim),
                flaw("gives settled claims back", claims(Generous::new), ClaimsContract::aSettledClaimStays),
                flaw(
                        "adds to a position",
                        s -> s.checkpoints = new Sticky(s.checkpoints),
                        CheckpointsContract::savingAPositionReplacesAllOfIt),
                flaw(
                        "turns the journal round",
                        journal(Reversed::new),
                        JournalContract::theNewestEntriesComeOldestFirst),
                flaw(
                        "appends one by one",
                        journal(Reversed::new),
                        JournalContract::whenOneOfManyFailsNothingIsAppended),
                flaw(
                        "mixes lanes in the journal",
                        journal(Reversed::new),
                        JournalContract::entriesOfOtherLanesAreNotMixedIn),
                flaw(
                        "erases nothing",
                        journal(Reversed::new),
                        JournalContract::retentionErasesWhatItemsSaidAndKeepsTheRestAndTheChain),
                flaw(
                        "adds to what is held",
                        s -> s.held = new Piling(s.held),
                        HeldWritesContract::heldOperationsAreReplacedInOneLaneOnly),
                flaw(
                        "overwrites words said meanwhile",
                        s -> s.held = new Piling(s.held),
                        HeldWritesContract::aWordSaidWhileARunGoesOnIsKept),
                flaw(
                        "keeps one list of cases",
                        s -> s.cases = new OneList(s.cases),
                        OpenCasesContract::casesAreReplacedInOneLaneOnly),
                flaw(
                        "adds to what it knows of a fence",
                        s -> s.fences = new Growing(s.fences),
                        FencesContract::savingAMarkReplacesAllOfIt),
                flaw(
                        "knows of one fence",
                        s -> s.fences = new OneFence(s.fences),
                        FencesContract::marksOfOtherPlacesAreLeftAlone),
                flaw(
                        "lets leases never end",
                        s -> s.leases = new Endless(s.leases),
                        LeasesContract::aLeaseEndsAtItsInstantAndNotBefore),
                flaw(
                        "takes leases away",
                        s -> s.leases = new Snatching(),
                        LeasesContract::aFreeLaneIsTakenAndAnotherHolderRefused),
                flaw(
                        "lets two have a lease",
                        s -> s.leases = new Snatching(),
                        LeasesContract::ofTwoThatTakeALaneAtOnceOneHasIt),
                flaw(
                        "tells runs as they were saved",
                        s -> s.runs = new AsSaved(),
                        RunsContract::theNewestRunsComeFirstHoweverTheyWereSaved));
    }

    private static Arguments flaw(String name, Consumer<FlawedStore> flaw, Consumer<StoreContract> test) {
        Store store = with(flaw);
        return stores(name, () -> store, test);
    }

    private static Arguments stores(String name, Supplier<Store> flawed, Consumer<StoreContract> test) {
        return arguments(Named.of(name, flawed), test);
    }

    private static Consumer<FlawedStore> links(UnaryOperator<Links> flaw) {
        return store -> store.links = flaw.apply(store.links);
    }

    private static Consumer<FlawedStore> claims(UnaryOperator<Claims> flaw) {
        return store -> store.claims = flaw.apply(store.claims);
    }

    private static Consumer<FlawedStore> journal(UnaryOperator<Journal> flaw) {
        return store -> store.journal = flaw.apply(store.journal);
    }

    private static StoreContract contractOf(Store store) {
        return contractOf(() -> store);
    }

    private static StoreContract contractOf(Supplier<Store> stores) {
        return new StoreContract() {
            @Override
            public Store open() {
                return stores.get();
            }
        };
    }

    private record OneByOne(Links good) implements Links {
        @Override
        public Seq<Link> ofLane(LaneId lane) {
            return good.ofLane(lane);
        }

        @Override
        public Seq<Link> ofItem(ItemRef ref) {
            return good.ofItem(ref);
        }

        @Override
        public void save(Seq<Link> links) {
            links.forEach(link -> good.save(Vector.of(link)));
        }

        @Override
        public void forget(Seq<LinkId> links) {
            links.forEach(link -> good.forget(Vector.of(link)));
        }

        @Override
        public long count() {
            return good.count();
        }
    }

    private record FoldedIds(Links good) implements Links {
        @Override
        public Seq<Link> ofLane(LaneId lane) {
            return good.ofLane(lane);
        }

        @Override
        public Seq<Link> ofItem(ItemRef ref) {
            return good.ofItem(ref);
        }

        @Override
        public void save(Seq<Link> links) {
            good.save(links.map(link -> link.withId(new LinkId(link.id().id().toLowerCase(Locale.ROOT)))));
        }

        @Override
        public void forget(Seq<LinkId> links) {
            good.forget(links);
        }

        @Override
        public long count() {
            return good.count();
        }
    }

    private record NoSides(Links good) implements Links {
        @Override
        public Seq<Link> ofLane(LaneId lane) {
            return good.ofLane(lane);
        }

        @Override
        public Seq<Link> ofItem(ItemRef ref) {
            return good.ofItem(ref).appendAll(good.ofItem(new ItemRef(ref.side().other(), ref.id())));
        }

        @Override
        public void save(Seq<Link> links) {
            good.save(links);
        }

        @Override
        public void forget(Seq<LinkId> links) {
            good.forget(links);
        }

        @Override
        public long count() {
            return good.count();
        }
    }

    private record Generous(Claims good) implements Claims {
        @Override
        public Taken take(Claim claim, LinkId link) {
            Taken taken = good.take(claim, link);
            return taken.link().equals(link) ? taken : new Taken(link, Option.none());
        }

        @Override
        public void settle(LinkId link, ItemRef row) {
            good.settle(ClaimsContract.OURS, row);
        }

        @Override
        public void release(LinkId link) {
            good.free(ClaimsContract.CLAIM, ClaimsContract.ROW);
        }

        @Override
        public void free(Claim claim, ItemRef row) {
            good.free(claim, row);
        }
    }

    private record Sticky(Checkpoints good) implements Checkpoints {
        @Override
        public LanePosition of(LaneId lane) {
            return good.of(lane);
        }

        @Override
        public void save(LaneId lane, LanePosition position) {
            Option<Checkpoint> before = of(lane).d365();
            good.save(
                    lane,
                    new LanePosition(
                            position.d365().orElse(before),
                            position.exchange(),
                            position.window(),
                            position.compared(),
                            position.configuration(),
                            position.agreed()));
        }
    }

    private record Reversed(Journal good) implements Journal {
        @Override
        public void append(Seq<JournalEntry> entries) {
            entries.forEach(entry -> good.append(Vector.of(entry)));
        }

        @Override
        public Seq<JournalEntry> newest(LaneId lane, int limit) {
            Seq<JournalEntry> others = good.newest(Examples.TASKS, limit);
            return good.newest(lane, limit).reverse().appendAll(others);
        }

        @Override
        public Seq<JournalEntry> ofRun(String run) {
            return good.ofRun(run);
        }

        @Override
        public Seq<JournalEntry> ofLink(LinkId link) {
            return good.ofLink(link);
        }

        @Override
        public Seq<JournalEntry> ofItem(ItemRef ref) {
            return good.ofItem(ref);
        }

        @Override
        public int erase(Instant before) {
            return good.newest(Examples.CALENDAR, 1).size();
        }

        @Override
        public Option<Reason> damage(LaneId lane) {
            return good.damage(lane);
        }
    }

    private record Piling(HeldWrites good) implements HeldWrites {
        @Override
        public Seq<Held> ofLane(LaneId lane) {
            return good.ofLane(lane);
        }

        @Override
        public void replace(LaneId lane, Seq<Held> held) {
            good.replace(lane, good.ofLane(lane).appendAll(held));
        }

        @Override
        public void replace(LaneId lane, Seq<Held> known, Seq<Held> held) {
            good.replace(lane, held);
        }

        @Override
        public Seq<Held> say(LaneId lane, Set<String> digests, Held.Word word) {
            return good.say(lane, digests, word);
        }
    }

    private record OneList(OpenCases good) implements OpenCases {
        @Override
        public Seq<OpenCase> ofLane(LaneId lane) {
            return good.ofLane(Examples.CALENDAR);
        }

        @Override
        public void replace(LaneId lane, Seq<OpenCase> cases) {
            good.replace(Examples.CALENDAR, cases);
        }
    }

    private record Growing(Fences good) implements Fences {
        @Override
        public FenceMark of(FencePlace place) {
            return good.of(place);
        }

        @Override
        public void save(FencePlace place, FenceMark mark) {
            good.save(
                    place,
                    new FenceMark(
                            mark.epoch(),
                            mark.intended(),
                            mark.confirmed(),
                            mark.predecessors().addAll(of(place).predecessors())));
        }
    }

    private record OneFence(Fences good) implements Fences {
        @Override
        public FenceMark of(FencePlace place) {
            return good.of(FencePlace.D365);
        }

        @Override
        public void save(FencePlace place, FenceMark mark) {
            good.save(FencePlace.D365, mark);
        }
    }

    private record Endless(Leases good) implements Leases {
        @Override
        public boolean take(LaneId lane, String holder, Instant now, Instant until) {
            return good.take(lane, holder, Instant.EPOCH, until);
        }

        @Override
        public void release(LaneId lane, String holder) {
            good.release(lane, holder);
        }
    }

    private record Snatching() implements Leases {
        @Override
        public boolean take(LaneId lane, String holder, Instant now, Instant until) {
            return true;
        }

        @Override
        public void release(LaneId lane, String holder) {
            // nobody has anything
        }
    }

    private static final class AsSaved implements Runs {
        private Vector<RunRecord> runs = Vector.empty();

        @Override
        public void save(RunRecord run) {
            runs = runs.append(run);
        }

        @Override
        public Seq<RunRecord> newest(int limit) {
            return runs.takeRight(limit).reverse();
        }
    }
}
