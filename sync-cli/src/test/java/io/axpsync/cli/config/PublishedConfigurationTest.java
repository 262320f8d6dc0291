package io.axpsync.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Publication;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.SyncRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedConfigurationTest {

    private final Yaml yaml;

    PublishedConfigurationTest(@TempDir Path folder) {
        this.yaml = new Yaml(folder);
    }

    @Test
    void theDocumentedFolderArrives() throws IOException {
        yaml.file("graph.pem", "pem");
        yaml.file("company-ca.pem", "pem");
        yaml.file("ews.password", "hidden-ews\n");
        Configuration c = yaml.read(Files.readString(Path.of("..", "docs", "configuration.md"))
                .split("```yaml\n")[1]
                .split("```")[0]);
        PublishedSettings west = c.published().single();
        assertThat(west.name()).isEqualTo("west");
        assertThat(west.folder()).isEqualTo("Sales/West");
        assertThat(west.mailbox()).isEqualTo("sales@fabrikon.example");
        assertThat(west.place()).isEqualTo(Publication.Place.MAILBOX);
        assertThat(west.takesNew()).isTrue();
        assertThat(west.lane().rules().onExchangeDelete()).isEqualTo(SyncRules.OnDelete.RELEASE);
        assertThat(west.lane().rules().onRefused()).isEqualTo(SyncRules.OnRefused.RETRY);
        assertThat(west.lane().rules().policy(Field.PHONES)).isEqualTo(FieldPolicy.D365);
        assertThat(west.lane().rules().policy(Field.BODY)).isEqualTo(FieldPolicy.APPEND);
        assertThat(west.company()).isEqualTo("nord");
        assertThat(west.companies()).containsExactly("nord", "sued");
        assertThat(west.zone()).isEqualTo(ZoneId.of("Europe/Vienna"));
        assertThat(west.country()).isEqualTo("AT");
        assertThat(west.query()).isEqualTo(c.queries().get("west").get());
        assertThat(west.query().condition().toString())
                .isEqualTo("((customer.SalesDistrict is \"WEST\" or \"SOUTH\""
                        + " or prospect.SalesDistrictId is \"WEST\" or \"SOUTH\")"
                        + " and not customer.CustomerGroupId is \"90\")");
        assertThat(c.queries().get("large").get().condition().toString())
                .isEqualTo("((customer.CreditLimit is from \"50000\" or (customer.SalesSegmentId is like \"A*\""
                        + " and (person.PrimaryAddressCountryRegionId is \"AT\" or \"AUT\""
                        + " or person.PrimaryAddressCountryRegionISOCode is \"AT\" or \"AUT\")))"
                        + " and person.dataAreaId is \"nord\" or \"sued\")");
        assertThat(c.queries().get("colleagues").get().members()).isEqualTo(Publication.Members.WORKERS);
    }

    @Test
    void aFolderAloneIsEnough() {
        Configuration c = yaml.read(onlyFolder("segment: A", "mailbox: sales@fabrikon.example"));
        PublishedSettings folder = c.published().single();
        assertThat(folder.folder()).isEqualTo("west");
        assertThat(folder.place()).isEqualTo(Publication.Place.MAILBOX);
        assertThat(c.backends()).containsExactly(Backend.GRAPH);
        assertThat(c.insideDomains()).containsExactly("fabrikon.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "segment: A | mailbox: sales@x.example, query: east | publishedFolders.west.query",
                "segment: A | mailbox: sales@x.example, place: public-folders | publishedFolders.west.place",
                "segment: A | mailbox: sales@x.example, onExchangeDelete: release | publishedFolders.west.onExchangeDelete",
                "segment: A | mailbox: sales@x.example, onFolderDelete: forget | publishedFolders.west.onFolderDelete",
                "segment: A | folder: West | publishedFolders.west.mailbox",
                "segmnt: A | mailbox: sales@x.example | queries.west.segmnt",
                "custmer.SalesDistrict: A | mailbox: sales@x.example | queries.west.custmer.SalesDistrict",
                "\"customer.SalesDistrict' or 1 eq 1\": A | mailbox: sales@x.example"
                        + " | queries.west.customer.SalesDistrict' or 1 eq 1",
                "worker.Name: A | mailbox: sales@x.example | queries.west.worker.Name",
                "or: [] | mailbox: sales@x.example | queries.west.or",
                "segment: {about: A} | mailbox: sales@x.example | queries.west.segment.about"
            })
    void whatIsWrongIsNamed(String query, String folder, String key) {
        assertThat(yaml.problems(onlyFolder(query.strip(), folder.strip())).map(Problem::key))
                .contains(key.strip());
    }

    private static String onlyFolder(String query, String folder) {
        String base = Yaml.SMALLEST.replaceAll("(?s)mailboxes:.*", "");
        return base + "queries: {west: {" + query + "}}\npublishedFolders: {west: {" + folder + "}}\n";
    }
}
