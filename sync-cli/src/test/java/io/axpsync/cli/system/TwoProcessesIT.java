package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.ConfigurationFile;
import io.axpsync.cli.run.LaneFilter;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.cli.sandbox.SandboxConfiguration;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.RunReport;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Request;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the program over one PostgreSQL. */
class TwoProcessesIT {

    private static final String ONE = "worker000001@fabrikon.example";
    private static final String BUSY = "lane 000001/APPOINTMENT is being synchronised by another process";

    @TempDir
    private Path folder;

    private final RequestSteps requests = new RequestSteps();
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.builder()
            .company(Company.generated(3))
            .d365(D365Options.companion())
            .traffic(requests)
            .build());
    private final Users users = new Users(sandbox);
    private String config = "";

    @BeforeEach
    void configure() throws IOException {
        Path yaml = folder.resolve("two.yaml");
        SandboxConfiguration.of(
                        sandbox.client(),
                        Backend.GRAPH,
                        Vector.ofAll(sandbox.mailboxes().all()).map(m -> m.address()))
                .write(yaml);
        Engine.POSTGRESQL.configure(yaml, "two_" + Long.toString(System.nanoTime(), 36));
        config = yaml.toString();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void theSecondLeavesALaneAloneThatTheFirstHas() throws Exception {
        requests.begin(sandbox, TwoProcessesIT::creates);
        try (Program.Running first = new Program(folder).start("sync", "-c", config, "--mailbox", ONE)) {
            assertThat(requests.awaitHeld()).isEqualTo("after graph POST $batch");

            try (Program.Running second = new Program(folder).start("sync", "-c", config)) {
                assertThat(second.exit()).as(second.printed()).isEqualTo(1);
                assertThat(second.printed())
                        .containsOnlyOnce(BUSY)
                        .contains("3 lanes")
                        .doesNotContain("\tat ");
            }
            assertThat(users.events("worker000002@fabrikon.example", "Visit 000002"))
                    .as("other lanes go on")
                    .hasSize(1);

            requests.end();
            assertThat(first.exit()).as(first.printed()).isZero();
        }
        everythingIsThereOnce(Clock.systemUTC());
    }

    @Test
    void theLaneOfAProcessThatWasKilledIsTakenOverWhenItsLeaseHasExpired() throws Exception {
        requests.begin(sandbox, TwoProcessesIT::creates);
        try (Program.Running first = new Program(folder).start("sync", "-c", config, "--mailbox", ONE)) {
            requests.awaitHeld();
            first.process().destroyForcibly().waitFor();
            requests.end();
        }
        try (Program.Running second = new Program(folder).start("sync", "-c", config)) {
            assertThat(second.exit()).as(second.printed()).isEqualTo(1);
            assertThat(second.printed()).containsOnlyOnce(BUSY);
        }
        Seq<Reason> early = sync(Clock.offset(sandbox.clock(), Duration.ofMinutes(29)))
                .lanes()
                .flatMap(RunReport.LaneReport::failure);
        assertThat(early.map(Reason::code)).containsExactly("leased");

        sandbox.clock().advance(Duration.ofMinutes(31));
        assertThat(sync(sandbox.clock()).failedLanes()).isZero();
        everythingIsThereOnce(sandbox.clock());
    }

    private static boolean creates(Request request) {
        return request.path().endsWith("/$batch") && request.text().matches("(?s).*\"method\"\\s*:\\s*\"POST\".*");
    }

    private RunReport sync(Clock clock) {
        try (Synchronisation opened =
                Synchronisation.open(ConfigurationFile.read(Path.of(config)), clock, RunListener.SILENT)) {
            return opened.sync(LaneFilter.ALL).report().get();
        }
    }

    private void everythingIsThereOnce(Clock clock) {
        try (Synchronisation opened =
                Synchronisation.open(ConfigurationFile.read(Path.of(config)), clock, RunListener.SILENT)) {
            RunReport next = opened.plan(LaneFilter.ALL).report().get();
            assertThat(next.failedLanes()).isZero();
            assertThat(next.operations()).isZero();
        }
        for (int worker = 1; worker <= 3; worker++) {
            assertThat(users.events("worker00000" + worker + "@fabrikon.example", "Visit 00000" + worker))
                    .hasSize(1);
            assertThat(users.activities("Meeting 00000" + worker)).hasSize(1);
        }
    }
}
