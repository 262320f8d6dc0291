package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The contract is tested itself: each broken side fails the test that names its fault, and no test is blunt. */
class SideContractIsSharpTest {

    static Iterable<Fault> faults() {
        return Fault.all();
    }

    @ParameterizedTest(name = "a side that {0}")
    @MethodSource("faults")
    void aBrokenSideFailsTheTestThatNamesItsFaultAndAnHonestOneDoesNot(Fault fault) {
        List<Throwable> failures = failures(trial(fault.caughtBy(), fault::open));

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).isInstanceOfAny(AssertionError.class, Fault.Thrown.class);
        assertThat(failures(trial(fault.caughtBy(), () -> new MemoryFixture(fault.habits()))))
                .isEmpty();
    }

    @Test
    void everyTestOfTheContractIsFailedByABrokenSide() {
        Set<String> tests = HashSet.of(SideContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName);

        assertThat(tests).hasSizeGreaterThan(100);
        assertThat(Fault.all().map(Fault::caughtBy).toSet()).containsExactlyInAnyOrderElementsOf(tests);
    }

    @Test
    void faultsHaveNamesOfTheirOwn() {
        assertThat(Fault.all().map(Fault::name)).doesNotHaveDuplicates();
    }

    private static Events trial(String test, Supplier<SideFixture> suspect) {
        OnTrial.SUSPECT.set(suspect);
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(selectMethod(OnTrial.class, test, Scene.class.getName()))
                    .execute()
                    .testEvents()
                    .assertStatistics(statistics -> statistics.started(1));
        } finally {
            OnTrial.SUSPECT.remove();
        }
    }

    private static List<Throwable> failures(Events events) {
        return events.failed().stream()
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .toList();
    }
}
