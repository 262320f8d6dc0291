package io.axpsync.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.sandbox.contract.ContractWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calendar files through the whole product. */
class LoadIT {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    @ParameterizedTest
    @CsvSource({"GRAPH, COMPANION", "GRAPH, STOCK", "EWS, COMPANION"})
    void everyEventArrivesOnceAndUnchangedOrIsParkedWithAReason(Backend backend, D365Kind d365) {
        try (Stage stage = Stage.open(backend, d365, WATCH)) {
            LoadReport report = new Load(stage, d365).run(Fixtures.folder());

            assertThat(report.problems()).isEmpty();
            assertThat(report.differences()).isEmpty();
            assertThat(report.parked())
                    .containsOnlyKeys(
                            "series",
                            "scheduling-message",
                            "unreadable-event",
                            "no-start",
                            "ends-before-start",
                            "no-calendar")
                    .containsEntry("series", 3);
            assertThat(report.synchronised()).isEqualTo(17);
            assertThat(report.overrides()).isEqualTo(1);
            assertThat(report.secondPlan()).isZero();
            assertThat(report.mails()).isZero();
            assertThat(report.notCarried())
                    .containsEntry("summaryBeyondLength", 1)
                    .containsEntry("controlCharacters", 1)
                    .containsEntry("timeZone", 2)
                    .containsEntry("url", 1);
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
