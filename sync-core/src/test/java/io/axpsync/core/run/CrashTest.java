package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that does everything, cut at every port call and started again, ends as if it had not been cut. */
class CrashTest {

    /** What a run does not call, and why. A test fails when one of these is called after all. */
    private static final Map<String, String> UNUSED = TreeMap.of(
                    "SyncSide.side", "the caller knows which side is which",
                    "SyncSide.close", "the caller owns the sides",
                    "Store.close", "the caller owns the store",
                    "Links.ofItem", "for looking an item up by hand",
                    "Links.count", "for reports",
                    "Journal.newest", "for reading the journal",
                    "Journal.ofRun", "for reading the journal",
                    "Journal.damage", "for verifying the journal",
                    "Runs.newest", "for reports",
                    "Directory.workers", "asked when mailboxes are matched to workers, before a run")
            .merge(TreeMap.of(
                    "Journal.ofItem", "for reading the journal",
                    "Journal.ofLink", "for reading the journal"))
            .merge(TreeMap.of(
                    "Claims.take", "an appointment row is made by the one lane of its owner",
                    "Claims.settle", "as Claims.take",
                    "Claims.release", "as Claims.take",
                    "Claims.free", "as Claims.take",
                    "HeldWrites.say", "a person's word, not the run's"))
            .merge(TreeMap.of("Directory.companies", "asked for contacts only, and answers the same each time"))
            .merge(TreeMap.ofEntries(
                    Vector.of("links", "claims", "checkpoints", "journal", "held", "cases", "leases", "runs", "fences")
                            .map(part -> io.vavr.Tuple.of(
                                    "Store." + part, "only hands out a part; the part's calls are cut"))));

    /** Every how manieth call is cut: all of them, except where many runs of this test must be quick (mutations). */
    private static final int EVERY = Integer.getInteger("axpsync.crash.every", 1);

    private static Seq<String> calls = Vector.empty();
    private static Seq<Integer> batches = Vector.empty();
    private static Seq<String> interim = Vector.empty();
    private static Seq<String> end = Vector.empty();
    private static Seq<String> kept = Vector.empty();
    private static Seq<String> sorts = Vector.empty();

    @BeforeAll
    static void runUncut() {
        EverySort scenario = new EverySort();
        CuttingPorts ports = CuttingPorts.never();
        RunReport report = scenario.run(ports).get();
        calls = ports.calls();
        batches = ports.batches();
        sorts = report.lanes()
                .flatMap(RunReport.LaneReport::plan)
                .flatMap(p -> p.decisions()
                        .map(EverySort::sort)
                        .appendAll(p.held().map(h -> "held " + EverySort.sort(h.decision()))))
                .distinct()
                .sorted();
        interim = goOn(scenario);
        end = healed(scenario);
        kept = scenario.kept();
    }

    @ParameterizedTest
    @EnumSource(CuttingPorts.Moment.class)
    void aRunThatIsCutAnywhereIsFinishedByTheNext(CuttingPorts.Moment moment) {
        Seq<Integer> points = moment == CuttingPorts.Moment.HALFWAY
                ? batches
                : Vector.rangeClosed(1, calls.size()).filter(at -> at % EVERY == moment.ordinal() % EVERY);
        Seq<String> differences = Vector.ofAll(
                points.toJavaParallelStream().map(at -> differences(at, moment)).flatMap(Seq::toJavaStream));
        assertThat(differences).isEmpty();
        System.out.println("cut points, " + moment + ": " + points.size());
    }

    @Test
    void everyPortMethodIsCutOrIsKnownNotToBeCalled() {
        TreeSet<String> cut = new TreeSet<>(calls.asJava());
        assertThat(cut).doesNotContainAnyElementsOf(UNUSED.keySet());
        TreeSet<String> accountedFor = new TreeSet<>(cut);
        accountedFor.addAll(UNUSED.keySet().toJavaSet());
        assertThat(accountedFor).isEqualTo(CuttingPorts.everyMethod());
    }

    @Test
    void theRunMakesDecisionsOfEverySort() {
        assertThat(sorts)
                .containsExactly(
                        "Adopt",
                        "Adopt again",
                        "Create on D365",
                        "Create on D365 again",
                        "Create on EXCHANGE",
                        "Create on EXCHANGE again",
                        "Forget",
                        "Keep",
                        "Park DISPUTED cancelled-but-edited",
                        "Park DISPUTED disputed",
                        "Park WAITING odd",
                        "Release",
                        "Release unmarking D365",
                        "Release unmarking EXCHANGE",
                        "Remove from D365",
                        "Remove from EXCHANGE",
                        "Sleep",
                        "Update of D365",
                        "Update of D365, EXCHANGE",
                        "Update of EXCHANGE",
                        "held Update of EXCHANGE");
        assertThat(interim).anyMatch(s -> s.startsWith("case FAILING"));
    }

    private static Seq<String> differences(int at, CuttingPorts.Moment moment) {
        EverySort scenario = new EverySort();
        boolean cut = scenario.run(new CuttingPorts(at, moment)).isEmpty();
        return Vector.of("was not cut")
                .filter(d -> !cut)
                .appendAll(difference(interim, goOn(scenario)))
                .appendAll(difference(end, healed(scenario)).map(d -> "at the end " + d))
                .appendAll(kept.removeAll(scenario.kept()).map(v -> "lacks in the journal " + v))
                .map(d -> moment + " call " + at + ", " + calls.get(at - 1) + ": " + d);
    }

    private static Seq<String> difference(Seq<String> expected, Seq<String> actual) {
        return expected.removeAll(actual)
                .map(s -> "lacks " + s)
                .appendAll(actual.removeAll(expected).map(s -> "has " + s))
                .appendAll(expected.size() == actual.size() ? Vector.empty() : Vector.of("another number of things"));
    }

    private static Seq<String> goOn(EverySort scenario) {
        scenario.run(CuttingPorts.never());
        scenario.run(CuttingPorts.never());
        return scenario.state();
    }

    private static Seq<String> healed(EverySort scenario) {
        scenario.heal();
        scenario.run(CuttingPorts.never());
        scenario.run(CuttingPorts.never());
        RunReport quiet = scenario.run(CuttingPorts.never()).get();
        assertThat(quiet.operations()).as("%s", quiet.lanes()).isZero();
        return scenario.state();
    }
}
