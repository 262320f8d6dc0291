package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each trouble at each request of a run in turn, on either server: nothing is lost, nothing done twice. */
class ServersInTroubleIT {

    private static final Map<String, Fault> TROUBLES = Map.of(
            "a connection that breaks", Fault.of(Fault.Kind.RESET),
            "an answer that is lost", Fault.of(Fault.Kind.LOST_ANSWER),
            "garbage", Fault.of(Fault.Kind.GARBAGE),
            "an empty 404", Fault.of(Fault.Kind.EMPTY_NOT_FOUND),
            "a gateway's 503", Fault.gateway(503));

    /** What differs by what was asked for; the others are tried at some requests only, and at each by the matrix. */
    private static final Set<String> THROUGHOUT = Set.of("an answer that is lost");

    /** The others are tried at every so-manieth request. */
    private static final int STEP = Integer.getInteger("axpsync.troubles.step", 4);

    private static final Map<String, Fault> MORE = Map.of(
            "an answer that is cut off", Fault.of(Fault.Kind.CUT),
            "a page to sign in on", Fault.of(Fault.Kind.LOGIN_PAGE),
            "a redirect to such a page", Fault.of(Fault.Kind.REDIRECT),
            "a 401", Fault.status(401, "application/json", "{}"),
            "a 403", Fault.status(403, "application/json", "{}"),
            "a 429", Fault.throttled(Duration.ofSeconds(1)),
            "a 500", Fault.status(500, "text/html", "<html>Sorry</html>"));

    static Stream<Arguments> troubles() {
        return TROUBLES.entrySet().stream()
                .flatMap(t -> Stream.of("graph", "d365").map(where -> Arguments.of(t.getKey(), where, t.getValue())));
    }

    static Stream<Arguments> allTroubles() {
        return Stream.concat(
                troubles(),
                MORE.entrySet().stream()
                        .flatMap(t -> Stream.of("graph", "d365")
                                .map(where -> Arguments.of(t.getKey(), where, t.getValue()))));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("troubles")
    void oneTroubleAtAnyRequestOfARunIsOvercome(String what, String where, Fault fault) {
        boolean struck = true;
        int step = THROUGHOUT.contains(what) ? 1 : STEP;
        for (int passed = 0; struck; passed += step) {
            try (Bustle bustle = new Bustle()) {
                bustle.strikes(FaultRule.of(fault).frontEnd(where).after(passed).build());
                bustle.run();
                struck = bustle.fabrikon.sandbox.faults().rules().isEmpty();
                bustle.converges();
            } catch (AssertionError e) {
                throw new AssertionError(what + " at request " + passed + " of " + where + ": " + e.getMessage(), e);
            }
            assertThat(passed).as("a run that never ends").isLessThan(100);
        }
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("allTroubles")
    void lastingTroubleFailsTheLanesAndLeavesEverythingElseAlone(String what, String where, Fault fault) {
        try (Bustle bustle = new Bustle()) {
            bustle.strikes(FaultRule.of(fault).frontEnd(where).times(-1).build());
            assertThat(bustle.run().failedLanes()).isEqualTo(4);
            assertThat(bustle.run().failedLanes()).isEqualTo(4);
            bustle.converges();
        }
    }
}
