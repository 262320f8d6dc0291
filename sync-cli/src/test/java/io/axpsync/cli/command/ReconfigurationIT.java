package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.D365Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another marker in the configuration: what it would do is told, waits for a word, and can be taken back. */
class ReconfigurationIT {

    private static final String LANE = "000101/APPOINTMENT";

    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.builder().d365(D365Options.companion()).build());
    private final Path config;

    ReconfigurationIT(@TempDir Path folder) {
        this.config = Cli.configure(sandbox, folder);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void itsImpactIsReportedBeforeAnythingIsReleased() throws IOException {
        cli("sync");
        String before = sandbox.snapshot().toString();
        marker("CRM");

        Cli plan = cli("plan", "--json", "--lane", LANE);
        int leaving = plan.json().path("impact").path("leaving").asInt();
        assertThat(leaving).as(plan.out).isGreaterThan(1);
        assertThat(plan.json().path("lanes").get(0).path("impact").path("entering"))
                .hasToString("0");
        assertThat(cli("plan", "--lane", LANE).out)
                .contains("configured anew: " + LANE + "  anna.bergmann@fabrikon.example: 0 entering, " + leaving);

        Cli sync = cli("sync", "--lane", LANE);
        assertThat(sync.exit).as(sync.out).isEqualTo(Exit.HELD.code());
        assertThat(sync.out).contains("Configured anew: 1 lanes; 0 entering, " + leaving + " leaving.");
        JsonNode held = cli("held", "list", "--verb", "release", "--json").json();
        assertThat(held.path("held")).as(held.toString()).hasSize(leaving);
        assertThat(sandbox.snapshot()).as("nothing was written anywhere").hasToString(before);

        marker("D365");
        JsonNode back = cli("sync", "--json", "--lane", LANE).json();
        assertThat(back.path("operations").asInt()).isZero();
        assertThat(back.path("held").asInt()).isZero();
        assertThat(cli("plan", "--json", "--lane", LANE).json().has("impact"))
                .as("the old configuration is settled again")
                .isFalse();
    }

    @Test
    void whatIsReleasedThenStaysOnBothSides() throws IOException {
        cli("sync");
        String before = sandbox.snapshot().toString();
        marker("CRM");
        cli("sync", "--lane", LANE);
        Cli word = cli("held", "release", "--all", "--verb", "release", "--lane", LANE);

        JsonNode sync = cli("sync", "--json", "--lane", LANE).json();

        assertThat(sync.path("done").path("released").asInt())
                .as(word.out + word.err)
                .isGreaterThan(1);
        assertThat(sync.path("done").path("writes").asInt()).isZero();
        assertThat(sandbox.snapshot()).hasToString(before);
        assertThat(cli("plan", "--json", "--lane", LANE)
                        .json()
                        .path("operations")
                        .asInt())
                .isZero();
    }

    private void marker(String name) throws IOException {
        Files.writeString(config, Files.readString(config).replaceFirst("(?m)^marker: .*", "marker: " + name));
    }

    private Cli cli(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "-c";
        all[args.length + 1] = config.toString();
        return Cli.run(all);
    }
}
