package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees whose installation is not the one that wrote last, and what helps. */
class TakeoverIT {

    private static final String ANNA = "000101/APPOINTMENT";

    @Test
    void aNewStateTakesOverLaneByLane(@TempDir Path folder) throws IOException {
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.builder().d365(D365Options.companion()).build())) {
            String config = Cli.configure(sandbox, folder).toString();
            assertThat(fence(config).path("state").asText()).isEqualTo("free");
            Cli.run("sync", "-c", config);
            JsonNode ours = fence(config);
            assertThat(ours.path("state").asText()).isEqualTo("ours");
            assertThat(ours.path("epoch").asInt()).isZero();
            assertThat(ours.path("run").asInt()).isEqualTo(1);
            assertThat(ours.path("d365").asText()).isNotEmpty();
            assertThat(Cli.run("check", "-c", config).out)
                    .contains(
                            "Fence",
                            ours.path("installation").asText(),
                            ours.path("d365").asText())
                    .contains("Everything is in place.");
            assertThat(Cli.run("takeover", "-c", config, "--yes").out).contains("ours", "Nothing to take over.");
            loseTheState(folder);

            Cli refused = Cli.run("sync", "-c", config);
            assertThat(refused.exit).as(refused.out).isEqualTo(Exit.STATE.code());
            assertThat(refused.out)
                    .contains("fence-foreign", "axpsync takeover --lane " + ANNA, "0 writes")
                    .doesNotContain("Exception");

            Cli check = Cli.run("check", "-c", config);
            assertThat(check.exit).as(check.out).isEqualTo(Exit.STATE.code());
            assertThat(check.out)
                    .contains("not ours", ours.path("installation").asText(), "fence-foreign")
                    .doesNotContain("Everything is in place.");
            assertThat(fence(config).path("against").get(0).path("code").asText())
                    .isEqualTo("fence-foreign");

            Cli unasked = Cli.run("takeover", "-c", config, "--json");
            assertThat(unasked.exit).isEqualTo(Exit.USAGE.code());
            assertThat(unasked.err).contains("--yes");

            JsonNode one = Cli.run("takeover", "-c", config, "--lane", ANNA, "--yes", "--json")
                    .json();
            assertThat(one.path("exit").asInt()).isZero();
            assertThat(one.path("taken").asBoolean()).isTrue();
            assertThat(one.path("lanes")).hasSize(1);
            assertThat(one.path("lanes").get(0).path("state").asText()).isEqualTo("ours");

            JsonNode sync = Cli.run("sync", "-c", config, "--json").json();
            assertThat(sync.path("exit").asInt()).isEqualTo(Exit.STATE.code());
            assertThat(failed(sync)).isNotEmpty().doesNotContain(ANNA);
            assertThat(Cli.run("journal", "list", "-c", config, "--lane", ANNA).out)
                    .contains("takeover");

            Cli all = Cli.run("takeover", "-c", config, "--yes");
            assertThat(all.exit).as(all.out).isZero();
            assertThat(all.out).contains("not ours", "Taken over:", "fence-foreign");
            JsonNode last = Cli.run("sync", "-c", config, "--json").json();
            assertThat(last.path("failedLanes").asInt()).as(last.toString()).isZero();
            assertThat(last.path("done").path("created").asInt()).isZero();
            JsonNode quiet = Cli.run("plan", "-c", config, "--json").json();
            assertThat(quiet.path("operations").asInt()).isZero();
        }
    }

    @Test
    void aTakingOverIsConfirmedByTheWholeWordAndByNothingElse(@TempDir Path folder) throws IOException {
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.builder().d365(D365Options.companion()).build())) {
            String config = Cli.configure(sandbox, folder).toString();
            Cli.run("sync", "-c", config);
            loseTheState(folder);

            Cli nobody = Cli.run("takeover", "-c", config, "--lane", ANNA);
            assertThat(nobody.exit).isEqualTo(Exit.USAGE.code());
            assertThat(nobody.err).contains("Nobody can be asked here.", "--yes");

            for (String answer : new String[] {"", "y", "YES", "no", " yes"}) {
                Cli asked = Cli.answering(answer, "takeover", "-c", config, "--lane", ANNA);
                assertThat(asked.exit).as(answer + asked.out).isEqualTo(Exit.STATE.code());
                assertThat(asked.out)
                        .contains("not ours", "Take over 1 lane(s)?", "Nothing was taken over.")
                        .doesNotContain("Taken over:");
            }
            Cli still = Cli.run("sync", "-c", config, "--lane", ANNA);
            assertThat(still.exit).as(still.out).isEqualTo(Exit.STATE.code());

            Cli json = Cli.answering("yes", "takeover", "-c", config, "--lane", ANNA, "--json");
            assertThat(json.exit).as("a program is not asked").isEqualTo(Exit.USAGE.code());

            Cli yes = Cli.answering("yes", "takeover", "-c", config, "--lane", ANNA);
            assertThat(yes.exit).as(yes.out).isZero();
            assertThat(yes.out).contains("Whoever wrote there last must be stopped for good", "Taken over:");

            Cli ours = Cli.answering("yes", "takeover", "-c", config, "--lane", ANNA);
            assertThat(ours.out).contains("Nothing to take over.").doesNotContain("Take over 1");
        }
    }

    /** What a check says of Anna's lane. */
    private static JsonNode fence(String config) {
        JsonNode fences =
                Cli.run("check", "-c", config, "--lane", ANNA, "--json").json().path("fences");
        assertThat(fences).hasSize(1);
        return fences.get(0);
    }

    private static Vector<String> failed(JsonNode sync) {
        return Vector.ofAll(sync.path("lanes"))
                .filter(lane -> lane.has("failure"))
                .map(lane -> lane.path("lane").asText());
    }

    private static void loseTheState(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("trial.state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
