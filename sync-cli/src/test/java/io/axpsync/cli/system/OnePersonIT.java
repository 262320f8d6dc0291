package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.command.Cli;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes over one PostgreSQL that import one card from two mailboxes at the same moment. */
class OnePersonIT {

    private static final String ANNA = "anna.bergmann@fabrikon.example";
    private static final String CARD = """
            {"givenName": "Wiebke", "surname": "Harms", "companyName": "Hafenlogistik Albers GmbH",
             "emailAddresses": [{"address": "w.harms@albers-hafen.example"}], "categories": ["D365"]}""";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"companion", "stock"})
    void twoProcessesThatImportOneCardAtOnceMakeOneContactPerson(String profile) throws Exception {
        D365Options options = profile.equals("stock") ? D365Options.STOCK : D365Options.companion();
        RequestSteps requests = new RequestSteps();
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.builder().d365(options).traffic(requests).build())) {
            Users users = new Users(sandbox);
            String bert = sandbox.mailboxes().all().stream()
                    .map(m -> m.address())
                    .filter(a -> !a.equals(ANNA))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            Seq<String> both = Vector.of(ANNA, bert);
            String config = configured(sandbox);
            both.forEach(mailbox -> users.outlook("POST", mailbox, "/contacts", "none", CARD));

            // the first has looked for the person, and does not know yet that there is none
            requests.begin(
                    sandbox,
                    request ->
                            request.path().contains("/data/") && request.text().contains("w.harms"));
            Program program = new Program(folder);
            try (Program.Running first = program.start("sync", "-c", config, "--mailbox", ANNA)) {
                assertThat(requests.awaitHeld()).contains("d365");
                try (Program.Running second = program.start("sync", "-c", config, "--mailbox", bert)) {
                    assertThat(second.exit()).as(second.printed()).isBetween(0, 1);
                }
                assertThat(persons(users)).as("made by the second").hasSize(1);
                requests.end();
                assertThat(first.exit()).as(first.printed()).isBetween(0, 1);
            }
            assertThat(persons(users)).as("not made again by the first").hasSize(1);

            both.forEach(mailbox -> Cli.run("sync", "-c", config, "--mailbox", mailbox));
            assertThat(persons(users)).hasSize(1);
            for (String mailbox : both) {
                Seq<JsonNode> cards = Vector.ofAll(users.outlook("GET", mailbox, "/contacts?$top=999", "none", "")
                                .path("value"))
                        .filter(c -> c.path("surname").asText().equals("Harms"));
                assertThat(cards).as(mailbox).hasSize(1);
                if (profile.equals("companion")) { // on stock D365 a person belongs to one worker
                    Cli plan = Cli.run("plan", "-c", config, "--mailbox", mailbox, "--json");
                    assertThat(plan.json().path("operations").asInt())
                            .as(plan.out)
                            .isZero();
                    assertThat(plan.json().path("openCases").asInt())
                            .as(plan.out)
                            .isZero();
                }
            }
        }
    }

    private static Seq<JsonNode> persons(Users users) {
        return users.rows("ContactPersons", "LastName", "Harms");
    }

    private String configured(Sandbox sandbox) throws IOException {
        Path config = Cli.configure(sandbox, folder);
        Files.writeString(config, Files.readString(config) + "\nlanes:\n  contacts: {}\n");
        Engine.POSTGRESQL.configure(config, "person_" + Long.toString(System.nanoTime(), 36));
        return config.toString();
    }
}
