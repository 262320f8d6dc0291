package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The measurement works; how fast this machine is, is not its business. */
class BenchIT {

    @Test
    void theEngineIsMeasuredWithinHalfAGigabyte() {
        Cli bench = Cli.run("bench", "engine", "--links", "1000", "--json");

        assertThat(bench.exit).as(bench.err).isZero();
        JsonNode measured = bench.json();
        assertThat(measured.path("heapLimitMiB").asInt()).isBetween(450, 512);
        assertThat(measured.path("decisionsPerSecond").asLong()).isPositive();
        assertThat(measured.path("links").asInt()).isEqualTo(1000);
        assertThat(measured.path("lanes").asInt()).isEqualTo(10);
        assertThat(measured.path("operations").asInt()).isZero();
        assertThat(measured.path("peakHeapMiB").asInt()).isBetween(1, 512);
    }
}
