package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.command.Cli;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Marked mails through the program: what the configuration says of them, and that each is imported once. */
class MailIT {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String ANNA = "anna.bergmann@fabrikon.example";
    private static final String CONFIGURED = """

            lanes:
              mail:
                imported: "In D365"
                exclude: [newsletter.example]
                attachments:
                  blocked: [pdf]
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"GRAPH, companion", "EWS, stock"})
    void markedMailsAreImportedOnceAsTheConfigurationSays(Backend backend, String profile) throws IOException {
        D365Options options = profile.equals("stock") ? D365Options.STOCK : D365Options.companion();
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.builder().d365(options).traffic(WATCH).build())) {
            Admin admin = new Admin(sandbox.client());
            Users users = new Users(sandbox);
            Path config = Cli.configure(sandbox, folder, backend);
            Files.writeString(config, Files.readString(config) + CONFIGURED);
            deliver(admin, "gesche.albers@albers-hafen.example", "Second quay");
            deliver(admin, "news@newsletter.example", "Buy now");

            assertThat(run("sync", config).path("done").path("created").asInt()).isEqualTo(1);
            JsonNode row = imported(users).single();
            assertThat(row.path("Purpose").asText()).isEqualTo("Second quay");
            assertThat(row.path("Category").asText()).isEqualTo("Event");
            assertThat(row.path("Notes").asText()).contains("Plan.pdf");
            assertThat(users.outlook("GET", ANNA, "/messages?$select=subject,categories", "none", "")
                            .toString())
                    .contains("\"In D365\"");
            assertThat(run("plan", config).path("operations").asInt()).isZero();
            assertThat(run("sync", config).path("done").path("writes").asInt()).isZero();
            assertThat(imported(users)).hasSize(1);
        }
    }

    private static JsonNode run(String command, Path config) {
        Cli run = Cli.run(command, "-c", config.toString(), "--mailbox", ANNA, "--lane", "000101/MESSAGE", "--json");
        assertThat(run.exit).as(run.out + run.err).isBetween(0, 1);
        return run.json();
    }

    private static Seq<JsonNode> imported(Users users) {
        return users.activitiesOf("000101")
                .filter(r -> r.path("OutlookSharedObjectId").asText().startsWith("mid:"));
    }

    private static void deliver(Admin admin, String from, String subject) {
        String mime = "From: " + from + "\r\nTo: " + ANNA + "\r\nSubject: " + subject + "\r\nMessage-ID: <" + from
                + ">\r\nDate: Mon, 2 Mar 2026 07:00:00 +0100\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nAs agreed.\r\n"
                + "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"Plan.pdf\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n--b--\r\n";
        admin.deliver(ANNA, mime.getBytes(StandardCharsets.UTF_8), "inbox", List.of("D365"));
    }
}
