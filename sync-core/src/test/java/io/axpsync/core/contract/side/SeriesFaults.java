package io.axpsync.core.contract.side;

import static io.axpsync.core.contract.side.Fault.of;
import static io.axpsync.core.memory.MemoryHabits.D365;
import static io.axpsync.core.memory.MemoryHabits.EWS;
import static io.axpsync.core.memory.MemoryHabits.GRAPH;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What can be wrong with series. */
final class SeriesFaults {

    private SeriesFaults() {}

    static final Seq<Fault> ALL = Vector.of(
            of(
                    "forgets the interval of series",
                    GRAPH,
                    "aSeriesArrivesAsItWasWritten",
                    seeing(r -> new Value.Recurring(r.first(), r.rule().replaceAll(";INTERVAL=[0-9]+", ""), r.zone()))),
            of("gives all-day series a time", D365, "anAllDaySeriesIsOfDates", seeing(SeriesFaults::timed)),
            of(
                    "never makes a series a single again",
                    GRAPH,
                    "aSingleCanBecomeASeriesAndBack",
                    updating(u -> u.changes().get(Field.PERIOD).exists(v -> v instanceof Value.Period)
                            ? u.withChanges(u.changes().remove(Field.PERIOD))
                            : u)),
            of(
                    "never takes an exception back",
                    D365,
                    "exceptionsCanBeAddedChangedAndRemoved",
                    updating(u ->
                            u.withChanges(u.changes().filter((f, v) -> f != Field.EXCEPTIONS || !v.isNothing())))),
            of(
                    "makes series without their exceptions",
                    EWS,
                    "aSeriesIsMadeWithItsExceptions",
                    memory -> new TamperedSide(memory)
                            .creating(c -> c.withItem(c.item().with(Field.EXCEPTIONS, Value.NOTHING)))),
            of(
                    "lets a new pattern drop all exceptions, as Exchange does",
                    EWS,
                    "anotherPatternKeepsTheExceptionsOfDatesThatAreStillOccurrences",
                    dropsExceptionsWith(Field.PERIOD)),
            of(
                    "drops all exceptions whatever it writes",
                    GRAPH,
                    "whatIsWrittenToASeriesLeavesItsExceptions",
                    dropsExceptionsWith(Field.LOCATION)),
            of(
                    "hears nothing of exceptions",
                    EWS,
                    "theFeedTellsOfAnExceptionAsAChangeOfItsSeries",
                    memory -> new TamperedSide(memory)
                            .listing((query, s) -> query.since().isDefined() ? with(s, Vector.empty()) : s)),
            of(
                    "lists occurrences beside their series",
                    GRAPH,
                    "aSeriesStandsInAFullListingOnce",
                    memory -> new TamperedSide(memory)
                            .listing((query, s) ->
                                    with(s, s.items().appendAll(s.items().map(SeriesFaults::occurrence))))));

    private static Function<MemorySide, SyncSide> seeing(UnaryOperator<Value.Recurring> change) {
        return memory -> new TamperedSide(memory)
                .seeingItems(item -> item.value(Field.PERIOD) instanceof Value.Recurring r
                        ? item.with(Field.PERIOD, change.apply(r))
                        : item);
    }

    private static Function<MemorySide, SyncSide> updating(UnaryOperator<Write.Update> change) {
        return memory -> new TamperedSide(memory).updating(change);
    }

    private static Function<MemorySide, SyncSide> dropsExceptionsWith(Field field) {
        return updating(u ->
                u.changes().containsKey(field) ? u.withChanges(u.changes().put(Field.EXCEPTIONS, Value.NOTHING)) : u);
    }

    private static Value.Recurring timed(Value.Recurring series) {
        return series.first() instanceof Value.Days days
                ? new Value.Recurring(
                        new Value.Period(
                                days.start().atStartOfDay(ZoneOffset.UTC).toInstant(),
                                days.end().atStartOfDay(ZoneOffset.UTC).toInstant()),
                        series.rule(),
                        "UTC")
                : series;
    }

    private static Observed occurrence(Observed series) {
        return ((Present) series)
                .withRef(new ItemRef(series.ref().side(), series.ref().id() + "-occurrence"));
    }

    private static Snapshot with(Snapshot s, Seq<Observed> items) {
        return new Snapshot(s.lane(), s.side(), items, s.completeness(), s.next());
    }
}
