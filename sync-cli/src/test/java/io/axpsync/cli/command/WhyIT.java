package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.sandbox.SandboxConfiguration;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asking why over real HTTP, on both backends: also about what no run looks at. */
class WhyIT {

    private static final String ANNA = "anna.bergmann@fabrikon.example";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource(Backend.class)
    void everythingInAMailboxHasItsReasonAndNothingIsWritten(Backend backend) throws IOException {
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.builder().d365(D365Options.companion()).build())) {
            Path config = folder.resolve("trial.yaml");
            SandboxConfiguration.of(sandbox.client(), backend, Vector.of(ANNA)).write(config);
            assertThat(Cli.run("sync", "-c", config.toString()).exit).isIn(0, 1);
            String before = sandbox.snapshot().toString();

            Seq<JsonNode> found = found(config, ANNA);
            assertThat(found.map(WhyIT::reason)).contains("unchanged", "no-marker");
            assertThat(found.filter(n -> reason(n).equals("unchanged"))).allSatisfy(n -> {
                assertThat(n.path("link").path("state").asText()).isEqualTo("linked");
                assertThat(n.path("seen")).hasSize(2);
                assertThat(n.path("journal")).isNotEmpty();
            });

            JsonNode pair = found.find(n -> reason(n).equals("unchanged")).get();
            JsonNode unmarked = found.find(n -> reason(n).equals("no-marker")).get();
            for (String name : Vector.of(
                    pair.path("link").path("id").asText(),
                    pair.path("seen").get(0).path("id").asText(),
                    pair.path("seen").get(1).path("id").asText())) {
                assertThat(found(config, name).single().path("link")).as(name).isEqualTo(pair.path("link"));
            }
            String subject = unmarked.path("title").asText();
            assertThat(found(config, subject).map(WhyIT::reason)).as(subject).contains("no-marker");

            Cli text = Cli.run("why", pair.path("seen").get(0).path("id").asText(), "-c", config.toString());
            assertThat(text.exit).isZero();
            assertThat(text.out)
                    .contains("D365 ", "Exchange ", "marker ", "window ", "privacy ", "link ", "decision  keep")
                    .contains("both sides are as they were [unchanged]", "journal ")
                    .doesNotContain(pair.path("title").asText());

            Cli nowhere = Cli.run("why", "no such thing anywhere", "-c", config.toString());
            assertThat(nowhere.exit).isEqualTo(Exit.USAGE.code());
            assertThat(nowhere.out).contains("Nothing like that was found", ANNA, "items in D365");
            assertThat(sandbox.snapshot().toString()).as("nothing was written").isEqualTo(before);

            sandbox.faults()
                    .add(FaultRule.of(Fault.status(401, "text/plain", ""))
                            .frontEnd(backend == Backend.EWS ? "ews" : "graph")
                            .times(-1)
                            .build());
            Cli down = Cli.run("why", pair.path("link").path("id").asText(), "-c", config.toString());
            assertThat(down.exit).isEqualTo(Exit.SIDE.code());
            assertThat(down.out).contains("could not be looked at", "journal ");
        }
    }

    private static Seq<JsonNode> found(Path config, String what) {
        Cli why = Cli.run("why", what, "-c", config.toString(), "--json", "--show-subjects");
        assertThat(why.exit).as(what + why.out + why.err).isZero();
        return Vector.ofAll(why.json().path("found"));
    }

    private static String reason(JsonNode node) {
        return node.path("reason").path("code").asText();
    }
}
