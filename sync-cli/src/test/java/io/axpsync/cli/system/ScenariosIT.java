package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The matrix: every situation in {@code scenarios/} through both backends and both sorts of D365. Each has people of its
 * own in one sandbox for each cell, on the morning of 2 March 2026, and ends with a plan that has nothing to do.
 */
class ScenariosIT {

    private static final Instant MORNING = Instant.parse("2026-03-02T06:00:00Z");

    @TestFactory
    Stream<DynamicNode> everySituationInEveryCell() {
        Seq<Scenario> scenarios = Vector.of(System.getProperty("axpsync.scenario", ""))
                .flatMap(only -> Scenario.all().filter(s -> s.name().contains(only)));
        System.out.println("scenarios: " + scenarios.size() + " x " + Scenario.Cell.values().length + " cells, "
                + Vector.of(Scenario.Cell.values())
                        .map(cell -> scenarios.count(s -> s.leftOut(cell).isEmpty()))
                        .sum()
                + " played");
        return Stream.of(Scenario.Cell.values())
                .map(cell -> DynamicContainer.dynamicContainer(cell.label(), cell(cell, scenarios)));
    }

    private static Stream<DynamicTest> cell(Scenario.Cell cell, Seq<Scenario> scenarios) {
        Fabrikon[] stage = new Fabrikon[1];
        DynamicTest open = DynamicTest.dynamicTest(
                "opens",
                () -> stage[0] = new Fabrikon(
                        Company.generated(1),
                        cell.is("companion") ? D365Options.companion() : D365Options.STOCK,
                        Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), MORNING))));
        Stream<DynamicTest> played = scenarios
                .filter(s -> s.leftOut(cell).isEmpty())
                .zipWithIndex()
                .map(s ->
                        DynamicTest.dynamicTest(s._1.name(), () -> new ScenarioPlay(s._1, cell, stage[0], s._2).play()))
                .toJavaStream();
        DynamicTest close = DynamicTest.dynamicTest("keeps to the contracts", () -> stage[0].close());
        return Stream.concat(Stream.concat(Stream.of(open), played), Stream.of(close));
    }

    @Test
    void aScenarioThatChecksNothingOrSaysUnknownThingsIsRefused() {
        String head = "title: t\nrule: r\nsteps:\n";
        assertThat(Scenario.parse("good", head + "- sync: 1\n- expect: {mails: []}\n")
                        .steps())
                .hasSize(2);
        for (String bad : Vector.of(
                head + "- sync: 1\n",
                head + "- expect: {}\n",
                head + "- expect: {mial: []}\n",
                head + "- expect: {mails: []}\n- snyc: 1\n",
                head + "- expect: {mails: [], differs: [{where: ews, mails: [x]}]}\n",
                head + "- expect: {mails: []}\nsteps: []\n",
                "more: 1\n" + head + "- expect: {mails: []}\n")) {
            assertThatThrownBy(() -> Scenario.parse("bad", bad)).as(bad).isInstanceOf(RuntimeException.class);
        }
    }
}
