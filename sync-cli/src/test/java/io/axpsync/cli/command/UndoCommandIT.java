package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.D365Options;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code axpsync undo} against a sandbox over HTTP, with a state on disk; and a run after its keys were rotated. */
class UndoCommandIT {

    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.builder().d365(D365Options.companion()).build());
    private final String config;

    UndoCommandIT(@TempDir Path folder) {
        this.config = Cli.configure(sandbox, folder).toString();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aFirstSynchronisationIsTakenBackAsFarAsNobodyIsMailed() {
        JsonNode sync = Cli.run("sync", "-c", config, "--json").json();
        String run = sync.path("run").asText();
        int mails = sandbox.mailboxes().outbox().mails().size();

        Cli dry = Cli.run("undo", "-c", config, "--run", run, "--dry-run", "--json");
        assertThat(dry.json().path("applied").asBoolean()).isFalse();
        assertThat(dry.json().path("found").asInt()).isGreaterThan(20);
        Cli text = Cli.run("undo", "-c", config, "--run", run, "--dry-run");
        assertThat(text.out)
                .contains("Undo (nothing was written): ", "cannot be undone")
                .contains("(subject hidden)");

        JsonNode undo = Cli.run("undo", "-c", config, "--run", run, "--json").json();
        assertThat(undo.path("applied").asBoolean()).isTrue();
        assertThat(undo.path("failedLanes").asInt()).as("%s", undo).isZero();
        assertThat(undo.path("done").path("writes").asInt())
                .isEqualTo(dry.json().path("operations").asInt());
        assertThat(undo.path("recipientsMailed").asInt())
                .isEqualTo(sync.path("done").path("mails").asInt());
        assertThat(sandbox.mailboxes().outbox().mails()).as("nobody is mailed").hasSize(mails);
        assertThat(Cli.run("journal", "verify", "-c", config).exit).isZero();
    }

    @Test
    void oneItemIsTakenBackByItsName() {
        Cli.run("sync", "-c", config);
        JsonNode entries = Cli.run("journal", "list", "-c", config, "--json", "--limit", "500")
                .json()
                .path("entries");
        String item = "";
        for (JsonNode entry : entries) {
            boolean made = entry.path("verb").asText().equals("create")
                    && entry.path("phase").asText().equals("done")
                    && entry.path("side").asText().equals("d365");
            item = made ? entry.path("items").get(0).path("id").asText() : item;
        }
        assertThat(item).isNotEmpty();

        JsonNode undo = Cli.run("undo", "-c", config, "--item", item, "--json").json();

        assertThat(undo.path("found").asInt()).isPositive();
        assertThat(undo.path("done").path("removed").asInt()
                        + undo.path("refused").size())
                .isPositive();
        assertThat(Cli.run("plan", "-c", config, "--json")
                        .json()
                        .path("operations")
                        .asInt())
                .isZero();
    }

    @Test
    void whatIsNotInTheStateIsAWrongUsage() {
        Cli none = Cli.run("undo", "-c", config, "--run", "run-9");
        assertThat(none.exit).isEqualTo(Exit.USAGE.code());
        assertThat(none.err).contains("There is no state");
        Cli.run("sync", "-c", config);
        Cli run = Cli.run("undo", "-c", config, "--run", "run-9");
        assertThat(run.exit).isEqualTo(Exit.USAGE.code());
        assertThat(run.err).contains("nothing of a run run-9");
        Cli item = Cli.run("undo", "-c", config, "--item", "usmf/NOT-THERE");
        assertThat(item.exit).isEqualTo(Exit.USAGE.code());
        assertThat(item.err).contains("usmf/NOT-THERE");
    }

    @Test
    void afterARotationOfTheKeysTheNextRunDoesNothing() {
        Cli.run("sync", "-c", config);
        Cli.run("sync", "-c", config);
        assertThat(Cli.run("keys", "rotate", "-c", config).exit).isZero();

        assertThat(Cli.run("plan", "-c", config, "--json")
                        .json()
                        .path("operations")
                        .asInt())
                .isZero();
        JsonNode sync = Cli.run("sync", "-c", config, "--json").json();
        assertThat(sync.path("done").path("writes").asInt()).isZero();
        assertThat(sync.path("failedLanes").asInt()).isZero();
        assertThat(Cli.run("journal", "verify", "-c", config).exit).isZero();
    }
}
