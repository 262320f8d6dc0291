package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.axpsync.cli.command.Cli;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published folders through the program: configured, checked, asked about, filled, edited. */
class PublishedIT {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String SALES = "sales@fabrikon.example";
    private static final String CONFIGURED = """

            queries:
              hamburg:
                salesDistrict: HAMBURG
                not: {person.FirstName: Björn}
              nowhere: {customer.salesdistrict: X}
            publishedFolders:
              hamburg:
                folder: Sales/Hamburg
                mailbox: sales@fabrikon.example
                company: nord
                country: DE
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"GRAPH, companion", "GRAPH, stock", "EWS, companion", "EWS, stock"})
    void aQueryIsAskedAboutCheckedAndPublished(Backend backend, String profile) throws IOException {
        D365Options options = profile.equals("stock") ? D365Options.STOCK : D365Options.companion();
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.builder().d365(options).traffic(WATCH).build())) {
            Admin admin = new Admin(sandbox.client());
            Path config = Cli.configure(sandbox, folder, backend);
            admin.openMailbox(SALES, "Sales", "Europe/Berlin"); // nobody's, and so not among the configured mailboxes
            Files.writeString(config, Files.readString(config) + CONFIGURED);

            explained(config);
            checked(config, backend);
            sync(config);
            String where = backend == Backend.EWS ? "" : SALES;
            assertThat(names(admin, where)).containsExactly("Albers", "Großkopf", "Thießen", "Yıldız");

            JsonNode card = Vector.ofAll(admin.published(where, "Sales/Hamburg"))
                    .filter(c -> c.path("surname").asText().equals("Thießen"))
                    .single();
            admin.editPublished(
                    where,
                    "Sales/Hamburg",
                    card.path("id").asText(),
                    JsonNodeFactory.instance.objectNode().put("jobTitle", "Disponent"));
            sync(config);
            assertThat(new Users(sandbox)
                            .rows("ContactPersons", "LastName", "Thießen")
                            .single()
                            .path("EmploymentJobTitle")
                            .asText())
                    .isEqualTo("Disponent");
            Cli plan = Cli.run("plan", "-c", config.toString(), "--lane", "hamburg/CONTACT", "--json");
            assertThat(plan.json().path("operations").asInt()).as(plan.out).isZero();
        }
    }

    private static void sync(Path config) {
        Cli run = Cli.run("sync", "-c", config.toString(), "--lane", "hamburg/CONTACT", "--json");
        assertThat(run.exit).as(run.out + run.err).isZero();
    }

    private static void explained(Path config) {
        Cli query = Cli.run("query", "hamburg", "-c", config.toString(), "--explain");
        assertThat(query.exit).as(query.out + query.err).isZero();
        assertThat(query.out)
                .contains("Jörn Thießen", "Hafenlogistik Albers GmbH", "4 persons")
                .contains("CustomersV3 where SalesDistrict eq 'HAMBURG'", "AssociatedPartyNumber = PartyNumber")
                .doesNotContain("Björn Möller");
        JsonNode json =
                Cli.run("query", "hamburg", "-c", config.toString(), "--json").json();
        assertThat(json.path("persons")).hasSize(4);
        assertThat(json.has("explain")).isFalse();

        Cli wrong = Cli.run("query", "nowhere", "-c", config.toString());
        assertThat(wrong.exit).isEqualTo(4);
        assertThat(wrong.out).contains("query nowhere", "customer.SalesDistrict?");
        Cli unknown = Cli.run("query", "hamborg", "-c", config.toString());
        assertThat(unknown.exit).isEqualTo(2);
        assertThat(unknown.err).contains("hamburg, nowhere");
    }

    private static void checked(Path config, Backend backend) {
        Cli check = Cli.run("check", "-c", config.toString());
        assertThat(check.out + check.err).contains("Sales/Hamburg", "hamburg/CONTACT");
        JsonNode folder = Cli.run("check", "-c", config.toString(), "--json")
                .json()
                .path("folders")
                .path(0);
        assertThat(folder.path("ok").asBoolean()).as("%s", folder).isTrue();
        assertThat(folder.path("backend").asText()).isEqualTo(backend == Backend.EWS ? "ews" : "graph");
        assertThat(folder.path("hints")).as("a folder that is still to be made").isNotEmpty();
    }

    private static Seq<String> names(Admin admin, String mailbox) {
        return Vector.ofAll(admin.published(mailbox, "Sales/Hamburg"))
                .map(c -> c.path("surname").asText())
                .sorted();
    }
}
