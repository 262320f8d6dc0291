package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.port.Circuit;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.Seq;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server in trouble is not hammered by a hundred mailboxes, counted at the server, run after run of one process. */
class PatienceIT {

    private static final int MAILBOXES = 100;

    /** How often an adapter sends one request at most. */
    private static final int TRIES = 5;

    private static final Fault DOWN = Fault.gateway(502);
    private static final Fault REFUSED = Fault.status(401, "text/plain", "");
    private static final Fault BUSY = Fault.throttled(Duration.ofHours(1));

    @ParameterizedTest
    @CsvSource({
        "ews, DOWN", "ews, REFUSED", "ews, BUSY",
        "graph, DOWN", "graph, REFUSED", "graph, BUSY",
        "d365, DOWN", "d365, REFUSED", "d365, BUSY"
    })
    void aHundredMailboxesAskAServerInTroubleAFewTimesAndSayTheSame(String where, String trouble) {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(MAILBOXES), D365Options.companion())) {
            Seq<LaneSetup> lanes = fabrikon.lanes(where.equals("ews") ? fabrikon.ews : fabrikon.graph);
            fabrikon.sandbox
                    .faults()
                    .add(FaultRule.of(fault(trouble)).frontEnd(where).times(-1).build());
            for (int run = 0; run < 2; run++) {
                fabrikon.forgetRequests();
                RunReport report = fabrikon.run().plan(lanes);
                assertThat(report.failedLanes()).isEqualTo(MAILBOXES);
                assertThat(fabrikon.requests(where))
                        .as("run %s", run)
                        .isBetween(run == 0 || !trouble.equals("BUSY") ? 1L : 0L, 2L * Circuit.THRESHOLD * TRIES);
                assertThat(report.lanes()
                                .flatMap(RunReport.LaneReport::failure)
                                .map(f -> f.code())
                                .distinct())
                        .as("the same reason everywhere")
                        .hasSizeLessThanOrEqualTo(2);
            }
            fabrikon.sandbox.faults().clear();
            if (!trouble.equals("BUSY")) {
                assertThat(fabrikon.run().plan(lanes).failedLanes())
                        .as("the next run asks anew")
                        .isZero();
            }
        }
    }

    private static Fault fault(String name) {
        return switch (name) {
            case "DOWN" -> DOWN;
            case "REFUSED" -> REFUSED;
            default -> BUSY;
        };
    }
}
