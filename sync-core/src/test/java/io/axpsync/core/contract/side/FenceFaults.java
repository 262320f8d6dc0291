package io.axpsync.core.contract.side;

import static io.axpsync.core.contract.side.Fault.of;
import static io.axpsync.core.memory.MemoryHabits.D365;
import static io.axpsync.core.memory.MemoryHabits.GRAPH;

import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** What can be wrong with fences. */
final class FenceFaults {

    private FenceFaults() {}

    static final Seq<Fault> ALL = Vector.of(
            of(
                    "puts up a fence itself",
                    GRAPH,
                    "whereNobodyPutUpAFenceThereIsNone",
                    memory -> new TamperedSide(memory)
                            .fencing((lane, found) -> found.isEmpty() ? Vector.of(FenceContract.OURS) : found)),
            of("puts up no fence", GRAPH, "aFenceStandsWhereItWasPutUp", memory -> new TamperedSide(memory) {
                @Override
                public Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
                    return fences.map(f -> Option.none());
                }
            }),
            of(
                    "keeps a counter in 32 bits",
                    D365,
                    "aFenceIsRaised",
                    memory -> new TamperedSide(memory)
                            .raising(w -> new FenceWrite(w.lane(), counting(w.fence(), (int)
                                    w.fence().counter())))),
            of("forgets fences", GRAPH, "aFenceOutlivesARestart", FenceFaults::forgetting),
            of("keeps the first fence", GRAPH, "aFolderHasOneFenceWhoeverPutItUp", memory -> new TamperedSide(memory) {
                @Override
                public Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
                    return super.raise(fences.filter(f ->
                                    fences(Vector.of(f.lane())).head().get().isEmpty()))
                            .appendAll(fences.map(f -> Option.<PortFailure>none()))
                            .take(fences.size());
                }
            }),
            of(
                    "has one fence for all folders",
                    GRAPH,
                    "eachFolderHasItsOwnFence",
                    memory -> new TamperedSide(memory)
                            .fencing((lane, found) -> memory.fences(Vector.of(MemoryFixture.LANE))
                                    .head()
                                    .get())),
            of(
                    "has one fence for all installations",
                    D365,
                    "inD365EachInstallationHasItsOwnFence",
                    memory -> new TamperedSide(memory).fencing((lane, found) -> found.take(1))),
            of(
                    "fails for all lanes",
                    GRAPH,
                    "aStrangeFolderFailsAndDisturbsNoOther",
                    memory -> new TamperedSide(memory) {
                        @Override
                        public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
                            var all = super.fences(lanes);
                            return all.find(Either::isLeft)
                                    .map(left -> lanes.map(l -> left))
                                    .getOrElse(all);
                        }
                    }),
            of("keeps the fence in an item", GRAPH, "aFenceIsNoChangeOfAnyItem", memory -> new TamperedSide(memory) {
                @Override
                public Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
                    fences.forEach(f -> memory.user()
                            .edit(
                                    f.lane(),
                                    memory.user().list(f.lane()).head(),
                                    Field.BODY,
                                    Value.text(f.fence().text())));
                    return super.raise(fences);
                }
            }),
            of("asks for nothing", GRAPH, "withoutFencesNothingIsAsked", memory -> new TamperedSide(memory) {
                @Override
                public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
                    ReadingFaults.ping(memory);
                    return super.fences(lanes);
                }
            }));

    private static Fence counting(Fence fence, long counter) {
        return new Fence(fence.installation(), fence.epoch(), fence.d365(), counter);
    }

    private static TamperedSide forgetting(io.axpsync.core.memory.MemorySide memory) {
        return new TamperedSide(memory) {
            private boolean mine;

            @Override
            public Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
                mine = true;
                return super.raise(fences);
            }

            @Override
            public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
                return super.fences(lanes).map(f -> mine ? f : f.map(any -> Vector.<Fence>empty()));
            }
        };
    }
}
