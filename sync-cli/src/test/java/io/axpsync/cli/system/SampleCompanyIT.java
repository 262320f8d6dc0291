package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
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
    void theFirstRunSettlesEverythingButTheSeries(D365Options profile) {
        try (Fabrikon fabrikon = new Fabrikon(Company.sample(), profile)) {
            Seq<LaneSetup> lanes = fabrikon.lanes(fabrikon.graph);
            RunReport report = fabrikon.settle(lanes);
            assertThat(report.total(RunReport.Counts::created)).isGreaterThan(20);
            assertThat(report.total(RunReport.Counts::refused)).isZero();
            assertThat(report.lanes()
                            .flatMap(RunReport.LaneReport::cases)
                            .map(c -> c.reason().code()))
                    .containsOnly("series");
        }
    }
}
