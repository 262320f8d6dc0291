package io.axpsync.core.contract.side;

import static io.axpsync.core.contract.side.Fault.of;
import static io.axpsync.core.memory.MemoryHabits.GRAPH;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Lane;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.Write;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What can be wrong when there are several lanes, or several writes at once. */
final class LaneFaults {

    private LaneFaults() {}

    static final Seq<Fault> ALL = Vector.of(
            of(
                    "mixes up lanes",
                    GRAPH,
                    "twoLanesDoNotSeeEachOther",
                    memory -> new TamperedSide(memory)
                            .asking(query -> new LaneQuery(MemoryFixture.LANE, query.window(), query.since()))),
            of("hands over a lane twice", GRAPH, "manyLanesAreHandedOverOnceEach", memory -> new TamperedSide(memory) {
                @Override
                public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
                    super.observe(lanes.size() > 1 ? lanes.append(lanes.head()) : lanes, sink);
                }
            }),
            of("throws", GRAPH, "aLaneThatFailsDisturbsNoOther", memory -> new TamperedSide(memory) {
                @Override
                public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
                    super.observe(lanes, answer -> {
                        answer.snapshot().getOrElseThrow(f -> new Fault.Thrown(f.toString()));
                        sink.accept(answer);
                    });
                }
            }),
            of(
                    "fails as a whole",
                    GRAPH,
                    "anExpiredCheckpointOfOneLaneDisturbsNoOther",
                    memory -> new TamperedSide(memory) {
                        @Override
                        public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
                            List<LaneAnswer> answers = new ArrayList<>();
                            super.observe(lanes, answers::add);
                            Option<PortFailure> failure = Vector.ofAll(answers)
                                    .find(answer -> answer.snapshot().isLeft())
                                    .map(answer -> answer.snapshot().getLeft());
                            answers.forEach(answer -> sink.accept(
                                    failure.isEmpty()
                                            ? answer
                                            : new LaneAnswer(answer.lane(), Either.left(failure.get()))));
                        }
                    }),
            of(
                    "reads all lanes as the first",
                    GRAPH,
                    "aLaneInFullAndALaneByFeedGoTogether",
                    memory -> new TamperedSide(memory) {
                        @Override
                        public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
                            super.observe(
                                    lanes.map(q -> new LaneQuery(
                                            q.lane(), q.window(), lanes.head().since())),
                                    sink);
                        }
                    }),
            of(
                    "feeds the changes of all lanes",
                    GRAPH,
                    "theFeedOfALaneTellsNothingOfAnother",
                    memory -> new TamperedSide(memory).listing((query, s) -> {
                        Snapshot[] other = new Snapshot[1];
                        memory.observe(
                                Vector.of(new LaneQuery(MemoryFixture.OTHER, query.window(), query.since())),
                                answer -> other[0] = answer.snapshot().get());
                        return new Snapshot(
                                s.lane(), s.side(), s.items().appendAll(other[0].items()), s.completeness(), s.next());
                    })),
            of(
                    "hands over what nobody asked for",
                    GRAPH,
                    "toObserveNoLanesHandsOverNothing",
                    memory -> new TamperedSide(memory) {
                        @Override
                        public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
                            super.observe(
                                    lanes.isEmpty()
                                            ? Vector.of(new LaneQuery(
                                                    MemoryFixture.LANE,
                                                    new MemoryFixture(GRAPH).window(),
                                                    Option.none()))
                                            : lanes,
                                    sink);
                        }
                    }),
            of(
                    "searches all mailboxes",
                    GRAPH,
                    "anItemIsNotFoundInAnotherLane",
                    memory -> new TamperedSide(memory)
                            .finding((search, found) -> found.appendAll(in(MemoryFixture.OTHER, search, memory)))),
            of(
                    "writes all into one lane",
                    GRAPH,
                    "writesOfManyLanesGoWhereTheyBelong",
                    memory -> new TamperedSide(memory).creating(create -> create.withLane(MemoryFixture.LANE))),
            of("stops at a refusal", GRAPH, "aRefusedWriteStopsNoOther", LaneFaults::stopping),
            of("stops at a strange lane", GRAPH, "aWriteIntoAStrangeLaneStopsNoOther", LaneFaults::stopping),
            of("answers creates backwards", GRAPH, "manyCreatesAreAnsweredInOrder", LaneFaults::backwards),
            of("answers updates backwards", GRAPH, "manyUpdatesAreAnsweredInOrder", LaneFaults::backwards),
            of("answers by sort", GRAPH, "writesOfAllSortsAreAnsweredInOrder", memory -> new TamperedSide(memory) {
                @Override
                public Seq<Outcome> write(Seq<Write> writes) {
                    return super.write(writes).sortBy(outcome -> outcome instanceof Outcome.Removed ? 1 : 0);
                }
            }),
            of("writes one by one", GRAPH, "writesAndReadsArePacked", memory -> new TamperedSide(memory) {
                @Override
                public Seq<Outcome> write(Seq<Write> writes) {
                    return writes.flatMap(write -> super.write(Vector.of(write)));
                }
            }),
            of("asks before it writes", GRAPH, "toWriteNothingAsksNothing", memory -> new TamperedSide(memory) {
                @Override
                public Seq<Outcome> write(Seq<Write> writes) {
                    ReadingFaults.ping(memory);
                    return super.write(writes);
                }
            }));

    private static Seq<Present> in(Lane lane, Search s, MemorySide memory) {
        return memory.find(Vector.of(new Search(lane, s.window(), s.stamp(), s.naturalKey(), s.period())))
                .get()
                .getOrElse(Vector.empty());
    }

    private static TamperedSide backwards(MemorySide memory) {
        return new TamperedSide(memory) {
            @Override
            public Seq<Outcome> write(Seq<Write> writes) {
                return super.write(writes).reverse();
            }
        };
    }

    private static TamperedSide stopping(MemorySide memory) {
        return new TamperedSide(memory) {
            @Override
            public Seq<Outcome> write(Seq<Write> writes) {
                Vector<Outcome> outcomes = Vector.empty();
                for (Write write : writes) {
                    boolean stopped = outcomes.nonEmpty() && outcomes.last() instanceof Outcome.Refused;
                    outcomes = outcomes.append(
                            stopped
                                    ? outcomes.last()
                                    : super.write(Vector.of(write)).get());
                }
                return outcomes;
            }
        };
    }
}
