package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample company on its first day. */
class SampleCompanyIT {

    static Stream<D365Options> profiles() {
        return Stream.of(D365Options.companion(), D365Options.STOCK);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void theFirstRunSettlesEverything(D365Options profile) {
        try (Fabrikon fabrikon = new Fabrikon(Company.sample(), profile)) {
            Seq<LaneSetup> lanes = fabrikon.lanes(fabrikon.graph);
            RunReport report = fabrikon.settle(lanes);
            assertThat(report.total(RunReport.Counts::created)).isGreaterThan(20);
            assertThat(report.total(RunReport.Counts::refused)).isZero();
            boolean stock = profile.equals(D365Options.STOCK);
            assertThat(report.lanes()
                            .flatMap(RunReport.LaneReport::cases)
                            .map(c -> c.reason().code()))
                    .isEqualTo(stock ? Vector.of("series") : Vector.empty());
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void tasksAndAppointmentsOfOneMailboxKeepToThemselves(D365Options profile) {
        try (Fabrikon fabrikon = new Fabrikon(Company.sample(), profile)) {
            keepToThemselves(fabrikon, fabrikon.graph);
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void tasksAndAppointmentsOfOneMailboxKeepToThemselvesOverEwsToo(D365Options profile) {
        try (Fabrikon fabrikon = new Fabrikon(Company.sample(), profile)) {
            keepToThemselves(fabrikon, fabrikon.ews);
        }
    }

    private static void keepToThemselves(Fabrikon fabrikon, SyncSide exchange) {
        Seq<LaneSetup> tasks = fabrikon.tasks(exchange);
        Seq<LaneSetup> all = fabrikon.lanes(exchange).appendAll(tasks);
        RunReport report = fabrikon.settle(all);
        assertThat(report.total(RunReport.Counts::refused)).isZero();
        assertThat(tasks.flatMap(t -> fabrikon.store.links().ofLane(t.lane().id())))
                .as("the marked tasks of the company's workers")
                .hasSize(markedTasks(fabrikon));
    }

    private static int markedTasks(Fabrikon fabrikon) {
        Set<String> workers = fabrikon.tasks(fabrikon.graph)
                .map(l -> l.lane().mailbox().personnelNumber())
                .toSet();
        int count = 0;
        for (JsonNode row : fabrikon.sandbox.snapshot().path("d365").path("Activities")) {
            boolean marked = row.path("OutlookCategories").asText().startsWith("D365");
            boolean ours = workers.contains(
                    row.path("ResponsibleWorkerPersonnelNumber").asText());
            count += row.path("Category").asText().equals("Task") && marked && ours ? 1 : 0;
        }
        assertThat(count).isGreaterThan(3);
        return count;
    }
}
