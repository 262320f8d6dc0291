package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.command.Cli;
import io.axpsync.cli.config.Backend;
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

/** Private contacts through the program: what a worker has selected in D365, and what is added in Outlook. */
class ContactsIT {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String ANNA = "anna.bergmann@fabrikon.example";

    @TempDir
    Path folder;

    private static Path configured(Sandbox sandbox, Path folder, Backend backend, String contacts) throws IOException {
        Path file = Cli.configure(sandbox, folder, backend);
        return Files.writeString(file, Files.readString(file) + "\nlanes:\n  contacts:" + contacts + "\n");
    }

    private static JsonNode sync(Path config) {
        Cli run = Cli.run("sync", "-c", config.toString(), "--mailbox", ANNA, "--lane", "000101/CONTACT", "--json");
        assertThat(run.exit).as(run.out + run.err).isBetween(0, 1);
        return run.json();
    }

    private static void settled(Path config) {
        sync(config);
        Cli plan = Cli.run("plan", "-c", config.toString(), "--mailbox", ANNA, "--lane", "000101/CONTACT", "--json");
        assertThat(plan.json().path("operations").asInt()).as(plan.out).isZero();
    }

    private static Seq<JsonNode> cards(Users users) {
        return Vector.ofAll(
                users.outlook("GET", ANNA, "/contacts?$top=999", "none", "").path("value"));
    }

    private static JsonNode card(Users users, String surname) {
        return cards(users)
                .filter(c -> c.path("surname").asText().equals(surname))
                .single();
    }

    private static JsonNode person(Users users, String surname) {
        return users.rows("ContactPersons", "LastName", surname).single();
    }

    private static ObjectNode of(JsonNode person) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dataAreaId", person.path("dataAreaId").asText())
                .put("ContactPersonId", person.path("ContactPersonId").asText());
    }

    private static Seq<String> categories(JsonNode card) {
        return Vector.ofAll(card.path("categories")).map(JsonNode::asText);
    }

    @ParameterizedTest
    @CsvSource({"GRAPH, companion", "GRAPH, stock", "EWS, companion", "EWS, stock"})
    void selectedPersonsGoToOutlookAndNewContactsBecomePersonsOfTheirCompany(Backend backend, String profile)
            throws IOException {
        D365Options options = profile.equals("stock") ? D365Options.STOCK : D365Options.companion();
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.builder().d365(options).traffic(WATCH).build())) {
            Users users = new Users(sandbox);
            Path config = configured(sandbox, folder, backend, " {}");
            settled(config);
            assertThat(categories(card(users, "Albers"))).contains("D365");
            assertThat(card(users, "Albers").path("companyName").asText()).isEqualTo("Hafenlogistik Albers GmbH");
            assertThat(cards(users).map(c -> c.path("surname").asText()))
                    .as("without the category nobody leaves D365")
                    .doesNotContain("Thießen");

            users.outlook(
                    "PATCH",
                    ANNA,
                    "/contacts/" + card(users, "Albers").path("id").asText(),
                    "none",
                    "{\"mobilePhone\": \"0171 5550001\"}");
            sandbox.d365()
                    .patch(
                            "ContactPersons",
                            of(person(users, "Albers")),
                            JsonNodeFactory.instance.objectNode().put("EmploymentJobTitle", "Inhaberin"));
            settled(config);
            assertThat(card(users, "Albers").path("jobTitle").asText()).isEqualTo("Inhaberin");
            assertThat(users.rows(
                                    "PartyContactsV3",
                                    "PartyNumber",
                                    person(users, "Albers")
                                            .path("ContactPersonPartyNumber")
                                            .asText())
                            .map(r -> r.path("Locator").asText()))
                    .contains("0171 5550001");

            users.outlook("POST", ANNA, "/contacts", "none", """
                    {"givenName": "Wiebke", "surname": "Harms", "companyName": "HAFENLOGISTIK ALBERS",
                     "emailAddresses": [{"address": "w.harms@albers-hafen.example"}], "categories": ["D365"]}""");
            users.outlook("POST", ANNA, "/contacts", "none", """
                    {"givenName": "Otto", "surname": "Nobody", "companyName": "Nirgendwo KG", "categories": ["D365"]}""");
            users.outlook("POST", ANNA, "/contacts", "none", """
                    {"givenName": "Aunt", "surname": "Private", "companyName": "Hafenlogistik Albers GmbH"}""");
            settled(config);
            assertThat(person(users, "Harms").path("AssociatedPartyNumber").asText())
                    .isEqualTo("P-002001");
            assertThat(users.rows("ContactPersons", "LastName", "Private")).isEmpty();
            assertThat(users.rows("ContactPersons", "LastName", "Nobody")).isEmpty();
            assertThat(categories(card(users, "Nobody"))).containsExactlyInAnyOrder("D365", "D365: company unknown");

            users.make(
                    "CustomersV3",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("dataAreaId", "nord")
                            .put("CustomerAccount", "K-7777")
                            .put("OrganizationName", "Nirgendwo KG")
                            .put("NameAlias", "Nirgendwo")
                            .put("PartyNumber", "P-007777")
                            .put("PartyType", "Organization")
                            .put("CustomerGroupId", "10"));
            settled(config);
            assertThat(person(users, "Nobody").path("AssociatedPartyNumber").asText())
                    .isEqualTo("P-007777");
            assertThat(categories(card(users, "Nobody"))).containsExactly("D365");

            users.outlook(
                    "DELETE",
                    ANNA,
                    "/contacts/" + card(users, "Harms").path("id").asText(),
                    "none",
                    "");
            settled(config);
            assertThat(users.rows("ContactPersons", "LastName", "Harms"))
                    .as("a mailbox deletes no contact person")
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"GRAPH, companion", "GRAPH, stock", "EWS, companion", "EWS, stock"})
    void aNamedFolderIsMadeAndFurtherCategoriesLetPersonsLeave(Backend backend, String profile) throws IOException {
        D365Options options = profile.equals("stock") ? D365Options.STOCK : D365Options.companion();
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.builder().d365(options).traffic(WATCH).build())) {
            Users users = new Users(sandbox);
            JsonNode joern = person(users, "Thießen");
            sandbox.d365()
                    .patch(
                            "ContactPersons",
                            of(joern),
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("MicrosoftOutlookCategories", "Newsletter")
                                    .put("ContactPersonResponsiblePersonnelNumber", "000101"));
            boolean selected = users.rows(
                            "AxpPrivateContacts",
                            "ContactPersonId",
                            joern.path("ContactPersonId").asText())
                    .exists(r -> r.path("PersonnelNumber").asText().equals("000101"));
            if (profile.equals("companion") && !selected) {
                users.make("AxpPrivateContacts", of(joern).put("PersonnelNumber", "000101"));
            }
            Path config = configured(sandbox, folder, backend, " {folder: Customers, categories: [Newsletter]}");
            settled(config);

            JsonNode made = Vector.ofAll(users.outlook("GET", ANNA, "/contactFolders", "none", "")
                            .path("value"))
                    .filter(f -> f.path("displayName").asText().equals("Customers"))
                    .single();
            Seq<JsonNode> cards = Vector.ofAll(users.outlook(
                            "GET",
                            ANNA,
                            "/contactFolders/" + made.path("id").asText() + "/contacts?$top=999",
                            "none",
                            "")
                    .path("value"));
            assertThat(cards.map(c -> c.path("surname").asText())).contains("Albers", "Thießen");
        }
    }
}
