package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands against a sandbox over HTTP, as the README tells a newcomer to try them. */
class TrialIT {

    private final Path folder;
    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.builder().d365(D365Options.companion()).build());
    private final String config;

    TrialIT(@TempDir Path folder) {
        this.folder = folder;
        this.config = Cli.configure(sandbox, folder).toString();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void checkPlanSyncAndPlanAgain() {
        Cli check = Cli.run("check", "-c", config);
        assertThat(check.exit).as(check.out + check.err).isZero();
        assertThat(check.out)
                .contains("profile: companion", "anna.bergmann@fabrikon.example", "Everything is in place.");

        JsonNode plan = Cli.run("plan", "-c", config, "--json").json();
        assertThat(plan.path("applied").asBoolean()).isFalse();
        assertThat(plan.path("operations").asInt()).isGreaterThan(20);
        assertThat(plan.path("failedLanes").asInt()).isZero();

        Cli sync = Cli.run("sync", "-c", config, "--json");
        assertThat(sync.json().path("done").path("writes").asInt())
                .isEqualTo(plan.path("operations").asInt());
        assertThat(sync.json().path("done").path("mails").asInt())
                .isEqualTo(plan.path("plannedMails").asInt())
                .isEqualTo(sandbox.mailboxes().outbox().mails().stream()
                        .mapToInt(m -> m.to().size())
                        .sum());
        assertThat(sync.exit).as("nothing is left open").isEqualTo(Exit.OK.code());

        JsonNode again = Cli.run("plan", "-c", config, "--json").json();
        assertThat(again.path("operations").asInt()).isZero();
    }

    @Test
    void movingFromOneBackendToTheOtherAndBackWritesNothing() throws IOException {
        Cli.run("sync", "-c", config);
        sandbox.mailboxes().outbox().clear();

        for (String backend : new String[] {"ews", "graph"}) {
            Files.writeString(
                    Path.of(config),
                    Files.readString(Path.of(config)).replaceFirst("backend: \\w+", "backend: " + backend));
            Cli check = Cli.run("check", "-c", config);
            assertThat(check.exit).as(check.out).isZero();

            Cli sync = Cli.run("sync", "-c", config, "--json");

            assertThat(sync.json().path("failedLanes").asInt()).as(sync.out).isZero();
            assertThat(sync.json().path("done").path("writes").asInt())
                    .as(backend + sync.out)
                    .isZero();
            assertThat(sync.json().path("done").path("created").asInt()).isZero();
            assertThat(sandbox.mailboxes().outbox().mails()).isEmpty();
        }
    }

    @Test
    void oneMailboxMayHaveAnotherBackend() throws IOException {
        Files.writeString(
                Path.of(config),
                Files.readString(Path.of(config))
                        .replace(
                                "  - address: misaki.sato@fabrikon.example",
                                "  - address: misaki.sato@fabrikon.example\n    backend: ews"));

        assertThat(Cli.run("check", "-c", config).out).containsPattern("misaki.sato@fabrikon.example +ews ");
        Cli sync = Cli.run("sync", "-c", config, "--json");

        assertThat(sync.json().path("failedLanes").asInt()).as(sync.out).isZero();
        assertThat(Cli.run("plan", "-c", config, "--json")
                        .json()
                        .path("operations")
                        .asInt())
                .isZero();
    }

    @Test
    void subjectsAreMaskedUnlessAskedFor() {
        String subject = sandbox.snapshot()
                .path("d365")
                .path("Activities")
                .get(0)
                .path("Purpose")
                .asText();
        assertThat(subject).isNotEmpty();

        assertThat(Cli.run("plan", "-c", config).out)
                .contains("(subject hidden)")
                .doesNotContain(subject);
        assertThat(Cli.run("plan", "-c", config, "--json").out).doesNotContain(subject);
        assertThat(Cli.run("plan", "-c", config, "--show-subjects").out).contains(subject);
    }

    @Test
    void filtersLimitWhatIsPlanned() {
        JsonNode one = Cli.run("plan", "-c", config, "--json", "--mailbox", "Anna.Bergmann@fabrikon.example")
                .json();
        assertThat(one.path("lanes")).hasSize(1);

        JsonNode other = Cli.run("plan", "-c", config, "--json", "--lane", "000102/APPOINTMENT")
                .json();
        assertThat(other.path("lanes")).hasSize(1);
        assertThat(other.path("lanes").get(0).path("mailbox").asText()).startsWith("lukas.petersen@");
    }

    @Test
    void mailboxesAreDiscoveredInD365() throws IOException {
        JsonNode listed = Cli.run("plan", "-c", config, "--json").json();
        Files.writeString(
                Path.of(config),
                Files.readString(Path.of(config)).replaceFirst("(?s)mailboxes:.*", "")
                        + "discover:\n  addresses: [\"*@fabrikon.example\"]\n");

        JsonNode discovered = Cli.run("plan", "-c", config, "--json").json();

        assertThat(discovered.path("lanes")).hasSize(listed.path("lanes").size());
        assertThat(discovered.path("operations")).isEqualTo(listed.path("operations"));
        assertThat(discovered.path("leftAlone")).isEmpty();
        Cli check = Cli.run("check", "-c", config);
        assertThat(check.exit).as(check.out).isZero();
        assertThat(check.out).contains("anna.bergmann@fabrikon.example");
    }

    @Test
    void aMailboxThatFitsNoWorkerIsReportedAndLeftAlone() throws IOException {
        String nobody = "nobody@fabrikon.example";
        Files.writeString(Path.of(config), Files.readString(Path.of(config)) + "  - address: " + nobody + "\n");

        Cli plan = Cli.run("plan", "-c", config, "--json");

        assertThat(plan.exit).isEqualTo(Exit.OPEN.code());
        assertThat(plan.json().path("leftAlone").get(0).path("code").asText()).isEqualTo("no-worker");
        assertThat(plan.json().path("lanes")).hasSize(12);
        assertThat(Cli.run("plan", "-c", config).out).contains("left alone: " + nobody + " fits no worker");
    }

    @Test
    void checkRefusesToWriteWhileD365SynchronisesWithExchangeItself() throws IOException {
        new Admin(sandbox.client())
                .createRow(
                        "Activities",
                        Admin.object()
                                .put("dataAreaId", "nord")
                                .put("Category", "Appointment")
                                .put("Purpose", "Synchronised by another")
                                .put("ResponsibleWorkerPersonnelNumber", "000101")
                                .put("OutlookEntryId", "00000000ABCDEF")
                                .put("StartDateTime", "2026-01-05T09:00:00Z")
                                .put("EndDateTime", "2026-01-05T10:00:00Z"));

        Cli refused = Cli.run("check", "-c", config);
        assertThat(refused.exit).as(refused.out).isEqualTo(Exit.SIDE.code());
        assertThat(refused.out).contains("problem: ", "d365.acceptForeignEntryIds: true");

        Files.writeString(
                Path.of(config),
                Files.readString(Path.of(config)).replace("d365:\n", "d365:\n  acceptForeignEntryIds: true\n"));
        assertThat(Cli.run("check", "-c", config).exit).isZero();
    }

    @Test
    void aSideThatCannotBeReachedEndsWithFour() throws IOException {
        sandbox.close();

        Cli sync = Cli.run("sync", "-c", config);
        assertThat(sync.exit).isEqualTo(Exit.SIDE.code());
        assertThat(sync.out).contains("D365 could not be asked").doesNotContain("Exception:", "\tat ");

        Cli check = Cli.run("check", "-c", config);
        assertThat(check.exit).isEqualTo(Exit.SIDE.code());
        assertThat(check.out).contains("not ok", "not reachable");
    }

    @Test
    void aStateWithoutItsSecretEndsWithFiveAndNothingIsWritten() throws IOException {
        assertThat(Cli.run("plan", "-c", config).exit).isNotEqualTo(Exit.STATE.code());
        try (var state = Files.newDirectoryStream(folder.resolve("trial.state"), "*.secret")) {
            for (Path secret : state) {
                Files.delete(secret);
            }
        }
        sandbox.counts().clear();

        Cli sync = Cli.run("sync", "-c", config, "--json");

        assertThat(sync.exit).isEqualTo(Exit.STATE.code());
        assertThat(sync.json().path("failure").asText()).isEqualTo("state");
        assertThat(sync.json().path("problems").get(0).path("code").asText()).isEqualTo("secret-missing");
        assertThat(sync.err).contains("Nothing was written.");
        assertThat(Cli.run("check", "-c", config).exit).isEqualTo(Exit.STATE.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"d365", "graph"})
    void aCertificateThatCannotBeReadIsABadConfiguration(String side) throws IOException {
        Files.writeString(folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nnonsense\n");
        String secret = "secret: file:trial.client-secret";
        String yaml = Files.readString(Path.of(config));
        int at = side.equals("d365") ? yaml.indexOf(secret) : yaml.lastIndexOf(secret);
        Files.writeString(
                Path.of(config),
                yaml.substring(0, at) + "certificate: broken.pem" + yaml.substring(at + secret.length()));

        for (String command : new String[] {"check", "plan", "sync"}) {
            Cli wrong = Cli.run(command, "-c", config);

            assertThat(wrong.exit).as(command + wrong.out + wrong.err).isIn(Exit.USAGE.code(), Exit.SIDE.code());
            assertThat(wrong.out + wrong.err).contains("broken.pem").doesNotContain("\tat ", "bug");
        }
    }

    @Test
    void wrongCredentialsAreSaidPlainly() throws IOException {
        Files.writeString(folder.resolve("trial.client-secret"), "wrong");

        Cli check = Cli.run("check", "-c", config);

        assertThat(check.exit).isEqualTo(Exit.SIDE.code());
        assertThat(check.out).contains("token-refused").doesNotContain("\tat ");
    }

    @Test
    void aLoginPageInsteadOfJsonIsSaidPlainly() {
        sandbox.faults()
                .add(FaultRule.of(Fault.Kind.LOGIN_PAGE)
                        .frontEnd("graph")
                        .times(-1)
                        .build());

        Cli plan = Cli.run("plan", "-c", config);

        assertThat(plan.exit).isEqualTo(Exit.SIDE.code());
        assertThat(plan.out + plan.err).contains("failed").doesNotContain("\tat ", "Exception");
        sandbox.faults().clear();
        assertThat(Cli.run("plan", "-c", config).exit).isEqualTo(Exit.OK.code());
    }

    @Test
    void theSecretsOfAConfigurationAreForTheirOwnerOnly() throws IOException {
        for (String name :
                new String[] {"trial.yaml", "trial.client-secret", "trial.ews-password", "trial.admin-token"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(Path.of(config)))
                .doesNotContain(
                        sandbox.client().clientSecret(), sandbox.client().password());
    }
}
