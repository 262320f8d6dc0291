package io.axpsync.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.Connections;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.sandbox.contract.ContractWatch;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calendar files through the whole product. */
class LoadIT {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Set<String> LEFT_ALONE = Set.of(
            "scheduling-message",
            "superseded",
            "unreadable-event",
            "no-start",
            "ends-before-start",
            "no-calendar",
            "series-not-held",
            "series-rule",
            "series-rdate",
            "series-zone",
            "series-empty",
            "series-missing");

    /** An Exchange side that says so must carry them; the other leaves them alone with a reason. */
    private static boolean holdsSeries(Stage stage) {
        try (Connections ours = stage.connect()) {
            LaneSetup setup = ours.lanes(LaneTerms.usual(List.of("archive@fabrikon.example")))
                    .head();
            return setup.exchange().capabilities(setup.lane()).get().series();
        }
    }

    @ParameterizedTest
    @CsvSource({"GRAPH, COMPANION", "GRAPH, STOCK", "EWS, COMPANION", "EWS, STOCK"})
    void everyEntryArrivesOnceAndUnchangedOrIsParkedWithAReason(Backend backend, D365Kind d365) {
        try (Stage stage = Stage.open(backend, d365, WATCH)) {
            LoadReport report = new Load(stage, d365).run(Fixtures.folder());

            boolean series = holdsSeries(stage);
            assertThat(report.problems()).isEmpty();
            assertThat(report.differences()).isEmpty();
            assertThat(report.parked().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(LEFT_ALONE.stream(), series ? Stream.<String>empty() : Stream.of("series"))
                                    .toList());
            assertThat(report.reasons())
                    .hasSize(report.loaded() - report.synchronised() + 6)
                    .allMatch(line -> line.matches("(?s)[a-z0-9]+[.]ics[#: ].*: .*"))
                    .anyMatch(line -> line.startsWith("series.ics#5: series-rule: RRULE:FREQ=YEARLY;BYWEEKNO=2"))
                    .anyMatch(line -> line.startsWith("series.ics#4: series-not-held: RRULE:")
                            && line.contains("the file has 2030-05-31T09:00:00Z")
                            && line.contains("Exchange shows 2030-02-28T09:00:00Z"));
            assertThat(report.synchronised()).isEqualTo(series ? 23 : 18);
            assertThat(report.overrides()).isEqualTo(3);
            assertThat(report.tasks().loaded()).isEqualTo(14);
            assertThat(report.tasks().synchronised()).isEqualTo(8);
            assertThat(report.tasks().parked())
                    .containsOnly(
                            entry("recurring-task", 2),
                            entry("cancelled-task", 1),
                            entry("due-before-start", 1),
                            entry("unreadable-task", 1),
                            entry("scheduling-message", 1));
            assertThat(report.secondPlan()).isZero();
            assertThat(report.mails()).isZero();
            assertThat(report.notCarried())
                    .containsEntry("summaryBeyondLength", 1)
                    .containsEntry("controlCharacters", 1)
                    .containsEntry("timeZone", series ? 5 : 2)
                    .containsEntry("url", 1)
                    .containsEntry("task class", 1)
                    .containsEntry("task completed", 2)
                    .containsEntry("task due-time", 1)
                    .containsEntry("task percent-complete", 1);
            assertThat(report.notCarried().containsKey("attendees")).isEqualTo(d365 == D365Kind.STOCK);
            assertThat(report.holds()).isTrue();
        }
    }

    @Test
    void anItemThatIsWrittenTwiceIsADifference() {
        try (Stage stage = Stage.open(Backend.GRAPH, D365Kind.COMPANION, WATCH)) {
            ObjectNode rule = Admin.object().put("kind", "double-effect").put("frontEnd", "d365");
            stage.admin().fault(rule.put("method", "POST").put("path", "/Activities"));

            LoadReport report = new Load(stage, D365Kind.COMPANION).run(Fixtures.folder());

            assertThat(report.holds()).isFalse();
            assertThat(report.problems()).anyMatch(line -> line.contains("no file explains"));
        }
    }
}
